package house

import (
	"context"
	"encoding/json"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/sandbox"
)

// sandboxNeighbours is what the sandbox's page asks of the other features.
type sandboxNeighbours struct{ *App }

var _ sandbox.Deps = sandboxNeighbours{}

// Story tells what became of what came in lately.
func (n sandboxNeighbours) Story(ctx context.Context, ws id.Workspace, limit int) ([]sandbox.Happening, error) {
	beats := n.story.latest(ws, limit)
	var people, chats []string
	for i := range beats {
		chats = append(chats, beats[i].chat())
		people = append(people, beats[i].person())
	}
	var who map[string]community.Who
	var where map[string]community.Group
	err := n.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if who, err = n.Community.PeopleByKey(ctx, tx, ws, people); err != nil {
			return err
		}
		where, err = n.Community.GroupsByKey(ctx, tx, ws, chats)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]sandbox.Happening, len(beats))
	for i := range beats {
		out[i] = beats[i].happening(who, where)
	}
	return out, nil
}

// subject is who did something, or the first to whom it was done.
func (b *beat) subject() event.Actor {
	if len(b.event.Subjects) > 0 {
		return b.event.Subjects[0]
	}
	return b.event.Actor
}

func (b *beat) person() string {
	return event.PersonKey(b.event.Network, b.event.Namespace, b.event.Chat, b.subject())
}

func (b *beat) happening(who map[string]community.Who, where map[string]community.Group) sandbox.Happening {
	e := &b.event
	h := sandbox.Happening{N: b.n, Kind: e.Kind, Form: e.Form, Chars: e.Chars, Chat: e.Chat, Message: e.NativeID, At: e.At, Refused: b.refused != "", Again: b.again, Found: e.Scene == event.Found,
		Others: max(0, len(e.Subjects)-1), Settled: b.settled, Before: figuresOf(b.before), After: figuresOf(b.after), Along: b.along}
	if e.Target != "" {
		h.Message = e.Target
	}
	if g, ok := where[b.chat()]; ok {
		h.Group = sandbox.Known{ID: id.Show(g.ID), Name: g.Name}
	}
	if w, ok := who[b.person()]; ok {
		h.Who = sandbox.Known{ID: id.Show(w.Member), Name: w.Name}
		h.Staff, h.Bot = w.Standing == community.Staff, w.Standing == community.Bot
	}
	return h
}

func figuresOf(m insight.Measured) sandbox.Figures {
	return sandbox.Figures{Messages: m.Messages, People: m.People, Active: m.Active, Waiting: m.Waiting, State: string(m.State)}
}

// Turned returns a channel that is closed when the story goes on.
func (n sandboxNeighbours) Turned(ws id.Workspace) <-chan struct{} { return n.story.Turned(ws) }

// Watching says that somebody looks.
func (n sandboxNeighbours) Watching(ws id.Workspace) { n.watched.look(ws, n.DB.Clock.Now()) }

// SetClock sets how fast a sandbox's clock runs.
func (n sandboxNeighbours) SetClock(ctx context.Context, ws id.Workspace, speed int, paused bool) error {
	return n.SetSandboxClock(ctx, ws, speed, paused)
}

// New makes a workspace with simulated groups that live.
func (n sandboxNeighbours) New(ctx context.Context, user id.User) (id.Workspace, error) {
	return n.NewSandbox(ctx, user)
}

// Memberships lists the workspaces somebody may enter.
func (n sandboxNeighbours) Memberships(ctx context.Context, user id.User) ([]auth.Membership, error) {
	return n.Auth.Memberships(ctx, user)
}

// sandboxVoice lets Huoshui speak in the sandbox's groups.
type sandboxVoice struct{ *App }

var _ sandbox.Voice = sandboxVoice{}

var noDoor = i18n.Text{
	Hans: "演练平台的接入关着，发不出去。",
	Hant: "演練平台的連線關著，無法送出。",
	En:   "The connection to the sandbox is closed, so nothing can be sent.",
}

// Speak puts what is to be said into the outbox.
func (n sandboxVoice) Speak(ctx context.Context, ws id.Workspace, chat event.NativeChat, text string) error {
	return n.DB.Write(ctx, func(tx *db.Tx) error {
		doors, err := n.Connection.Doors(ctx, tx, ws)
		if err != nil {
			return err
		}
		for _, d := range doors {
			if d.Network == event.Sandbox && d.Closed.IsZero() {
				key := "sandbox/" + id.Show(id.New[id.Deed](n.IDs, tx.Now))
				return n.Say(ctx, tx, ws, d.ID, channel.Deed{Key: key, Action: channel.Send, Chat: chat, Text: text})
			}
		}
		return fault.New(fault.Conflict, noDoor.With())
	})
}

// Sent lists what was to be said lately.
func (n sandboxVoice) Sent(ctx context.Context, ws id.Workspace, limit int) (out []sandbox.Sent, err error) {
	err = n.DB.Read(ctx, func(tx *db.Tx) error {
		held, err := isHeld(ctx, tx)
		if err != nil {
			return err
		}
		list, err := outbox.List(ctx, tx, ws, 0, "", 0, limit)
		for _, d := range list {
			waits := d.State == outbox.Waiting
			one := sandbox.Sent{Key: d.Key, State: string(d.State), Chat: event.NativeChat(d.Line), At: d.Created, Passed: d.Attempts > 0, Held: waits && held}
			if waits && d.Due.After(d.Created) {
				one.Next = d.Due
			}
			var deed channel.Deed
			if json.Unmarshal(d.Body, &deed) == nil { // what was said is forgotten some time after it went
				one.Text = deed.Text
			}
			out = append(out, one)
		}
		return err
	})
	return out, err
}

// Declined drops what a person did not want.
func (n sandboxVoice) Declined(ctx context.Context, ws id.Workspace, key string) error {
	return n.DB.Write(ctx, func(tx *db.Tx) error {
		list, err := outbox.List(ctx, tx, ws, 0, outbox.Human, 0, 100)
		for _, d := range list {
			if err == nil && d.Key == key {
				if err = outbox.Drop(ctx, tx, ws, d.ID); err == nil {
					err = n.Task.Withdraw(ctx, tx, ws, []string{taskKey(&d)})
				}
				if err == nil {
					err = audit.Write(ctx, tx, n.IDs, audit.Entry{Workspace: ws, Action: audit.DeedDropped, Subject: id.Show(d.ID), Detail: audit.Detail{Was: string(d.State)}})
				}
			}
		}
		return err
	})
}
