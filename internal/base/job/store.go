package job

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

const columns = `id, workspace, kind, key, due, attempts, why, rest, body`

func scanJob(scan func(...any) error) (j Job, err error) {
	var due, rest int64
	err = scan(&j.ID, &j.Workspace, &j.Kind, &j.Key, &due, &j.Attempts, &j.Why, &rest, &j.Body)
	j.Due, j.Aside = time.UnixMilli(due).UTC(), rest < 0
	return j, err
}

// next is when the first job of a workspace is due.
type next struct {
	ws  id.Workspace
	due time.Time
}

// nextOfAll lists when the first job of each workspace is due. It goes from one
// workspace to the next and reads one row of each, however many wait.
func nextOfAll(ctx context.Context, tx *db.Tx) (out []next, err error) {
	const query = `
		WITH RECURSIVE each (ws) AS (
			SELECT MIN(workspace) FROM job_waiting WHERE rest = 0
			UNION ALL
			SELECT (SELECT MIN(workspace) FROM job_waiting WHERE rest = 0 AND workspace > each.ws) FROM each WHERE each.ws IS NOT NULL
		)
		SELECT ws, (SELECT MIN(due) FROM job_waiting WHERE rest = 0 AND workspace = each.ws) FROM each WHERE ws IS NOT NULL`
	err = tx.Each(ctx, query, nil, func(scan func(...any) error) error {
		var n next
		var due int64
		err := scan(&n.ws, &due)
		n.due = time.UnixMilli(due).UTC()
		out = append(out, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for jobs: %w", err)
	}
	return out, nil
}

// claim takes jobs of a workspace that are due at now off the list. What another
// process has taken and not committed is left out.
func claim(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, limit int) ([]Job, error) {
	which := `SELECT workspace, kind, key FROM job_waiting WHERE workspace = $1 AND rest = 0 AND due <= $2 ORDER BY due, id LIMIT $3`
	return takeOff(ctx, tx, which, ws, now.UnixMilli(), limit)
}

// claimAgain takes some of the jobs off the list that claim has taken before, as
// far as they are still there and as they were.
func claimAgain(ctx context.Context, tx *db.Tx, ws id.Workspace, jobs []Job) ([]Job, error) {
	args := []any{ws}
	for i := range jobs {
		args = append(args, int64(jobs[i].ID))
	}
	which := `SELECT workspace, kind, key FROM job_waiting WHERE workspace = $1 AND rest = 0 AND id IN ` + db.List(2, len(jobs))
	return takeOff(ctx, tx, which, args...)
}

func takeOff(ctx context.Context, tx *db.Tx, which string, args ...any) (out []Job, err error) {
	if tx.Dialect == db.Postgres {
		which += ` FOR UPDATE SKIP LOCKED`
	}
	// Materialized: PostgreSQL might ask twice what is due, and lock more than the limit.
	query := `WITH due AS MATERIALIZED (` + which + `)
		DELETE FROM job_waiting WHERE (workspace, kind, key) IN (SELECT workspace, kind, key FROM due) RETURNING ` + columns
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		j, err := scanJob(scan)
		out = append(out, j)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("take jobs off the list: %w", err)
	}
	return out, nil
}

// failed lets a job rest until a moment of the wall, or sets it aside.
func failed(ctx context.Context, tx *db.Tx, j Job, until time.Time, aside bool, why string) error {
	rest := until.UnixMilli()
	if aside {
		rest = -1
	}
	_, err := tx.Exec(ctx, `UPDATE job_waiting SET rest = $3, attempts = attempts + 1, why = $4 WHERE workspace = $1 AND id = $2 AND rest = 0`, j.Workspace, j.ID, rest, why)
	if err != nil {
		return fmt.Errorf("let a job rest: %w", err)
	}
	return nil
}

// rest <> 0 stands in these conditions for the index, which SQLite takes only where
// its own condition is said.

// rested lets jobs wait again that have rested, and returns how many.
func rested(ctx context.Context, tx *db.Tx) (int64, error) {
	n, err := tx.Exec(ctx, `UPDATE job_waiting SET rest = 0 WHERE rest <> 0 AND rest > 0 AND rest <= $1`, tx.Now.UnixMilli())
	if err != nil {
		return 0, fmt.Errorf("end the rest of jobs: %w", err)
	}
	return n, nil
}

// anyRested reports whether rested has something to do.
func anyRested(ctx context.Context, tx *db.Tx) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM job_waiting WHERE rest <> 0 AND rest > 0 AND rest <= $1 LIMIT 1) AS one`, tx.Now.UnixMilli()).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look for jobs that have rested: %w", err)
	}
	return n > 0, nil
}

// Aside lists jobs of a workspace that failed too often, the newest first, below
// before (0 for the newest).
func Aside(ctx context.Context, tx *db.Tx, ws id.Workspace, before id.Job, limit int) (out []Job, err error) {
	query := `SELECT ` + columns + ` FROM job_waiting WHERE rest = -1 AND workspace = $1 AND (CAST($2 AS BIGINT) = 0 OR id < $2) ORDER BY id DESC LIMIT $3`
	err = tx.Each(ctx, query, []any{ws, before, limit}, func(scan func(...any) error) error {
		j, err := scanJob(scan)
		out = append(out, j)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list jobs set aside: %w", err)
	}
	return out, nil
}

var noJob = i18n.Text{
	Hans: "没有找到这件事，或者它已经重做过了。请刷新页面再看。",
	Hant: "找不到這件事，或者它已經重做過了。請重新整理頁面再看。",
	En:   "This was not found, or it was tried again already. Refresh the page.",
}

// Again lets a job be tried again that was set aside, at its old time. It fails
// with NotFound.
func Again(ctx context.Context, tx *db.Tx, ws id.Workspace, j id.Job) error {
	n, err := tx.Exec(ctx, `UPDATE job_waiting SET rest = 0, attempts = 0 WHERE workspace = $1 AND id = $2 AND rest = -1`, ws, j)
	return decided(n, err)
}

// Forget drops a job that was set aside. It fails with NotFound.
func Forget(ctx context.Context, tx *db.Tx, ws id.Workspace, j id.Job) error {
	n, err := tx.Exec(ctx, `DELETE FROM job_waiting WHERE workspace = $1 AND id = $2 AND rest = -1`, ws, j)
	return decided(n, err)
}

func decided(n int64, err error) error {
	if err != nil {
		return fmt.Errorf("decide about a job: %w", err)
	}
	if n == 0 {
		return fault.New(fault.NotFound, noJob.With())
	}
	return nil
}

// Pending counts the jobs of a workspace that are not done.
func Pending(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM job_waiting WHERE workspace = $1`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count jobs: %w", err)
	}
	return n, nil
}

// Erase drops the jobs of a workspace whose bodies are about somebody.
func Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, about func(body []byte) bool) error {
	var gone []id.Job
	err := tx.Each(ctx, `SELECT id, body FROM job_waiting WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
		var j id.Job
		var body []byte
		err := scan(&j, &body)
		if err == nil && about(body) {
			gone = append(gone, j)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("look for jobs about somebody: %w", err)
	}
	for _, j := range gone {
		if _, err := tx.Exec(ctx, `DELETE FROM job_waiting WHERE workspace = $1 AND id = $2`, ws, j); err != nil {
			return fmt.Errorf("drop a job about somebody: %w", err)
		}
	}
	return nil
}
