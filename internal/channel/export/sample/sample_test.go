package sample

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// ordinaryDay is far from the Spring Festival and from the October holidays.
var ordinaryDay = time.Date(2026, 6, 17, 15, 30, 0, 0, zone)

func told(t testing.TB, seed uint64, now time.Time) *exporttest.Recorder {
	t.Helper()
	rec := new(exporttest.Recorder)
	got, err := Tell(t.Context(), seed, now, rec)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Exports) != 1 || got.Exports[0].Events != len(rec.Events) || got.Unknown != 0 {
		t.Fatalf("the result %+v does not count the %d events told", got, len(rec.Events))
	}
	return rec
}

func TestSameSeedAndDayTellTheSame(t *testing.T) {
	day := time.Date(2026, 6, 17, 0, 0, 0, 0, zone)
	early, late := told(t, 7, day), told(t, 7, day.Add(24*time.Hour-time.Second).UTC())
	if d := gocmp.Diff(early.Events, late.Events); d != "" {
		t.Errorf("the hour changes the events:\n%.2000s", d)
	}
	if d := gocmp.Diff(early.Persons, late.Persons); d != "" {
		t.Errorf("the hour changes the people:\n%.2000s", d)
	}
	if d := gocmp.Diff(early.Groups, late.Groups); d != "" {
		t.Errorf("the hour changes the groups:\n%.2000s", d)
	}
	same := func(a, b []event.Event) bool {
		return slices.EqualFunc(a, b, func(x, y event.Event) bool { return x.At.Equal(y.At) && x.Body == y.Body })
	}
	if same(early.Events, told(t, 8, day).Events) {
		t.Error("another seed tells the same")
	}
	if same(early.Events, told(t, 7, day.Add(24*time.Hour)).Events) {
		t.Error("the next day tells the same")
	}
}

func TestStampIsNow(t *testing.T) {
	rec := told(t, 1, ordinaryDay)
	if len(rec.Stamps) != 1 || !rec.Stamps[0].Equal(ordinaryDay) || len(rec.Skips) != 0 {
		t.Errorf("stamps %v, skips %d, want the one stamp %v", rec.Stamps, len(rec.Skips), ordinaryDay)
	}
}

// TestWhateverTheDay holds the sample of many days to what every export keeps.
func TestWhateverTheDay(t *testing.T) {
	days := []time.Time{
		ordinaryDay,
		time.Date(2026, 1, 1, 0, 0, 0, 0, zone),
		time.Date(2026, 2, 17, 9, 0, 0, 0, zone), // the first day of the Chinese year
		time.Date(2026, 3, 1, 16, 30, 0, 0, time.UTC),
		time.Date(2028, 2, 29, 23, 59, 59, 0, zone),
		time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC),
		time.Date(2031, 10, 4, 12, 0, 0, 0, zone),
	}
	if testing.Short() {
		days = days[:1]
	}
	for i, now := range days {
		t.Run(now.Format("2006-01-02"), func(t *testing.T) {
			rec := told(t, uint64(i), now)
			if n := len(rec.Events); n < 40_000 || n > 80_000 {
				t.Errorf("%d events, want 40 to 80 thousand", n)
			}
			if len(rec.Groups) < 24 || len(rec.Groups) > 28 {
				t.Errorf("%d groups", len(rec.Groups))
			}
			checkEvents(t, rec, now)
			checkPresence(t, rec)
		})
	}
}

func checkEvents(t *testing.T, rec *exporttest.Recorder, now time.Time) {
	t.Helper()
	y, m, d := now.In(zone).Date()
	anchor := time.Date(y, m, d, 0, 0, 0, 0, zone)
	people := map[event.NativeUser]export.PersonKind{}
	for _, p := range rec.Persons {
		if p.Kind == export.Unstated || p.Name == "" || p.ID == "" {
			t.Fatalf("%+v is told of without a kind, a name or an id", p)
		}
		if was, ok := people[p.ID]; ok && was != p.Kind {
			t.Fatalf("%s is told of as two kinds", p.Name)
		}
		people[p.ID] = p.Kind
	}
	at := map[event.NativeMessage]*event.Event{}
	last := map[event.NativeChat]*event.Event{}
	for i := range rec.Events {
		e := &rec.Events[i]
		if e.At.After(anchor) || e.At.Before(anchor.AddDate(0, 0, -310)) || e.At.Location() != time.UTC {
			t.Fatalf("%+v does not lie in the ten months before %v, in UTC", e, anchor)
		}
		if e.NativeID == "" || at[e.NativeID] != nil {
			t.Fatalf("the id %q is none or stands twice", e.NativeID)
		}
		at[e.NativeID] = e
		if p := last[e.Chat]; p != nil && cmp.Or(p.At.Compare(e.At), cmp.Compare(p.Order, e.Order)) >= 0 {
			t.Fatalf("%s is told after %s and did not happen after it", e.NativeID, p.NativeID)
		}
		last[e.Chat] = e
		if to := at[e.ReplyTo]; e.ReplyTo != "" && (to == nil || to.Chat != e.Chat || to.Kind != event.Message || len(e.Mentions) != 1 || e.Mentions[0] != to.Actor) {
			t.Fatalf("%+v answers no earlier message of its chat, or names somebody else", e)
		}
		if e.Network != event.WeChat || e.Namespace != "sample" || e.Chars != len([]rune(e.Body)) {
			t.Fatalf("%+v is of another network or miscounted", e)
		}
		for _, who := range append(append([]event.Actor{e.Actor}, e.Subjects...), e.Mentions...) {
			if e.Kind == event.Notice && !who.Known() {
				continue
			}
			if _, ok := people[who.ID]; !ok {
				t.Fatalf("%s of %s is nobody the sample told of", who.Name, e.NativeID)
			}
		}
		if (e.Kind == event.Message) != (len(e.Subjects) == 0) && e.Kind != event.GroupRenamed && e.Kind != event.Delete && e.Kind != event.Notice {
			t.Fatalf("%+v: subjects of a message, or none of a move", e)
		}
	}
}

