package chat

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// partOf returns the import that stands for a connection, making it as fresh
// where there is none.
func partOf(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection, fresh id.Import) (part id.Import, err error) {
	err = tx.QueryRow(ctx, `INSERT INTO chat_live (workspace, connection, import) VALUES ($1, $2, $3)
		ON CONFLICT (workspace, connection) DO UPDATE SET import = chat_live.import RETURNING import`, ws, connection, fresh).Scan(&part)
	if err != nil {
		return 0, fmt.Errorf("open a connection's part: %w", err)
	}
	if part != fresh {
		return part, nil
	}
	return part, insertImport(ctx, tx, ws, Import{ID: fresh, State: Live, Created: tx.Now})
}

// liveProgress keeps how far a connection's part has come.
func liveProgress(ctx context.Context, tx *db.Tx, ws id.Workspace, p *livePart) error {
	const update = `UPDATE chat_import SET events = events + $3, messages = messages + $4, repeated = repeated + $5,
		newest = CASE WHEN newest > $6 THEN newest ELSE $6 END WHERE workspace = $1 AND id = $2`
	if _, err := tx.Exec(ctx, update, ws, p.id, p.events, p.fresh, int64(len(p.said))-p.fresh, p.newest); err != nil {
		return fmt.Errorf("note progress: %w", err)
	}
	return nil
}

// insertFresh records said and returns what of it was not known before. Nearly
// always that is all of it; only else is it found out what was.
func insertFresh(ctx context.Context, tx *db.Tx, ws id.Workspace, part id.Import, said []Recorded) ([]*Recorded, error) {
	if len(said) == 0 {
		return nil, nil
	}
	known := make(map[place]bool, len(said))
	fresh := freshOf(said, known)
	if err := number(ctx, tx, ws, fresh); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, `SAVEPOINT chat_live`); err != nil {
		return nil, err
	}
	n, err := insertMessages(ctx, tx, ws, part, said)
	if err != nil {
		return nil, err
	}
	if n < int64(len(fresh)) {
		if _, err := tx.Exec(ctx, `ROLLBACK TO SAVEPOINT chat_live`); err != nil {
			return nil, err
		}
		if known, err = knownOf(ctx, tx, ws, said); err != nil {
			return nil, err
		}
		fresh = freshOf(said, known)
		if err := number(ctx, tx, ws, fresh); err != nil {
			return nil, err
		}
		if _, err := insertMessages(ctx, tx, ws, part, said); err != nil {
			return nil, err
		}
	}
	_, err = tx.Exec(ctx, `RELEASE SAVEPOINT chat_live`)
	return fresh, err
}

// number gives fresh messages their places in the order of their groups: behind
// what was counted there before.
func number(ctx context.Context, tx *db.Tx, ws id.Workspace, fresh []*Recorded) error {
	next := map[id.Group]int64{}
	var groups []id.Group
	for _, r := range fresh {
		if _, ok := next[r.Group]; r.Kind == event.Message && !ok {
			next[r.Group] = 0
			groups = append(groups, r.Group)
		}
	}
	counted, err := countsOf(ctx, tx, ws, groups)
	if err != nil {
		return err
	}
	for g, t := range counted {
		next[g] = t.Messages
	}
	for _, r := range fresh {
		if r.Kind == event.Message {
			next[r.Group]++
			r.Seq = next[r.Group]
		}
	}
	return nil
}

// freshOf lists what of said is not known, each message once.
func freshOf(said []Recorded, known map[place]bool) []*Recorded {
	fresh := make([]*Recorded, 0, len(said))
	for i := range said {
		if k := (place{said[i].Group, said[i].Key}); !known[k] {
			known[k] = true
			fresh = append(fresh, &said[i])
		}
	}
	return fresh
}

// place names a message of a workspace.
type place struct {
	group id.Group
	key   uint64
}

// knownOf finds which of said are recorded already.
func knownOf(ctx context.Context, tx *db.Tx, ws id.Workspace, said []Recorded) (map[place]bool, error) {
	type spot struct {
		group id.Group
		month int32
	}
	keys := map[spot][]uint64{}
	for i := range said {
		sp := spot{said[i].Group, Month(said[i].At)}
		keys[sp] = append(keys[sp], said[i].Key)
	}
	out := make(map[place]bool, len(said))
	for sp, list := range keys {
		for part := range slices.Chunk(list, 400) {
			args := []any{ws, sp.group, sp.month}
			for _, k := range part {
				args = append(args, int64(k))
			}
			query := `SELECT key FROM chat_message WHERE workspace = $1 AND group_id = $2 AND month = $3 AND key IN ` + db.List(4, len(part))
			err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
				var key int64
				err := scan(&key)
				out[place{sp.group, uint64(key)}] = true
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("look for messages: %w", err)
			}
		}
	}
	return out, nil
}

