package house

import (
	"context"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
)

// paged tells of the past as networks do whose history lists everything that
// happened: moves too, and what changed a message pages before the message.
type paged struct {
	*sandbox.Adapter
	moves map[event.NativeChat]channel.Arrived
}

// History tells one thing a page, changes first.
func (p paged) History(ctx context.Context, chat event.NativeChat, since time.Time, see func([]channel.Arrived) error) error {
	var changes, said []channel.Arrived
	if move, ok := p.moves[chat]; ok {
		changes = append(changes, move)
	}
	if err := p.Adapter.History(ctx, chat, since, func(page []channel.Arrived) error {
		for _, a := range page {
			if a.Event.Kind == event.Edit {
				changes = append(changes, a)
			} else {
				said = append(said, a)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for _, a := range append(changes, said...) {
		if err := see([]channel.Arrived{a}); err != nil {
			return err
		}
	}
	return nil
}

// TestAChangeIsFoundPagesFromItsMessage: a message that was lost reads as it was
// changed, though the history tells of the change first.
func TestAChangeIsFoundPagesFromItsMessage(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		c.losing(func() {
			m := c.say(c.rich, c.who, "丢了的")
			c.moment(nil)
			c.moment(c.app.Sandbox.Edit(t.Context(), c.ws, c.rich, c.who, m, "丢了又改过的"))
		})
		c.door.adapter = paged{Adapter: c.door.adapter.(*sandbox.Adapter)}
		c.round()
		if n := c.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND body = '丢了又改过的'`, c.ws); n != 1 {
			t.Errorf("it is there %d times as it reads now", n)
		}
		all := c.all()
		c.round()
		if got := c.all(); got != all {
			t.Errorf("comparing again changed\n%s to\n%s", all, got)
		}
	})
}

// TestAMoveThatTheHistoryTellsIsFoundOnce, and not by the list of members too
// while it is on its way.
func TestAMoveThatTheHistoryTellsIsFoundOnce(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		c := newCompared(t, d)
		before := c.figures()
		come := c.person("悄悄来的")
		c.losing(func() { c.moment(c.app.Sandbox.Join(t.Context(), c.ws, c.rich, come, "link")) })
		c.door.adapter = paged{c.door.adapter.(*sandbox.Adapter), map[event.NativeChat]channel.Arrived{c.rich: {Key: "t/came", Event: event.Event{
			Network: event.Sandbox, Namespace: sandbox.Namespace, Chat: c.rich, Kind: event.Join, NativeID: "t/came", At: c.joined(come),
			Subjects: []event.Actor{{ID: come, Name: "悄悄来的"}}}}}}
		c.w.pass(sandboxPace.every * 2)
		for range 4 {
			c.must(c.by.step(t.Context()))
			c.settled()
			c.w.pass(sandboxPace.patient)
		}
		if f := c.found(); f.Moves != 1 {
			t.Errorf("of one join comparing says it found %d", f.Moves)
		}
		if n := c.figures().Moves.Joins - before.Moves.Joins; n != 1 {
			t.Errorf("it counts %d times", n)
		}
		c.inside()
	})
}
