package playbook

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// TrialKind is over what an SOP is tried.
type TrialKind string

// The kinds of trials.
const (
	Replayed  TrialKind = "replay"
	Rehearsal TrialKind = "rehearsal"
)

// TrialState is how far a trial is.
type TrialState string

// The states of trials.
const (
	TrialRunning TrialState = "running"
	TrialDone    TrialState = "done"
	TrialStopped TrialState = "stopped" // by a person
	TrialFailed  TrialState = "failed"
)

// Trial is an SOP tried.
type Trial struct {
	ID          id.Trial
	Book        id.Playbook
	Kind        TrialKind
	State       TrialState
	By          id.User
	Created     time.Time
	Beat        time.Time
	Done, Total int64
	Want        TrialWant
	Why         i18n.Text

	zone *time.Location // while it is tried
	like replay.Place   // in a rehearsal, while it is tried
}

// TrialWant is what was tried.
type TrialWant struct {
	Version int64      `json:"version"`
	Import  id.Import  `json:"import,omitempty"`
	Groups  []id.Group `json:"groups,omitempty"` // nil for all
	From    string     `json:"from,omitempty"`   // days
	To      string     `json:"to,omitempty"`
	Weeks   int        `json:"weeks,omitempty"`
	Crowds  int        `json:"crowds,omitempty"`
	Lacking []string   `json:"lacking,omitempty"` // fields without which some of it does not begin
}

// TrialResult is what came of a trial: the first touches, and all counts.
type TrialResult struct {
	Summary replay.Summary    `json:"summary"`
	Touches []replay.Touch    `json:"touches"`
	More    int               `json:"more"`
	Groups  []GroupFigures    `json:"groups,omitempty"` // of a rehearsal
	People  map[uint32]string `json:"people,omitempty"` // the same
}

const (
	mostTrials  = 20              // are kept in a workspace
	trialSilent = 2 * time.Minute // after which a trial that tells nothing was interrupted
)

// Interrupted reports whether nobody is at work on a trial any more.
func (t *Trial) Interrupted(now time.Time) bool {
	return t.State == TrialRunning && now.Sub(t.Beat) > trialSilent
}

var noTrial = i18n.Text{
	Hans: "没有这次试算，可能已经清掉了。再跑一次就有。",
	Hant: "沒有這次試算，可能已經清掉了。再跑一次就有。",
	En:   "There is no such trial; it may have been cleared away. Run it again.",
}

// insertTrial keeps a trial that begins; the oldest go.
func insertTrial(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Trial) error {
	want, err := json.Marshal(t.Want)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO playbook_trial (workspace, id, book, kind, state, by_user, created, beat, done, total, want, result, why)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0, 0, $8, $9, $9)`, ws, t.ID, t.Book, string(t.Kind), string(TrialRunning), t.By, tx.Now.UnixMilli(), want, []byte("{}"))
	if err != nil {
		return fmt.Errorf("keep a trial: %w", err)
	}
	_, err = tx.Exec(ctx, `DELETE FROM playbook_trial WHERE workspace = $1 AND state <> 'running' AND id NOT IN
		(SELECT t.id FROM playbook_trial t WHERE t.workspace = $1 ORDER BY t.id DESC LIMIT $2)`, ws, mostTrials)
	if err != nil {
		return fmt.Errorf("clear old trials away: %w", err)
	}
	return nil
}

// beatTrial notes how far a trial is, and reports whether it is to go on.
func beatTrial(ctx context.Context, tx *db.Tx, ws id.Workspace, t id.Trial, done, total int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE playbook_trial SET beat = $3, done = $4, total = $5 WHERE workspace = $1 AND id = $2 AND state = 'running'`, ws, t, tx.Now.UnixMilli(), done, total)
	if err != nil {
		return false, fmt.Errorf("note how far a trial is: %w", err)
	}
	return n > 0, nil
}

// endTrial keeps what came of a trial, unless it was stopped.
func endTrial(ctx context.Context, tx *db.Tx, ws id.Workspace, t id.Trial, to TrialState, result *TrialResult, why i18n.Text) error {
	text, err := json.Marshal(result)
	if err != nil {
		return err
	}
	said, err := json.Marshal(why)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE playbook_trial SET state = $3, result = $4, why = $5, beat = $6 WHERE workspace = $1 AND id = $2 AND state = 'running'`,
		ws, t, string(to), text, said, tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep what came of a trial: %w", err)
	}
	return nil
}

// stopTrial lets a trial end.
func stopTrial(ctx context.Context, tx *db.Tx, ws id.Workspace, t id.Trial) error {
	_, err := tx.Exec(ctx, `UPDATE playbook_trial SET state = 'stopped' WHERE workspace = $1 AND id = $2 AND state = 'running'`, ws, t)
	if err != nil {
		return fmt.Errorf("stop a trial: %w", err)
	}
	return nil
}

// forgetTrials forgets what came of all trials of a workspace: names stand in it.
func forgetTrials(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	if _, err := tx.Exec(ctx, `DELETE FROM playbook_trial WHERE workspace = $1`, ws); err != nil {
		return fmt.Errorf("forget trials: %w", err)
	}
	return nil
}

const trialColumns = `id, book, kind, state, by_user, created, beat, done, total, want, why`

func scanTrial(scan func(...any) error, more ...any) (t Trial, err error) {
	var created, beat int64
	var want, why []byte
	if err = scan(append([]any{&t.ID, &t.Book, &t.Kind, &t.State, &t.By, &created, &beat, &t.Done, &t.Total, &want, &why}, more...)...); err != nil {
		return t, err
	}
	t.Created, t.Beat = time.UnixMilli(created).UTC(), time.UnixMilli(beat).UTC()
	return t, errors.Join(json.Unmarshal(want, &t.Want), json.Unmarshal(why, &t.Why))
}

// trialOf finds a trial with what came of it; NotFound where there is none.
func trialOf(ctx context.Context, tx *db.Tx, ws id.Workspace, trial id.Trial) (t Trial, r TrialResult, err error) {
	var result []byte
	t, err = scanTrial(tx.QueryRow(ctx, `SELECT `+trialColumns+`, result FROM playbook_trial WHERE workspace = $1 AND id = $2`, ws, trial).Scan, &result)
	if errors.Is(err, sql.ErrNoRows) {
		return t, r, fault.New(fault.NotFound, noTrial.With())
	}
	if err == nil {
		err = json.Unmarshal(result, &r)
	}
	if err != nil {
		return t, r, fmt.Errorf("read a trial: %w", err)
	}
	return t, r, nil
}

// trialsOf lists the trials of an SOP, the newest first.
func trialsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) (out []Trial, err error) {
	err = tx.Each(ctx, `SELECT `+trialColumns+` FROM playbook_trial WHERE workspace = $1 AND book = $2 ORDER BY id DESC LIMIT $3`, []any{ws, book, mostTrials}, func(scan func(...any) error) error {
		t, err := scanTrial(scan)
		out = append(out, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list trials: %w", err)
	}
	return out, nil
}

// runningTrials counts the trials of a workspace that are under way.
func runningTrials(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM playbook_trial WHERE workspace = $1 AND state = 'running' AND beat > $2`, ws, now.Add(-trialSilent).UnixMilli()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count trials: %w", err)
	}
	return n, nil
}
