package playbook

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
)

// openIn lists runs under way in groups: those about the groups, or those about members
// of them; of one SOP, or with 0 of all.
func openIn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, members bool, book id.Playbook, most int) ([]Run, error) {
	whom := `member = 0`
	if members {
		whom = `member <> 0`
	}
	in, list := db.Among(tx, 2, groups)
	return runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND group_id IN `+in+` AND `+whom+` AND ended = 0
		AND ($3 = CAST(0 AS BIGINT) OR book = $3) ORDER BY id LIMIT $4`, []any{ws, list, book, most})
}

// endedIn lists runs about groups that were under way in a stretch of time and are over,
// those that ended first first.
func endedIn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, book id.Playbook, from, to time.Time, most int) ([]Run, error) {
	in, list := db.Among(tx, 2, groups)
	return runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND group_id IN `+in+` AND member = 0 AND ended <> 0
		AND ended >= $4 AND begun < $5 AND ($3 = CAST(0 AS BIGINT) OR book = $3) ORDER BY ended, id LIMIT $6`, []any{ws, list, book, from.UnixMilli(), to.UnixMilli(), most})
}

// actsIn lists what runs did, of each in order.
func actsIn(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Run) (map[id.Run][]agenda.Act, error) {
	out := map[id.Run][]agenda.Act{}
	in, list := db.Among(tx, 2, of)
	err := tx.Each(ctx, `SELECT run, at, step, what, why FROM playbook_act WHERE workspace = $1 AND run IN `+in+` ORDER BY run, n`, []any{ws, list}, func(scan func(...any) error) error {
		var r id.Run
		var at int64
		var a agenda.Act
		err := scan(&r, &at, &a.Step, &a.What, &a.Why)
		a.At = time.UnixMilli(at).UTC()
		out[r] = append(out[r], a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what runs did: %w", err)
	}
	return out, nil
}

// placesIn lists where an SOP runs among groups, is not paused, and has been let loose,
// or is by a stage up to the last. Where the same was filled in, the fields are the same
// map: it is not to be written to.
func placesIn(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, groups []id.Group, last, most int) (out []Place, err error) {
	in, list := db.Among(tx, 3, groups)
	read := map[string]map[string]string{}
	err = tx.Each(ctx, `SELECT group_id, fields, stage, waits FROM playbook_place WHERE workspace = $1 AND book = $2 AND group_id IN `+in+`
			AND paused = 0 AND (waits = 0 OR stage <= $4) ORDER BY group_id LIMIT $5`,
		[]any{ws, book, list, last, most}, func(scan func(...any) error) error {
			var p Place
			var waits int64
			var fields []byte
			if err := scan(&p.Group, &fields, &p.Stage, &waits); err != nil {
				return err
			}
			p.Waits = waits != 0
			if known, ok := read[string(fields)]; ok {
				p.Fields = known
			} else if err := json.Unmarshal(fields, &p.Fields); err != nil {
				return err
			}
			read[string(fields)], out = p.Fields, append(out, p)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("list where an SOP runs: %w", err)
	}
	return out, nil
}

// begunBy lists which occasions have begun a run of an SOP in groups.
func begunBy(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, groups []id.Group, occasions []string) (map[id.Group]map[string]bool, error) {
	out := map[id.Group]map[string]bool{}
	in, list := db.Among(tx, 3, groups)
	by, names := db.Among(tx, 4, occasions)
	err := tx.Each(ctx, `SELECT DISTINCT group_id, occasion FROM playbook_run WHERE workspace = $1 AND book = $2 AND group_id IN `+in+` AND occasion IN `+by,
		[]any{ws, book, list, names}, func(scan func(...any) error) error {
			var g id.Group
			var occasion string
			err := scan(&g, &occasion)
			if out[g] == nil {
				out[g] = map[string]bool{}
			}
			out[g][occasion] = true
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("look which SOPs have begun: %w", err)
	}
	return out, nil
}

// usedIn lists the groups in which any SOP runs.
func usedIn(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]bool, error) {
	out := map[id.Group]bool{}
	err := tx.Each(ctx, `SELECT DISTINCT group_id FROM playbook_place WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
		var g id.Group
		err := scan(&g)
		out[g] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the groups in which SOPs run: %w", err)
	}
	return out, nil
}
