package sandbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// Chat is a group as its list shows it.
type Chat struct {
	ID        event.NativeChat
	Name      string
	Profile   Profile
	Code      string // to be shown for scanning
	People    int
	Dismissed bool
	Waiting   int       // deeds that wait for a person
	Unread    int64     // for whoever looks
	Last      time.Time // zero where nothing was said yet
	Text      string    // what was said last
	Form      event.Form
}

// Chats lists a workspace's groups, where something was said last first, as
// who sees them; who may be "".
func (p *Platform) Chats(ctx context.Context, ws id.Workspace, who event.NativeUser) (out []Chat, err error) {
	const query = `SELECT g.chat, g.name, g.profile, g.code, g.dismissed,
		(SELECT count(*) FROM sandbox_member m WHERE m.workspace = g.workspace AND m.chat = g.chat AND m.gone = 0),
		(SELECT count(*) FROM sandbox_deed d WHERE d.workspace = g.workspace AND d.chat = g.chat AND d.state = 'waiting'),
		g.seq - coalesce((SELECT r.seen FROM sandbox_member r WHERE r.workspace = g.workspace AND r.chat = g.chat AND r.person = $2), g.seq),
		coalesce(l.at, 0), coalesce(l.reads, ''), coalesce(l.form, 0)
		FROM sandbox_group g LEFT JOIN sandbox_message l ON l.workspace = g.workspace AND l.chat = g.chat AND l.seq = g.seq
		WHERE g.workspace = $1 ORDER BY g.last DESC, g.chat`
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, query, []any{ws, string(who)}, func(scan func(...any) error) error {
			var c Chat
			var last, dismissed int64
			if err := scan(&c.ID, &c.Name, &c.Profile, &c.Code, &dismissed, &c.People, &c.Waiting, &c.Unread, &last, &c.Text, &c.Form); err != nil {
				return err
			}
			c.Dismissed = dismissed != 0
			if last > 0 {
				c.Last = time.UnixMilli(last).UTC()
			}
			out = append(out, c)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list simulated groups: %w", err)
	}
	return out, nil
}

// Shown is a message as people see it now.
type Shown struct {
	ID        event.NativeMessage
	Seq       int64 // for paging
	Who       event.Actor
	Staff     bool
	At        time.Time
	Form      event.Form
	Text      string
	ReplyTo   event.NativeMessage
	Picture   string // for Platform.Picture
	Edited    bool
	Deleted   bool
	Reactions []Reaction
}

// Reaction is a sign with how many put it.
type Reaction struct {
	Sign string
	N    int
}

// Messages lists up to limit messages of a group before a number, or the newest
// where before is 0; the oldest first.
func (p *Platform) Messages(ctx context.Context, ws id.Workspace, chat event.NativeChat, before int64, limit int) (out []Shown, err error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	const query = `SELECT m.seq, m.person, p.name, p.kind, m.at, m.form, m.reads, m.answers, m.media, m.edits, m.deleted
		FROM sandbox_message m JOIN sandbox_person p ON p.workspace = m.workspace AND p.person = m.person
		WHERE m.workspace = $1 AND m.chat = $2 AND m.seq < $3 ORDER BY m.seq DESC LIMIT $4`
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		if err := tx.Each(ctx, query, []any{ws, string(chat), before, limit}, func(scan func(...any) error) error {
			var s Shown
			var kind string
			var at, answers, edits, deleted int64
			if err := scan(&s.Seq, &s.Who.ID, &s.Who.Name, &kind, &at, &s.Form, &s.Text, &answers, &s.Picture, &edits, &deleted); err != nil {
				return err
			}
			s.ID, s.ReplyTo, s.At = messageID(chat, s.Seq), messageID(chat, answers), time.UnixMilli(at).UTC()
			s.Staff, s.Edited, s.Deleted = kind == "staff" || kind == "account", edits > 0, deleted != 0
			out = append(out, s)
			return nil
		}); err != nil || len(out) == 0 {
			return err
		}
		slices.Reverse(out)
		return reactions(ctx, tx, ws, chat, out)
	})
	if err != nil {
		return nil, fmt.Errorf("list simulated messages: %w", err)
	}
	return out, nil
}

func reactions(ctx context.Context, tx *db.Tx, ws id.Workspace, chat event.NativeChat, shown []Shown) error {
	at := map[int64]int{}
	for i, s := range shown {
		at[s.Seq] = i
	}
	return tx.Each(ctx, `SELECT seq, sign, count(*) FROM sandbox_reaction WHERE workspace = $1 AND chat = $2 AND seq >= $3 AND seq <= $4
		GROUP BY seq, sign ORDER BY seq, sign`, []any{ws, string(chat), shown[0].Seq, shown[len(shown)-1].Seq}, func(scan func(...any) error) error {
		var seq int64
		var r Reaction
		if err := scan(&seq, &r.Sign, &r.N); err != nil {
			return err
		}
		if i, ok := at[seq]; ok {
			shown[i].Reactions = append(shown[i].Reactions, r)
		}
		return nil
	})
}

