package manual

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// people says how many people are in a group, now, and nothing else of it.
func (k *desk) people(g id.Group, n int) {
	k.t.Helper()
	k.must(k.s.Tell(k.t.Context(), k.ws, k.by(), g, Figures{n, Unknown, Unknown, Unknown, Unknown}))
}

func (k *desk) hall() (h hall) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		h, err = k.s.hallOf(k.t.Context(), tx, k.ws, k.by())
		return err
	}))
	return h
}

// counts holds that a group is known to have so many people.
func (k *desk) counts(what string, g id.Group, want int) {
	k.t.Helper()
	h := k.hall()
	if got := h.seat(g).People; got != want {
		k.t.Errorf("%s: %d people, want %d", what, got, want)
	}
}

// TestTheLastWordOnHowManyPeople: of the day, the week, and who came and went since;
// what is said again unchanged, and what was pasted of before, counts nobody twice.
func TestTheLastWordOnHowManyPeople(t *testing.T) {
	each(t, func(k *desk) {
		k.db.Clock = k.clock // one day goes by on both
		ctx, g := t.Context(), k.make("青禾福利群")[0]
		came := func(kind event.Kind, names ...string) {
			t.Helper()
			k.clock.at = k.clock.at.Add(time.Minute)
			_, err := k.s.Moved(ctx, k.ws, k.by(), g, kind, names)
			k.must(err)
		}
		came(event.Join, "早来的")
		k.counts("nobody said", g, Unknown)
		k.people(g, 299)
		k.counts("said", g, 299)
		came(event.Join, "小雨", "小北")
		came(event.Join, "小雨")
		k.counts("two came", g, 301)
		came(event.Leave, "小北")
		k.counts("one went", g, 300)
		k.people(g, 299) // the form as it was
		k.counts("said again", g, 300)
		k.people(g, 280)
		k.counts("said anew", g, 280)
		k.must(k.s.Tell(ctx, k.ws, k.by(), g, Figures{285, 5, Unknown, Unknown, Unknown})) // of the five three were noted
		came(event.Join, "甲", "乙")
		k.counts("those whose names follow are in it", g, 285)
		came(event.Join, "丙")
		k.counts("one more than was said", g, 286)
		k.people(g, 280)
		before := k.clock.at.Add(-time.Hour).In(time.FixedZone("", 8*3600)).Format("2006-01-02 15:04:05")
		_, err := k.s.Take(ctx, k.ws, k.by(), g, Clip{Text: "店主 " + before + "\n在吗\n\"店主\"邀请\"旧人\"加入了群聊"})
		k.must(err)
		k.counts("came before it was said", g, 280)
		k.clock.at = k.clock.at.Add(24 * time.Hour)
		week := DueWeek(k.clock.at, time.FixedZone("", 8*3600))
		k.must(k.s.TellWeek(ctx, k.ws, k.by(), week, map[id.Group]Weekly{g: {People: 310, Spoke: Unknown, Sent: Unknown, Asked: Unknown}}))
		k.counts("by the week", g, 310)
		came(event.Join, "阿青")
		k.must(k.s.TellWeek(ctx, k.ws, k.by(), week, map[id.Group]Weekly{g: {People: 310, Spoke: 5, Sent: Unknown, Asked: Unknown}}))
		k.counts("the week as it was, and more", g, 311)
		k.clock.at = k.clock.at.Add(time.Minute)
		k.people(g, 305)
		k.counts("of one day the later word holds", g, 305)
		k.clock.at = k.clock.at.Add(time.Minute)
		k.must(k.s.TellWeek(ctx, k.ws, k.by(), week, map[id.Group]Weekly{g: {People: 306, Spoke: 5, Sent: Unknown, Asked: Unknown}}))
		k.counts("whichever it is", g, 306)
		if h := k.hall(); !h.full(g) || h.said[g] != 306 {
			t.Errorf("full: %v, said %d", h.full(g), h.said[g])
		}
	})
}

