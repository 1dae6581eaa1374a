package chat

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// shownMessage is the condition that a finished import or a connection tells of
// the message m.
const shownMessage = `(EXISTS (SELECT 1 FROM chat_import i WHERE i.workspace = m.workspace AND i.id = m.import AND i.state IN ('done', 'live'))
	OR EXISTS (SELECT 1 FROM chat_repeat r JOIN chat_import i ON i.workspace = r.workspace AND i.id = r.import WHERE r.workspace = m.workspace
		AND r.group_id = m.group_id AND r.month = m.month AND r.key = m.key AND i.state IN ('done', 'live')))`

// noteAll notes every month of every group for reading.
func noteAll(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `INSERT INTO chat_unread_month (workspace, group_id, month, lost, after, round)
		SELECT DISTINCT s.workspace, s.group_id, s.month, CAST(0 AS BIGINT), CAST($1 AS BIGINT), CAST(0 AS BIGINT) FROM chat_span s
		JOIN chat_import i ON i.workspace = s.workspace AND i.id = s.import WHERE i.state IN ('done', 'live')
		ON CONFLICT (lost, month, workspace, group_id) DO UPDATE SET after = excluded.after, round = chat_unread_month.round + 1`, int64(math.MinInt64))
	if err != nil {
		return fmt.Errorf("note everything for reading: %w", err)
	}
	return nil
}

// noteImport notes the months of an import that has just finished for reading.
func noteImport(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import) error {
	_, err := tx.Exec(ctx, `INSERT INTO chat_unread_month (workspace, group_id, month, lost, after, round)
		SELECT workspace, group_id, month, CAST(0 AS BIGINT), CAST($3 AS BIGINT), CAST(0 AS BIGINT) FROM chat_span WHERE workspace = $1 AND import = $2
		ON CONFLICT (lost, month, workspace, group_id) DO UPDATE SET after = excluded.after, round = chat_unread_month.round + 1`,
		ws, imp, int64(math.MinInt64))
	if err != nil {
		return fmt.Errorf("note an import for reading: %w", err)
	}
	return nil
}

// noteLost notes a month of which messages have gone.
func noteLost(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, month int32) error {
	_, err := tx.Exec(ctx, `INSERT INTO chat_unread_month (workspace, group_id, month, lost, after, round) VALUES ($1, $2, $3, 1, $4, 0)
		ON CONFLICT (lost, month, workspace, group_id) DO UPDATE SET after = excluded.after, round = chat_unread_month.round + 1`,
		ws, group, month, int64(math.MinInt64))
	if err != nil {
		return fmt.Errorf("note what was lost: %w", err)
	}
	return nil
}

// nextTold takes the oldest facts after one, of all workspaces, until they tell
// of about limit messages. A fact may tell of one message or of a thousand: it
// asks for few at first, since all that is asked for is read.
func nextTold(ctx context.Context, tx *db.Tx, after told, limit int) (out []told, err error) {
	const few, most = 4, 200
	for n, ask := 0, few; n < limit && len(out) < most; ask *= 2 {
		got := 0
		err := tx.Each(ctx, `SELECT workspace, fact, body FROM chat_unread WHERE (fact, workspace) > ($1, $2) ORDER BY fact, workspace LIMIT $3`,
			[]any{after.fact, after.ws, ask}, func(scan func(...any) error) error {
				var t told
				var body []byte
				if err := scan(&t.ws, &t.fact, &body); err != nil || n >= limit {
					return err
				}
				got++
				var err error
				if t.batch, err = decodeBatch(body); err != nil {
					return err
				}
				for _, s := range t.batch.Spots {
					n += len(s.Keys)
				}
				out, after = append(out, t), t
				return nil
			})
		if err != nil {
			return nil, fmt.Errorf("take what was told: %w", err)
		}
		if got < ask {
			break
		}
	}
	return out, nil
}

// dropTold takes facts off the list; it fails with errElsewhere where another has
// done so with some.
func dropTold(ctx context.Context, tx *db.Tx, facts []told) error {
	gone := int64(0)
	for part := range slices.Chunk(facts, 400) {
		args := make([]any, len(part))
		for i, t := range part {
			args[i] = t.fact
		}
		n, err := tx.Exec(ctx, `DELETE FROM chat_unread WHERE fact IN `+db.List(1, len(args)), args...)
		if err != nil {
			return fmt.Errorf("take facts off the list: %w", err)
		}
		gone += n
	}
	if gone != int64(len(facts)) {
		return errElsewhere
	}
	return nil
}

// spot is a month of a group.
type spot struct {
	ws    id.Workspace
	group id.Group
	month int32
}

