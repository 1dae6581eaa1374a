//go:build unix

package kill_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// drip is an SOP that waits, has something done by itself and something by a person,
// and waits again.
const drip = `
sop: 1
name: drip
title: 回访
per: member
start:
  - {id: begin, hand: true}
steps:
  - {id: month, wait: 30d}
  - {id: mark, tag: [要回访]}
  - id: call
    task: {do: "给{{昵称}}回个电话", due: 2d}
  - {id: season, wait: 60d}
  - {id: again, task: {do: 再回一次, due: 2d}}
`

// writing opens the installation's database to put something in while nothing runs.
func (tr *trial) writing() *sql.DB {
	tr.t.Helper()
	if tr.dialect != "sqlite" {
		return tr.open()
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(tr.data, "huoshui.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(2)")
	if err != nil {
		tr.t.Fatal(err)
	}
	return db
}

// waits lets so many runs of an SOP wait, and come due one after the other from a
// moment on.
func (tr *trial) waits(many int, from time.Time, over time.Duration) {
	tr.t.Helper()
	db := tr.writing()
	defer db.Close() //nolint:errcheck // every statement was answered
	var people, groups []int64
	for query, into := range map[string]*[]int64{`SELECT ord FROM community_identity WHERE name <> '' AND ord > 0 AND ord NOT IN (SELECT author FROM chat_inside WHERE inside = 0)`: &people, `SELECT id FROM community_group`: &groups} {
		rows, err := db.QueryContext(tr.t.Context(), query)
		if err != nil {
			tr.t.Fatal(err)
		}
		for rows.Next() {
			var n int64
			if err := rows.Scan(&n); err != nil {
				tr.t.Fatal(err)
			}
			*into = append(*into, n)
		}
		if err := rows.Err(); err != nil || len(*into) == 0 {
			tr.t.Fatal("nobody is known", err)
		}
	}
	tx, err := db.BeginTx(tr.t.Context(), nil)
	if err != nil {
		tr.t.Fatal(err)
	}
	do := func(query string, args ...any) {
		if _, err := tx.ExecContext(tr.t.Context(), query, args...); err != nil {
			tr.t.Fatal(err)
		}
	}
	var ws int64
	if err := tx.QueryRowContext(tr.t.Context(), `SELECT workspace FROM community_group LIMIT 1`).Scan(&ws); err != nil {
		tr.t.Fatal(err)
	}
	do(`INSERT INTO playbook_book (workspace, id, name, title, state, version, created, by_user) VALUES ($1, 5, 'drip', '回访', 'on', 1, 1, 1)`, ws)
	do(`INSERT INTO playbook_version (workspace, book, n, text, created, by_user) VALUES ($1, 5, 1, $2, 1, 1)`, ws, drip)
	do(`INSERT INTO playbook_stamp (workspace, n) VALUES ($1, 1)`, ws)
	for n := range many {
		run, due := int64(1000+n), from.Add(over*time.Duration(n)/time.Duration(many)).UTC().Truncate(time.Millisecond)
		state := fmt.Sprintf(`{"at":1,"start":"begin","due":%q,"from":%q,"prev":%q,"moment":%q}`, due.Format(time.RFC3339Nano), due.Format(time.RFC3339Nano),
			due.AddDate(0, 0, -30).Format(time.RFC3339Nano), due.AddDate(0, 0, -30).Format(time.RFC3339Nano))
		do(`INSERT INTO playbook_run (workspace, id, book, version, group_id, member, occasion, turn, begun, ended, held, why, parent, called, state)
			VALUES ($1, $2, 5, 1, $3, $4, $5, 0, 1, 0, 0, '', 0, '', $6)`, ws, run, groups[n%len(groups)], people[n%len(people)], fmt.Sprint("hand/", n), []byte(state))
		do(`INSERT INTO job_waiting (workspace, kind, key, id, due, rest, attempts, why, body) VALUES ($1, 'sop.run', $2, $3, $4, 0, 0, '', $5)`,
			ws, id.Show(id.Run(run)), int64(9000+n), due.UnixMilli(), []byte{})
	}
	if err := tx.Commit(); err != nil {
		tr.t.Fatal(err)
	}
}

// fired counts the runs that went on.
func fired(t testing.TB, db *sql.DB) (n int) {
	t.Helper()
	if err := db.QueryRow(`SELECT COUNT(DISTINCT run) FROM playbook_act WHERE what = 'ask'`).Scan(&n); err != nil {
		return 0 // the database is away for a moment
	}
	return n
}

// standing says how runs stand, for whoever looks why one does not go on.
func standing(db *sql.DB) (out string) {
	rows, err := db.Query(`SELECT 'act', step || ' ' || what || ' ' || why, COUNT(*) FROM playbook_act GROUP BY 2 UNION ALL
		SELECT 'run', why, COUNT(*) FROM playbook_run GROUP BY why UNION ALL
		SELECT 'job', why, COUNT(*) FROM job_waiting WHERE attempts > 0 OR rest <> 0 GROUP BY why`)
	if err != nil {
		return err.Error()
	}
	defer rows.Close() //nolint:errcheck // only read from
	for rows.Next() {
		var of, what string
		var n int
		if err := rows.Scan(&of, &what, &n); err != nil {
			return out + err.Error()
		}
		out += fmt.Sprintf("%s %q: %d; ", of, what, n)
	}
	return out
}

// judgeTimers compares what runs did with what each was to do.
func (tr *trial) judgeTimers(many int) {
	tr.t.Helper()
	db := tr.open()
	defer db.Close() //nolint:errcheck // nothing was written
	for what, query := range map[string]string{
		"marked":                   `SELECT COUNT(*) FROM playbook_act WHERE step = 'mark' AND what = 'tag'`,
		"asked":                    `SELECT COUNT(*) FROM playbook_act WHERE step = 'call' AND what = 'ask'`,
		"to-dos":                   `SELECT COUNT(*) FROM task_item WHERE step = 'call' AND state = 'open'`,
		"stories of to-dos":        `SELECT COUNT(*) FROM task_story WHERE what = 'opened' AND n = 1`,
		"keys of to-dos":           `SELECT COUNT(DISTINCT key) FROM task_item`,
		"timers that wait":         `SELECT COUNT(*) FROM job_waiting WHERE kind = 'sop.run' AND attempts = 0 AND due > ` + fmt.Sprint(time.Now().AddDate(0, 0, 50).UnixMilli()),
		"runs that stand and wait": `SELECT COUNT(*) FROM playbook_run WHERE ended = 0`,
	} {
		var n int
		if err := db.QueryRow(query).Scan(&n); err != nil || n != many {
			tr.t.Errorf("%s: %d of %d runs (%v)", what, n, many, err)
		}
	}
	var other int
	if err := db.QueryRow(`SELECT (SELECT COUNT(*) FROM playbook_act) + (SELECT COUNT(*) FROM task_item)`).Scan(&other); err != nil || other != 3*many {
		tr.t.Errorf("%d rows of %d (%v)", other, 3*many, err)
	}
	var left int
	if err := db.QueryRow(`SELECT COUNT(*) FROM community_tag`).Scan(&left); err != nil || left == 0 {
		tr.t.Errorf("%d people are marked (%v)", left, err)
	}
}

// TestKilledWhileTimersFire: each run that waits goes on once, whenever the program
// is killed: one to-do, one mark, one next timer.
func TestKilledWhileTimersFire(t *testing.T) {
	each(t, func(t *testing.T, dialect string) {
		tr := newTrial(t, dialect, size(1_200, 600, 3_000))
		many, kills := size(4_000, 1_000, 40_000), size(5, 2, 16)
		p := tr.start()
		tr.send()
		tr.allow(len(tr.plan))
		tr.finish()
		tr.settled()
		p.stop()
		delete(tr.running, p)
		over := size(8*time.Second, 3*time.Second, 40*time.Second)
		tr.waits(many, time.Now().Add(time.Second), over)
		began := time.Now()
		p = tr.launch(0)
		p.ready()
		db := tr.open()
		defer db.Close() //nolint:errcheck // nothing was written
		for n := range kills {
			soon(t, "more timers fired", func() bool { return fired(t, db) >= many*n/(kills+1) })
			tr.pass(300)
			p = tr.again(p)
		}
		if !within(time.Minute, func() bool { return fired(t, db) >= many }) {
			t.Fatalf("%d of %d timers fired; %s\n%s", fired(t, db), many, standing(db), p.tail())
		}
		took := time.Since(began)
		p.stop()
		delete(tr.running, p)
		tr.judgeTimers(many)
		if strings.Contains(p.tail(), "set aside") {
			t.Error(p.tail())
		}
		tr.tell("killed %d times while %d timers came due within %s: the last fired after %s", tr.kills, many, over, took.Round(100*time.Millisecond))
	})
}
