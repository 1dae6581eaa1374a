package playbook_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// trials is a past of two touches, for a test.
type trials struct {
	asked   playbook.ReplayOf
	crowd   playbook.RehearseOf
	fails   error
	empty   bool
	waits   chan struct{} // closed where somebody waits to be stopped
	stopped bool
}

func (f *trials) Pasts(context.Context, id.Workspace) ([]playbook.PastName, error) {
	return []playbook.PastName{{ID: 5, Name: "去年的聊天.zip <b>"}}, nil
}

func (f *trials) Rule(name string) i18n.Text {
	return i18n.Text{Hans: "免打扰时段", Hant: "免打擾時段", En: "Quiet hours " + name}
}

func (f *trials) touches(tell func(*replay.Touch) error) {
	at := time.Date(2030, 1, 3, 15, 30, 0, 0, time.UTC)
	for _, t := range []replay.Touch{
		{At: at.Add(-8 * time.Hour), Group: shop, Member: 3, Step: "hello", Channel: replay.ToGroup, Text: "欢迎 <小雨>", Verdict: replay.Verdict{Outcome: replay.Pass}},
		{At: at, Group: shop, Member: 4, Step: "hello", Channel: replay.ToGroup, Text: "欢迎 小雨", ByHand: true, Verdict: replay.Verdict{Outcome: replay.Later, Rule: "quiet", Until: at.Add(10 * time.Hour)}},
		{At: at.Add(time.Hour), Group: shop, Member: 4, Step: "call", Channel: replay.ToDo, Text: "跟新朋友说句话", ByHand: true, Verdict: replay.Verdict{Outcome: replay.Pass}},
		{At: at, Group: 999, Step: "hello", Channel: replay.ToGroup, Text: "在看不见的群里"},
	} {
		_ = tell(&t)
	}
}

func (f *trials) Replay(ctx context.Context, _ id.Workspace, of playbook.ReplayOf) (replay.Summary, error) {
	f.asked = of
	if f.waits != nil {
		close(f.waits)
		for ctx.Err() == nil {
			of.Progress(1, 4)
		}
		f.stopped = true
		return replay.Summary{}, ctx.Err()
	}
	if f.fails != nil || f.empty {
		return replay.Summary{}, f.fails
	}
	of.Progress(4, 4)
	f.touches(of.Tell)
	count := replay.Count{Touches: 2, Passed: 1, Later: 1, Todos: 2}
	from := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	return replay.Summary{From: from, To: from.AddDate(0, 0, 9), Messages: 12345, Groups: 2, People: 40, Begun: 2, Count: count, Touched: 17, Most: 2, Doers: 1, BusyDay: 2,
		Steps:   []replay.StepCount{{SOP: "welcome", Step: "hello", Count: count, Skipped: map[engine.Reason]int{engine.NoCondition: 3, engine.NoValue: 1}}},
		ByGroup: []replay.GroupCount{{Group: shop, Count: count}, {Group: other, Count: replay.Count{}}, {Group: 999, Count: count}},
		Weeks:   []replay.WeekCount{{Monday: "2029-12-31", Count: count}, {Monday: "2030-01-07"}}, Stopping: []replay.RuleCount{{Rule: "quiet", N: 1}}}, nil
}

func (f *trials) Rehearse(ctx context.Context, of playbook.RehearseOf) (playbook.Rehearsed, error) {
	f.crowd = of
	sum, err := f.Replay(ctx, 0, playbook.ReplayOf{Tell: of.Tell, Progress: of.Progress})
	half := 0.5
	return playbook.Rehearsed{Summary: sum, People: map[uint32]string{3: "模拟的小雨"}, Groups: []playbook.GroupFigures{{Group: shop, Name: "面包房（模拟）",
		Before: playbook.Figures{Messages: 100, Speakers: 20, People: 50, State: "steady"}, Without: playbook.Figures{Messages: 90, Left: 2, Unanswered: &half, State: "fading"}, With: playbook.Figures{Messages: 110, Joined: 3, Sent: 2, State: "thriving"}}}}, err
}

