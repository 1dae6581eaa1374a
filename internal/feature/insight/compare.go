package insight

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// compared is a group as the comparison with the others finds it.
type compared struct {
	id            id.Group
	state, health string
	together      int64
	figures       *measure.Figures // only what comparing needs
}

// compareSlice is how many groups one writing transaction settles.
const compareSlice = 200

// compare settles what needs all groups, fading and health, and keeps the sum.
// It reads and thinks outside the writer and writes in slices; whatever is
// measured anew meanwhile is compared again after that.
func (s *Service) compare(ctx context.Context, ws id.Workspace, now time.Time) error {
	var rows []compared
	var people []measure.AuthorCount
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if rows, err = readCompared(ctx, tx, ws); err != nil {
			return err
		}
		people, err = peopleOf(ctx, tx, ws)
		return err
	})
	if err != nil {
		return err
	}
	fs := make([]*measure.Figures, len(rows))
	for i := range rows {
		fs[i] = rows[i].figures
	}
	whole := measure.CombinePeople(fs, people)
	for part := range slices.Chunk(rows, compareSlice) {
		if err := s.DB.Write(ctx, func(tx *db.Tx) error { return settle(ctx, tx, ws, part) }); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error { return keepWhole(ctx, tx, ws, whole, now) })
}

func readCompared(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []compared, err error) {
	err = tx.Each(ctx, `SELECT group_id, state, together, health_json, slim FROM insight_group WHERE workspace = $1 ORDER BY group_id`, []any{ws},
		func(scan func(...any) error) error {
			r := compared{figures: new(measure.Figures)}
			var slim []byte
			if err := scan(&r.id, &r.state, &r.together, &r.health, &slim); err != nil {
				return err
			}
			out = append(out, r)
			return json.Unmarshal(slim, r.figures)
		})
	if err != nil {
		return nil, fmt.Errorf("read figures to compare: %w", err)
	}
	return out, nil
}

// settle writes what the comparison changed.
func settle(ctx context.Context, tx *db.Tx, ws id.Workspace, rows []compared) error {
	for _, r := range rows {
		health, err := jsonText(r.figures.Health)
		if err != nil {
			return err
		}
		together, score := int64(0), -1.0
		if r.figures.Together {
			together = 1
		}
		if r.state == string(r.figures.State) && r.together == together && r.health == health {
			continue
		}
		if r.figures.Health.Score != nil {
			score = *r.figures.Health.Score
		}
		if _, err := tx.Exec(ctx, `UPDATE insight_group SET state = $3, together = $4, health = $5, health_json = $6 WHERE workspace = $1 AND group_id = $2`,
			ws, r.id, string(r.figures.State), together, score, health); err != nil {
			return fmt.Errorf("settle figures: %w", err)
		}
	}
	return nil
}

func keepWhole(ctx context.Context, tx *db.Tx, ws id.Workspace, whole *measure.Whole, now time.Time) error {
	text, err := jsonText(whole)
	if err != nil {
		return err
	}
	short, err := wholeBriefOf(whole)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO insight_whole (workspace, at, whole, brief) VALUES ($1, $2, $3, $4)
		ON CONFLICT (workspace) DO UPDATE SET at = excluded.at, whole = excluded.whole, brief = excluded.brief`, ws, now.UnixMilli(), text, short)
	if err != nil {
		return fmt.Errorf("keep the sum of all groups: %w", err)
	}
	return nil
}

func peopleOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []measure.AuthorCount, err error) {
	err = tx.Each(ctx, `SELECT ord, MAX(standing), SUM(messages) FROM insight_author WHERE workspace = $1 GROUP BY ord`, []any{ws},
		func(scan func(...any) error) error {
			var a measure.AuthorCount
			err := scan(&a.Member, &a.Standing, &a.N)
			out = append(out, a)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("sum people up: %w", err)
	}
	return out, nil
}
