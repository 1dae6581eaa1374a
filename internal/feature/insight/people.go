package insight

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// PersonCount is how much one member wrote, in how many groups.
type PersonCount struct {
	Ord              uint32
	Messages, Groups int64
}

// inScope limits rows of insight_author (as a) to groups of the viewer's units.
// It returns a condition whose placeholders start at next, and its arguments.
func inScope(scope auth.Scope, next int) (condition string, args []any) {
	if scope.All {
		return "", nil
	}
	units := scope.Units()
	if len(units) == 0 {
		return " AND 1 = 0", nil
	}
	for _, u := range units {
		args = append(args, u)
	}
	return ` AND EXISTS (SELECT 1 FROM insight_group g WHERE g.workspace = a.workspace AND g.group_id = a.group_id AND g.unit IN ` +
		db.List(next, len(units)) + `)`, args
}

// TopPeople lists members by messages, most first; standing < 0 lists all.
func (s *Service) TopPeople(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, standing int, offset, limit int) (out []PersonCount, err error) {
	condition, args := inScope(scope, 5)
	query := `SELECT a.ord, SUM(a.messages), COUNT(*) FROM insight_author a WHERE a.workspace = $1 AND ($2 < 0 OR a.standing = $2)` + condition +
		` GROUP BY a.ord ORDER BY SUM(a.messages) DESC, a.ord LIMIT $3 OFFSET $4`
	return peopleRows(ctx, tx, query, append([]any{ws, standing, limit, offset}, args...))
}

// CountPeople tells of the given members only.
func (s *Service) CountPeople(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, ords []uint32) ([]PersonCount, error) {
	if len(ords) == 0 {
		return nil, nil
	}
	condition, more := inScope(scope, 2+len(ords))
	args := []any{ws}
	for _, o := range ords {
		args = append(args, int64(o))
	}
	query := `SELECT a.ord, SUM(a.messages), COUNT(*) FROM insight_author a WHERE a.workspace = $1 AND a.ord IN ` + db.List(2, len(ords)) +
		condition + ` GROUP BY a.ord`
	return peopleRows(ctx, tx, query, append(args, more...))
}

func peopleRows(ctx context.Context, tx *db.Tx, query string, args []any) (out []PersonCount, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var c PersonCount
		err := scan(&c.Ord, &c.Messages, &c.Groups)
		out = append(out, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count what people wrote: %w", err)
	}
	return out, nil
}

// GroupCount is how much somebody wrote in one group.
type GroupCount struct {
	Group    id.Group
	Messages int64
}

// GroupsOf lists the groups that any of ords wrote in, most messages first.
func (s *Service) GroupsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, ords []uint32) (out []GroupCount, err error) {
	if len(ords) == 0 {
		return nil, nil
	}
	condition, more := inScope(scope, 2+len(ords))
	args := []any{ws}
	for _, o := range ords {
		args = append(args, int64(o))
	}
	query := `SELECT a.group_id, SUM(a.messages) FROM insight_author a WHERE a.workspace = $1 AND a.ord IN ` + db.List(2, len(ords)) +
		condition + ` GROUP BY a.group_id ORDER BY SUM(a.messages) DESC, a.group_id`
	err = tx.Each(ctx, query, append(args, more...), func(scan func(...any) error) error {
		var g GroupCount
		err := scan(&g.Group, &g.Messages)
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the groups of a member: %w", err)
	}
	return out, nil
}

// AuthorsAfter lists who wrote in a group, by number and in order: the first so many
// after a number.
func (s *Service) AuthorsAfter(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, after uint32, most int) (out []uint32, err error) {
	err = tx.Each(ctx, `SELECT ord FROM insight_author WHERE workspace = $1 AND group_id = $2 AND ord > $3 ORDER BY ord LIMIT $4`,
		[]any{ws, group, int64(after), most}, func(scan func(...any) error) error {
			var ord uint32
			err := scan(&ord)
			out = append(out, ord)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list who wrote in a group: %w", err)
	}
	return out, nil
}

// WroteIn lists which of people wrote in which of groups, so many at most.
func (s *Service) WroteIn(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, people []uint32, most int) (out []Writer, err error) {
	in, list := db.Among(tx, 2, groups)
	by, who := db.Among(tx, 3, people)
	err = tx.Each(ctx, `SELECT group_id, ord FROM insight_author WHERE workspace = $1 AND group_id IN `+in+` AND ord IN `+by+` ORDER BY group_id, ord LIMIT $4`,
		[]any{ws, list, who, most}, func(scan func(...any) error) error {
			var w Writer
			err := scan(&w.Group, &w.Ord)
			out = append(out, w)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list who wrote in groups: %w", err)
	}
	return out, nil
}

// MoveGroup makes pages restrict a group by its new unit.
func (s *Service) MoveGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, unit id.Unit) error {
	_, err := tx.Exec(ctx, `UPDATE insight_group SET unit = $3 WHERE workspace = $1 AND group_id = $2`, ws, group, unit)
	if err != nil {
		return fmt.Errorf("move a group: %w", err)
	}
	return nil
}

// Writer is somebody in a group, by the smallest number of their identities.
type Writer struct {
	Group id.Group
	Ord   uint32
}

// Written is what a member wrote in a group, as it was measured last.
type Written struct{ Messages, Last int64 } // Last in Unix milliseconds; 0 unknown

// Written tells what members wrote in their groups; who wrote nothing is left out.
func (s *Service) Written(ctx context.Context, tx *db.Tx, ws id.Workspace, who []Writer) (map[Writer]Written, error) {
	out := make(map[Writer]Written, len(who))
	groups, ords := make([]id.Group, len(who)), make([]uint32, len(who))
	for i, w := range who {
		groups[i], ords[i] = w.Group, w.Ord
	}
	want, args := db.Pairs(tx, 2, "want", groups, ords)
	query := `SELECT a.group_id, a.ord, a.messages, a.last_at FROM ` + want + ` CROSS JOIN insight_author a WHERE a.workspace = $1 AND a.group_id = want.a AND a.ord = want.b`
	err := tx.Each(ctx, query, append([]any{ws}, args...), func(scan func(...any) error) error {
		var w Writer
		var what Written
		err := scan(&w.Group, &w.Ord, &what.Messages, &what.Last)
		out[w] = what
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ask what members wrote: %w", err)
	}
	return out, nil
}

// Quiet counts the people, neither staff nor bots, who spoke in a group and not since a
// moment, as it was measured last.
func (s *Service) Quiet(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, since time.Time) (n int64, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM insight_author WHERE workspace = $1 AND group_id = $2 AND standing = $3 AND last_at > 0 AND last_at < $4`,
		ws, group, int64(measure.Member), since.UnixMilli()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count who is quiet: %w", err)
	}
	return n, nil
}
