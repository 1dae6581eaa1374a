package playbook

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// merged is why a run is over that another does for the same person.
const merged = "merged"

// Merged says that people of these numbers are one from now on: their runs are the
// smallest number's, as whatever happens to them will be told. Where more than one of
// them has a run of an SOP under way in a group, the one that began first goes on.
func (s *Service) Merged(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	ords = slices.Compact(slices.Sorted(slices.Values(ords)))
	if len(ords) < 2 {
		return nil
	}
	in, list := db.Among(tx, 2, ords)
	open, err := runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND member IN `+in+` AND member <> 0 AND ended = 0 ORDER BY begun, id`, []any{ws, list})
	if err != nil {
		return err
	}
	type doing struct {
		book  id.Playbook
		group id.Group
	}
	first, over, now := map[doing]uint32{}, map[id.Run]bool{}, s.Clock(ws).Now()
	for i := range open {
		r := &open[i]
		at := doing{r.Book, r.Subject.Group}
		whose, is := first[at]
		switch {
		case r.Parent != 0: // it goes with the one that called it
			over[r.ID] = over[r.Parent]
		case is && whose != r.Subject.Member:
			over[r.ID] = true
		default:
			first[at] = r.Subject.Member
		}
		if over[r.ID] {
			if err := s.cancel(ctx, tx, ws, r, merged, now); err != nil {
				return err
			}
		}
	}
	for _, ord := range ords[1:] {
		if err := hand(ctx, tx, ws, ord, ords[0], `CASE WHEN was = 0 THEN member ELSE was END`, `member`); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE playbook_gather SET member = $3 WHERE workspace = $1 AND member = $2 AND NOT EXISTS (SELECT 1 FROM playbook_gather o
			WHERE o.workspace = playbook_gather.workspace AND o.book = playbook_gather.book AND o.group_id = playbook_gather.group_id AND o.start = playbook_gather.start AND o.member = $3)`,
			ws, int64(ord), int64(ords[0])); err != nil {
			return fmt.Errorf("let one person wait to be greeted: %w", err)
		}
		if _, err := tx.Exec(ctx, `DELETE FROM playbook_gather WHERE workspace = $1 AND member = $2`, ws, int64(ord)); err != nil {
			return fmt.Errorf("let one person wait to be greeted once: %w", err)
		}
	}
	return nil
}

// Parted says that people of these numbers are somebody of their own again: the runs
// that were theirs are so again.
func (s *Service) Parted(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	if len(ords) == 0 {
		return nil
	}
	to := slices.Min(ords)
	for _, ord := range ords {
		if err := hand(ctx, tx, ws, ord, to, fmt.Sprintf(`CASE WHEN was = %d THEN 0 ELSE was END`, to), `was`); err != nil {
			return err
		}
	}
	return nil
}

// hand makes the runs of one number another's, but for those by whose occasion the
// other has one already. by is the column in which the number stands, was what is
// noted of whose they were.
func hand(ctx context.Context, tx *db.Tx, ws id.Workspace, from, to uint32, was, by string) error {
	if from == 0 || to == 0 { // these are of groups
		return nil
	}
	_, err := tx.Exec(ctx, `UPDATE playbook_run SET was = `+was+`, member = $3 WHERE workspace = $1 AND `+by+` = $2 AND member <> $3 AND NOT EXISTS (SELECT 1 FROM playbook_run o
		WHERE o.workspace = playbook_run.workspace AND o.book = playbook_run.book AND o.group_id = playbook_run.group_id AND o.member = $3 AND o.occasion = playbook_run.occasion)`,
		ws, int64(from), int64(to))
	if err != nil {
		return fmt.Errorf("hand runs to another number: %w", err)
	}
	return nil
}
