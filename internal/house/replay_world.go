package house

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// pastWorld is what a replay knows besides what it counts itself.
type pastWorld struct {
	people map[uint32]replay.Person
	places map[id.Group]replay.Place
	cal    *measure.Calendar
	pulses map[id.Group]*measure.Pulse
	order  []id.Group // of pulses, as they came
}

var _ replay.World = (*pastWorld)(nil)

func newPastWorld(zone *time.Location) *pastWorld {
	return &pastWorld{people: map[uint32]replay.Person{}, places: map[id.Group]replay.Place{}, cal: measure.NewCalendar(zone), pulses: map[id.Group]*measure.Pulse{}}
}

// Person says who somebody is.
func (w *pastWorld) Person(member uint32) replay.Person { return w.people[member] }

// Place says which group it is.
func (w *pastWorld) Place(group id.Group) replay.Place { return w.places[group] }

// stands says how somebody stands to being written to.
func (w *pastWorld) stands(member uint32) (agreed, less bool) {
	p := w.people[member]
	return p.Consent, p.Less
}

// Hear follows whether groups live.
func (w *pastWorld) Hear(h *replay.Happening, staff bool) {
	p := w.pulses[h.Group]
	if p == nil {
		p = measure.NewPulse(w.cal)
		w.pulses[h.Group] = p
		w.order = append(w.order, h.Group)
	}
	p.Hear(h.At.UnixMilli(), h.Member, h.Kind == string(fact.MessageRecorded) && !staff, h.Chain)
}

// States says in which state groups are.
func (w *pastWorld) States(now time.Time) []replay.Became {
	all := make([]*measure.Pulse, len(w.order))
	for i, g := range w.order {
		all[i] = w.pulses[g]
	}
	out := make([]replay.Became, len(all))
	for i, s := range measure.StatesOf(all, now.UnixMilli()) {
		out[i] = replay.Became{Group: w.order[i], State: string(s)}
	}
	return out
}

// peopleAtOnce is how many people are looked up by one statement.
const peopleAtOnce = 2000

// meet looks up those of some people who are not known yet.
func (w *pastWorld) meet(ctx context.Context, a *App, ws id.Workspace, ords []uint32) error {
	for part := range slices.Chunk(ords, peopleAtOnce) {
		err := a.DB.Read(ctx, func(tx *db.Tx) error { return w.meetSome(ctx, tx, a, ws, part) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *pastWorld) meetSome(ctx context.Context, tx *db.Tx, a *App, ws id.Workspace, ords []uint32) error {
	who, err := a.Community.Authors(ctx, tx, ws, ords)
	if err != nil {
		return err
	}
	notes, err := a.Community.NotesOf(ctx, tx, ws, ords)
	if err != nil {
		return err
	}
	members := make([]id.Member, 0, len(who))
	for _, ord := range ords {
		if is, ok := who[ord]; ok {
			members = append(members, is.Member)
		}
	}
	stands, err := a.Compliance.Agreements(ctx, tx, ws, members)
	if err != nil {
		return err
	}
	for _, ord := range ords {
		is, note := who[ord], notes[ord]
		stand := stands[is.Member]
		p := replay.Person{Name: is.Name, Staff: is.Standing == community.Staff, Bot: is.Standing == community.Bot, Customer: note.Friend, Consent: stand.Agreed, Less: stand.Less}
		if b := note.Birth; b.Known() {
			p.Birthday = when.Yearly{Month: b.Month, Day: b.Day, Lunar: b.Lunar, Leap: b.Leap}
		}
		w.people[ord] = p
	}
	return nil
}