// Someone is a person on the platform.
type Someone struct {
	event.Actor
	Kind  string // crowd, staff, player, account
	Owner bool
	Muted bool
}

// People lists who is in a group, staff and players first; of no group ("") it
// lists the players, who can be acted as.
func (p *Platform) People(ctx context.Context, ws id.Workspace, chat event.NativeChat) (out []Someone, err error) {
	query := `SELECT p.person, p.name, p.kind, m.muted, CASE WHEN g.owner = p.person THEN 1 ELSE 0 END
		FROM sandbox_member m JOIN sandbox_person p ON p.workspace = m.workspace AND p.person = m.person
		JOIN sandbox_group g ON g.workspace = m.workspace AND g.chat = m.chat
		WHERE m.workspace = $1 AND m.chat = $2 AND m.gone = 0 ORDER BY CASE WHEN p.kind = 'crowd' THEN 1 ELSE 0 END, p.kind DESC, p.person`
	args := []any{ws, string(chat)}
	if chat == "" {
		query = `SELECT person, name, kind, 0, 0 FROM sandbox_person WHERE workspace = $1 AND kind = 'player' ORDER BY person`
		args = args[:1]
	}
	c, err := p.Clock(ctx, ws)
	if err != nil {
		return nil, err
	}
	now := c.At(p.clock.Now()).UnixMilli()
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var s Someone
			var muted, owns int64
			err := scan(&s.ID, &s.Name, &s.Kind, &muted, &owns)
			s.Muted, s.Owner = muted > now, owns != 0
			out = append(out, s)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list simulated people: %w", err)
	}
	return out, nil
}

// Kinds tells what people are: crowd, staff, player or account. Whom the
// platform does not know is left out.
func (p *Platform) Kinds(ctx context.Context, tx *db.Tx, ws id.Workspace, who []event.NativeUser) (map[event.NativeUser]string, error) {
	out := map[event.NativeUser]string{}
	for part := range slices.Chunk(who, 400) {
		args := []any{ws}
		for _, w := range part {
			args = append(args, string(w))
		}
		err := tx.Each(ctx, `SELECT person, kind FROM sandbox_person WHERE workspace = $1 AND person IN `+db.List(2, len(part)), args,
			func(scan func(...any) error) error {
				var who event.NativeUser
				var kind string
				err := scan(&who, &kind)
				out[who] = kind
				return err
			})
		if err != nil {
			return nil, fmt.Errorf("what simulated people are: %w", err)
		}
	}
	return out, nil
}

// SetSeen remembers that who has seen a group's messages up to a number.
func (p *Platform) SetSeen(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser, seq int64) error {
	return p.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE sandbox_member SET seen = $4 WHERE workspace = $1 AND chat = $2 AND person = $3 AND seen < $4`,
			ws, string(chat), string(who), seq)
		return err
	})
}

// Waiting is a deed that waits for a person.
type Waiting struct {
	Connection id.Connection
	Deed       channel.Deed
	Since      time.Time
}

// Waiting lists what waits for a person in a group, the oldest first.
func (p *Platform) Waiting(ctx context.Context, ws id.Workspace, chat event.NativeChat) (out []Waiting, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT connection, deed, at FROM sandbox_deed WHERE workspace = $1 AND chat = $2 AND state = 'waiting' ORDER BY at, key`,
			[]any{ws, string(chat)}, func(scan func(...any) error) error {
				var w Waiting
				var text string
				var at int64
				if err := scan(&w.Connection, &text, &at); err != nil {
					return err
				}
				w.Since = time.UnixMilli(at).UTC()
				out = append(out, w)
				return json.Unmarshal([]byte(text), &out[len(out)-1].Deed)
			})
	})
	if err != nil {
		return nil, fmt.Errorf("list what waits for a person: %w", err)
	}
	return out, nil
}

// Settle does what waits for a person, as if they had pressed the button, or
// declines it. It is done once: a second time it is NotFound.
func (p *Platform) Settle(ctx context.Context, ws id.Workspace, conn id.Connection, key string, confirm bool) error {
	return p.change(ctx, ws, func(w *world) error {
		var text string
		err := w.tx.QueryRow(ctx, `SELECT deed FROM sandbox_deed WHERE workspace = $1 AND connection = $2 AND key = $3 AND state = 'waiting'`,
			ws, conn, key).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, nothingWaits.With())
		}
		var d channel.Deed
		if err := errors.Join(err, json.Unmarshal([]byte(text), &d)); err != nil {
			return err
		}
		if !confirm {
			return w.putDeed(conn, d, "declined", "", stored{})
		}
		g, err := w.group(d.Chat)
		if err != nil {
			return err
		}
		s, err := w.send(g, accountID(conn), d)
		if err != nil {
			return err
		}
		who, err := w.actor(accountID(conn))
		if err != nil {
			return err
		}
		if err := w.tell(g, "ok/"+key, w.moment(g), event.Event{Kind: event.Confirmed, NativeID: s.Message + "/ok", Actor: who, Ref: key, Target: s.Message}); err != nil {
			return err
		}
		return w.putDeed(conn, d, "done", "", s)
	})
}
