package compliance

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// village is a neighbourhood of two workspaces: group 10 and member 20 are of the
// first, 11 and 21 of the second.
type village struct {
	mu   sync.Mutex // guards now and kind
	now  time.Time
	kind gate.GroupKind // of the groups

	stays []Stay // of whoever is asked about
}

func (v *village) make(kind gate.GroupKind) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.kind = kind
}

var shanghai = time.FixedZone("UTC+8", 8*60*60)

func (v *village) Now(id.Workspace) time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

func (v *village) at(day, hour, minute int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = time.Date(2030, 3, day, hour, minute, 0, 0, shanghai)
}

func (v *village) Zone(context.Context, *db.Tx, id.Workspace) (*time.Location, error) {
	return shanghai, nil
}

func (v *village) Groups(_ context.Context, _ *db.Tx, ws id.Workspace, of []id.Group) (map[id.Group]Group, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := map[id.Group]Group{}
	for _, g := range of {
		if g == 9+id.Group(ws) {
			out[g] = Group{Name: "花店会员群", First: time.Date(2030, 3, 1, 9, 0, 0, 0, shanghai), Kind: v.kind}
		}
	}
	return out, nil
}

func (v *village) Members(_ context.Context, _ *db.Tx, ws id.Workspace, of []id.Member) (map[id.Member]string, error) {
	out := map[id.Member]string{}
	for _, m := range of {
		if m == 19+id.Member(ws) {
			out[m] = "小雨"
		}
	}
	return out, nil
}

func (v *village) Rests(time.Time) []gate.Span { return nil }

func (v *village) Stays(context.Context, *db.Tx, id.Workspace, id.Member, time.Time) ([]Stay, error) {
	return v.stays, nil
}

func (v *village) Inside(context.Context, *db.Tx, id.Workspace, id.Group, int) ([]Someone, bool, error) {
	return []Someone{{20, "小雨", ""}, {22, "<b>大鱼", ""}}, true, nil
}

func (v *village) Called(_ context.Context, _ *db.Tx, _ id.Workspace, name string, _ int) ([]Someone, bool, error) {
	if name != "雨" {
		return nil, false, nil
	}
	return []Someone{{20, "小雨", "花店会员群"}}, true, nil
}

func (v *village) Origins(_ context.Context, _ *db.Tx, _ id.Workspace, of []string) (map[string]string, error) {
	out := map[string]string{}
	for _, one := range of {
		if one == "sop_1" {
			out[one] = "欢迎新人"
		}
	}
	return out, nil
}

func (v *village) LeftOut(context.Context, *db.Tx, id.Workspace, id.Member, int) ([]LeftOut, error) {
	return []LeftOut{{At: dbtest.Noon, Group: 10, Run: 3, Title: i18n.Text{Hans: "欢迎新人", Hant: "歡迎新人", En: "Welcome"}, Step: i18n.Text{Hans: "打招呼", Hant: "打招呼", En: "Say hello"},
		Why: i18n.Text{Hans: "条件不成立", Hant: "條件不成立", En: "its condition did not hold"}}}, nil
}

type desk struct {
	t    *testing.T
	s    *Service
	near *village
}

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, []db.Schema{audit.Schema, Schema}, func(t *testing.T, d *db.DB) {
		k := &desk{t: t, near: &village{}}
		k.s = &Service{DB: d, IDs: id.NewSource(1), Near: k.near}
		k.near.at(6, 12, 0) // a Wednesday
		fn(k)
	})
}

func (k *desk) write(fn func(ctx context.Context, tx *db.Tx) error) error {
	return k.s.DB.Write(k.t.Context(), func(tx *db.Tx) error { return fn(k.t.Context(), tx) })
}

