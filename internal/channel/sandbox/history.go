package sandbox

import (
	"context"
	"math"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// past is a message as the history tells it.
type past struct {
	message
	name    string
	edits   int64
	deleted int64
}

// page is how many messages of history are read at a time.
const page = 200

// History tells what was said before, the newest first, with the edits of each
// message right after it. Of what was deleted it tells only that.
func (a *Adapter) History(ctx context.Context, chat event.NativeChat, since time.Time, see func([]channel.Arrived) error) error {
	if err := a.reach(ctx); err != nil {
		return err
	}
	for before := int64(math.MaxInt64); before > 0; {
		var told []channel.Arrived
		err := a.p.db.Read(ctx, func(tx *db.Tx) error {
			if err := a.able(ctx, tx, chat, channel.ReadHistory); err != nil {
				return err
			}
			messages, err := pastOf(ctx, tx, a, chat, before, since)
			if err != nil {
				return err
			}
			edits, err := editsOf(ctx, tx, a, chat, messages)
			if err != nil {
				return err
			}
			before = 0
			for _, m := range messages {
				told = append(told, m.told()...)
				told = append(told, edits[m.seq]...)
				before = m.seq
			}
			if len(messages) < page {
				before = 0
			}
			return nil
		})
		if err != nil {
			return err
		}
		if len(told) > 0 {
			if err := see(told); err != nil {
				return err
			}
		}
	}
	return nil
}

// told is a message as it was told when it was said, or that it was deleted.
func (m past) told() []channel.Arrived {
	who := event.Actor{ID: m.who, Name: m.name}
	if m.deleted != 0 {
		return []channel.Arrived{{Key: deleteKey(m.chat, m.seq),
			Event: *whole(m.chat, time.UnixMilli(m.deleted).UTC(), deleteEvent(m.chat, m.seq, who))}}
	}
	return []channel.Arrived{{Key: messageKey(m.chat, m.seq), Event: *whole(m.chat, time.UnixMilli(m.at).UTC(), messageEvent(m.chat, m.message, who))}}
}

func pastOf(ctx context.Context, tx *db.Tx, a *Adapter, chat event.NativeChat, before int64, since time.Time) (out []past, err error) {
	const query = `SELECT m.seq, m.person, p.name, m.at, m.form, m.body, m.answers, m.media, m.edits, m.deleted
		FROM sandbox_message m JOIN sandbox_person p ON p.workspace = m.workspace AND p.person = m.person
		WHERE m.workspace = $1 AND m.chat = $2 AND m.seq < $3 AND m.at >= $4 ORDER BY m.seq DESC LIMIT $5`
	err = tx.Each(ctx, query, []any{a.ws, string(chat), before, since.UnixMilli(), page}, func(scan func(...any) error) error {
		m := past{message: message{chat: chat}}
		err := scan(&m.seq, &m.who, &m.name, &m.at, &m.form, &m.body, &m.answers, &m.media, &m.edits, &m.deleted)
		out = append(out, m)
		return err
	})
	return out, err
}

// editsOf are the edits of messages, by message, in the order they were made.
func editsOf(ctx context.Context, tx *db.Tx, a *Adapter, chat event.NativeChat, messages []past) (map[int64][]channel.Arrived, error) {
	out := map[int64][]channel.Arrived{}
	edited := false
	for _, m := range messages {
		edited = edited || m.edits > 0
	}
	if !edited {
		return out, nil
	}
	const query = `SELECT e.seq, e.n, e.at, e.person, p.name, e.body FROM sandbox_edit e JOIN sandbox_person p ON p.workspace = e.workspace AND p.person = e.person
		WHERE e.workspace = $1 AND e.chat = $2 AND e.seq >= $3 AND e.seq <= $4 ORDER BY e.seq, e.n`
	err := tx.Each(ctx, query, []any{a.ws, string(chat), messages[len(messages)-1].seq, messages[0].seq}, func(scan func(...any) error) error {
		var seq, n, at int64
		var who event.Actor
		var body string
		if err := scan(&seq, &n, &at, &who.ID, &who.Name, &body); err != nil {
			return err
		}
		out[seq] = append(out[seq], channel.Arrived{Key: editKey(chat, seq, n), Event: *whole(chat, time.UnixMilli(at).UTC(), editEvent(chat, seq, n, who, body))})
		return nil
	})
	return out, err
}
