// Package manual is the door to groups whose network lets no program in, such as
// those of WeChat: people do every deed, and tell what happened.
//
// Needs: a Book, in which people have written what happened and nobody has handed
// it on yet; a clock for nothing, for it asks nobody.
// Never: speaks to WeChat by any road; takes as done what no person has said is
// done; makes an id of a person out of a name.
package manual

import (
	"context"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel"
)

// The network and namespace of groups that are kept by hand. What an export says
// of a WeChat group has other ids, so the two are never taken for one.
const (
	Network   = event.WeChat
	Namespace = "hand"
)

// person is whom a deed waits for.
const person = "person"

// Book is where people write down what happened in their groups.
type Book interface {
	// Untold lists what was written down and not handed on yet, the earliest first.
	Untold(ctx context.Context) ([]channel.Arrived, error)
	// Told notes that these keys were kept for good.
	Told(ctx context.Context, keys []string) error
	// Done reports whether a person has said that the deed of a key is done.
	Done(ctx context.Context, key string) (bool, error)
	// Wait returns once there may be more, or ctx has ended.
	Wait(ctx context.Context)
}

// Adapter is the door.
type Adapter struct {
	Book  Book
	Pause time.Duration // after which what was refused is tried again
}

// What every adapter of groups kept by hand can be asked for.
var (
	_ channel.Adapter = (*Adapter)(nil)
	_ channel.Finder  = (*Adapter)(nil)
	_ channel.Linker  = (*Adapter)(nil)
	_ channel.Inviter = (*Adapter)(nil)
	_ channel.Kicker  = (*Adapter)(nil)
	_ channel.Creator = (*Adapter)(nil)
	_ channel.Renamer = (*Adapter)(nil)
)

// ChatOf is what a group is called here whose own id is g.
func ChatOf(g string) event.NativeChat { return event.NativeChat("hand-" + g) }

// Capabilities says that a person does what WeChat has, and what it has not: its
// group owners can neither mute somebody nor delete what another said. What is said
// reaches us only where somebody copies it.
func (a *Adapter) Capabilities(event.NativeChat) channel.Capabilities {
	return channel.Capabilities{
		channel.Send: channel.NeedsHuman, channel.MassSend: channel.NeedsHuman, channel.Welcome: channel.NeedsHuman,
		channel.InviteLink: channel.NeedsHuman, channel.Invite: channel.NeedsHuman, channel.Kick: channel.NeedsHuman,
		channel.CreateGroup: channel.NeedsHuman, channel.RenameGroup: channel.NeedsHuman,
		channel.ReadHistory: channel.OutOfBand, channel.ListMembers: channel.OutOfBand,
		channel.Tag: channel.OutOfBand, channel.Transfer: channel.OutOfBand, channel.Statistics: channel.OutOfBand,
	}
}

func (a *Adapter) wait() channel.Result {
	return channel.Result{Outcome: channel.Pending, Waiting: person}
}

// Send waits for a person to say it.
func (a *Adapter) Send(context.Context, channel.Deed) channel.Result { return a.wait() }

// InviteLink waits for a person to make the link.
func (a *Adapter) InviteLink(context.Context, channel.Deed) channel.Result { return a.wait() }

// Invite waits for a person to invite them.
func (a *Adapter) Invite(context.Context, channel.Deed) channel.Result { return a.wait() }

// Kick waits for a person to remove them.
func (a *Adapter) Kick(context.Context, channel.Deed) channel.Result { return a.wait() }

// CreateGroup waits for a person to make the group.
func (a *Adapter) CreateGroup(context.Context, channel.Deed) channel.Result { return a.wait() }

// RenameGroup waits for a person to rename it.
func (a *Adapter) RenameGroup(context.Context, channel.Deed) channel.Result { return a.wait() }

// Find says whether a person has done a deed: preparing one for them does nothing.
func (a *Adapter) Find(ctx context.Context, deed channel.Deed, _ time.Time) channel.Result {
	done, err := a.Book.Done(ctx, deed.Key)
	switch {
	case err != nil:
		return channel.Result{Outcome: channel.Uncertain, Retryable: true, Err: err}
	case done:
		return channel.Result{Outcome: channel.Done}
	}
	return channel.Result{Outcome: channel.Rejected, Code: "prepared", Retryable: true}
}

// Run hands on what people write down until ctx ends.
func (a *Adapter) Run(ctx context.Context, in channel.Inlet) error {
	for ctx.Err() == nil {
		if err := a.handOn(ctx, in); err != nil {
			a.rest(ctx)
			continue
		}
		a.Book.Wait(ctx)
	}
	return nil
}

// handOn hands on what was written down. What was kept and not noted is handed on
// again, under the same key.
func (a *Adapter) handOn(ctx context.Context, in channel.Inlet) error {
	for {
		happened, err := a.Book.Untold(ctx)
		if err != nil || len(happened) == 0 {
			return err
		}
		if err := in.Accept(ctx, happened); err != nil {
			return err
		}
		keys := make([]string, len(happened))
		for i := range happened {
			keys[i] = happened[i].Key
		}
		if err := a.Book.Told(ctx, keys); err != nil {
			return err
		}
	}
}

func (a *Adapter) rest(ctx context.Context) {
	timer := time.NewTimer(a.Pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

var (
	triedBook = i18n.Text{Hans: "看还有没有没记进来的", Hant: "看還有沒有沒記進來的", En: "Look for what was written down and not taken in"}
	mendBook  = i18n.Text{
		Hans: "过几秒再查一次。一直这样的话，看看服务的日志。",
		Hant: "過幾秒再檢查一次。若一直如此，請看服務的記錄。",
		En:   "Check again in some seconds. If it stays so, look into the service's log.",
	}
)

// Check looks whether anything people wrote down is still to be taken in. There is
// no network to ask.
func (a *Adapter) Check(ctx context.Context) []channel.Finding {
	left, err := a.Book.Untold(ctx)
	return []channel.Finding{{Tried: triedBook, OK: err == nil && len(left) == 0, Mend: mendBook}}
}

// Event is what happened to somebody of a group, as people tell it.
func (m Moved) Event(chat event.NativeChat) event.Event {
	return event.Event{Network: Network, Namespace: Namespace, Chat: chat, Kind: m.Kind, At: m.At.UTC(), Subjects: []event.Actor{{Name: m.Name}}, Scene: m.Scene}
}

// Key is the key of a move. The same person comes, or goes, once a day: whoever
// tells it, and however often.
func (m Moved) Key(chat event.NativeChat, zone *time.Location) string {
	kind := m.Kind
	if kind == event.Remove { // to have gone is the same, whoever decided it
		kind = event.Leave
	}
	e := Moved{kind, m.Name, "", time.Time{}}.Event(chat)
	e.At = dayOf(m.At, zone)
	return "move/" + strconv.FormatUint(event.NewKeyer().Key(&e), 36)
}

// dayOf is the beginning of a moment's day.
func dayOf(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone).UTC()
}

// Named is that a group was made, got a name or is no more.
func Named(kind event.Kind, chat event.NativeChat, name string, at time.Time) event.Event {
	return event.Event{Network: Network, Namespace: Namespace, Chat: chat, Kind: kind, At: at.UTC(), Body: name}
}
