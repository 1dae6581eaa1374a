package chat

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is chat's own tables. The index is made anew from the messages.
var Schema = db.Schema{Owner: "chat", Files: files, Stays: []string{"chat_line", "chat_words", "chat_unread", "chat_unread_month", "chat_reading", "chat_read"},
	Passing: []string{"chat_unread"}}

const importColumns = `id, state, name, source, by_user, created, ended, bytes_done, bytes_total, batches, events,
	messages, repeated, skipped, formats, newest, stamp, reach, stated, why`

func insertImport(ctx context.Context, tx *db.Tx, ws id.Workspace, i Import) error {
	const insert = `INSERT INTO chat_import (workspace, ` + importColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, 0, '[]', 0, 0, '', 0, '')`
	_, err := tx.Exec(ctx, insert, ws, i.ID, string(i.State), i.Name, i.Source, i.By, i.Created.UnixMilli())
	if err != nil {
		return fmt.Errorf("open import: %w", err)
	}
	return nil
}

func scanImport(scan func(...any) error) (i Import, err error) {
	var created, ended, stated int64
	err = scan(&i.ID, &i.State, &i.Name, &i.Source, &i.By, &created, &ended, &i.BytesDone, &i.BytesTotal, &i.Batches, &i.Events,
		&i.Messages, &i.Repeated, &i.Skipped, &i.Formats, &i.Newest, &i.Stamp, &i.Reach, &stated, &i.Why)
	i.Created, i.Stated = time.UnixMilli(created).UTC(), stated != 0
	if ended > 0 {
		i.Ended = time.UnixMilli(ended).UTC()
	}
	return i, err
}

var noImport = i18n.Text{
	Hans: "没有找到这次导入。请回到导入页，从列表里打开。",
	Hant: "找不到這次匯入。請回到匯入頁，從列表開啟。",
	En:   "This import was not found. Go back to the import page and open it from the list.",
}

// Get returns one import, or NotFound.
func (s *Service) Get(ctx context.Context, ws id.Workspace, imp id.Import) (i Import, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		i, err = scanImport(tx.QueryRow(ctx, `SELECT `+importColumns+` FROM chat_import WHERE workspace = $1 AND id = $2`, ws, imp).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, noImport.With())
		}
		return err
	})
	return i, err
}

// Imports lists a workspace's imports, the newest first.
func (s *Service) Imports(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Import, err error) {
	err = tx.Each(ctx, `SELECT `+importColumns+` FROM chat_import WHERE workspace = $1 ORDER BY id DESC`, []any{ws},
		func(scan func(...any) error) error {
			i, err := scanImport(scan)
			out = append(out, i)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	return out, nil
}

// insertMessages records said and returns how many were new. What another
// import brought before is noted as a repeat.
func insertMessages(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, said []Recorded) (fresh int64, err error) {
	type spot struct {
		group id.Group
		month int32
	}
	keys := map[spot][]uint64{}
	seen := make(map[[2]uint64]bool, len(said))
	unique := make([]*Recorded, 0, len(said))
	for i := range said {
		r := &said[i]
		if k := [2]uint64{uint64(r.Group), r.Key}; !seen[k] {
			seen[k] = true
			unique = append(unique, r)
			sp := spot{r.Group, Month(r.At)}
			keys[sp] = append(keys[sp], r.Key)
		}
	}
	// One order for all: two imports of the same messages at once then wait for
	// each other and never both at a time. It is the order of the index, too.
	slices.SortFunc(unique, func(a, b *Recorded) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(Month(a.At), Month(b.At)), cmp.Compare(int64(a.Key), int64(b.Key)))
	})
	b := db.Bulk{Into: `chat_message (workspace, group_id, month, key, import, at, tie, author, kind, form, chars, answers, thread, body, seq)`,
		Columns: 15, Then: `ON CONFLICT (workspace, group_id, month, key) DO NOTHING`}
	fresh, err = b.Run(ctx, tx, len(unique), func(dst []any, i int) []any {
		r := unique[i]
		return append(dst, int64(ws), int64(r.Group), int64(Month(r.At)), int64(r.Key), int64(imp), r.At, int64(r.Tie), int64(r.Author),
			int64(r.Kind), int64(r.Form), int64(r.Chars), int64(r.Answers), r.Thread, r.Body, r.Seq)
	})
	if err != nil {
		return 0, err
	}
	spots := make([]spot, 0, len(keys))
	for sp := range keys {
		spots = append(spots, sp)
	}
	slices.SortFunc(spots, func(a, b spot) int { return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.month, b.month)) })
	spans := db.Bulk{Into: `chat_span (workspace, import, group_id, month)`, Columns: 4, Then: `ON CONFLICT (workspace, import, group_id, month) DO NOTHING`}
	if _, err := spans.Run(ctx, tx, len(spots), func(dst []any, i int) []any {
		return append(dst, int64(ws), int64(imp), int64(spots[i].group), int64(spots[i].month))
	}); err != nil {
		return 0, err
	}
	if fresh == int64(len(unique)) {
		return fresh, nil
	}
	for _, sp := range spots {
		if err := noteRepeats(ctx, tx, ws, imp, sp.group, sp.month, keys[sp]); err != nil {
			return 0, err
		}
	}
	return fresh, nil
}

// noteRepeats remembers which of keys belong to another import.
func noteRepeats(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, group id.Group, month int32, keys []uint64) error {
	for from := 0; from < len(keys); from += 500 {
		part := keys[from:min(from+500, len(keys))]
		args := []any{ws, imp, group, month}
		for _, k := range part {
			args = append(args, int64(k))
		}
		query := `INSERT INTO chat_repeat (workspace, import, group_id, month, key)
			SELECT workspace, CAST($2 AS BIGINT), group_id, month, key FROM chat_message
			WHERE workspace = $1 AND import <> $2 AND group_id = $3 AND month = $4 AND key IN ` + db.List(5, len(part)) +
			` ON CONFLICT (workspace, group_id, month, key, import) DO NOTHING`
		if _, err := tx.Exec(ctx, query, args...); err != nil {
			return fmt.Errorf("note repeats: %w", err)
		}
	}
	return nil
}

func insertSkips(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, n int64, skips []export.Skip) error {
	b := db.Bulk{Into: `chat_skip (workspace, import, n, file, line, why)`, Columns: 6, Then: `ON CONFLICT (workspace, import, n) DO NOTHING`}
	_, err := b.Run(ctx, tx, len(skips), func(dst []any, i int) []any {
		k := skips[i]
		why, _ := json.Marshal(words{k.Why.In(i18n.ZhHans), k.Why.In(i18n.ZhHant), k.Why.In(i18n.En)}) // strings marshal
		return append(dst, ws, imp, n*maxSkips+int64(i), k.File, k.Line, string(why))
	})
	return err
}

// progress notes that batch n is recorded, right after the one before it. Where
// that is not so another process got there first, and errElsewhere is returned.
func progress(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, n int64, b *batch, fresh, repeated int64) error {
	const update = `UPDATE chat_import SET batches = $3, events = events + $4, messages = messages + $5, repeated = repeated + $6,
		newest = $7, bytes_done = $8 WHERE workspace = $1 AND id = $2 AND state = 'running' AND batches = $9`
	mine, err := tx.Exec(ctx, update, ws, imp, n, b.events, fresh, repeated, b.newest, b.read, n-1)
	switch {
	case err != nil:
		return fmt.Errorf("note progress: %w", err)
	case mine == 0:
		return errElsewhere
	}
	return nil
}

// endImport makes an import of the given number of batches visible.
func endImport(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, batches int64, in *sink, total int64) error {
	type file struct{ File, Format string }
	formats := []file{}
	for _, e := range in.done {
		formats = append(formats, file{e.File, e.Format.Name})
	}
	text, err := json.Marshal(formats)
	if err != nil {
		return err
	}
	const update = `UPDATE chat_import SET state = 'done', ended = $3, bytes_done = $4, bytes_total = $4, skipped = $5,
		formats = $6, newest = $7, stamp = $8, stated = $9 WHERE workspace = $1 AND id = $2 AND state = 'running' AND batches = $10`
	stated := 0
	if !in.unstated {
		stated = 1
	}
	mine, err := tx.Exec(ctx, update, ws, imp, tx.Now.UnixMilli(), total, in.skips, string(text), in.newest, in.stamp, stated, batches)
	if err == nil && mine == 0 {
		return errElsewhere
	}
	return err
}

func setState(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, to State, why string) error {
	const update = `UPDATE chat_import SET state = $3, why = $4, ended = $5 WHERE workspace = $1 AND id = $2`
	if _, err := tx.Exec(ctx, update, ws, imp, string(to), why, tx.Now.UnixMilli()); err != nil {
		return fmt.Errorf("set state of import: %w", err)
	}
	return nil
}

// SetReach records the answer to what followed an import's last event.
func (s *Service) SetReach(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, reach Reach) error {
	n, err := tx.Exec(ctx, `UPDATE chat_import SET reach = $3 WHERE workspace = $1 AND id = $2`, ws, imp, string(reach))
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, noImport.With())
	}
	return err
}

type spanned struct {
	group id.Group
	month int32
}

func (s *Service) groupsOf(ctx context.Context, ws id.Workspace, imp id.Import) (out []spanned, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT group_id, month FROM chat_span WHERE workspace = $1 AND import = $2 ORDER BY group_id, month`, []any{ws, imp},
			func(scan func(...any) error) error {
				var sp spanned
				err := scan(&sp.group, &sp.month)
				out = append(out, sp)
				return err
			})
	})
	return out, err
}

// Skip is one skipped line of an import, in the reader's language.
type Skip struct {
	File string
	Line int
	Why  i18n.Text
}

// Skips lists the first skipped lines of an import.
func (s *Service) Skips(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, limit int) (out []Skip, err error) {
	err = tx.Each(ctx, `SELECT file, line, why FROM chat_skip WHERE workspace = $1 AND import = $2 ORDER BY n LIMIT $3`, []any{ws, imp, limit},
		func(scan func(...any) error) error {
			var k Skip
			var why string
			if err := scan(&k.File, &k.Line, &why); err != nil {
				return err
			}
			var w words
			if err := json.Unmarshal([]byte(why), &w); err != nil {
				return err
			}
			k.Why = i18n.Text(w)
			out = append(out, k)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("list skipped lines: %w", err)
	}
	return out, nil
}
