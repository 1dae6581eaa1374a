package house

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

var (
	sandboxName = i18n.Text{Hans: "演练群（模拟）", Hant: "演練群（模擬）", En: "Sandbox (simulated)"}
	sandboxDoor = i18n.Text{Hans: "演练平台（模拟）", Hant: "演練平台（模擬）", En: "Sandbox platform (simulated)"}
	sandboxPast = i18n.Text{Hans: "演练群之前的聊天（模拟）", Hant: "演練群先前的聊天（模擬）", En: "Earlier talk of the sandbox (simulated)"}
)

// sandboxSeed makes the same crowds everywhere; they have talked for so many
// days when somebody first looks.
const (
	sandboxSeed = 20260301
	sandboxDays = 45
	firstPlayer = "小雨"
)

// openSandbox returns the connection of a workspace to the built-in platform.
func (a *App) openSandbox(ctx context.Context, ws id.Workspace) (connection.Door, *sandbox.Adapter, error) {
	door, err := a.Connection.Open(ctx, ws, connection.Door{Network: event.Sandbox, Name: sandboxDoor.Hans, Settings: "{}"})
	if err != nil {
		return door, nil, err
	}
	adapter, err := a.Sandbox.Open(ctx, ws, door.ID, sandbox.Rich)
	return door, adapter, err
}

// NewSandbox makes a workspace of a user's with three simulated groups that live.
func (a *App) NewSandbox(ctx context.Context, user id.User) (id.Workspace, error) {
	ws, err := a.Auth.CreateWorkspace(ctx, user, auth.NewWorkspace{Name: sandboxName.Hans, Kind: auth.Sandbox, Zone: "Asia/Shanghai"})
	if err != nil {
		return 0, err
	}
	return ws, a.Furnish(ctx, ws, user)
}

// Furnish puts into a sandbox workspace what it lacks: the connection, the
// groups, somebody to act as, what was said before, and who the staff are. It
// goes on where it was interrupted, and does nothing the second time.
func (a *App) Furnish(ctx context.Context, ws id.Workspace, user id.User) error {
	door, adapter, err := a.openSandbox(ctx, ws)
	if err != nil {
		return err
	}
	if _, err := a.Sandbox.Seed(ctx, ws, sandboxSeed, sandboxDays, false); err != nil {
		return fmt.Errorf("make the simulated groups of %s: %w", door.Name, err)
	}
	if err := a.firstPlayer(ctx, ws); err != nil {
		return err
	}
	if err := a.bringPast(ctx, ws, user, adapter); err != nil {
		return err
	}
	return a.DB.Write(ctx, func(tx *db.Tx) error { return a.Community.AnswerStaff(ctx, tx, ws, user) })
}

// mendSandboxes furnishes those sandboxes whose making was cut short.
func (a *App) mendSandboxes(ctx context.Context, all []auth.Workspace) error {
	for _, ws := range all {
		if ws.Kind != auth.Sandbox {
			continue
		}
		list, err := a.importsOf(ctx, ws.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(list, func(i chat.Import) bool { return i.State == chat.Done }) {
			continue
		}
		if err := a.Furnish(ctx, ws.ID, 0); err != nil {
			return err
		}
	}
	return nil
}

// firstPlayer makes somebody who can be acted as, in every group.
func (a *App) firstPlayer(ctx context.Context, ws id.Workspace) error {
	players, err := a.Sandbox.People(ctx, ws, "")
	if err != nil || len(players) > 0 {
		return err
	}
	who, err := a.Sandbox.CreatePerson(ctx, ws, firstPlayer)
	if err != nil {
		return err
	}
	chats, err := a.Sandbox.Chats(ctx, ws, "")
	for _, c := range chats {
		if err == nil {
			err = a.Sandbox.Join(ctx, ws, c.ID, who, "qr")
		}
	}
	return err
}

// bringPast imports which groups there are and what was said before, as far as they
// let it be read: it moves figures and causes nothing else.
func (a *App) bringPast(ctx context.Context, ws id.Workspace, user id.User, adapter *sandbox.Adapter) error {
	list, err := a.importsOf(ctx, ws)
	if err != nil {
		return err
	}
	for _, i := range list {
		switch {
		case i.State == chat.Done:
			return nil
		case i.State == chat.Running || i.State == chat.Undoing:
			if err := a.Chat.Abandon(ctx, ws, i.ID); err != nil {
				return err
			}
		}
	}
	imp, err := a.Chat.Begin(ctx, ws, user, sandboxPast.Hans, "")
	if err != nil {
		return err
	}
	return a.Chat.Run(ctx, ws, imp, func(ctx context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		return export.Result{}, a.tellPast(ctx, ws, adapter, sink)
	})
}

func (a *App) tellPast(ctx context.Context, ws id.Workspace, adapter *sandbox.Adapter, sink export.Sink) error {
	chats, err := a.Sandbox.Chats(ctx, ws, "")
	if err != nil {
		return err
	}
	for _, c := range chats {
		if err := sink.Group(export.Group{Network: event.Sandbox, Namespace: sandbox.Namespace, Chat: c.ID, Name: c.Name}); err != nil {
			return err
		}
		if adapter.Capabilities(c.ID)[channel.ReadHistory] != channel.Direct {
			continue // the group is known, and what was said in it is not
		}
		people, err := a.Sandbox.People(ctx, ws, c.ID)
		if err != nil {
			return err
		}
		for _, p := range people {
			if err := sink.Person(export.Person{Network: event.Sandbox, Namespace: sandbox.Namespace, Actor: p.Actor, Kind: personKinds[p.Kind]}); err != nil {
				return err
			}
		}
		said, err := history(ctx, adapter, c.ID)
		if err != nil {
			return err
		}
		for i := range said {
			if err := sink.Event(&said[i]); err != nil {
				return err
			}
		}
	}
	return sink.Stamp(a.times.Of(ws).Now())
}

// history is what was said in a chat, the oldest first, as it reads now.
func history(ctx context.Context, adapter *sandbox.Adapter, c event.NativeChat) (said []event.Event, err error) {
	err = adapter.History(ctx, c, time.Time{}, func(page []channel.Arrived) error {
		for i := range page {
			e := page[i].Event
			switch last := len(said) - 1; {
			case e.Kind == event.Message:
				said = append(said, e)
			case e.Kind == event.Edit && last >= 0 && said[last].NativeID == e.Target:
				said[last].Body, said[last].Chars = e.Body, e.Chars
			}
		}
		return nil
	})
	slices.Reverse(said)
	return said, err
}

var (
	personKinds    = map[string]export.PersonKind{"staff": export.Staff, "account": export.Bot, "crowd": export.Human, "player": export.Human}
	standingOfKind = map[string]community.Standing{"staff": community.Staff, "account": community.Bot, "crowd": community.Person, "player": community.Person}
)

// simulatedKinds tells who of those a batch shows is staff: in a sandbox nobody
// has to be asked.
func (a *App) simulatedKinds(ctx context.Context, tx *db.Tx, ws id.Workspace, seen []chat.Person) (map[event.NativeUser]community.Standing, error) {
	var who []event.NativeUser
	for _, p := range seen {
		if p.Network == event.Sandbox && p.ID != "" {
			who = append(who, p.ID)
		}
	}
	if len(who) == 0 {
		return nil, nil
	}
	kinds, err := a.Sandbox.Kinds(ctx, tx, ws, who)
	out := make(map[event.NativeUser]community.Standing, len(kinds))
	for w, k := range kinds {
		out[w] = standingOfKind[k]
	}
	return out, err
}
