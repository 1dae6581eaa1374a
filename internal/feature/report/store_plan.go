package report

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// kept is a plan as it is kept, with its sealed addresses.
type kept struct {
	Plan
	sealed []byte
}

const planColumns = `unit, enabled, at, workdays, lang, mails, sealed, hook, robot`

func scanPlan(scan func(...any) error) (k kept, err error) {
	var on, workdays, hook, robot int64
	var mails string
	if err = scan(&k.Unit, &on, &k.At, &workdays, &k.Lang, &mails, &k.sealed, &hook, &robot); err != nil {
		return k, err
	}
	k.On, k.Workdays, k.Hook, k.Robot = on != 0, workdays != 0, hook != 0, robot != 0
	return k, json.Unmarshal([]byte(mails), &k.Mails)
}

// planOf reads the plan of a unit; false where it has none.
func planOf(ctx context.Context, tx *db.Tx, ws id.Workspace, unit id.Unit) (k kept, ok bool, err error) {
	k, err = scanPlan(tx.QueryRow(ctx, `SELECT `+planColumns+` FROM report_plan WHERE workspace = $1 AND unit = $2`, ws, unit).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return k, false, nil
	}
	if err != nil {
		return k, false, fmt.Errorf("read when a report goes: %w", err)
	}
	return k, true, nil
}

func plans(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Unit]kept, error) {
	out := map[id.Unit]kept{}
	err := tx.Each(ctx, `SELECT `+planColumns+` FROM report_plan WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
		k, err := scanPlan(scan)
		out[k.Unit] = k
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list when reports go: %w", err)
	}
	return out, nil
}

func putPlan(ctx context.Context, tx *db.Tx, ws id.Workspace, k kept) error {
	mails, err := json.Marshal(append([]string{}, k.Mails...))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO report_plan (workspace, unit, enabled, at, workdays, lang, mails, sealed, hook, robot) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (workspace, unit) DO UPDATE SET enabled = excluded.enabled, at = excluded.at, workdays = excluded.workdays, lang = excluded.lang,
			mails = excluded.mails, sealed = excluded.sealed, hook = excluded.hook, robot = excluded.robot`,
		ws, k.Unit, bit(k.On), k.At, bit(k.Workdays), string(k.Lang), string(mails), append([]byte{}, k.sealed...), bit(k.Hook), bit(k.Robot))
	if err != nil {
		return fmt.Errorf("keep when a report goes: %w", err)
	}
	return nil
}

// What became of a report.
const (
	sent   = "sent"
	late   = "late"   // it was sent later than it should have been
	missed = "missed" // the program stood still until it was of no use
)

// Sent is what became of the report of a unit on a day.
type Sent struct {
	Unit  id.Unit
	Day   Day
	At    time.Time
	What  string
	Deeds []string
}

// claimDay notes what became of a day's report, and reports whether nobody had
// before: who is first sends it.
func claimDay(ctx context.Context, tx *db.Tx, ws id.Workspace, s Sent) (bool, error) {
	deeds, err := json.Marshal(append([]string{}, s.Deeds...))
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `INSERT INTO report_sent (workspace, unit, day, at, what, deeds) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace, unit, day) DO NOTHING`,
		ws, s.Unit, int64(s.Day), s.At.UnixMilli(), s.What, string(deeds))
	if err != nil {
		return false, fmt.Errorf("note what became of a report: %w", err)
	}
	return n == 1, nil
}

// lately lists what became of the latest reports of a unit, the newest first.
func lately(ctx context.Context, tx *db.Tx, ws id.Workspace, unit id.Unit, limit int) (out []Sent, err error) {
	err = tx.Each(ctx, `SELECT unit, day, at, what, deeds FROM report_sent WHERE workspace = $1 AND unit = $2 ORDER BY day DESC LIMIT $3`, []any{ws, unit, limit},
		func(scan func(...any) error) error {
			var s Sent
			var day, at int64
			var deeds string
			if err := scan(&s.Unit, &day, &at, &s.What, &deeds); err != nil {
				return err
			}
			s.Day, s.At = Day(day), time.UnixMilli(at).UTC()
			out = append(out, s)
			return json.Unmarshal([]byte(deeds), &out[len(out)-1].Deeds)
		})
	if err != nil {
		return nil, fmt.Errorf("list what became of reports: %w", err)
	}
	return out, nil
}

// Mail is by which server e-mail leaves.
type Mail struct {
	Host     string
	Port     int
	User     string
	From     string
	Security string // STARTTLS, TLS or Plain
	sealed   []byte
}

// How a server is spoken to.
const (
	STARTTLS = "starttls"
	TLS      = "tls"
	Plain    = "plain" // readable by whoever listens; only because the owner says so
)

// mailOf reads by which server e-mail leaves; false where none was said.
func mailOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (m Mail, ok bool, err error) {
	err = tx.QueryRow(ctx, `SELECT host, port, user_name, sealed, sender, security FROM report_mail WHERE workspace = $1`, ws).
		Scan(&m.Host, &m.Port, &m.User, &m.sealed, &m.From, &m.Security)
	if errors.Is(err, sql.ErrNoRows) {
		return m, false, nil
	}
	if err != nil {
		return m, false, fmt.Errorf("read by which server e-mail leaves: %w", err)
	}
	return m, true, nil
}

func putMail(ctx context.Context, tx *db.Tx, ws id.Workspace, m Mail) error {
	_, err := tx.Exec(ctx, `INSERT INTO report_mail (workspace, host, port, user_name, sealed, sender, security) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (workspace) DO UPDATE SET host = excluded.host, port = excluded.port, user_name = excluded.user_name, sealed = excluded.sealed,
			sender = excluded.sender, security = excluded.security`,
		ws, m.Host, m.Port, m.User, append([]byte{}, m.sealed...), m.From, m.Security)
	if err != nil {
		return fmt.Errorf("keep by which server e-mail leaves: %w", err)
	}
	return nil
}