func (k *desk) do(fn func(ctx context.Context, tx *db.Tx) error) {
	k.t.Helper()
	if err := k.write(fn); err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) may(key string, t gate.Touch, want string) {
	k.t.Helper()
	k.do(func(ctx context.Context, tx *db.Tx) error {
		v, err := k.s.May(ctx, tx, 1, key, t)
		got := "pass"
		if v.Outcome != gate.Pass {
			got = v.Rule.String()
		}
		if got != want {
			k.t.Errorf("%s (%s): %s, want %s", key, t.Kind, got, want)
		}
		return err
	})
}

// TestADeedCountsOnce however often it is asked for, and not where it was given back.
func TestADeedCountsOnce(t *testing.T) {
	each(t, func(k *desk) {
		one := gate.Touch{Group: 10, Kind: gate.Announcement}
		k.may("a", one, "pass")
		k.may("a", one, "pass")
		k.may("b", one, "announced")
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Return(ctx, tx, 1, "a") })
		k.may("b", one, "pass")
		k.may("a", one, "announced")
		k.near.at(7, 9, 0)
		k.may("a", one, "pass")
		// One that may not go any more makes room: it was asked for, so it was not sent.
		k.near.at(7, 22, 0)
		k.may("a", one, "quiet")
		k.near.at(7, 21, 0)
		k.may("c", one, "pass")
		// Other workspaces and other groups have counts of their own.
		k.do(func(ctx context.Context, tx *db.Tx) error {
			v, err := k.s.May(ctx, tx, 2, "a", gate.Touch{Group: 11, Kind: gate.Announcement})
			if v.Outcome != gate.Pass {
				t.Errorf("another workspace is stopped by %v", v.Rule)
			}
			return err
		})
	})
}

// TestAGroupIsWonBeforeItIsSoldTo: welcome, three posts, three days.
func TestAGroupIsWonBeforeItIsSoldTo(t *testing.T) {
	each(t, func(k *desk) {
		k.near.at(3, 12, 0)
		sell := gate.Touch{Group: 10, Kind: gate.Selling}
		k.may("sell", sell, "stage_welcome")
		k.may("hello", gate.Touch{Group: 10, Kind: gate.Welcome}, "pass")
		k.may("sell", sell, "stage_posts")
		for i := range 3 {
			k.may(fmt.Sprint("post", i), gate.Touch{Group: 10, Kind: gate.News}, "pass")
		}
		k.may("sell", sell, "stage_days")
		k.near.at(4, 12, 0)
		k.may("sell", sell, "pass")
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Return(ctx, tx, 1, "post1") })
		k.may("sell", sell, "stage_posts")
		k.near.make(gate.RushSale)
		k.may("sell", sell, "pass")
	})
}

// TestCapsCountEverythingTogether: playbooks, campaigns and people.
func TestCapsCountEverythingTogether(t *testing.T) {
	each(t, func(k *desk) {
		k.may("a", gate.Touch{Member: 20, Kind: gate.News, Campaign: "wake-up", Origin: "playbook"}, "pass")
		k.may("b", gate.Touch{Member: 20, Kind: gate.Ask, Campaign: "survey"}, "member")
		k.may("c", gate.Touch{Member: 20, Kind: gate.OrderService}, "pass")
		k.near.at(7, 12, 0)
		k.may("d", gate.Touch{Member: 20, Kind: gate.Private, Person: 5}, "pass")
		for i := range 2 {
			k.near.at(8, 12, i)
			k.may(fmt.Sprint("m", i), gate.Touch{Person: 5, Kind: gate.Moments}, "pass")
		}
		k.near.at(9, 12, 0)
		for i := 2; i < 5; i++ {
			k.may(fmt.Sprint("m", i), gate.Touch{Person: 5, Kind: gate.Moments}, "pass")
		}
		k.may("m5", gate.Touch{Person: 5, Kind: gate.Moments}, "moments")
		k.may("m6", gate.Touch{Person: 6, Kind: gate.Moments}, "pass")
	})
}