// linesTold reads the messages that facts tell of. An edit says in which month
// it was made: the message may be older.
func linesTold(ctx context.Context, tx *db.Tx, facts []told) (out []line, err error) {
	wanted := map[spot][]int64{}
	for _, t := range facts {
		for _, s := range t.batch.Spots {
			sp := spot{t.ws, s.Group, s.Month}
			wanted[sp] = append(wanted[sp], s.Keys...)
		}
	}
	seen := map[[2]int64]bool{}
	take := func(l line) {
		k := [2]int64{int64(l.group), l.key}
		if !seen[k] {
			seen[k] = true
			out = append(out, l)
		}
	}
	if err := linesInMonths(ctx, tx, wanted, take); err != nil {
		return nil, err
	}
	for sp, keys := range wanted {
		for _, where := range []string{`m.month = $3 - 1`, `m.month IN (SELECT s.month FROM chat_span s WHERE s.workspace = $1 AND s.group_id = $2 AND s.month <> $3)`} {
			keys = slices.DeleteFunc(keys, func(k int64) bool { return seen[[2]int64{int64(sp.group), k}] })
			if len(keys) == 0 {
				break
			}
			if err := linesByKey(ctx, tx, sp, keys, where, take); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// linesInMonths reads messages of the months they were told of.
func linesInMonths(ctx context.Context, tx *db.Tx, wanted map[spot][]int64, take func(line)) error {
	if tx.Dialect == db.SQLite {
		for sp, keys := range wanted {
			if err := linesByKey(ctx, tx, sp, keys, `m.month = $3`, take); err != nil {
				return err
			}
		}
		return nil
	}
	var ws, groups, months, keys []int64
	for sp, all := range wanted {
		for _, k := range all {
			ws, groups, months, keys = append(ws, int64(sp.ws)), append(groups, int64(sp.group)), append(months, int64(sp.month)), append(keys, k)
		}
	}
	// One after the other by their keys: left to itself PostgreSQL reads a whole
	// month for a few of its messages.
	err := tx.Each(ctx, `SELECT m.workspace, m.group_id, m.month, m.key, m.at, m.tie, m.edited, m.gone, m.body
		FROM unnest(CAST($1 AS bigint[]), CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS bigint[])) AS t (workspace, group_id, month, key)
		CROSS JOIN LATERAL (SELECT * FROM chat_message c WHERE c.workspace = t.workspace AND c.group_id = t.group_id AND c.month = t.month
			AND c.key = t.key AND c.kind IN (`+kindsListed+`) LIMIT 1) AS m`, []any{ws, groups, months, keys}, func(scan func(...any) error) error {
		var l line
		var edited, gone int64
		err := scan(&l.ws, &l.group, &l.month, &l.key, &l.at, &l.tie, &edited, &gone, &l.body)
		l.known, l.gone = edited != 0 || gone != 0, gone != 0
		take(l)
		return err
	})
	if err != nil {
		return fmt.Errorf("read messages to index: %w", err)
	}
	return nil
}

// linesByKey reads messages of a group. The keys are one argument: a list of
// them would be another statement each time, and to read that costs more than to
// run it.
func linesByKey(ctx context.Context, tx *db.Tx, sp spot, keys []int64, where string, take func(line)) error {
	list, which := `IN (SELECT value FROM json_each($4))`, any(keys)
	if tx.Dialect == db.Postgres {
		list = `= ANY (CAST($4 AS bigint[]))`
	} else {
		text, err := json.Marshal(keys)
		if err != nil {
			return err
		}
		which = string(text)
	}
	query := `SELECT m.month, m.key, m.at, m.tie, m.edited, m.gone, m.body FROM chat_message m
		WHERE m.workspace = $1 AND m.group_id = $2 AND m.kind IN (` + kindsListed + `) AND ` + where + ` AND m.key ` + list
	err := tx.Each(ctx, query, []any{sp.ws, sp.group, sp.month, which}, func(scan func(...any) error) error {
		l := line{ws: sp.ws, group: sp.group}
		var edited, gone int64
		err := scan(&l.month, &l.key, &l.at, &l.tie, &edited, &gone, &l.body)
		l.known, l.gone = edited != 0 || gone != 0, gone != 0
		take(l)
		return err
	})
	if err != nil {
		return fmt.Errorf("read messages to index: %w", err)
	}
	return nil
}

// kindsListed is what has a line of its own, as SQL: messages, who took one back that the
// file no longer has, and who came, went or was removed. What is no message has no words,
// and is found by no search.
const kindsListed = `1, 2, 3, 4, 5`

// They are event.Message, Delete, Join, Leave and Remove.
const _ = uint(event.Message-1) + uint(event.Delete-2) + uint(2-event.Delete) + uint(1-event.Message) + uint(event.Join-3) + uint(3-event.Join) + uint(event.Leave-4) + uint(4-event.Leave) + uint(event.Remove-5) + uint(5-event.Remove)

// nextMonth is the month to go on with: what is lost first, then the newest.
func nextMonth(ctx context.Context, tx *db.Tx) (m monthUnread, found bool, err error) {
	var lost int64
	err = tx.QueryRow(ctx, `SELECT workspace, group_id, month, lost, after, round FROM chat_unread_month
		ORDER BY lost DESC, month DESC, workspace DESC, group_id DESC LIMIT 1`).Scan(&m.ws, &m.group, &m.month, &lost, &m.after, &m.round)
	m.lost = lost != 0
	if errors.Is(err, sql.ErrNoRows) {
		return m, false, nil
	}
	if err != nil {
		return m, false, fmt.Errorf("look for a month to read: %w", err)
	}
	return m, true, nil
}

// linesOfMonth reads the next messages of a month, or the lines whose messages
// have gone, and notes how far that is.
func linesOfMonth(ctx context.Context, tx *db.Tx, m *monthUnread, limit int) (out []line, err error) {
	n := 0
	if !m.lost {
		err = tx.Each(ctx, `SELECT m.key, m.at, m.tie, m.edited, m.gone, m.body FROM chat_message m WHERE m.workspace = $1 AND m.group_id = $2
			AND m.month = $3 AND m.key > $4 AND m.kind IN (`+kindsListed+`) AND `+shownMessage+` ORDER BY m.key LIMIT $5`,
			[]any{m.ws, m.group, m.month, m.after, limit}, func(scan func(...any) error) error {
				l := line{ws: m.ws, group: m.group, month: m.month}
				var edited, gone int64
				err := scan(&l.key, &l.at, &l.tie, &edited, &gone, &l.body)
				l.known, l.gone = edited != 0 || gone != 0, gone != 0
				out = append(out, l)
				m.next = l.key
				n++
				return err
			})
	} else {
		from, to := linesIn(m.month)
		err = tx.Each(ctx, `SELECT l.doc, CASE WHEN m.key IS NULL THEN 1 ELSE 0 END FROM chat_line l LEFT JOIN chat_message m ON m.workspace = l.workspace
			AND m.group_id = l.group_id AND m.month = l.month AND m.key = l.key
			WHERE l.workspace = $1 AND l.group_id = $2 AND l.doc > $3 AND l.doc >= $4 AND l.doc < $5 ORDER BY l.doc LIMIT $6`,
			[]any{m.ws, m.group, m.after, from, to + overlap, limit}, func(scan func(...any) error) error {
				var l line
				var gone int64
				err := scan(&l.doc, &gone)
				if gone != 0 {
					out = append(out, l)
				}
				m.next = l.doc
				n++
				return err
			})
	}
	m.done = n < limit
	if err != nil {
		return nil, fmt.Errorf("read a month: %w", err)
	}
	return out, nil
}

// overlap is how far behind its time a line may stand where many have one time.
const overlap = spread << lineBits

// advance notes how far a month was read; it fails with errElsewhere where another
// has done so, or the month was begun anew.
func advance(ctx context.Context, tx *db.Tx, m *monthUnread) (err error) {
	lost := int64(0)
	if m.lost {
		lost = 1
	}
	var n int64
	if m.done {
		n, err = tx.Exec(ctx, `DELETE FROM chat_unread_month WHERE workspace = $1 AND group_id = $2 AND month = $3 AND lost = $4 AND after = $5 AND round = $6`,
			m.ws, m.group, m.month, lost, m.after, m.round)
	} else {
		n, err = tx.Exec(ctx, `UPDATE chat_unread_month SET after = $7 WHERE workspace = $1 AND group_id = $2 AND month = $3 AND lost = $4 AND after = $5 AND round = $6`,
			m.ws, m.group, m.month, lost, m.after, m.round, m.next)
	}
	if err != nil {
		return fmt.Errorf("note how far a month was read: %w", err)
	}
	if n == 0 {
		return errElsewhere
	}
	return nil
}

func byNumber(a, b line) int { return cmp.Compare(a.doc, b.doc) }

// Waiting counts what was told live and is not read for the search yet: how many
// batches, of all workspaces.
func (x *Index) Waiting(ctx context.Context) (n int64, err error) {
	err = x.s.DB.Read(ctx, func(tx *db.Tx) error { return tx.QueryRow(ctx, `SELECT COUNT(*) FROM chat_unread`).Scan(&n) })
	if err != nil {
		return 0, fmt.Errorf("count what is to be read: %w", err)
	}
	return n, nil
}
