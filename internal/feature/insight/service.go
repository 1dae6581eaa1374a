package insight

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// workspace is what measuring a workspace's groups needs to know first.
type workspace struct {
	id      id.Workspace
	horizon Horizon
	groups  []GroupInfo
	q       *measure.Question
	zone    *time.Location
	bots    map[uint32]bool // who posts like a machine as far as is known at T; nil for what was judged last
}

// prepare gathers what holds for all groups. at is T; live is the console's rule.
func (s *Service) prepare(ctx context.Context, tx *db.Tx, ws id.Workspace, at int64, live bool) (w workspace, err error) {
	w.id = ws
	if w.zone, err = s.Zone(ctx, tx, ws); err != nil {
		return w, err
	}
	if w.horizon, err = s.Groups.Horizon(ctx, tx, ws); err != nil {
		return w, err
	}
	if w.groups, err = s.Groups.Groups(ctx, tx, ws, live); err != nil {
		return w, err
	}
	w.q = &measure.Question{At: at, Calendar: func() *measure.Calendar { return measure.NewCalendar(w.zone) },
		StaffKnown: w.horizon.StaffKnown, ServiceFrom: measure.DayOpens, ServiceTo: measure.DayShuts, Risk: s.Risk, ReplyError: s.ReplyError}
	return w, nil
}

// who resolves the authors of one group.
type who map[uint32]measure.Someone

// Who tells who an author is; one that was forgotten meanwhile is a person
// without a name.
func (w who) Who(author uint32) measure.Someone {
	if p, ok := w[author]; ok {
		return p
	}
	return measure.Someone{Member: author, Rank: uint64(author)}
}

// group loads and measures one group.
func (s *Service) group(ctx context.Context, tx *db.Tx, w *workspace, g GroupInfo) (*measure.Figures, error) {
	at := w.q.At
	if g.Until > 0 {
		at = min(at, g.Until)
	}
	in, err := load(ctx, tx, w.id, g.ID, at, w.horizon.Hidden)
	if err != nil {
		return nil, err
	}
	in.ID, in.Name, in.Network, in.Until = g.ReportID, g.Name, g.Network, g.Until
	in.Ended = g.Ends > 0 && w.q.At >= g.Ends // also where nothing is heard of it any more
	if g.Listed {
		if in.Listed, err = s.Groups.Listed(ctx, tx, w.id, g.ID); err != nil {
			return nil, err
		}
	}
	authors := authorsOf(&in)
	people, err := s.Groups.Authors(ctx, tx, w.id, authors, w.bots)
	if err != nil {
		return nil, err
	}
	f := measure.Measure(&in, who(people), w.q, s.Links)
	if g.Unheard {
		unhear(f, &g)
	}
	return f, nil
}

// unhear leaves out what cannot be known of a group whose network does not tell what
// is said. Where people tell who is in it, they need not tell who came and went.
func unhear(f *measure.Figures, g *GroupInfo) {
	seen := f.Moves.Seen
	if f.Unhear(g.Members); g.ByHand {
		f.Moves.Seen, f.Parts.Stay = seen, nil
	}
}

func authorsOf(g *measure.Group) []uint32 {
	seen := map[uint32]bool{}
	var out []uint32
	add := func(a uint32) {
		if !seen[a] {
			seen[a] = true
			out = append(out, a)
		}
	}
	for i := range g.Lights {
		add(g.Lights[i].Author)
	}
	for _, a := range g.Listed {
		add(a)
	}
	slices.Sort(out)
	return out
}

// Rank is the tie-breaking order of a member known by key.
func Rank(key string) uint64 { return xxhash.Sum64String(key) }

// Ask says how a report is wanted.
type Ask struct {
	AsOf       time.Time // zero: the latest stamp, else the last event
	RiskAlways bool
	Lang       i18n.Lang
}

