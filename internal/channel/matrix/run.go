package matrix

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel"
)

var errNotRunning = errors.New("nobody takes what happens: Run has not begun, or has ended")

// How long Run waits after a reading that failed: twice as long each time.
const (
	backFirst = time.Second
	backLast  = time.Minute
)

// Run lets Handler take transactions, and reads all rooms now and every so
// often. It returns nil when ctx has ended and nothing more is handed in, or a
// sentence where the homeserver does not know our token.
func (a *Adapter) Run(ctx context.Context, in channel.Inlet) error {
	a.admit(in)
	defer a.admit(nil) // waits for what is being handed in
	var due time.Time  // when all rooms are read again
	known, back := false, backFirst
	for {
		var err error
		if !known {
			err = a.introduce(ctx)
			known = err == nil
		}
		now := a.opt.Clock.Now()
		if err == nil {
			err = a.round(ctx, !now.Before(due))
		}
		if ctx.Err() != nil {
			return nil
		}
		if isRefused(err, http.StatusUnauthorized) || !known && isRefused(err, http.StatusForbidden) {
			return fault.Because(err, fault.Forbidden, tokenRefused.With(string(a.me), a.set.Homeserver))
		}
		var pause time.Duration
		switch {
		case err != nil:
			pause, back, due = a.after(err, back), min(2*back, backLast), time.Time{}
			a.opt.Log.Warn("matrix: the rooms could not be read; trying again", "in", pause, "err", err)
		default:
			if !now.Before(due) {
				due = now.Add(a.opt.Every)
			}
			pause, back = a.untilDue(due), backFirst
		}
		a.setAway(err != nil)
		if !a.rest(ctx, pause) {
			return nil
		}
	}
}

// rest waits until there is something to do, and reports whether there is.
func (a *Adapter) rest(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-a.wake:
	case <-timer.C:
	}
	return true
}

func (a *Adapter) admit(in channel.Inlet) {
	a.gate.Lock()
	defer a.gate.Unlock()
	a.inlet = in
}

func (a *Adapter) setAway(away bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.away = away
}

// Away reports whether the homeserver did not answer when it was last asked.
func (a *Adapter) Away() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.away
}

// after is how long to wait after err.
func (a *Adapter) after(err error, back time.Duration) time.Duration {
	var no *refusal
	if errors.As(err, &no) && !no.until.IsZero() {
		return max(no.until.Sub(a.opt.Clock.Now()), pauseAtLeast/10)
	}
	return min(back, max(a.opt.Every, backFirst))
}

// introduce makes sure that our own user exists and that the homeserver knows
// us as it.
func (a *Adapter) introduce(ctx context.Context) error {
	var me struct {
		User event.NativeUser `json:"user_id"`
	}
	if err := a.api.ask(ctx, request{method: http.MethodGet, path: path("account", "whoami")}, &me); err != nil {
		return err
	}
	err := a.api.ask(ctx, request{method: http.MethodPost, path: path("register"), body: map[string]any{
		"type": "m.login.application_service", "username": a.set.Localpart, "inhibit_login": true,
	}}, nil)
	var no *refusal
	if errors.As(err, &no) && no.Code == "M_USER_IN_USE" {
		return nil
	}
	return err
}

// round is one reading: invitations, every room, or those only that ask for
// it, and mutes that are over.
func (a *Adapter) round(ctx context.Context, whole bool) error {
	if err := a.enter(ctx); err != nil {
		return err
	}
	chats := a.asking()
	if whole {
		var err error
		if chats, err = a.joined(ctx); err != nil {
			return err
		}
	}
	for _, chat := range chats {
		if err := a.visit(ctx, chat); err != nil {
			if isRefused(err, http.StatusForbidden) || isRefused(err, http.StatusNotFound) {
				a.drop(chat) // we are not in it; where we were, forget comes to it
				continue
			}
			return err
		}
	}
	if whole {
		a.forget(ctx, chats)
	}
	a.liftDue(ctx)
	return nil
}

// asking lists the rooms in which something may have changed for us.
func (a *Adapter) asking() []event.NativeChat {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []event.NativeChat
	for chat, r := range a.rooms {
		if !r.fresh {
			out = append(out, chat)
		}
	}
	return out
}

func (a *Adapter) joined(ctx context.Context) ([]event.NativeChat, error) {
	var out struct {
		Rooms []event.NativeChat `json:"joined_rooms"`
	}
	err := a.api.ask(ctx, request{method: http.MethodGet, path: path("joined_rooms")}, &out)
	return out.Rooms, err
}

// enter comes into the rooms we are invited to by whom we may follow. Those it
// cannot come into now stay listed.
//
// The list is in memory alone, for a homeserver tells an application service of
// an invitation once and never lists them (Synapse refuses sync to it). So the
// transaction that tells of one is answered when we are in, wherever that is
// soon; see Handler.
func (a *Adapter) enter(ctx context.Context) error {
	var failed error
	for chat := range a.takeInvitations() {
		err := a.api.ask(ctx, request{method: http.MethodPost, path: path("join", string(chat)), body: struct{}{}}, nil)
		var no *refusal
		switch {
		case err == nil:
			a.look(chat)
		case errors.As(err, &no) && no.Status < http.StatusInternalServerError && no.Status != http.StatusTooManyRequests:
			a.opt.Log.Warn("matrix: an invitation could not be followed", "chat", chat, "err", err)
		default:
			failed = err
			a.mu.Lock()
			a.invited = append(a.invited, chat)
			a.mu.Unlock()
		}
	}
	return failed
}

func (a *Adapter) takeInvitations() map[event.NativeChat]bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := map[event.NativeChat]bool{}
	for _, chat := range a.invited {
		out[chat] = true
	}
	a.invited = nil
	return out
}

// untilDue is how long Run may wait: until the rooms are read again, or until
// somebody is to be heard again.
func (a *Adapter) untilDue(due time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.opt.Clock.Now()
	pause := due.Sub(now)
	for _, r := range a.rooms {
		for _, until := range r.muted {
			pause = min(pause, until.Sub(now))
		}
	}
	return max(pause, pauseAtLeast/100)
}