// TestTheSwitch stops everything, in a workspace or a group, and nothing elsewhere.
func TestTheSwitch(t *testing.T) {
	each(t, func(k *desk) {
		news := gate.Touch{Group: 10, Kind: gate.News}
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.StopAll(ctx, tx, 1, 0, 5) })
		k.may("a", news, "stopped")
		k.may("b", gate.Touch{Group: 10, Kind: gate.Answer}, "stopped")
		k.do(func(ctx context.Context, tx *db.Tx) error {
			v, err := k.s.Look(ctx, tx, 2, gate.Touch{Group: 11, Kind: gate.News})
			if v.Outcome != gate.Pass {
				t.Errorf("another workspace is stopped")
			}
			return err
		})
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Resume(ctx, tx, 1, 0) })
		k.may("a", news, "pass")
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.StopAll(ctx, tx, 1, 10, 5) })
		k.may("c", news, "stopped")
		k.may("d", gate.Touch{Member: 20, Kind: gate.News}, "pass")
		k.do(func(ctx context.Context, tx *db.Tx) error {
			if err := k.s.Resume(ctx, tx, 1, 10); err != nil {
				return err
			}
			return k.s.PausePromos(ctx, tx, 1, 0, 5, time.Date(2030, 3, 7, 10, 0, 0, 0, shanghai))
		})
		sell := gate.Touch{Group: 10, Kind: gate.Selling}
		k.near.make(gate.Flash)
		k.may("e", sell, "promos_paused")
		k.may("f", news, "pass")
		k.near.at(7, 10, 0)
		k.may("e", sell, "pass")
	})
}

// TestConsent: stop is heard by purpose; care asks first; agreeing later counts.
func TestConsent(t *testing.T) {
	each(t, func(k *desk) {
		say := func(p gate.Purpose, given bool) {
			k.t.Helper()
			k.near.mu.Lock()
			k.near.now = k.near.now.Add(time.Second)
			k.near.mu.Unlock()
			k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Consent(ctx, tx, 1, 20, p, given, "reply") })
		}
		look := func(kind gate.Kind, want string) {
			k.t.Helper()
			k.do(func(ctx context.Context, tx *db.Tx) error {
				v, err := k.s.Look(ctx, tx, 1, gate.Touch{Member: 20, Kind: kind})
				if got := v.Rule.String(); got != want {
					k.t.Errorf("%s: %q, want %q", kind, got, want)
				}
				return err
			})
		}
		look(gate.Care, "no_consent")
		look(gate.Selling, "")
		say(gate.ForCare, true)
		look(gate.Care, "")
		say(gate.ForSelling, false)
		look(gate.Selling, "refused")
		look(gate.News, "")
		say(gate.ForEverything, false)
		look(gate.News, "refused")
		look(gate.Care, "refused")
		look(gate.OrderService, "")
		look(gate.Answer, "")
		say(gate.ForNews, true)
		look(gate.News, "")
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Erase(ctx, tx, 1, 20) })
		look(gate.Selling, "")
		look(gate.Care, "no_consent")
	})
}

// TestHoldoutsAreByNameAndNumber, and about as many as was said.
func TestHoldoutsAreByNameAndNumber(t *testing.T) {
	n, both := 0, 0
	for m := range id.Member(10_000) {
		one, other := draw(m<<22, "wake-up") < 10, draw(m<<22, "birthday") < 10
		if one {
			n++
		}
		if one && other {
			both++
		}
	}
	if n < 880 || n > 1120 || both < 60 || both > 140 {
		t.Errorf("%d of 10,000 are held out at 10 %%, %d of them in another campaign, too", n, both)
	}
	each(t, func(k *desk) {
		k.do(func(ctx context.Context, tx *db.Tx) error {
			for percent := 0; percent <= 50; percent += 50 {
				if err := k.s.HoldOut(ctx, tx, 1, "x", percent); err != nil {
					return err
				}
				held, err := heldOut(ctx, tx, 1, 20, "x")
				if err != nil || held != (draw(20, "x") < uint64(percent)) {
					t.Errorf("held out %v (%v)", held, err)
				}
			}
			return nil
		})
	})
}

