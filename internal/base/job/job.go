// Package job does things later: at a moment of a workspace's time, once, in the
// transaction that takes the job off the list. A process that is killed before
// the commit has done nothing, and the job is done by the next.
//
// Owns: job_waiting.
// Needs: a database, a source of ids, the workspaces' clocks.
// Never: does a job before its time, or twice; lets one job that fails keep
// others waiting; does anything in a restored installation before a person has
// released it. It keeps no order between jobs: where one must follow another,
// let the first put the second.
package job

import (
	"context"
	"embed"
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the table of jobs.
var Schema = db.Schema{Owner: "job", Files: files, Passing: []string{"job_waiting"}}

// Kind says who does a job.
type Kind string

// Job is something to be done later.
type Job struct {
	ID        id.Job
	Workspace id.Workspace
	Kind      Kind
	Key       string    // of its kind: the same key is the same job
	Due       time.Time // by the workspace's clock
	Attempts  int       // how often it has failed
	Why       string    // why it failed the last time
	Aside     bool      // it failed too often: a person decides
	Body      []byte
}

// Doer does the jobs of a kind.
type Doer interface {
	// Do does jobs of one workspace, the one due first first, in the transaction
	// that takes them off the list: what it writes happens once. now is what the
	// workspace's clock shows; a job may be long overdue, as after the program
	// stood still, and what that means is the doer's to say.
	Do(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, jobs []Job) error
}

// Put lets jobs be done when their time has come. A job whose key waits already
// takes its place: its time and body are the new ones.
func Put(ctx context.Context, tx *db.Tx, ids *id.Source, jobs ...Job) error {
	b := db.Bulk{Into: `job_waiting (workspace, kind, key, id, due, rest, attempts, why, body)`, Columns: 9,
		Then: `ON CONFLICT (workspace, kind, key) DO UPDATE SET id = excluded.id, due = excluded.due, rest = 0, attempts = 0, why = '', body = excluded.body`}
	_, err := b.Run(ctx, tx, len(jobs), func(dst []any, i int) []any {
		j := &jobs[i]
		return append(dst, int64(j.Workspace), string(j.Kind), j.Key, int64(id.New[id.Job](ids, tx.Now)), j.Due.UnixMilli(), int64(0), int64(0), "",
			append([]byte{}, j.Body...))
	})
	return err
}

// Drop takes a job off the list and reports whether it was there.
func Drop(ctx context.Context, tx *db.Tx, ws id.Workspace, kind Kind, key string) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM job_waiting WHERE workspace = $1 AND kind = $2 AND key = $3`, ws, string(kind), key)
	if err != nil {
		return false, fmt.Errorf("drop a job: %w", err)
	}
	return n > 0, nil
}

// DropUnder drops every job of a kind whose key begins with prefix, and returns
// how many there were.
func DropUnder(ctx context.Context, tx *db.Tx, ws id.Workspace, kind Kind, prefix string) (int64, error) {
	query, args := `DELETE FROM job_waiting WHERE workspace = $1 AND kind = $2`, []any{ws, string(kind)}
	if prefix != "" {
		query += ` AND key >= $3 AND substr(key, 1, $4) = $3`
		args = append(args, prefix, len([]rune(prefix)))
	}
	n, err := tx.Exec(ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("drop jobs: %w", err)
	}
	return n, nil
}

// reason is what is kept of why a job failed.
func reason(err error) string {
	text := strings.ToValidUTF8(strings.ReplaceAll(err.Error(), "\x00", ""), "\uFFFD")
	if r := []rune(text); len(r) > 300 {
		text = string(r[:300])
	}
	return text
}