// TestAnSOPIsTried over the past and with simulated people, and the pages tell what
// came of it.
func TestAnSOPIsTried(t *testing.T) {
	k := newDesk(t)
	f := k.tries.Trials.(*trials)
	at := k.post("/playbook-new", url.Values{"text": {strings.Replace(welcome, "{{昵称}}。", "{{昵称}}来{{店名}}。", 1)}})
	k.golden("try_empty", k.get(at+"/try", 200))
	trial := k.post(at+"/replay", url.Values{"past": {id.Show(id.Import(5))}, "from": {"2030-01-01"}, "to": {"2030-01-09"}, "group." + id.Show(shop): {"1"}, "group." + id.Show(id.Group(999)): {"1"}})
	if f.asked.Import != 5 || len(f.asked.Groups) != 1 || f.asked.Groups[0] != shop || f.asked.From.Format("01-02 15:04 MST") != "01-01 00:00 CST" || f.asked.To.Format("01-02 15:04 MST") != "01-10 00:00 CST" {
		t.Errorf("asked for %+v", f.asked)
	}
	if fields := f.asked.SOPs[0].Blanks; len(f.asked.SOPs) != 1 || !strings.HasPrefix(fields["店名"], "〔") {
		t.Errorf("filled in with %v", fields)
	}
	k.golden("trial", k.get(trial, 200))
	if page := k.get(trial+"?show=stopped", 200); strings.Contains(page, "跟新朋友说句话") || !strings.Contains(page, "免打扰时段") {
		t.Error("what was stopped is not shown alone")
	}
	k.lang = "en"
	k.golden("trial_en", k.get(trial, 200))
	k.lang = "zh-TW"
	rehearsal := k.post(at+"/rehearse", url.Values{"weeks": {"4"}, "crowds": {"1"}})
	if f.crowd.Weeks != 4 || f.crowd.Groups != 1 || f.crowd.Begin.Format("15:04 MST") != "00:00 CST" || f.crowd.Like.Columns["群名"] == "" {
		t.Errorf("rehearsed %+v", f.crowd)
	}
	k.golden("rehearsal_zh-TW", k.get(rehearsal, 200))
	k.lang = "zh-CN"
	k.golden("try", k.get(at+"/try", 200))
	f.empty = true
	k.golden("trial_nothing", k.get(k.post(at+"/replay", url.Values{"group." + id.Show(shop): {"1"}, "group." + id.Show(other): {"1"}}), 200))
	if f.asked.Groups != nil {
		t.Errorf("of all groups %v were asked for", f.asked.Groups)
	}
	f.fails = fault.New(fault.Invalid, i18n.Text{Hans: "太多了", Hant: "太多了", En: "too many"}.With())
	k.golden("trial_failed", k.get(k.post(at+"/replay", url.Values{"group." + id.Show(shop): {"1"}}), 200))

	for path, form := range map[string]url.Values{
		at + "/replay":     {}, // no group
		at + "/replay?1":   {"from": {"soon"}, "group." + id.Show(shop): {"1"}},
		at + "/replay?2":   {"from": {"2030-01-09"}, "to": {"2030-01-01"}, "group." + id.Show(shop): {"1"}},
		at + "/rehearse":   {"weeks": {"13"}, "crowds": {"1"}},
		at + "/rehearse?1": {"weeks": {"1"}, "crowds": {"0"}},
	} {
		k.body(k.do("POST", "/w/"+id.Show(k.ws)+path, form), http.StatusUnprocessableEntity)
	}
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/replay", url.Values{"past": {id.Show(id.Import(6))}, "group." + id.Show(shop): {"1"}}), http.StatusNotFound)
	k.get("/playbook-trials/try_0000000000001", http.StatusNotFound)
	k.get("/playbook-trials/nonsense", http.StatusNotFound)
	elsewhere := k.runs(welcome, nil)
	k.get("/playbooks/"+id.Show(elsewhere.ID)+"/try", http.StatusNotFound)
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+"/playbooks/"+id.Show(elsewhere.ID)+"/rehearse", url.Values{"weeks": {"1"}, "crowds": {"1"}}), http.StatusNotFound)
}

// TestATrialIsWatchedAndStopped while it is under way; what waits is no more than
// three, and what nobody is at work on is said to be interrupted.
func TestATrialIsWatchedAndStopped(t *testing.T) {
	k := newDesk(t)
	var waiting []func(context.Context) error
	k.tries.Go = func(_ string, fn func(context.Context) error) { waiting = append(waiting, fn) }
	at := k.post("/playbook-new", url.Values{"text": {welcome}})
	start := func() string { return k.post(at+"/replay", url.Values{"group." + id.Show(shop): {"1"}}) }
	trial := start()
	k.golden("trial_running", k.get(trial, 200))
	if part := k.get(trial+"/live", 200); !strings.HasPrefix(part, `<div id="trial"`) {
		t.Errorf("the part that moves: %.80s", part)
	}
	start()
	start()
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+at+"/replay", url.Values{"group." + id.Show(shop): {"1"}}), http.StatusConflict)

	f := k.tries.Trials.(*trials)
	f.waits = make(chan struct{})
	ended := make(chan error)
	go func() { ended <- waiting[0](t.Context()) }()
	<-f.waits
	if to := k.post(trial+"/stop", url.Values{}); to != at+"/try" {
		t.Errorf("stopping leads to %s", to)
	}
	if err := <-ended; err != nil || !f.stopped {
		t.Errorf("stopped: %v (%v)", f.stopped, err)
	}
	k.golden("trial_stopped", k.get(trial, 200))
	err := k.d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE playbook_trial SET beat = beat - 200000 WHERE workspace = $1`, k.ws)
		return err
	})
	k.must(err)
	if page := k.get(at+"/try", 200); !strings.Contains(page, "中断了") {
		t.Error("what nobody is at work on is not said to be interrupted")
	}
}

// TestTrialsAreForgotten when somebody is: names stand in what came of them. The
// oldest of many go by themselves.
func TestTrialsAreForgotten(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.runs(welcome, nil)
		tries := &playbook.Tries{S: s.s, Trials: &trials{}, Go: func(_ string, fn func(context.Context) error) {
			if err := fn(t.Context()); err != nil {
				t.Error(err)
			}
		}}
		count := func() (n int) {
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM playbook_trial WHERE workspace = $1`, ws).Scan(&n)
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for range 25 {
			if _, err := tries.Start(t.Context(), ws, playbook.Trial{Book: b.ID, Kind: playbook.Replayed}, time.UTC); err != nil {
				t.Fatal(err)
			}
		}
		if n := count(); n > 20 || n < 19 {
			t.Errorf("%d trials are kept", n)
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return s.s.Erase(t.Context(), tx, ws, []uint32{3}) }); err != nil {
			t.Fatal(err)
		}
		if n := count(); n != 0 {
			t.Errorf("%d trials are left that name people", n)
		}
		if _, err := tries.Start(t.Context(), ws+1, playbook.Trial{Book: b.ID, Kind: playbook.Replayed}, time.UTC); fault.KindOf(err) != fault.NotFound {
			t.Errorf("in another workspace: %v", err)
		}
	})
}
