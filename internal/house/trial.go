package house

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// Trial is what came of trying SOPs, as the command line tells it: with --json as it
// stands here.
type Trial struct {
	Simulated string `json:"simulated,omitempty"` // the warning of a rehearsal

	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Messages int64     `json:"messages"`
	Moves    int64     `json:"comings_and_goings"`
	Groups   int       `json:"groups"`
	People   int       `json:"people"`
	Runs     int       `json:"runs"`
	TrialCount
	Touched int     `json:"people_touched"`
	Most    int     `json:"most_touches_of_one"`
	Doers   int     `json:"doers"`
	EachDay float64 `json:"todos_of_one_a_day"`
	BusyDay int     `json:"most_todos_of_one_in_a_day"`

	Stopped []StoppedBy   `json:"stopped_by"`
	Steps   []TrialStep   `json:"steps"`
	Weeks   []TrialWeek   `json:"weeks"`
	ByGroup []TrialGroup  `json:"by_group"`
	Figures []TrialFigure `json:"figures,omitempty"` // of a rehearsal

	NoMoves bool         `json:"no_comings"` // an SOP begins by comings, and none were told of
	List    []TrialTouch `json:"list"`
	More    int          `json:"more"` // that List leaves out
	Assumes []string     `json:"assumes"`
}

// TrialCount is how much was done.
type TrialCount struct {
	Touches int `json:"touches"`
	Passed  int `json:"passed"`
	Later   int `json:"later"`
	Held    int `json:"held"`
	Never   int `json:"never"`
	Todos   int `json:"todos"`
}

// StoppedBy is how often a rule of the gate stopped something.
type StoppedBy struct {
	Rule string `json:"rule"`
	Word string `json:"word"`
	N    int    `json:"n"`
}

// TrialStep is what a step did, and why it was left out.
type TrialStep struct {
	SOP  string `json:"sop"`
	Step string `json:"step"`
	TrialCount
	Skipped map[string]int `json:"skipped,omitempty"`
}

// TrialWeek is what was done in a week.
type TrialWeek struct {
	Monday string `json:"monday"`
	TrialCount
}

// TrialGroup is what was done in a group.
type TrialGroup struct {
	Group string `json:"group"`
	Name  string `json:"name"`
	TrialCount
}

// TrialFigure is how a simulated group fared.
type TrialFigure struct {
	Group   string           `json:"group"`
	Before  playbook.Figures `json:"before"`
	Without playbook.Figures `json:"without"`
	With    playbook.Figures `json:"with"`
}

// TrialTouch is one touch, or one to-do.
type TrialTouch struct {
	At      time.Time      `json:"at"`
	Group   string         `json:"group"`
	Name    string         `json:"group_name"`
	Member  string         `json:"member,omitempty"` // a name
	SOP     string         `json:"sop"`
	Step    string         `json:"step"`
	Owner   string         `json:"owner,omitempty"`
	Channel replay.Channel `json:"channel"`
	Way     string         `json:"way"`
	Text    string         `json:"text,omitempty"`
	ByHand  bool           `json:"by_hand"`
	Gate    string         `json:"gate"` // pass, later, held, never
	Rule    string         `json:"rule,omitempty"`
	Why     string         `json:"why,omitempty"`
	Until   *time.Time     `json:"until,omitempty"`
}

// Trying is what SOPs are tried over, and how it is told.
type Trying struct {
	Programs []*engine.Program
	Fields   map[string]string
	From, To time.Time
	Limit    int // how many touches are listed
	Lang     i18n.Lang
	Progress func(done, total int64)

	Begin        time.Time // of a rehearsal
	Zone         *time.Location
	Weeks        int
	Simulated    int // groups
	Seed         uint64
	TellLackings func(Lacking)
}

// gathered keeps the first touches, and counts the others.
func (w *Trying) gathered(into *[]replay.Touch, more *int) func(*replay.Touch) error {
	return func(t *replay.Touch) error {
		if len(*into) < w.Limit {
			*into = append(*into, *t)
		} else {
			*more++
		}
		return nil
	}
}

// plan makes SOPs ready to be tried everywhere, and tells what they lack.
func (w *Trying) plan(begin time.Time, zone *time.Location) []replay.Planned {
	sops, lacking := PlanEverywhere(w.Programs, w.Fields, begin, zone)
	for _, l := range lacking {
		if w.TellLackings != nil {
			w.TellLackings(l)
		}
	}
	return sops
}

