package request

import (
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
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of requests.
var Schema = db.Schema{Owner: "request", Files: files}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// unsaid stands in the column of a result that nobody noted.
const unsaid = -1

const columns = `id, by_user, ask, state, filed, changed, slot, turn, reason, note, result, news`

func scanRequest(scan func(...any) error) (r Request, err error) {
	var ask string
	var filed, changed, slot, result, news int64
	err = scan(&r.ID, &r.By, &ask, &r.State, &filed, &changed, &slot, &r.Turn, &r.Reason, &r.Note, &result, &news)
	if err != nil {
		return r, err
	}
	r.Filed, r.Changed, r.Slot, r.News = timeOf(filed), timeOf(changed), timeOf(slot), news == 1
	if result != unsaid {
		r.Result = &result
	}
	return r, json.Unmarshal([]byte(ask), &r.Ask)
}

func get(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request) (Request, error) {
	r, err := scanRequest(tx.QueryRow(ctx, `SELECT `+columns+` FROM request_item WHERE workspace = $1 AND id = $2`, ws, request).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, fault.New(fault.NotFound, noRequest.With())
	}
	if err != nil {
		return r, fmt.Errorf("read a request: %w", err)
	}
	return r, nil
}

func list(ctx context.Context, tx *db.Tx, query string, args ...any) (out []Request, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		r, err := scanRequest(scan)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	return out, nil
}

// inStates lists the requests in some states, the newest change first.
func inStates(ctx context.Context, tx *db.Tx, ws id.Workspace, limit int, states ...State) ([]Request, error) {
	args := []any{ws, limit}
	for _, s := range states {
		args = append(args, string(s))
	}
	return list(ctx, tx, `SELECT `+columns+` FROM request_item WHERE workspace = $1 AND state IN `+db.List(3, len(states))+
		` ORDER BY changed DESC, id DESC LIMIT $2`, args...)
}

// filedBy lists somebody's own requests, the newest change first.
func filedBy(ctx context.Context, tx *db.Tx, ws id.Workspace, by id.User, limit int) ([]Request, error) {
	return list(ctx, tx, `SELECT `+columns+` FROM request_item WHERE workspace = $1 AND by_user = $2 ORDER BY changed DESC, id DESC LIMIT $3`, ws, by, limit)
}

// alike lists other requests with the same draft that were filed since.
func alike(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Request, since time.Time) ([]Request, error) {
	digest := r.Digest()
	if digest == "" {
		return nil, nil
	}
	return list(ctx, tx, `SELECT `+columns+` FROM request_item WHERE workspace = $1 AND digest = $2 AND filed >= $3 AND id <> $4 AND state <> 'withdrawn'
		ORDER BY filed DESC, id DESC LIMIT 5`, ws, digest, millis(since), r.ID)
}

// underWay counts the requests that are not finished, somebody's and all, and what
// that person filed since.
func underWay(ctx context.Context, tx *db.Tx, ws id.Workspace, by id.User, since time.Time) (own, all, filed int, err error) {
	err = tx.QueryRow(ctx, `SELECT COALESCE(SUM(CASE WHEN by_user = $2 THEN 1 ELSE 0 END), 0), COUNT(*),
		(SELECT COUNT(*) FROM request_item WHERE workspace = $1 AND by_user = $2 AND filed > $3)
		FROM request_item WHERE workspace = $1 AND state IN ('waiting', 'returned', 'placed')`, ws, by, millis(since)).Scan(&own, &all, &filed)
	if err != nil {
		return 0, 0, 0, fmt.Errorf("count requests: %w", err)
	}
	return own, all, filed, nil
}

// mostAtOnce is how many requests one statement asks for by their ids.
const mostAtOnce = 400

// named returns those of some requests that there are.
func named(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Request) (map[id.Request]Request, error) {
	out := map[id.Request]Request{}
	for part := range slices.Chunk(of, mostAtOnce) {
		args := []any{ws}
		for _, r := range part {
			args = append(args, r)
		}
		found, err := list(ctx, tx, `SELECT `+columns+` FROM request_item WHERE workspace = $1 AND id IN `+db.List(2, len(part)), args...)
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			out[r.ID] = r
		}
	}
	return out, nil
}

func insert(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Request) error {
	ask, err := json.Marshal(r.Ask)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO request_item (workspace, id, by_user, department, ask, digest, state, filed, changed, slot, turn, reason, note, result, news)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, 0, '', '', -1, 0)`,
		ws, r.ID, r.By, Key(r.Department), string(ask), r.Digest(), string(r.State), millis(r.Filed))
	if err != nil {
		return fmt.Errorf("file a request: %w", err)
	}
	return nil
}

// save writes what became of a request that was in a state, at a turn. It fails
// with Conflict where somebody else was first.
func save(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Request, was State, turn int) error {
	ask, err := json.Marshal(r.Ask)
	if err != nil {
		return err
	}
	result := int64(unsaid)
	if r.Result != nil {
		result = *r.Result
	}
	n, err := tx.Exec(ctx, `UPDATE request_item SET department = $3, ask = $4, digest = $5, state = $6, filed = $7, changed = $8, slot = $9, turn = $10,
		reason = $11, note = $12, result = $13, news = $14 WHERE workspace = $1 AND id = $2 AND state = $15 AND turn = $16`,
		ws, r.ID, Key(r.Department), string(ask), r.Digest(), string(r.State), millis(r.Filed), millis(r.Changed), millis(r.Slot), r.Turn,
		string(r.Reason), r.Note, result, flag(r.News), string(was), turn)
	if err != nil {
		return fmt.Errorf("write a request: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, notNow.With(stateWords[was]))
	}
	return nil
}

// hold makes whoever changes the same request wait until tx has ended.
func hold(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request) error {
	if _, err := tx.Exec(ctx, `UPDATE request_item SET changed = changed WHERE workspace = $1 AND id = $2`, ws, request); err != nil {
		return fmt.Errorf("hold a request: %w", err)
	}
	return nil
}

// Event is one thing that happened to a request.
type Event struct {
	At     time.Time
	By     id.User // 0 for the program
	What   string  // a key of eventWords
	Slot   time.Time
	Reason Reason
	Note   string
}

// tell adds to the story of a request, which the caller has locked.
func tell(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request, e Event) error {
	_, err := tx.Exec(ctx, `INSERT INTO request_story (workspace, request, n, at, by_user, what, slot, reason, note)
		SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), COALESCE(MAX(n), 0) + 1, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT), CAST($6 AS BIGINT),
			CAST($7 AS TEXT), CAST($8 AS TEXT) FROM request_story WHERE workspace = $1 AND request = $2`,
		ws, request, millis(e.At), e.By, e.What, millis(e.Slot), string(e.Reason), e.Note)
	if err != nil {
		return fmt.Errorf("tell of a request: %w", err)
	}
	return nil
}

func storyOf(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request) (out []Event, err error) {
	err = tx.Each(ctx, `SELECT at, by_user, what, slot, reason, note FROM request_story WHERE workspace = $1 AND request = $2 ORDER BY n`, []any{ws, request},
		func(scan func(...any) error) error {
			var e Event
			var at, slot int64
			err := scan(&at, &e.By, &e.What, &slot, &e.Reason, &e.Note)
			e.At, e.Slot = timeOf(at), timeOf(slot)
			out = append(out, e)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("story of a request: %w", err)
	}
	return out, nil
}

// lock makes whoever changes requests of the same workspace wait until tx has
// ended, so that two cannot take one slot. SQLite has one writer.
func lock(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	return db.TakeTurn(ctx, tx, fmt.Sprintf("request %d", ws))
}
