package compliance

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// Decision is what the gate said of a touch.
type Decision struct {
	Key              string
	At, First        time.Time // the last time and the first that it said so
	Times            int
	Group            id.Group
	Member           id.Member
	Kind             gate.Kind
	Selling          bool
	Origin, Campaign string
	gate.Verdict
}

// How long things are kept.
const (
	keepTouches   = 40 * 24 * time.Hour // past the longest window there is, a month
	keepDecisions = 180 * 24 * time.Hour
	sweepSlice    = 1000
)

// decide writes down what was said.
func decide(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, t *gate.Touch, v gate.Verdict, now time.Time) error {
	until := int64(0)
	if !v.Until.IsZero() {
		until = v.Until.UnixMilli()
	}
	_, err := tx.Exec(ctx, `INSERT INTO compliance_decision (workspace, key, rule, at, first, times, grp, member, kind, selling, origin, campaign, outcome, rules, until, most, used)
		VALUES ($1, $2, $3, $4, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (workspace, key, rule) DO UPDATE SET at = excluded.at, times = compliance_decision.times + 1, outcome = excluded.outcome,
			rules = excluded.rules, until = excluded.until, most = excluded.most, used = excluded.used`,
		ws, key, v.Rule.String(), now.UnixMilli(), t.Group, t.Member, string(t.Kind), bit(t.Sells()), t.Origin, t.Campaign,
		int64(v.Outcome), int64(v.Rules), until, int64(v.Limit), int64(v.Count))
	if err != nil {
		return fmt.Errorf("write a decision of the gate down: %w", err)
	}
	return nil
}

// Asked is which decisions somebody wants to see; what is zero does not matter.
type Asked struct {
	Group   id.Group
	Member  id.Member
	Rule    gate.Rule
	Kind    gate.Kind
	Stopped bool      // only what did not pass
	Whole   bool      // only what was said to whole groups
	Since   time.Time // only what was said from then on
	Before  time.Time // only what was said before
	Limit   int
}

// Decisions lists what the gate said, the latest first.
func (s *Service) Decisions(ctx context.Context, tx *db.Tx, ws id.Workspace, want Asked) (out []Decision, err error) {
	query, args := `SELECT key, rule, at, first, times, grp, member, kind, selling, origin, campaign, outcome, rules, until, most, used
		FROM compliance_decision WHERE workspace = $1`, []any{ws, want.Limit}
	add := func(condition string, v any) {
		args = append(args, v)
		query += fmt.Sprintf(condition, len(args))
	}
	if want.Group != 0 {
		add(` AND grp = $%d`, want.Group)
	}
	if want.Member != 0 {
		kin, err := kinOf(ctx, tx, ws, want.Member)
		if err != nil {
			return nil, err
		}
		in, list := db.Among(tx, len(args)+1, kin)
		query, args = query+` AND member IN `+in, append(args, list)
	}
	if want.Rule != 0 {
		add(` AND rule = $%d`, want.Rule.String())
	}
	if want.Kind != "" {
		add(` AND kind = $%d`, string(want.Kind))
	}
	if want.Stopped {
		query += ` AND rule <> ''`
	}
	if want.Whole {
		query += ` AND member = 0 AND kind <> '` + string(gate.Act) + `'`
	}
	if !want.Since.IsZero() {
		add(` AND at >= $%d`, want.Since.UnixMilli())
	}
	if !want.Before.IsZero() {
		add(` AND at < $%d`, want.Before.UnixMilli())
	}
	err = tx.Each(ctx, query+` ORDER BY at DESC, key, rule LIMIT $2`, args, func(scan func(...any) error) error {
		var d Decision
		var rule string
		var at, first, selling, until int64
		err := scan(&d.Key, &rule, &at, &first, &d.Times, &d.Group, &d.Member, &d.Kind, &selling, &d.Origin, &d.Campaign, &d.Outcome, &d.Rules, &until, &d.Limit, &d.Count)
		d.Rule, d.At, d.First, d.Until, d.Selling = gate.RuleNamed(rule), moment(at), moment(first), moment(until), selling == 1
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list decisions of the gate: %w", err)
	}
	return out, nil
}

// Sweep forgets touches and decisions that are older than anybody asks about.
func (s *Service) Sweep(ctx context.Context, ws id.Workspace) error {
	now := s.Near.Now(ws)
	var faults []error
	for _, q := range []struct {
		text string
		keep time.Duration
	}{
		{`DELETE FROM compliance_touch WHERE workspace = $1 AND key IN (SELECT key FROM compliance_touch WHERE workspace = $1 AND at < $2 LIMIT $3)`, keepTouches},
		{`DELETE FROM compliance_decision WHERE workspace = $1 AND key IN (SELECT key FROM compliance_decision WHERE workspace = $1 AND at < $2 LIMIT $3) AND at < $2`, keepDecisions},
		{`DELETE FROM compliance_stop WHERE workspace = $1 AND until > 0 AND until < $2 AND $3 > 0`, keepDecisions},
	} {
		for n := int64(1); n > 0; {
			err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
				n, err = tx.Exec(ctx, q.text, ws, now.Add(-q.keep).UnixMilli(), int64(sweepSlice))
				return err
			})
			if err != nil {
				faults = append(faults, fmt.Errorf("forget what the gate let pass long ago: %w", err))
				break
			}
		}
	}
	return errors.Join(faults...)
}