// TryOver lets SOPs run over a past.
func (a *App) TryOver(ctx context.Context, over Over, want Trying) (*Trial, error) {
	begin := want.From
	if begin.IsZero() {
		var err error
		if begin, err = a.Chat.PastBegins(ctx, over.Workspace, chat.PastOf{Import: over.Import}); err != nil {
			return nil, err
		}
	}
	var touches []replay.Touch
	more := 0
	sum, err := trials{a}.Replay(ctx, over.Workspace, playbook.ReplayOf{SOPs: want.plan(begin, over.Zone), Import: over.Import, From: want.From, To: want.To,
		Tell: want.gathered(&touches, &more), Progress: want.Progress})
	if err != nil {
		return nil, err
	}
	names, people := map[id.Group]string{}, map[uint32]string{}
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := a.Community.Groups(ctx, tx, over.Workspace)
		for _, g := range all {
			names[g.ID] = nameOr(g.Name, string(g.Chat))
		}
		if err != nil {
			return err
		}
		ords := map[uint32]bool{}
		for i := range touches {
			ords[touches[i].Member] = true
		}
		delete(ords, 0)
		people, err = playbookPages{a}.People(ctx, tx, over.Workspace, slices.Sorted(maps.Keys(ords)))
		return err
	})
	out := trialOf(&sum, touches, more, names, people, want.Lang, playbook.ReplayAssumes())
	for _, p := range want.Programs {
		out.NoMoves = out.NoMoves || sum.Moves == 0 && sum.Messages > 0 && replay.Moved(p.Book)
	}
	return out, err
}

// TryWithCrowd lets SOPs run among simulated people. It needs no database.
func TryWithCrowd(ctx context.Context, want Trying) (*Trial, error) {
	var touches []replay.Touch
	more := 0
	got, err := Rehearse(ctx, playbook.RehearseOf{SOPs: want.plan(want.Begin, want.Zone), Begin: want.Begin, Weeks: want.Weeks, Groups: want.Simulated, Seed: want.Seed, Zone: want.Zone,
		Tell: want.gathered(&touches, &more), Progress: want.Progress})
	if err != nil {
		return nil, err
	}
	names := map[id.Group]string{}
	for _, g := range got.Groups {
		names[g.Group] = g.Name
	}
	out := trialOf(&got.Summary, touches, more, names, got.People, want.Lang, playbook.RehearseAssumes())
	out.Simulated = playbook.Simulated().In(want.Lang)
	for _, g := range got.Groups {
		out.Figures = append(out.Figures, TrialFigure{g.Name, g.Before, g.Without, g.With})
	}
	return out, nil
}

func countOf(c replay.Count) TrialCount {
	return TrialCount{c.Touches, c.Passed, c.Later, c.Held, c.Never, c.Todos}
}

// trialOf writes a trial down in somebody's language.
func trialOf(s *replay.Summary, touches []replay.Touch, more int, groups map[id.Group]string, people map[uint32]string, lang i18n.Lang, assumes []i18n.Text) *Trial {
	out := &Trial{From: s.From, To: s.To, Messages: s.Messages, Moves: s.Moves, Groups: s.Groups, People: s.People, Runs: s.Begun, TrialCount: countOf(s.Count),
		Touched: s.Touched, Most: s.Most, Doers: s.Doers, EachDay: s.EachDay, BusyDay: s.BusyDay, More: more,
		Stopped: []StoppedBy{}, Steps: []TrialStep{}, Weeks: []TrialWeek{}, ByGroup: []TrialGroup{}, List: []TrialTouch{}}
	for _, r := range s.Stopping {
		out.Stopped = append(out.Stopped, StoppedBy{r.Rule, trials{}.Rule(r.Rule).In(lang), r.N})
	}
	for _, c := range s.Steps {
		one := TrialStep{SOP: c.SOP, Step: c.Step, TrialCount: countOf(c.Count), Skipped: map[string]int{}}
		for why, n := range c.Skipped {
			one.Skipped[string(why)] = n
		}
		out.Steps = append(out.Steps, one)
	}
	for _, w := range s.Weeks {
		out.Weeks = append(out.Weeks, TrialWeek{w.Monday, countOf(w.Count)})
	}
	for _, g := range s.ByGroup {
		out.ByGroup = append(out.ByGroup, TrialGroup{id.Show(g.Group), groups[g.Group], countOf(g.Count)})
	}
	for i := range touches {
		t := &touches[i]
		one := TrialTouch{At: t.At, Group: id.Show(t.Group), Name: groups[t.Group], Member: people[t.Member], SOP: t.SOP, Step: t.Step, Owner: t.Owner, Channel: t.Channel,
			Way: playbook.ChannelWord(t.Channel).In(lang), Text: t.Text, ByHand: t.ByHand, Gate: gateWords[t.Verdict.Outcome], Rule: t.Verdict.Rule}
		if t.Verdict.Rule != "" {
			one.Why = trials{}.Rule(t.Verdict.Rule).In(lang)
		}
		if !t.Verdict.Until.IsZero() {
			until := t.Verdict.Until
			one.Until = &until
		}
		out.List = append(out.List, one)
	}
	for _, a := range assumes {
		out.Assumes = append(out.Assumes, a.In(lang))
	}
	return out
}

var gateWords = map[replay.Outcome]string{replay.Pass: "pass", replay.Later: "later", replay.Held: "held", replay.Never: "never"}
