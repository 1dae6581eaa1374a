package insight

import (
	"net/http"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/web/console"
)

// groupView is the page of one group.
type groupView struct {
	Charts       bool
	StaffUnknown bool
	Here         string   // the page's own address
	Why          string   // where it is told what went to it and why; "" for whoever may not see it
	Now          *nowView // nil where no connection tells of the group
	ByHand       *byHandView
	Said         bool // there may be messages to read
	Again        bool // only parts of the page are sent, to take the place of what is there
	Defs         map[string]defView

	Name, Mark, Word, Sub string
	State                 measure.State
	Revived               bool
	Unheard               string // why what rests on messages is left out, "" where it is not
	Verdict               string
	Do                    string // what to do now, "" for nothing
	DoHref, DoLabel       string
	AsOf                  string
	Facts                 []fact

	Days   *daysView
	Heat   *heatView
	Kind   kindView
	Carry  carryView
	Net    netView
	Waits  waitsView
	Risk   riskView
	Moves  movesView
	Health healthView
}

// fact is a figure with its name. Why says why a figure is not known.
type fact struct {
	Label, Value string
	When         time.Time // instead of Value
	Why          string
	Def          string // the key of its definition
}

// subject is a group on its way to a page: its figures, and who reads.
type subject struct {
	teller
	v          console.Viewer
	now        time.Time
	f          *measure.Figures
	names      map[uint32]PersonName
	quotes     map[uint64]string
	staffKnown bool
}

// showGroup handles GET /w/{ws}/groups/{group}.
func (p *pages) showGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.groupView(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.group, view)
}

