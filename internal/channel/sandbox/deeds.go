package sandbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// byPerson is whom a deed waits for that a person does.
const byPerson = "person"

// stored is the part of a result that is kept with its deed.
type stored struct {
	Message event.NativeMessage `json:"message,omitempty"`
	Chat    event.NativeChat    `json:"chat,omitempty"`
	Link    string              `json:"link,omitempty"`
}

// do does a deed by fn in one transaction with what it changes, unless the
// platform is away or limits, the same key was done before, or the group's
// profile has no such thing.
func (a *Adapter) do(ctx context.Context, d channel.Deed, fn func(*world, *group) (stored, error)) channel.Result {
	var r channel.Result
	ran := false
	err := a.p.change(ctx, a.ws, func(w *world) (err error) {
		ran, r = false, channel.Result{}
		switch {
		case w.down:
			r = channel.Result{Outcome: channel.Rejected, Code: "unreachable", Retryable: true, Err: errDown}
			return nil
		case w.wall.Before(w.limited):
			r = channel.Result{Outcome: channel.Limited, Until: w.limited}
			return nil
		}
		if r, err = w.before(a.conn, d.Key); err != nil || r.Outcome != 0 {
			return err
		}
		r, err = a.once(w, d, fn)
		ran = err == nil
		return err
	})
	no, isRefused := errors.AsType[*refused](err)
	switch {
	case err == nil:
		return r
	case isRefused:
		return rejected(no.why)
	case ran: // it is not known whether the commit went through
		return channel.Result{Outcome: channel.Uncertain, Err: err}
	}
	return rejected(err)
}

// rejected is an error of before anything was committed, as a result.
func rejected(err error) channel.Result {
	codes := map[fault.Kind]string{fault.NotFound: "not_found", fault.Forbidden: "forbidden", fault.Conflict: "conflict", fault.Invalid: "invalid"}
	code := codes[fault.KindOf(err)]
	return channel.Result{Outcome: channel.Rejected, Code: code, Retryable: code == "", Err: err}
}

// once does a deed that was not done before.
func (a *Adapter) once(w *world, d channel.Deed, fn func(*world, *group) (stored, error)) (channel.Result, error) {
	profile := a.makes
	var g *group
	if d.Action != channel.CreateGroup {
		var err error
		if g, err = w.group(d.Chat); err != nil {
			return channel.Result{}, refusal(err)
		}
		profile = g.Profile
	}
	mode := profile.Capabilities()[d.Action]
	switch mode {
	case channel.None:
		return channel.Result{Outcome: channel.Unsupported}, nil
	case channel.OutOfBand:
		return channel.Result{Outcome: channel.Pending, Waiting: byPerson}, nil
	}
	if g != nil {
		if _, _, err := w.member(d.Chat, a.account); err != nil {
			return channel.Result{}, refusal(err)
		}
	}
	if mode == channel.NeedsHuman {
		text, err := json.Marshal(d)
		if err != nil {
			return channel.Result{}, err
		}
		return channel.Result{Outcome: channel.Pending, Waiting: byPerson}, w.putDeed(a.conn, d, "waiting", string(text), stored{})
	}
	s, err := fn(w, g)
	if err != nil {
		return channel.Result{}, refusal(err)
	}
	return channel.Result{Outcome: channel.Done, Message: s.Message, Chat: s.Chat, Link: s.Link}, w.putDeed(a.conn, d, "done", "", s)
}

// refused is an error by which the platform refuses a deed, so that all of it
// is rolled back.
type refused struct{ why error }

func (r *refused) Error() string { return "refused: " + r.why.Error() }
func (r *refused) Unwrap() error { return r.why }

// refusal tells what the platform refuses from what went wrong.
func refusal(err error) error {
	if fault.KindOf(err) == fault.Internal {
		return err
	}
	return &refused{err}
}

// before is what became of a deed of that key, nothing where there was none.
func (w *world) before(conn id.Connection, key string) (r channel.Result, err error) {
	return deedResult(w.ctx, w.tx, w.ws, conn, key)
}

func deedResult(ctx context.Context, tx *db.Tx, ws id.Workspace, conn id.Connection, key string) (r channel.Result, err error) {
	var state, result string
	err = tx.QueryRow(ctx, `SELECT state, result FROM sandbox_deed WHERE workspace = $1 AND connection = $2 AND key = $3`, ws, conn, key).Scan(&state, &result)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return r, nil
	case err != nil:
		return r, fmt.Errorf("look up deed: %w", err)
	case state == "waiting":
		return channel.Result{Outcome: channel.Pending, Waiting: byPerson}, nil
	case state == "declined":
		return channel.Result{Outcome: channel.Rejected, Code: "declined"}, nil
	}
	var s stored
	if err := json.Unmarshal([]byte(result), &s); err != nil {
		return r, err
	}
	return channel.Result{Outcome: channel.Done, Message: s.Message, Chat: s.Chat, Link: s.Link}, nil
}

func (w *world) putDeed(conn id.Connection, d channel.Deed, state, deed string, s stored) error {
	if d.Key == "" {
		return nil
	}
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	const put = `INSERT INTO sandbox_deed (workspace, connection, key, chat, state, deed, result, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (workspace, connection, key) DO UPDATE SET state = excluded.state, deed = excluded.deed, result = excluded.result, at = excluded.at`
	if _, err := w.tx.Exec(w.ctx, put, w.ws, conn, d.Key, string(d.Chat), state, deed, string(text), w.now.UnixMilli()); err != nil {
		return fmt.Errorf("keep deed: %w", err)
	}
	return nil
}

// Send says deed.Text, with its picture and as an answer, or prepares it for a
// person to confirm.
func (a *Adapter) Send(ctx context.Context, d channel.Deed) channel.Result {
	return a.do(ctx, d, func(w *world, g *group) (stored, error) { return w.send(g, a.account, d) })
}