// TestTwoCannotUseTheLastAllowance: of twenty at once, one passes.
func TestTwoCannotUseTheLastAllowance(t *testing.T) {
	each(t, func(k *desk) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		passed := 0
		for i := range 20 {
			wg.Go(func() {
				err := k.s.DB.Write(t.Context(), func(tx *db.Tx) error {
					v, err := k.s.May(t.Context(), tx, 1, fmt.Sprint(i), gate.Touch{Group: 10, Member: id.Member(20 * (i % 2)), Kind: gate.Announcement})
					if err == nil && v.Outcome == gate.Pass {
						mu.Lock()
						defer mu.Unlock()
						passed++
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if passed != 1 {
			t.Errorf("%d announcements passed on one day", passed)
		}
	})
}

// TestEveryDecisionIsKept with its reason, and told by group and member.
func TestEveryDecisionIsKept(t *testing.T) {
	each(t, func(k *desk) {
		k.near.at(6, 22, 0)
		k.may("a", gate.Touch{Group: 10, Kind: gate.News, Origin: "talk"}, "quiet")
		k.near.at(6, 22, 1)
		k.may("a", gate.Touch{Group: 10, Kind: gate.News, Origin: "talk"}, "quiet")
		k.near.at(7, 9, 0)
		k.may("a", gate.Touch{Group: 10, Kind: gate.News, Origin: "talk"}, "pass")
		k.may("b", gate.Touch{Member: 20, Kind: gate.Care}, "no_consent")
		list := func(want Asked) (out []Decision) {
			want.Limit = 10
			k.do(func(ctx context.Context, tx *db.Tx) (err error) {
				out, err = k.s.Decisions(ctx, tx, 1, want)
				return err
			})
			return out
		}
		got := list(Asked{Group: 10})
		if len(got) != 2 || got[0].Outcome != gate.Pass || got[1].Rule != gate.QuietHours || got[1].Times != 2 || got[1].Origin != "talk" ||
			!got[1].Until.Equal(time.Date(2030, 3, 7, 9, 0, 0, 0, shanghai)) {
			t.Errorf("%+v", got)
		}
		if got := list(Asked{Member: 20}); len(got) != 1 || got[0].Rule != gate.NoConsent {
			t.Errorf("of the member: %+v", got)
		}
		if got := list(Asked{Stopped: true, Rule: gate.QuietHours, Kind: gate.News}); len(got) != 1 {
			t.Errorf("stopped: %+v", got)
		}
		for _, c := range []struct{ days, want int }{{170, 3}, {200, 0}} {
			k.near.at(6+c.days, 12, 0)
			if err := k.s.Sweep(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
			if got := list(Asked{}); len(got) != c.want {
				t.Errorf("after %d days %d decisions are left", c.days, len(got))
			}
		}
	})
}

// TestOtherWorkspacesThingsAreNotFound.
func TestOtherWorkspacesThingsAreNotFound(t *testing.T) {
	each(t, func(k *desk) {
		for name, do := range map[string]func(ctx context.Context, tx *db.Tx) error{
			"settings": func(ctx context.Context, tx *db.Tx) error { return k.s.Set(ctx, tx, 1, 11, gate.Defaults()) },
			"group":    func(ctx context.Context, tx *db.Tx) error { return k.s.SetOpened(ctx, tx, 1, 11, true) },
			"stop":     func(ctx context.Context, tx *db.Tx) error { return k.s.StopAll(ctx, tx, 1, 11, 5) },
			"promos":   func(ctx context.Context, tx *db.Tx) error { return k.s.PausePromos(ctx, tx, 1, 11, 5, time.Time{}) },
			"evening":  func(ctx context.Context, tx *db.Tx) error { return k.s.Evening(ctx, tx, 1, 11, gate.Date{}) },
			"consent": func(ctx context.Context, tx *db.Tx) error {
				return k.s.Consent(ctx, tx, 1, 21, gate.ForNews, false, "staff")
			},
		} {
			if err := k.write(do); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestAGroupMayDiffer from its workspace.
func TestAGroupMayDiffer(t *testing.T) {
	each(t, func(k *desk) {
		set := gate.Defaults()
		set.Announced, set.Quiet = 2, gate.Hours{}
		k.do(func(ctx context.Context, tx *db.Tx) error { return k.s.Set(ctx, tx, 1, 10, set) })
		k.near.at(6, 23, 0)
		k.may("a", gate.Touch{Group: 10, Kind: gate.Announcement}, "pass")
		k.may("b", gate.Touch{Group: 10, Kind: gate.Announcement}, "pass")
		k.may("c", gate.Touch{Group: 10, Kind: gate.Announcement}, "announced")
		k.may("d", gate.Touch{Member: 20, Kind: gate.News}, "quiet")
		k.near.at(7, 21, 40)
		k.may("e", gate.Touch{Member: 20, Kind: gate.News}, "quiet")
		k.do(func(ctx context.Context, tx *db.Tx) error {
			return k.s.Evening(ctx, tx, 1, 0, gate.Date{Year: 2030, Month: 3, Day: 7})
		})
		k.may("e", gate.Touch{Member: 20, Kind: gate.News}, "pass")
		for i := range 5 {
			k.may(fmt.Sprint("all", i), gate.Touch{Group: 10, Kind: gate.AtAll}, map[bool]string{true: "pass", false: "call_all"}[i < 3])
		}
		k.do(func(ctx context.Context, tx *db.Tx) error {
			return k.s.SaleWeek(ctx, tx, 1, 10, gate.Date{Year: 2030, Month: 3, Day: 9})
		})
		k.may("all3", gate.Touch{Group: 10, Kind: gate.AtAll}, "pass")
	})
}

// TestOldKindsAreHandedOver once: what groups are for is kept elsewhere.
func TestOldKindsAreHandedOver(t *testing.T) {
	each(t, func(k *desk) {
		k.do(func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO compliance_group (workspace, grp, kind, opened, welcomed, posts) VALUES (1, 10, 'flash', 1, 2, 3), (1, 12, '', 0, 0, 0), (2, 11, 'rush', 0, 0, 0)`)
			return err
		})
		for _, want := range []string{"map[10:flash]", "map[]"} {
			k.do(func(ctx context.Context, tx *db.Tx) error {
				got, err := k.s.OldKinds(ctx, tx, 1)
				if fmt.Sprint(map[id.Group]gate.GroupKind(got)) != want {
					k.t.Errorf("handed over: %v, want %s", got, want)
				}
				return err
			})
		}
		k.do(func(ctx context.Context, tx *db.Tx) error {
			stage, err := k.s.Stage(ctx, tx, 1, 10)
			if !stage.Opened || !stage.Welcomed || stage.Posts != 3 {
				k.t.Errorf("left of the stage: %+v", stage)
			}
			return err
		})
	})
}

// TestAgreements: the latest that a member said holds, and of many at once.
func TestAgreements(t *testing.T) {
	each(t, func(k *desk) {
		minute := 0
		say := func(purpose gate.Purpose, given bool) {
			minute++
			k.near.at(6, 12, minute)
			k.do(func(ctx context.Context, tx *db.Tx) error {
				return k.s.Consent(ctx, tx, 1, 20, purpose, given, "reply")
			})
		}
		holds := func(want string) {
			k.t.Helper()
			k.do(func(ctx context.Context, tx *db.Tx) error {
				got, err := k.s.Agreements(ctx, tx, 1, []id.Member{20, 21})
				if fmt.Sprint(got) != want {
					k.t.Errorf("%v, want %s", got, want)
				}
				return err
			})
		}
		holds("map[]")
		say(gate.ForCare, true)
		holds("map[20:{true false}]")
		say(gate.ForSelling, false)
		holds("map[20:{false false}]")
		say(gate.ForEverything, false)
		holds("map[20:{false true}]")
		say(gate.ForNews, true)
		holds("map[20:{true false}]")
	})
}
