package compliance

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// What may be stopped.
const (
	everything = "all"
	promos     = "promos"
)

// What a day may be.
const (
	evening  = "evening"
	saleWeek = "sale"
)

// settingsOf reads the settings that hold for a group; 0 asks for the workspace's.
// own reports whether they were made for it.
func settingsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) (s gate.Settings, own bool, err error) {
	s = gate.Defaults()
	var body string
	var of id.Group
	err = tx.QueryRow(ctx, `SELECT grp, body FROM compliance_settings WHERE workspace = $1 AND grp IN (0, $2) ORDER BY CASE WHEN grp = 0 THEN 1 ELSE 0 END LIMIT 1`,
		ws, g).Scan(&of, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return s, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &s)
	}
	if err != nil {
		return s, false, fmt.Errorf("read the gate's settings: %w", err)
	}
	return s, of == g, nil
}

// Stop is something that is stopped now.
type Stop struct {
	Group id.Group // 0 for all
	What  string   // everything, or promos
	Since time.Time
	Until time.Time // zero: until somebody says otherwise
	By    id.User
}

// stops lists what is stopped at a moment in all groups and, where g is not 0, in
// that one.
func stops(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, now time.Time) (out []Stop, err error) {
	err = tx.Each(ctx, `SELECT grp, what, since, until, by_user FROM compliance_stop
		WHERE workspace = $1 AND grp IN (0, $2) AND (until = 0 OR until > $3) ORDER BY grp, what`,
		[]any{ws, g, now.UnixMilli()}, func(scan func(...any) error) error {
			var s Stop
			var since, until int64
			err := scan(&s.Group, &s.What, &since, &until, &s.By)
			s.Since, s.Until = moment(since), moment(until)
			out = append(out, s)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read what is stopped: %w", err)
	}
	return out, nil
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// pauses fills in what is stopped.
func pauses(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, f *gate.Facts) error {
	list, err := stops(ctx, tx, ws, g, f.At)
	for _, s := range list {
		switch {
		case s.What == everything:
			f.Stopped = true
		case !f.Promos.On:
			f.Promos = gate.Pause{On: true, Until: s.Until}
		case s.Until.IsZero() || !f.Promos.Until.IsZero() && s.Until.After(f.Promos.Until):
			f.Promos.Until = s.Until
		}
	}
	return err
}

// stageOf reads how far a group is; what it is for is not kept here.
func stageOf(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group) (s gate.Stage, err error) {
	var opened, welcomed int64
	err = tx.QueryRow(ctx, `SELECT opened, welcomed, posts FROM compliance_group WHERE workspace = $1 AND grp = $2`, ws, g).
		Scan(&opened, &welcomed, &s.Posts)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return s, fmt.Errorf("read a group's stage: %w", err)
	}
	s.Opened, s.Welcomed = opened == 1, welcomed > 0
	return s, nil
}

// days fills in the evenings of campaigns, and whether the week has a sale.
func days(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, f *gate.Facts) error {
	today := gate.DateOf(f.At, f.Zone)
	err := tx.Each(ctx, `SELECT what, day FROM compliance_day WHERE workspace = $1 AND grp IN (0, $2)
		AND (what = 'evening' AND day >= $3 OR what = 'sale' AND day = $4)`,
		[]any{ws, g, today.Plus(-1).Number(), today.Monday().Number()}, func(scan func(...any) error) error {
			var what string
			var day int64
			err := scan(&what, &day)
			if what == evening {
				f.Evenings = append(f.Evenings, gate.Numbered(day))
			} else {
				f.SaleWeek = true
			}
			return err
		})
	if err != nil {
		return fmt.Errorf("read the days of campaigns: %w", err)
	}
	return nil
}

// consents fills in what a member agreed to and refused. A refusal of everything
// holds until they agree to something later.
func consents(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, purpose gate.Purpose, f *gate.Facts) error {
	var all, one int64 // when each was refused
	var agreed int64
	err := tx.Each(ctx, `SELECT purpose, at, given FROM compliance_consent WHERE workspace = $1 AND member = $2 AND purpose IN ('all', $3) ORDER BY at`,
		[]any{ws, m, string(purpose)}, func(scan func(...any) error) error {
			var of gate.Purpose
			var at, given int64
			err := scan(&of, &at, &given)
			switch {
			case given == 1 && of == gate.ForEverything:
				all = 0
			case given == 1:
				all, one, agreed = 0, 0, at
			case of == gate.ForEverything:
				all, agreed = at, 0
			default:
				one, agreed = at, 0
			}
			return err
		})
	if err != nil {
		return fmt.Errorf("read a member's consent: %w", err)
	}
	f.Refused, f.Agreed = all != 0 || one != 0, agreed != 0
	return nil
}

// heldOut reports whether a member is of those who get nothing of a campaign. Who
// is follows from the two alone, and stays as it is.
func heldOut(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, name string) (bool, error) {
	if name == "" || m == 0 {
		return false, nil
	}
	var percent uint64
	err := tx.QueryRow(ctx, `SELECT percent FROM compliance_holdout WHERE workspace = $1 AND name = $2`, ws, name).Scan(&percent)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read a holdout: %w", err)
	}
	return draw(m, name) < percent, nil
}

// draw is a member's number among a hundred in a holdout.
func draw(m id.Member, name string) uint64 {
	h := uint64(hash(name, strconv.FormatInt(int64(m), 10))) //nolint:gosec // any 64 bits do
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15 // spread, as neighbouring members differ in few bits
	return h >> 32 % 100
}
