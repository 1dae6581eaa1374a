package house

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/feature/insight"
)

// Limits beyond which the doctor speaks up.
const (
	largeWAL      = 1 << 30
	leastPostgres = 140000
	longWait      = 5 * time.Minute
	clockSlack    = 2 * time.Minute
)

// engine asks the database how it is.
func (d *doctor) engine(ctx context.Context) {
	tried := triedSQLite.With()
	if onPostgres(d.Address) {
		tried = triedPostgres.With()
	}
	if d.db == nil {
		d.tell("engine", Skipped, tried, noDatabase.With(), nothing)
		return
	}
	v, err := d.db.Vitals(ctx)
	if err != nil {
		d.tell("engine", Broken, tried, said.With(err.Error()), mendOpen.With())
		return
	}
	var names []string
	for name, value := range v.Settings {
		names = append(names, name+"="+value)
	}
	slices.Sort(names)
	found := engineIs.With(v.Version, megabytes(v.Bytes), strings.Join(names, " "))
	if d.db.Dialect == db.SQLite {
		d.sqlite(v, tried, found)
		return
	}
	d.postgres(v, tried, found)
}

func (d *doctor) sqlite(v db.Vitals, tried, found i18n.Message) {
	wal := walOf(d.Address)
	found = withWAL.With(found, megabytes(wal))
	switch {
	case len(v.Broken) > 0:
		d.tell("engine", Broken, tried, brokenFile.With(strings.Join(v.Broken, "; ")), mendBroken.With())
	case len(v.Derived) > 0:
		d.tell("engine", Broken, tried, brokenFile.With(strings.Join(v.Derived, "; ")), mendDerived.With(d.Address))
	case wal > largeWAL:
		d.tell("engine", Odd, tried, found, mendWAL.With())
	default:
		d.tell("engine", Fine, tried, found, nothing)
	}
}

func (d *doctor) postgres(v db.Vitals, tried, found i18n.Message) {
	most, _ := strconv.Atoi(v.Settings["max_connections"]) // 0 is too few
	need := 8*runtime.NumCPU() + 5
	switch {
	case v.Number < leastPostgres:
		d.tell("engine", Broken, tried, found, mendVersion.With())
	case v.Settings["fsync"] != "on" || v.Settings["full_page_writes"] != "on" || v.Settings["synchronous_commit"] == "off":
		d.tell("engine", Broken, tried, found, mendDurable.With())
	case most < need:
		d.tell("engine", Odd, tried, found, mendConnections.With(need))
	default:
		d.tell("engine", Fine, tried, found, nothing)
	}
}

// inside is read for what needs the tables to be those of this program.
func (d *doctor) inside(ctx context.Context, name string, tried i18n.Message, fn func(*db.Tx) error) {
	if d.db != nil && !d.made {
		d.tell(name, Skipped, tried, noTables.With(), nothing)
		return
	}
	d.read(ctx, name, tried, fn)
}

// clock compares this machine's clock with what was written last.
func (d *doctor) clock(ctx context.Context) {
	tried := triedClock.With()
	d.inside(ctx, "clock", tried, func(tx *db.Tx) error {
		floors, err := lease.Floors(ctx, tx)
		if err != nil {
			return err
		}
		var newest time.Time
		for _, f := range floors {
			if until := time.UnixMilli(f.Until).UTC(); until.After(newest) {
				newest = until
			}
		}
		found := clockIs.With(tx.Now.UTC().Format(time.RFC3339), newest.Format(time.RFC3339))
		if newest.Sub(tx.Now) > clockSlack || tx.Now.Year() < 2025 {
			d.tell("clock", Broken, tried, found, mendClock.With())
			return nil
		}
		d.tell("clock", Fine, tried, found, nothing)
		return nil
	})
}

// waiting counts what waits.
func (d *doctor) waiting(ctx context.Context) {
	tried := triedWaiting.With()
	d.inside(ctx, "waiting", tried, func(tx *db.Tx) error {
		in, err := inbox.CountBacklog(ctx, tx)
		if err != nil {
			return err
		}
		due, err := insight.CountDue(ctx, tx)
		if err != nil {
			return err
		}
		out, facts, err := countLeaving(ctx, tx, d.db)
		if err != nil {
			return err
		}
		var age time.Duration
		if in.Pending > 0 {
			age = tx.Now.Sub(in.Oldest).Round(time.Second)
		}
		found := waits.With(in.Pending, age.String(), in.Aside, due, out, facts)
		switch {
		case age > longWait:
			d.tell("waiting", Odd, tried, found, mendWaiting.With())
		case in.Aside > 0:
			d.tell("waiting", Odd, tried, found, mendAside.With())
		default:
			d.tell("waiting", Fine, tried, found, nothing)
		}
		return nil
	})
}

// countLeaving counts, over all workspaces, what is to leave and what hearers
// have not heard.
func countLeaving(ctx context.Context, tx *db.Tx, d *db.DB) (deeds, facts int64, err error) {
	all, err := auth.New(auth.Options{DB: d}).Workspaces(ctx)
	if err != nil {
		return 0, 0, err
	}
	for _, ws := range all {
		n, err := outbox.Pending(ctx, tx, ws.ID)
		if err != nil {
			return 0, 0, err
		}
		m, err := herald.Pending(ctx, tx, ws.ID)
		if err != nil {
			return 0, 0, err
		}
		deeds, facts = deeds+n, facts+m
	}
	return deeds, facts, nil
}

// leases lists which processes hold what.
func (d *doctor) leases(ctx context.Context) {
	tried := triedLeases.With()
	d.inside(ctx, "leases", tried, func(tx *db.Tx) error {
		holders, err := lease.Holders(ctx, tx)
		if err != nil {
			return err
		}
		if len(holders) == 0 {
			d.tell("leases", Fine, tried, noneHeld.With(), nothing)
			return nil
		}
		var names []string
		for _, h := range holders {
			names = append(names, fmt.Sprintf("%.6s: %d", h.Owner, h.Names))
		}
		d.tell("leases", Fine, tried, heldBy.With(len(holders), strings.Join(names, ", ")), nothing)
		return nil
	})
}
