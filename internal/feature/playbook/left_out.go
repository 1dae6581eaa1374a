package playbook

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// LeftOut is a step that an SOP did not do for somebody, and why.
type LeftOut struct {
	At    time.Time
	Group id.Group
	Run   id.Run
	Title i18n.Text // of the SOP
	Step  i18n.Text
	Why   i18n.Text
}

// LeftOutFor lists what SOPs left out for people of these numbers, the latest first:
// steps that were skipped, and SOPs whose holdout they are in.
func (s *Service) LeftOutFor(ctx context.Context, tx *db.Tx, ws id.Workspace, who []uint32, limit int) (out []LeftOut, err error) {
	in, list := db.Among(tx, 2, who)
	type skipped struct {
		LeftOut
		edition
		step, what, why string
	}
	var all []skipped
	err = tx.Each(ctx, `SELECT a.at, a.step, a.what, a.why, r.id, r.book, r.version, r.group_id FROM playbook_run r JOIN playbook_act a ON a.workspace = $1 AND a.run = r.id
		WHERE r.workspace = $1 AND r.member IN `+in+` AND r.member <> 0 AND (a.what = 'skip' OR a.what = 'deal' AND r.why = '`+engine.Withheld+`') ORDER BY a.at DESC, a.n DESC LIMIT $3`,
		[]any{ws, list, limit}, func(scan func(...any) error) error {
			var one skipped
			var at int64
			err := scan(&at, &one.step, &one.what, &one.why, &one.Run, &one.book, &one.n, &one.Group)
			one.At = time.UnixMilli(at).UTC()
			all = append(all, one)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what SOPs left out for somebody: %w", err)
	}
	for _, one := range all {
		p, err := s.program(ctx, tx, ws, one.book, one.n)
		if err != nil {
			return nil, err
		}
		one.Title, one.Why = textIn(p.Book.Title), whyWords[one.why]
		if one.what == "deal" {
			one.Why = endWords[engine.Withheld]
		}
		script.Each(p.Book.Steps, func(step *script.Step) {
			if step.ID == one.step {
				one.Step = nameOf(step)
			}
		})
		out = append(out, one.LeftOut)
	}
	return out, nil
}