// addPeople counts authors among the people of a group and returns how many of
// them were not before.
func addPeople(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, authors []uint32) (int64, error) {
	ins := db.Bulk{Into: `chat_author (workspace, group_id, author)`, Columns: 3, Then: `ON CONFLICT (workspace, group_id, author) DO NOTHING`}
	return ins.Run(ctx, tx, len(authors), func(dst []any, i int) []any { return append(dst, int64(ws), int64(g), int64(authors[i])) })
}

// addWritten adds what authors wrote to what was known of each.
func addWritten(ctx context.Context, tx *db.Tx, ws id.Workspace, counts []groupCount) error {
	type line struct {
		group  id.Group
		author uint32
		written
	}
	var lines []line
	for i := range counts {
		for _, a := range slices.Sorted(maps.Keys(counts[i].authors)) { // in one order, as others may wait for a row
			lines = append(lines, line{counts[i].group, a, counts[i].authors[a]})
		}
	}
	ins := db.Bulk{Into: `chat_author (workspace, group_id, author, messages, last_at)`, Columns: 5, Then: `ON CONFLICT (workspace, group_id, author) DO UPDATE
		SET messages = chat_author.messages + excluded.messages,
		last_at = CASE WHEN chat_author.last_at > excluded.last_at THEN chat_author.last_at ELSE excluded.last_at END`}
	_, err := ins.Run(ctx, tx, len(lines), func(dst []any, i int) []any {
		l := &lines[i]
		return append(dst, int64(ws), int64(l.group), int64(l.author), l.messages, l.last)
	})
	return err
}

// addCounts adds what is new to the counts of groups.
func addCounts(ctx context.Context, tx *db.Tx, ws id.Workspace, counts []groupCount) error {
	ins := db.Bulk{Into: `chat_count (workspace, group_id, messages, people, last_at, last_by)`, Columns: 6, Then: `ON CONFLICT (workspace, group_id) DO UPDATE
		SET messages = chat_count.messages + excluded.messages, people = chat_count.people + excluded.people,
		last_by = CASE WHEN chat_count.last_at > excluded.last_at THEN chat_count.last_by ELSE excluded.last_by END,
		last_at = CASE WHEN chat_count.last_at > excluded.last_at THEN chat_count.last_at ELSE excluded.last_at END`}
	_, err := ins.Run(ctx, tx, len(counts), func(dst []any, i int) []any {
		c := &counts[i]
		return append(dst, int64(ws), int64(c.group), c.messages, c.people, c.last, int64(c.by))
	})
	return err
}

