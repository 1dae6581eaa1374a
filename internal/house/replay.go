package house

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// trials tries SOPs for the console and the command line.
type trials struct{ *App }

var _ playbook.Trials = trials{}

// tries tries SOPs in the background.
func (a *App) tries(work *run.Group) *playbook.Tries {
	return &playbook.Tries{S: a.Playbook, Trials: trials{a}, Go: func(name string, fn func(context.Context) error) { work.Go(name, fn) }}
}

// Pasts lists the imports whose past can be tried.
func (n trials) Pasts(ctx context.Context, ws id.Workspace) (out []playbook.PastName, err error) {
	err = n.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := n.Chat.Imports(ctx, tx, ws)
		for _, i := range all {
			if i.State == chat.Done {
				out = append(out, playbook.PastName{ID: i.ID, Name: i.Name})
			}
		}
		return err
	})
	return out, err
}

// Rule names a rule of the gate.
func (n trials) Rule(name string) i18n.Text { return compliance.Label(touching.RuleNamed(name)) }

// replaying is a replay on its way.
type replaying struct {
	app    *App
	ws     id.Workspace
	of     playbook.ReplayOf
	world  *pastWorld
	gate   *pastGate
	player *replay.Player

	done, total int64
	fresh       []uint32
}

// Replay lets SOPs run over what has happened. It reads only.
func (n trials) Replay(ctx context.Context, ws id.Workspace, of playbook.ReplayOf) (replay.Summary, error) {
	r := &replaying{app: n.App, ws: ws, of: of}
	if err := r.prepare(ctx); err != nil {
		return replay.Summary{}, err
	}
	past := chat.PastOf{Import: of.Import, Groups: of.Groups, Until: of.To}
	if of.Progress != nil {
		var err error
		if r.total, err = n.Chat.CountPast(ctx, ws, past); err != nil {
			return replay.Summary{}, err
		}
	}
	if err := n.Chat.Past(ctx, ws, past, func(said []chat.Recorded) error { return r.hear(ctx, said) }); err != nil {
		return replay.Summary{}, err
	}
	if !of.To.IsZero() {
		if err := r.player.Until(of.To.Add(-time.Millisecond)); err != nil {
			return replay.Summary{}, err
		}
	}
	return r.player.Summary(), nil
}

// prepare looks up what a replay has to know beforehand.
func (r *replaying) prepare(ctx context.Context) error {
	return r.app.DB.Read(ctx, func(tx *db.Tx) error {
		zone, err := r.app.zone(ctx, tx, r.ws)
		if err != nil {
			return err
		}
		r.world = newPastWorld(zone)
		r.gate = newPastGate(zone, r.world.stands)
		all, err := r.app.Community.Groups(ctx, tx, r.ws)
		if err != nil {
			return err
		}
		wanted := map[id.Group]bool{}
		for _, g := range r.of.Groups {
			wanted[g] = true
		}
		var groups []id.Group
		for _, g := range all {
			if r.of.Groups == nil || wanted[g.ID] {
				groups = append(groups, g.ID)
				r.world.places[g.ID] = replay.Place{Name: nameOr(g.Name, string(g.Chat)), Speaks: speaks(g.Network)}
			}
		}
		if err := r.profiles(ctx, tx, groups); err != nil {
			return err
		}
		r.player = replay.New(replay.Options{Asks: asks, SOPs: r.of.SOPs, Zone: zone, From: r.of.From, World: r.world, Gate: r.gate, Tell: r.of.Tell})
		return r.gate.load(ctx, tx, r.app, r.ws, groups)
	})
}

// profiles gathers what groups say of themselves, as SOPs that run are told it.
func (r *replaying) profiles(ctx context.Context, tx *db.Tx, groups []id.Group) error {
	subjects := make([]playbook.Subject, len(groups))
	for i, g := range groups {
		subjects[i].Group = g
	}
	known, err := playbookNeighbours{r.app}.Knows(ctx, tx, r.ws, r.app.times.Of(r.ws).Now(), subjects, cond.Asked{}.Besides(engine.OnDuty))
	for i := range known {
		place, g := r.world.places[groups[i]], known[i].Facts.Group
		place.Life, place.Tone, place.Columns = g.Life, known[i].Tone, known[i].Values
		r.world.places[groups[i]] = place
	}
	return err
}

// kindsOf are the facts that what is kept was told as.
var kindsOf = map[event.Kind]fact.Kind{event.Message: fact.MessageRecorded, event.Join: fact.MemberJoined, event.Leave: fact.MemberLeft, event.Remove: fact.MemberLeft}

// hear hands a piece of the past on.
func (r *replaying) hear(ctx context.Context, said []chat.Recorded) error {
	r.fresh = r.fresh[:0]
	for i := range said {
		if _, known := r.world.people[said[i].Author]; !known {
			r.world.people[said[i].Author] = replay.Person{}
			r.fresh = append(r.fresh, said[i].Author)
		}
	}
	if err := r.world.meet(ctx, r.app, r.ws, r.fresh); err != nil {
		return err
	}
	for i := range said {
		one := &said[i]
		kind, ok := kindsOf[one.Kind]
		if !ok || one.Form == event.Poke {
			continue
		}
		at := time.UnixMilli(one.At).UTC()
		r.gate.saw(one.Group, at)
		h := replay.Happening{At: at, Kind: string(kind), Group: one.Group, Member: one.Author, Text: one.Body, Chain: one.Form == event.Chain}
		if err := r.player.Tell(&h); err != nil {
			return err
		}
		if i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	r.done += int64(len(said))
	if r.of.Progress != nil {
		r.of.Progress(r.done, r.total)
	}
	return nil
}