// TestSettingsAndPlaces are kept by workspace, the usual ones where nobody said anything.
func TestSettingsAndPlaces(t *testing.T) {
	each(t, func(k *desk) {
		ctx := audit.As(t.Context(), audit.User(k.owner))
		read := func(ws id.Workspace) (set Settings, places []Where) {
			t.Helper()
			k.must(k.db.Read(ctx, func(tx *db.Tx) (err error) {
				if set, err = settingsOf(ctx, tx, ws); err == nil {
					places, err = placesOf(ctx, tx, ws)
				}
				return err
			}))
			return set, places
		}
		if set, places := read(k.ws); set != (Settings{Full: 300}) || len(places) != 0 {
			t.Errorf("at first %+v %v", set, places)
		}
		for range 2 {
			k.must(k.s.Set(ctx, k.ws, k.by(), Settings{Shops: true, Full: 250}))
			k.must(k.s.AddPlace(ctx, k.ws, k.by(), Where{"青禾", "河西"}))
			k.must(k.s.AddPlace(ctx, k.ws, k.by(), Where{"青禾", "河东"}))
			k.must(k.s.DropPlace(ctx, k.ws, k.by(), Where{"青禾", "山上"}))
		}
		if set, places := read(k.ws); set != (Settings{true, 250}) || len(places) != 2 || !slices.Contains(places, Where{"青禾", "河西"}) {
			t.Errorf("kept %+v %v", set, places)
		}
		if set, places := read(k.ws + 1); set != (Settings{Full: 300}) || len(places) != 0 {
			t.Errorf("another workspace has %+v %v", set, places)
		}
		k.must(k.s.DropPlace(ctx, k.ws, k.by(), Where{"青禾", "河西"}))
		k.must(k.s.Set(ctx, k.ws, k.by(), Settings{Full: 500}))
		if set, places := read(k.ws); set != (Settings{Full: 500}) || len(places) != 1 {
			t.Errorf("changed to %+v %v", set, places)
		}
		k.kind("too many", k.s.Set(ctx, k.ws, k.by(), Settings{Full: 501}), fault.Invalid)
		far := By{User: 9}
		k.kind("of one unit", k.s.Set(ctx, k.ws, far, Settings{Full: 300}), fault.Forbidden)
		k.kind("of one unit", k.s.AddPlace(ctx, k.ws, far, Where{"甲", "乙"}), fault.Forbidden)
		k.kind("of one unit", k.s.DropPlace(ctx, k.ws, far, Where{"青禾", "河东"}), fault.Forbidden)
		for i := range mostPlaces - 1 {
			k.must(k.s.AddPlace(ctx, k.ws, k.by(), Where{"青禾", string(rune('一' + i))}))
		}
		k.kind("one more", k.s.AddPlace(ctx, k.ws, k.by(), Where{"青禾", "满"}), fault.Invalid)
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			all, err := audit.List(ctx, tx, k.ws, audit.Filter{Actions: []audit.Action{audit.GroupsSet}}, 0, 200)
			if want := 2 + 2 + 1 + mostPlaces - 1; len(all) != want {
				t.Errorf("%d changes are in the record, want %d", len(all), want)
			}
			return err
		}))
	})
}

// TestThe301stGoesToTheNextGroup, which is made by one touch where there is none: of the
// next name, at the same place; a second touch makes no other.
func TestThe301stGoesToTheNextGroup(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		_, r := k.works()
		west := Where{"青禾", "河西"}
		add := func(name string, w Where) id.Group {
			t.Helper()
			made, err := k.s.Add(ctx, k.ws, k.by(), Wanted{Names: []string{name}, Unit: k.shop, Keeper: k.owner, People: Unknown, Where: w})
			k.must(err)
			return made[0]
		}
		one, east := add("青禾·河西·福利1群", west), add("青禾·河东·福利1群", Where{"青禾", "河东"})
		r.columns[one][colOffer] = "到货和自提"
		_, _, err := k.s.MakeNext(ctx, k.ws, k.by(), one)
		k.kind("not full", err, fault.Conflict)
		k.people(one, 300)
		stranger := By{User: 9}
		_, _, err = k.s.MakeNext(ctx, k.ws, stranger, one)
		k.kind("another unit's", err, fault.NotFound)
		_, _, err = k.s.MakeNext(ctx, k.ws+1, k.by(), one)
		k.kind("another workspace's", err, fault.NotFound)
		two, made, err := k.s.MakeNext(ctx, k.ws, k.by(), one)
		if err != nil || !made || two == east || k.places[two] != (Place{"青禾·河西·福利2群", k.shop}) {
			t.Fatalf("made %v: %+v %v", made, k.places[two], err)
		}
		if got := r.columns[two]; placeIn(got) != west || got[colOffer] != "到货和自提" {
			t.Errorf("of the next one is said %v", got)
		}
		if again, made, err := k.s.MakeNext(ctx, k.ws, k.by(), one); again != two || made || err != nil {
			t.Errorf("a second touch: %v %v %v", again, made, err)
		}
		h := k.hall()
		if next := NextOf(h.seats, one, h.set.Full); next != two || h.full(two) || h.full(east) {
			t.Errorf("the 301st is sent to %v", next)
		}
		k.people(two, 301)
		three, made, err := k.s.MakeNext(ctx, k.ws, k.by(), one)
		if err != nil || !made || k.places[three].Name != "青禾·河西·福利3群" {
			t.Fatalf("made %v: %+v %v", made, k.places[three], err)
		}
		k.must(k.s.Shut(ctx, k.ws, k.by(), three, true))
		if h := k.hall(); !h.full(three) || NextOf(h.seats, one, h.set.Full) != 0 {
			t.Error("people are sent to a group that is closed")
		}
		k.kind("another unit's", k.s.Shut(ctx, k.ws, stranger, three, false), fault.NotFound)
		k.kind("another workspace's", k.s.Shut(ctx, k.ws+1, k.by(), three, false), fault.NotFound)
		k.must(k.s.Shut(ctx, k.ws, k.by(), three, false))
		if h := k.hall(); NextOf(h.seats, one, h.set.Full) != three {
			t.Error("it is not opened again")
		}
		r.on["welcome"] = true
		if on, left, err := k.s.Carry(ctx, k.ws, k.by(), one, three, i18n.ZhHans); on != 1 || left != 0 || err != nil {
			t.Errorf("%d are on, %d left: %v", on, left, err)
		}
	})
}

