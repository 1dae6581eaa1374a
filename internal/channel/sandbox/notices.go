package sandbox

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Notice is what the members of a group see between its messages.
type Notice struct {
	Kind  event.Kind // Join, Leave, Remove, GroupRenamed, GroupDismissed
	At    time.Time
	Who   event.Actor // who came or went, or did it
	By    event.Actor // who brought or removed them; nobody where they did it themselves
	Words string      // the scene of a join, the new name
}

// notice is one that is not written yet.
type notice struct {
	chat  event.NativeChat
	at    int64
	kind  event.Kind
	who   event.NativeUser
	by    event.NativeUser
	words string
}

// putNotices writes those gathered.
func (w *world) putNotices() error {
	b := db.Bulk{Into: `sandbox_notice (workspace, chat, at, person, kind, actor, words)`, Columns: 7,
		Then: `ON CONFLICT (workspace, chat, at, person, kind) DO NOTHING`}
	_, err := b.Run(w.ctx, w.tx, len(w.notices), func(dst []any, i int) []any {
		n := w.notices[i]
		return append(dst, int64(w.ws), string(n.chat), n.at, string(n.who), int64(n.kind), string(n.by), n.words)
	})
	w.notices = w.notices[:0]
	return err
}

// Notices lists up to limit notices of a group from a time on, the newest of
// them; the oldest first.
func (p *Platform) Notices(ctx context.Context, ws id.Workspace, chat event.NativeChat, since time.Time, limit int) (out []Notice, err error) {
	const query = `SELECT n.kind, n.at, n.person, coalesce(p.name, ''), n.actor, coalesce(b.name, ''), n.words FROM
		(SELECT * FROM sandbox_notice WHERE workspace = $1 AND chat = $2 AND at >= $3 ORDER BY at DESC, person LIMIT $4) n
		LEFT JOIN sandbox_person p ON p.workspace = n.workspace AND p.person = n.person
		LEFT JOIN sandbox_person b ON b.workspace = n.workspace AND b.person = n.actor
		WHERE n.workspace = $1 ORDER BY n.at, n.person`
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, query, []any{ws, string(chat), since.UnixMilli(), limit}, func(scan func(...any) error) error {
			var n Notice
			var at int64
			err := scan(&n.Kind, &at, &n.Who.ID, &n.Who.Name, &n.By.ID, &n.By.Name, &n.Words)
			n.At = time.UnixMilli(at).UTC()
			out = append(out, n)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return out, nil
}

// Watched notes that somebody looked at a workspace's sandbox.
func (p *Platform) Watched(ctx context.Context, ws id.Workspace, at time.Time) error {
	return p.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE sandbox_world SET watched = $2 WHERE workspace = $1 AND watched < $2`, ws, at.UnixMilli())
		return err
	})
}

// LastWatched is when somebody last looked, by any process; long ago where
// nobody has.
func (p *Platform) LastWatched(ctx context.Context, ws id.Workspace) (last time.Time, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT watched FROM sandbox_world WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
			var at int64
			err := scan(&at)
			last = time.UnixMilli(at).UTC()
			return err
		})
	})
	return last, err
}