// change lets an edit or a deletion hold: now, or for the message that is still
// to come. The latest holds, and a deletion above all.
func change(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Recorded) error {
	gone := int64(0)
	if r.Kind == event.Delete {
		gone = 1
	}
	known, err := changeMessage(ctx, tx, ws, r, gone)
	if err != nil || known {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO chat_change (workspace, group_id, key, at, event, gone, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (workspace, key, group_id) DO UPDATE SET at = excluded.at, event = excluded.event, gone = excluded.gone, body = excluded.body
		WHERE excluded.gone > chat_change.gone OR excluded.gone = chat_change.gone AND (excluded.at > chat_change.at
			OR excluded.at = chat_change.at AND excluded.event > chat_change.event)`,
		ws, r.Group, int64(r.Key), r.At, int64(r.Answers), gone, r.Body)
	if err != nil {
		return fmt.Errorf("keep a change: %w", err)
	}
	return nil
}

// changeMessage changes a message that is recorded already, and reports whether
// it is. Of two changes of one instant the one that was routed later holds.
func changeMessage(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Recorded, gone int64) (known bool, err error) {
	for _, month := range []int32{Month(r.At), Month(r.At) - 1, -1} {
		where := `month = $4`
		if month < 0 { // longer ago than people edit: look everywhere the group was heard of
			where = `month IN (SELECT s.month FROM chat_span s WHERE s.workspace = $1 AND s.group_id = $2 AND s.month <> $4)`
		}
		var at int32
		err := tx.QueryRow(ctx, `SELECT month FROM chat_message WHERE workspace = $1 AND group_id = $2 AND key = $3 AND `+where,
			ws, r.Group, int64(r.Key), month).Scan(&at)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			_, err = tx.Exec(ctx, `UPDATE chat_message SET body = $5, edited = $6, gone = $7 WHERE workspace = $1 AND group_id = $2 AND month = $3 AND key = $4
				AND (gone < $7 OR gone = $7 AND edited <= $6)`, ws, r.Group, at, int64(r.Key), r.Body, r.At, gone)
		}
		if err != nil {
			return false, fmt.Errorf("change a message: %w", err)
		}
		return true, nil
	}
	return false, nil
}

// applyChanges lets changes that came before their messages hold.
func applyChanges(ctx context.Context, tx *db.Tx, ws id.Workspace, fresh []*Recorded) error {
	var orphans int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM chat_change WHERE workspace = $1 LIMIT 1) AS one`, ws).Scan(&orphans)
	if err != nil || orphans == 0 { // nearly always
		return err
	}
	months := map[place]int32{}
	var keys []uint64
	for _, r := range fresh {
		if r.Kind == event.Message {
			months[place{r.Group, r.Key}] = Month(r.At)
			keys = append(keys, r.Key)
		}
	}
	var found []Recorded
	for part := range slices.Chunk(keys, 400) {
		args := []any{ws}
		for _, k := range part {
			args = append(args, int64(k))
		}
		query := `SELECT group_id, key, at, gone, body FROM chat_change WHERE workspace = $1 AND key IN ` + db.List(2, len(part))
		err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var r Recorded
			var key, gone int64
			err := scan(&r.Group, &key, &r.At, &gone, &r.Body)
			r.Key, r.Chars = uint64(key), int(gone)
			if _, ok := months[place{r.Group, r.Key}]; ok {
				found = append(found, r)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("look for changes: %w", err)
		}
	}
	for _, r := range found {
		_, err := tx.Exec(ctx, `UPDATE chat_message SET body = $5, edited = $6, gone = $7 WHERE workspace = $1 AND group_id = $2 AND month = $3 AND key = $4`,
			ws, r.Group, months[place{r.Group, r.Key}], int64(r.Key), r.Body, r.At, r.Chars)
		if err != nil {
			return fmt.Errorf("apply a change: %w", err)
		}
		if _, err := tx.Exec(ctx, `DELETE FROM chat_change WHERE workspace = $1 AND key = $2 AND group_id = $3`, ws, int64(r.Key), r.Group); err != nil {
			return fmt.Errorf("forget a change: %w", err)
		}
	}
	return nil
}

// countsOf tells what connections told of groups.
func countsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Told, error) {
	out := map[id.Group]Told{}
	for part := range slices.Chunk(groups, 400) {
		args := []any{ws}
		for _, g := range part {
			args = append(args, g)
		}
		query := `SELECT group_id, messages, people, last_at FROM chat_count WHERE workspace = $1 AND group_id IN ` + db.List(2, len(part))
		err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var g id.Group
			var t Told
			err := scan(&g, &t.Messages, &t.People, &t.Last)
			out[g] = t
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("counts of groups: %w", err)
		}
	}
	return out, nil
}

// importedAmong lists those of groups that finished imports tell of.
func importedAmong(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (out []id.Group, err error) {
	for part := range slices.Chunk(groups, 400) {
		args := []any{ws}
		for _, g := range part {
			args = append(args, g)
		}
		query := `SELECT DISTINCT s.group_id FROM chat_import i JOIN chat_span s ON s.workspace = i.workspace AND s.import = i.id
			WHERE i.workspace = $1 AND i.state = 'done' AND s.group_id IN ` + db.List(2, len(part))
		err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var g id.Group
			err := scan(&g)
			out = append(out, g)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for imports of groups: %w", err)
		}
	}
	return out, nil
}

// authorsOf finds who wrote the messages that edits are about, where they are
// known: most are of the edit's month or the one before.
func authorsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, edits []Recorded) (map[place]uint32, error) {
	out := map[place]uint32{}
	for _, r := range edits {
		for _, where := range []string{`month IN ($4, $5)`,
			`month IN (SELECT s.month FROM chat_span s WHERE s.workspace = $1 AND s.group_id = $2 AND s.month NOT IN ($4, $5))`} {
			var author int64
			err := tx.QueryRow(ctx, `SELECT author FROM chat_message WHERE workspace = $1 AND group_id = $2 AND key = $3 AND `+where,
				ws, r.Group, int64(r.Key), Month(r.At), Month(r.At)-1).Scan(&author)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("look for who wrote what was edited: %w", err)
			}
			out[place{r.Group, r.Key}] = uint32(author)
			break
		}
	}
	return out, nil
}