// groupView reads what the page of the group in the address shows.
func (p *pages) groupView(r *http.Request, v console.Viewer) (*groupView, error) {
	group, err := id.Parse[id.Group](r.PathValue("group"))
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	units, err := p.deps.Units(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	s := subject{teller: tellerOf(v), v: v, now: p.shell.ClockOf(v.Workspace).Now()}
	var unit id.Unit
	var told Counted
	var byHand *ByHand
	err = p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if s.f, unit, err = readGroup(ctx, tx, v.Workspace, v.Scope, group); err != nil {
			return err
		}
		s.f.Edges = s.f.Edges[:min(len(s.f.Edges), edgesShown)]
		if told, err = p.deps.Counted(ctx, tx, v.Workspace, group); err != nil {
			return err
		}
		if s.staffKnown, err = p.deps.StaffKnown(ctx, tx, v.Workspace); err != nil {
			return err
		}
		if h, ok := p.deps.(Hands); ok {
			if byHand, err = h.ByHand(ctx, tx, v.Workspace, group, v.At); err != nil {
				return err
			}
		}
		if s.names, err = p.deps.Names(ctx, tx, v.Workspace, namedIn(s.f)); err != nil {
			return err
		}
		if v.Can(auth.Quotes) {
			s.quotes, err = p.deps.Quotes(ctx, tx, v.Workspace, group, waitingKeys(s.f))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	view := s.view(unitName(units, unit))
	if v.Scope.All && v.Can(auth.Run) {
		view.Why = v.At("compliance", "why") + "?of=" + id.Show(group)
	}
	view.Here, view.Said = v.At("groups", id.Show(group)), s.f.State != measure.Unheard || s.f.Messages > 0
	view.ByHand = s.byHand(byHand)
	if told.Messages > 0 && byHand == nil { // what people paste is not of this moment
		view.Now = &nowView{told.Messages, told.People, s.time(told.Last)}
	}
	return view, nil
}

func unitName(units []auth.Unit, unit id.Unit) string {
	for _, u := range units {
		if u.ID == unit && u.Kind != auth.Head {
			return cut(u.Name, 30)
		}
	}
	return ""
}

// waitsShown is how many unanswered questions a page lists, waitsOpen how many
// of them without unfolding.
const waitsShown, waitsOpen = 30, 6

// edgesShown is how many ties of who answers whom a page draws.
const edgesShown = 40

// namedIn lists the members a page names.
func namedIn(f *measure.Figures) []uint32 {
	var out []uint32
	seen := map[uint32]bool{}
	add := func(ord uint32) {
		if !seen[ord] {
			seen[ord] = true
			out = append(out, ord)
		}
	}
	for _, c := range f.Carry {
		add(c.Member)
	}
	for _, a := range f.Waiting {
		add(a.Member)
	}
	for _, e := range f.Edges {
		add(e.From)
		add(e.To)
	}
	for _, m := range f.Echo {
		add(m)
	}
	return out
}

func waitingKeys(f *measure.Figures) []uint64 {
	var out []uint64
	for _, a := range f.Waiting {
		if !a.Maybe && len(out) < waitsShown {
			out = append(out, a.Key)
		}
	}
	return out
}

func (s *subject) person(ord uint32) person { return s.teller.person(s.v, s.names, ord) }

// view works out the whole page.
func (s *subject) view(unit string) *groupView {
	f := s.f
	v := &groupView{StaffUnknown: !s.staffKnown, Defs: s.defs(), Name: s.groupName(f.Name), State: f.State, Mark: stateMarks[f.State],
		Word: s.say(stateWords[f.State]), Revived: f.Revived, Verdict: s.verdict(), AsOf: s.minute(f.At)}
	sub := []string{unit}
	if n, ok := networkWords[event.Network(f.Network)]; ok {
		sub = []string{s.say(n), unit}
	}
	s.staffKnown = f.Type != nil || s.staffKnown && f.Talk == nil // as it was when the group was measured
	v.Sub = strings.TrimSuffix(strings.Join(sub, " · "), " · ")
	if f.State == measure.Unheard {
		v.Unheard, v.StaffUnknown = s.say(unheardCards), false // who the staff are would tell nothing more
		v.Facts, v.Moves = s.facts(), s.moves()
		return v
	}
	v.Waits = s.waits()
	v.Do, v.DoHref, v.DoLabel = s.advice(len(v.Waits.Asked) + len(v.Waits.Rest) + v.Waits.More)
	v.Facts = s.facts()
	v.Days, v.Heat = s.days(), s.heat()
	v.Kind, v.Carry, v.Net, v.Risk, v.Moves, v.Health = s.kind(), s.carry(), s.net(), s.risk(), s.moves(), s.health()
	v.Charts = v.Days != nil || v.Net.Data != nil
	return v
}

// facts are the figures that need no card of their own.
func (s *subject) facts() []fact {
	f := s.f
	members := fact{Label: s.say(factMembers), Def: "moves", Value: dash, Why: s.say(noList)}
	if n := f.Moves.Members; n != nil {
		members.Value, members.Why = commas(*n), ""
	}
	if f.State == measure.Unheard {
		return s.unheardFacts(members)
	}
	return []fact{
		{Label: s.say(factSpeaking), Value: commas(spokeLately(f)), Def: "spark"}, members,
		{Label: s.say(factPeople), Value: commas(f.People), Def: "people"}, {Label: s.say(factStaff), Value: s.staffCount(), Def: "people"},
		{Label: s.say(factBots), Value: commas(f.Bots), Def: "people"}, {Label: s.say(sortWords[byMessages]), Value: commas(f.Messages), Def: "messages"},
		{Label: s.say(factFirst), When: s.time(f.First)}, {Label: s.say(sortWords[byLast]), When: s.time(f.Life.End)},
	}
}

func (s *subject) staffCount() string {
	if !s.staffKnown {
		return dash
	}
	return commas(s.f.Staff)
}

// spokeLately is how many people spoke in the last 28 days.
func spokeLately(f *measure.Figures) int { return f.Roles.Active + orZero(f.Roles.Cobuilders) }

// verdict says in a sentence or two how the group lives.
func (s *subject) verdict() string {
	f := s.f
	quiet, people := silentDays(f.At, f.Life), ofPeople.of(spokeLately(f))
	var m i18n.Message
	switch f.State {
	case measure.Thriving:
		m = saysThriving.With(people)
	case measure.Forming:
		m = saysForming.With(ofDays.of(max(1, int((f.At-f.First+dayMillis-1)/dayMillis))), people)
	case measure.Fading:
		m = saysFading.With(brieflyNumber(f.Fade.Before), brieflyNumber(f.Fade.Now), share(-f.Fade.Change))
	case measure.QuietBuying:
		m = saysBuying.With(ofDays.of(quiet))
	case measure.Dormant:
		m = saysDormant.With(ofDays.of(quiet), people)
	case measure.Dead:
		m = saysDead.With(lasting(quiet), ofPeople.of(f.People), s.date(f.Life.Start), s.date(f.Life.End))
	case measure.Ended:
		m = saysEnded.With()
	case measure.Empty:
		m = saysEmpty.With()
	case measure.Unheard:
		return s.unheard()
	default:
		m = saysSteady.With(people, ofDays.of(spokenDays(f)))
	}
	revived, together, until := "", "", ""
	if f.Revived {
		revived = s.say(saysRevived)
	}
	if f.Together {
		together = s.say(saysTogether)
	}
	if f.Cut && s.now.UnixMilli()-f.At > dayMillis { // up to today is nothing to remark
		until = s.say(saysCut, s.date(f.At))
	}
	return s.sentences(s.tell(m), revived, together, until)
}

// spokenDays is on how many of the last 28 days people spoke.
func spokenDays(f *measure.Figures) int {
	n := 0
	for _, d := range f.Spark {
		if d.People > 0 {
			n++
		}
	}
	return n
}

// advice is the one thing to do now, with where to go for it.
func (s *subject) advice(asked int) (do, href, label string) {
	f := s.f
	var friends []string
	for _, c := range f.Carry {
		if c.Standing == measure.Member && len(friends) < 2 {
			friends = append(friends, s.person(c.Member).Name)
		}
	}
	with := func(yes, no i18n.Text) string {
		if len(friends) == 0 {
			return s.say(no)
		}
		return s.say(yes, joined(s.lang, friends))
	}
	switch {
	case asked > 0:
		return s.say(doAnswer), "#waiting", s.say(doAnswerGo, ofQuestions.of(asked))
	case f.State == measure.Dormant:
		return with(doWake, doWakeAny), "", ""
	case f.State == measure.Fading:
		return with(doFading, doWakeAny), "", ""
	case f.State == measure.Dead:
		return s.say(doDecide), "", ""
	case f.Risk != nil && f.Risk.Band == measure.High:
		return s.say(doLook), "#risk", s.say(doLookGo)
	}
	return "", "", ""
}