// checkPresence claims that people speak while they are in the group, and that
// a member list names who is there at the end.
func checkPresence(t *testing.T, rec *exporttest.Recorder) {
	t.Helper()
	type place struct {
		chat event.NativeChat
		who  event.NativeUser
	}
	kind, in := map[event.NativeUser]export.PersonKind{}, map[place]bool{}
	listed, lists := map[place]bool{}, map[event.NativeChat]bool{}
	for _, p := range rec.Persons {
		kind[p.ID] = p.Kind
		if p.Chat != "" {
			listed[place{p.Chat, p.ID}], lists[p.Chat] = true, true
		}
	}
	for _, e := range rec.Events {
		for _, s := range e.Subjects {
			if in[place{e.Chat, s.ID}] != (e.Kind != event.Join) {
				t.Fatalf("%s: %s comes twice or goes without having come", e.NativeID, s.Name)
			}
			in[place{e.Chat, s.ID}] = e.Kind == event.Join
		}
		if by := e.Actor; e.Kind == event.Join && kind[by.ID] == export.Human && by != e.Subjects[0] && e.Scene == "" {
			t.Fatalf("%s: %s brought somebody, nobody knows how", e.NativeID, by.Name)
		}
		if e.Kind == event.Message && kind[e.Actor.ID] == export.Human && !in[place{e.Chat, e.Actor.ID}] {
			t.Fatalf("%s: %s speaks without being there", e.NativeID, e.Actor.Name)
		}
	}
	for p, there := range in {
		if lists[p.chat] && listed[p] != there {
			t.Fatalf("%v: listed %v, there %v", p, listed[p], there)
		}
	}
	if len(lists) < 20 || len(lists) == len(rec.Groups) {
		t.Errorf("%d of %d groups have a member list", len(lists), len(rec.Groups))
	}
}

// marked is a recorder that is told where an export begins and ends.
type marked struct {
	exporttest.Recorder
	begins, ends []export.Exported
	refuse       error
	at           string
}

func (m *marked) Begin(e export.Exported) error {
	m.begins = append(m.begins, e)
	if len(m.Events)+len(m.Persons)+len(m.Stamps) > 0 || m.at == "begin" {
		return cmp.Or(m.refuse, errors.New("something was told before the beginning"))
	}
	return nil
}

func (m *marked) End(e export.Exported) error {
	m.ends = append(m.ends, e)
	if m.at == "end" {
		return m.refuse
	}
	return nil
}

func TestMarkerIsToldOfOneExport(t *testing.T) {
	m := new(marked)
	if _, err := Tell(t.Context(), 1, ordinaryDay, m); err != nil {
		t.Fatal(err)
	}
	if len(m.begins) != 1 || len(m.ends) != 1 {
		t.Fatalf("%d beginnings, %d ends", len(m.begins), len(m.ends))
	}
	if b, e := m.begins[0], m.ends[0]; b.File != "sample" || b.Format.Name != "sample" || e.File != "sample" || e.Events != len(m.Events) || e.Err != nil {
		t.Errorf("begins %+v, ends %+v after %d events", b, e, len(m.Events))
	}
}

func TestSinkErrorsComeBackUnchanged(t *testing.T) {
	full := errors.New("the disk is full")
	for _, at := range []string{"begin", "end"} {
		if _, err := Tell(t.Context(), 1, ordinaryDay, &marked{refuse: full, at: at}); !errors.Is(err, full) {
			t.Errorf("at the %s: %v", at, err)
		}
	}
	m := new(marked)
	m.Fail = func(*event.Event) error {
		if len(m.Events) == 5000 {
			return full
		}
		return nil
	}
	if _, err := Tell(t.Context(), 1, ordinaryDay, m); err != full || len(m.Events) != 5000 || len(m.ends) != 0 {
		t.Errorf("in the middle: error %v after %d events, ended %d times", err, len(m.Events), len(m.ends))
	}
}

func TestContextEndsIt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	rec := new(exporttest.Recorder)
	rec.Fail = func(*event.Event) error {
		if len(rec.Events) == 3000 {
			cancel()
		}
		return nil
	}
	if _, err := Tell(ctx, 1, ordinaryDay, rec); !errors.Is(err, context.Canceled) || len(rec.Events) > 3000+checkEvery {
		t.Errorf("error %v after %d events", err, len(rec.Events))
	}
	if _, err := Tell(ctx, 1, ordinaryDay, rec); !errors.Is(err, context.Canceled) {
		t.Errorf("begun with an ended context: %v", err)
	}
}
