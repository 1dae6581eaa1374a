package chat

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// insidePlace is somebody in a group.
type insidePlace struct {
	group id.Group
	who   int64
}

const insideColumns = `who, author, inside, at, found, found_at, found_after, found_in, doubt, doubted`

func scanInside(scan func(...any) error) (who int64, s Inside, err error) {
	var in, found, foundIn int64
	err = scan(&who, &s.Author, &in, &s.At, &found, &s.foundAt, &s.foundAfter, &foundIn, &s.Doubt, &s.Doubted)
	s.In, s.found, s.foundIn = in != 0, uint64(found), foundIn != 0
	return who, s, err
}

// insideOf reads who of some people is in their groups.
func insideOf(ctx context.Context, tx *db.Tx, ws id.Workspace, places []insidePlace) (map[insidePlace]*Inside, error) {
	out := make(map[insidePlace]*Inside, len(places))
	byGroup := map[id.Group][]int64{}
	for _, p := range places {
		byGroup[p.group] = append(byGroup[p.group], p.who)
	}
	for g, list := range byGroup {
		for part := range slices.Chunk(list, 400) {
			args := []any{ws, g}
			for _, w := range part {
				args = append(args, w)
			}
			query := `SELECT ` + insideColumns + ` FROM chat_inside WHERE workspace = $1 AND group_id = $2 AND who IN ` + db.List(3, len(part))
			err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
				who, s, err := scanInside(scan)
				out[insidePlace{g, who}] = &s
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("look who is in a group: %w", err)
			}
		}
	}
	return out, nil
}

// Inside lists what is known of who is in a group, by PersonHash.
func (s *Service) Inside(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (map[int64]Inside, error) {
	out := map[int64]Inside{}
	err := tx.Each(ctx, `SELECT `+insideColumns+` FROM chat_inside WHERE workspace = $1 AND group_id = $2`, []any{ws, group}, func(scan func(...any) error) error {
		who, s, err := scanInside(scan)
		out[who] = s
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list who is in a group: %w", err)
	}
	return out, nil
}

// putInside writes what moves have changed.
func putInside(ctx context.Context, tx *db.Tx, ws id.Workspace, changed map[insidePlace]*Inside) error {
	places := make([]insidePlace, 0, len(changed))
	for p := range changed {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b insidePlace) int { return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.who, b.who)) })
	b := db.Bulk{Into: `chat_inside (workspace, group_id, ` + insideColumns + `)`, Columns: 12, Then: `ON CONFLICT (workspace, group_id, who) DO UPDATE
		SET author = excluded.author, inside = excluded.inside, at = excluded.at, found = excluded.found, found_at = excluded.found_at,
		found_after = excluded.found_after, found_in = excluded.found_in, doubt = excluded.doubt, doubted = excluded.doubted, listed = 0`}
	_, err := b.Run(ctx, tx, len(places), func(dst []any, i int) []any {
		p := places[i]
		s := changed[p]
		return append(dst, int64(ws), int64(p.group), p.who, s.Author, bit(s.In), s.At, int64(s.found), s.foundAt, s.foundAfter, bit(s.foundIn), s.Doubt, s.Doubted)
	})
	return err
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// putListed notes who was there already when a group was first compared, but
// for those of whom something was told.
func putListed(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, who []int64, ords []uint32, at int64) error {
	b := db.Bulk{Into: `chat_inside (workspace, group_id, ` + insideColumns + `, listed)`, Columns: 13, Then: `ON CONFLICT (workspace, group_id, who) DO NOTHING`}
	_, err := b.Run(ctx, tx, len(who), func(dst []any, i int) []any {
		return append(dst, int64(ws), int64(group), who[i], int64(ords[i]), int64(1), at, int64(0), int64(0), int64(0), int64(0), int64(0), int64(0), int64(1))
	})
	return err
}

// doubt notes that a list showed otherwise, where nothing was told meanwhile.
func doubt(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, who int64, was Inside) error {
	_, err := tx.Exec(ctx, `INSERT INTO chat_inside (workspace, group_id, who, author, inside, at, found, found_at, found_after, found_in, doubt, doubted)
		VALUES ($1, $2, $3, -1, 0, 0, 0, 0, 0, 0, $5, $6) ON CONFLICT (workspace, group_id, who) DO UPDATE SET doubt = excluded.doubt, doubted = excluded.doubted
		WHERE chat_inside.at = $4`, ws, group, who, was.At, was.Doubt, was.Doubted)
	if err != nil {
		return fmt.Errorf("note a doubt: %w", err)
	}
	return nil
}

// Compared is how far a connection's group was compared with its network.
type Compared struct {
	First  int64 // before this nothing was to be told; Unix milliseconds
	Upto   int64 // up to here nothing is missing
	Listed bool  // who was there when it was first compared is noted
}

// Compared returns how far a group was compared. Where it never was, it begins
// with the first thing that the connection told of the group, and at most a day
// before now.
func (s *Service) Compared(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection, group id.Group) (out Compared, err error) {
	var listed int64
	err = tx.QueryRow(ctx, `SELECT first, upto, listed FROM chat_compared WHERE workspace = $1 AND connection = $2 AND group_id = $3`, ws, c, group).
		Scan(&out.First, &out.Upto, &listed)
	if out.Listed = listed != 0; !errors.Is(err, sql.ErrNoRows) {
		if err != nil {
			err = fmt.Errorf("read how far a group was compared: %w", err)
		}
		return out, err
	}
	now := s.now(ws).UnixMilli()
	out.First = now
	err = tx.QueryRow(ctx, `SELECT COALESCE(MIN(m.at), $5) FROM chat_message m WHERE m.workspace = $1 AND m.group_id = $2 AND m.import IN
		(SELECT l.import FROM chat_live l WHERE l.workspace = $1 AND l.connection = $3) AND m.month >= $4 AND m.at >= $6`,
		ws, group, c, Month(now-dayMS), now, now-dayMS).Scan(&out.First)
	if err != nil {
		return out, fmt.Errorf("look when a group was first told of: %w", err)
	}
	out.Upto = out.First
	return out, nil
}

const dayMS = 24 * 3600 * 1000

// SetCompared notes how far a group was compared.
func (s *Service) SetCompared(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection, group id.Group, to Compared) error {
	_, err := tx.Exec(ctx, `INSERT INTO chat_compared (workspace, connection, group_id, first, upto, listed) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (workspace, connection, group_id) DO UPDATE SET first = excluded.first, upto = excluded.upto, listed = excluded.listed`,
		ws, c, group, to.First, to.Upto, bit(to.Listed))
	if err != nil {
		return fmt.Errorf("note how far a group was compared: %w", err)
	}
	return nil
}

// changes reports whether an edit or a deletion is news of a message that is known.
func changes(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, key uint64, e *event.Event) (bool, error) {
	var edited, gone int64
	err := tx.QueryRow(ctx, `SELECT edited, gone FROM chat_message WHERE workspace = $1 AND group_id = $2 AND key = $3 AND month IN ($4, $5)`,
		ws, group, int64(key), Month(e.At.UnixMilli()), Month(e.At.UnixMilli())-1).Scan(&edited, &gone)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look whether a message was changed: %w", err)
	}
	return gone == 0 && (e.Kind == event.Delete || edited < e.At.UnixMilli()), nil
}