// Report measures every group of a workspace at one time, by the rule of a
// diagnosis without a database, and writes it down. It is slow: pages read the
// figures kept by Refresh.
func (s *Service) Report(ctx context.Context, ws id.Workspace, ask Ask) (r *measure.Report, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		w, err := s.prepare(ctx, tx, ws, 0, false)
		if err != nil {
			return err
		}
		h := measure.Heading{At: w.horizon.Newest, From: "last_event", Zone: w.zone, StaffKnown: w.horizon.StaffKnown,
			RiskAlways: ask.RiskAlways, Lang: ask.Lang, SkippedLines: w.horizon.Skipped}
		switch {
		case !ask.AsOf.IsZero():
			h.At, h.From = ask.AsOf.UnixMilli(), "flag"
		case w.horizon.Stamp > 0 && (w.horizon.Stamp >= w.horizon.Newest || !w.horizon.Open):
			h.At, h.From = w.horizon.Stamp, "stamp"
		}
		w.q.At = h.At
		if h.From == "flag" { // what came after does not exist for the report
			if w.bots, err = botsAt(ctx, tx, &w, h.At); err != nil {
				return err
			}
		}
		var fs []*measure.Figures
		for _, g := range w.groups {
			f, err := s.group(ctx, tx, &w, g)
			if err != nil {
				return err
			}
			fs = append(fs, f)
		}
		r = measure.NewReport(h, measure.Combine(fs), fs)
		return nil
	})
	return r, err
}

// botsAt finds who posts like a machine in any group, by what was said until at.
func botsAt(ctx context.Context, tx *db.Tx, w *workspace, at int64) (map[uint32]bool, error) {
	bots := map[uint32]bool{}
	for _, g := range w.groups {
		in, err := loadLights(ctx, tx, w.id, g.ID, w.horizon.Hidden)
		if err != nil {
			return nil, err
		}
		in.Lights = slices.DeleteFunc(in.Lights, func(l measure.Light) bool { return l.At > at })
		in.Lights = measure.Settle(in.Lights)
		for _, ord := range measure.Suspects(&in, measure.NewCalendar(w.zone)) {
			bots[ord] = true
		}
	}
	return bots, nil
}

// again makes a group that is due already due once more: whoever is measuring
// it at this moment must not clear what came after they read.
const again = `ON CONFLICT (workspace, group_id) DO UPDATE SET since = CASE
	WHEN insight_due.since >= excluded.since THEN insight_due.since + 1 ELSE excluded.since END`

// MarkDue notes that groups must be measured anew.
func (s *Service) MarkDue(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) error {
	b := db.Bulk{Into: `insight_due (workspace, group_id, since)`, Columns: 3, Then: again}
	groups = slices.Compact(slices.Sorted(slices.Values(groups)))
	_, err := b.Run(ctx, tx, len(groups), func(dst []any, i int) []any { return append(dst, ws, groups[i], tx.Now.UnixMilli()) })
	return err
}

// MarkAuthorsDue notes that every group these people wrote in must follow what
// was just said of them.
func (s *Service) MarkAuthorsDue(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	for _, ord := range ords {
		_, err := tx.Exec(ctx, `INSERT INTO insight_due (workspace, group_id, since)
			SELECT DISTINCT workspace, group_id, CAST($3 AS BIGINT) FROM insight_author WHERE workspace = $1 AND ord = $2
			`+again, ws, ord, tx.Now.UnixMilli())
		if err != nil {
			return fmt.Errorf("mark groups due: %w", err)
		}
	}
	return nil
}

// MarkAllDue notes that every group must be measured anew: the day has changed,
// or who is staff has been settled.
func (s *Service) MarkAllDue(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	_, err := tx.Exec(ctx, `INSERT INTO insight_due (workspace, group_id, since)
		SELECT workspace, group_id, CAST($2 AS BIGINT) FROM insight_group WHERE workspace = $1
		`+again, ws, tx.Now.UnixMilli())
	return err
}

func jsonText(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write figures down: %w", err)
	}
	return string(text), nil
}