// TestWhatCameInIsSaidOnce: one to-do waits at a time, and the step is done once a person
// says that it was sent, on that day alone.
func TestWhatCameInIsSaidOnce(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		f, _ := k.works()
		made, err := k.s.Add(ctx, k.ws, k.by(), Wanted{Names: []string{"福利1群"}, Unit: k.shop, Keeper: k.owner, People: Unknown, Where: Where{"青禾", "河西"}})
		k.must(err)
		g := made[0]
		told := func() (yes bool) {
			t.Helper()
			k.must(k.db.Read(ctx, func(tx *db.Tx) error {
				all, err := groupsOf(ctx, tx, k.ws)
				if err != nil {
					return err
				}
				day, _, err := k.s.today(ctx, tx, k.ws)
				if err != nil {
					return err
				}
				yes, err = k.s.toldArrivals(ctx, tx, k.ws, all, day)
				return err
			}))
			return yes
		}
		k.must(k.s.Arrived(ctx, k.ws, k.by(), g, "本地番茄。", i18n.ZhHans))
		if len(f.saying) != 1 || f.saying[0].Wordings[0] != "今天到货：本地番茄。来青禾看就行。" || f.saying[0].Owner != k.owner || f.saying[0].Sells || told() {
			t.Fatalf("%+v, told %v", f.saying, told())
		}
		k.kind("while it waits", k.s.Arrived(ctx, k.ws, k.by(), g, "豆腐", i18n.ZhHans), fault.Conflict)
		f.said[f.saying[0].Key] = TodoOver
		if told() {
			t.Error("what was left out counts as told")
		}
		k.must(k.s.Arrived(ctx, k.ws, k.by(), g, "豆腐 3 元一块", i18n.ZhHans))
		f.said[f.saying[1].Key] = TodoDone
		if !f.saying[1].Sells || !told() {
			t.Errorf("with a price: %+v, told %v", f.saying[1], told())
		}
		k.must(k.s.Arrived(ctx, k.ws, k.by(), g, "排骨", i18n.ZhHans))
		if !told() {
			t.Error("what was said is forgotten while the next one waits")
		}
		k.clock.at = k.clock.at.Add(24 * time.Hour)
		if told() {
			t.Error("yesterday's counts today")
		}
		k.kind("nothing", k.s.Arrived(ctx, k.ws, k.by(), g, " \n", i18n.ZhHans), fault.Invalid)
		k.kind("another unit's", k.s.Arrived(ctx, k.ws, By{User: 9}, g, "豆腐", i18n.ZhHans), fault.NotFound)
		k.kind("another workspace's", k.s.Arrived(ctx, k.ws+1, k.by(), g, "豆腐", i18n.ZhHans), fault.NotFound)
		err = k.s.Move(ctx, k.ws, By{User: 9}, g, Where{"甲", "乙"})
		k.kind("moved by another unit", err, fault.NotFound)
		k.must(k.s.Move(ctx, k.ws, k.by(), g, Where{"青禾", "河东"}))
		if h := k.hall(); h.seat(g).Where != (Where{"青禾", "河东"}) || auth.Field(err) != "" {
			t.Errorf("it is at %v", h.seat(g).Where)
		}
	})
}

// TestTwoChangeSettingsAtOnce, each another one: both hold.
func TestTwoChangeSettingsAtOnce(t *testing.T) {
	each(t, func(k *desk) {
		t := k.t
		for round := range 10 {
			k.must(k.s.Set(t.Context(), k.ws, k.by(), Settings{Full: 300}))
			var both sync.WaitGroup
			for _, change := range []func(*Settings){func(s *Settings) { s.Shops = true }, func(s *Settings) { s.Full = 200 }} {
				both.Go(func() {
					if err := k.s.Change(context.Background(), k.ws, k.by(), change); err != nil {
						t.Error(err)
					}
				})
			}
			both.Wait()
			k.must(k.db.Read(t.Context(), func(tx *db.Tx) error {
				set, err := settingsOf(t.Context(), tx, k.ws)
				if want := (Settings{Shops: true, Full: 200}); set != want {
					t.Errorf("round %d: %+v is kept, want %+v", round, set, want)
				}
				return err
			}))
		}
	})
}