func (w *world) send(g *group, who event.NativeUser, d channel.Deed) (stored, error) {
	if d.Text == "" && d.Media == nil || len(d.Text) > maxText {
		return stored{}, fault.New(fault.Invalid, noWords.With(maxText))
	}
	form, media, err := event.Text, "", error(nil)
	if d.Media != nil {
		if media, err = w.keepPicture(d.Media); err != nil {
			return stored{}, err
		}
		form = event.Picture
	}
	m, err := w.speak(g.Chat, who, form, d.Text, messageSeq(g.Chat, d.ReplyTo), media)
	return stored{Message: m}, err
}

// Find looks a deed up by its key: the platform remembers them all.
func (a *Adapter) Find(ctx context.Context, d channel.Deed, _ time.Time) channel.Result {
	if err := a.reach(ctx); err != nil {
		return channel.Result{Outcome: channel.Uncertain, Err: err}
	}
	var r channel.Result
	err := a.p.db.Read(ctx, func(tx *db.Tx) (err error) {
		r, err = deedResult(ctx, tx, a.ws, a.conn, d.Key)
		return err
	})
	switch {
	case err != nil:
		return channel.Result{Outcome: channel.Uncertain, Err: err}
	case r.Outcome == 0:
		return channel.Result{Outcome: channel.Rejected, Code: "not_found", Retryable: true}
	}
	return r
}

var nothingWaits = i18n.Text{
	Hans: "这一条已经处理过了，不再等人确认。",
	Hant: "這一則已經處理過了，不再等人確認。",
	En:   "This has been dealt with and waits for nobody any more.",
}

var noTarget = i18n.Text{
	Hans: "没有说要对谁、对哪条消息做。",
	Hant: "沒有說明要對誰、對哪則訊息做。",
	En:   "It is not said to whom, or to which message.",
}

// each does something to everybody a deed names who is in the group.
func (a *Adapter) each(ctx context.Context, d channel.Deed, fn func(*world, *group, event.NativeUser) error) channel.Result {
	return a.do(ctx, d, func(w *world, g *group) (stored, error) {
		if len(d.Who) == 0 {
			return stored{}, fault.New(fault.Invalid, noTarget.With())
		}
		for _, who := range d.Who {
			if _, _, err := w.member(g.Chat, who); err != nil {
				return stored{}, err
			}
		}
		for _, who := range d.Who {
			if err := fn(w, g, who); err != nil {
				return stored{}, err
			}
		}
		return stored{}, nil
	})
}

// Kick removes people.
func (a *Adapter) Kick(ctx context.Context, d channel.Deed) channel.Result {
	return a.each(ctx, d, func(w *world, g *group, who event.NativeUser) error {
		return w.leave(g, who, event.Remove, a.account, false)
	})
}

// Ban removes people for good.
func (a *Adapter) Ban(ctx context.Context, d channel.Deed) channel.Result {
	return a.each(ctx, d, func(w *world, g *group, who event.NativeUser) error {
		return w.leave(g, who, event.Remove, a.account, true)
	})
}

// Mute keeps people from speaking until deed.Until, by the workspace's clock.
func (a *Adapter) Mute(ctx context.Context, d channel.Deed) channel.Result {
	return a.each(ctx, d, func(w *world, g *group, who event.NativeUser) error { return w.mute(g, who, d.Until) })
}

// DeleteMessage deletes a message of anybody's.
func (a *Adapter) DeleteMessage(ctx context.Context, d channel.Deed) channel.Result {
	return a.do(ctx, d, func(w *world, g *group) (stored, error) {
		seq := messageSeq(g.Chat, d.Target)
		if seq == 0 || seq > g.Seq {
			return stored{}, fault.New(fault.NotFound, noTarget.With())
		}
		return stored{}, w.recalls(g, seq, a.account, w.moment(g))
	})
}

// Invite brings people in at once.
func (a *Adapter) Invite(ctx context.Context, d channel.Deed) channel.Result {
	return a.do(ctx, d, func(w *world, g *group) (stored, error) {
		for _, who := range d.Who {
			if _, err := w.actor(who); err != nil {
				return stored{}, err
			}
		}
		for _, who := range d.Who {
			if err := w.enter(g, who, "invite", a.account); err != nil {
				return stored{}, err
			}
		}
		return stored{}, nil
	})
}

// InviteLink returns the group's link.
func (a *Adapter) InviteLink(ctx context.Context, d channel.Deed) channel.Result {
	return a.do(ctx, d, func(_ *world, g *group) (stored, error) { return stored{Link: joinPrefix + g.Code}, nil })
}

// CreateGroup makes a group that the account owns, with people in it.
func (a *Adapter) CreateGroup(ctx context.Context, d channel.Deed) channel.Result {
	return a.do(ctx, d, func(w *world, _ *group) (stored, error) {
		if err := named(d.Name); err != nil {
			return stored{}, err
		}
		for _, who := range d.Who {
			if _, err := w.actor(who); err != nil {
				return stored{}, err
			}
		}
		g, err := w.found(d.Name, a.makes, a.account)
		if err != nil {
			return stored{}, err
		}
		for _, who := range d.Who {
			if err := w.enter(g, who, "invite", a.account); err != nil {
				return stored{}, err
			}
		}
		return stored{Chat: g.Chat}, nil
	})
}

// RenameGroup gives a group another name.
func (a *Adapter) RenameGroup(ctx context.Context, d channel.Deed) channel.Result {
	return a.do(ctx, d, func(w *world, g *group) (stored, error) {
		if err := named(d.Name); err != nil {
			return stored{}, err
		}
		return stored{}, w.rename(g, a.account, d.Name)
	})
}
