package chat

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

var cannotUndo = i18n.Text{
	Hans: "这次导入正在进行，或者已经撤销。请等它结束，或刷新页面看最新状态。",
	Hant: "這次匯入正在進行，或者已經復原。請等它結束，或重新整理頁面看最新狀態。",
	En:   "This import is still running or has been undone already. Wait for it to end, or refresh the page.",
}

// Undo takes an import back: what it alone brought goes, what other imports
// brought too stays. Pages stop showing it at once; the rest runs in slices, and
// an interrupted undo is finished by calling it again.
func (s *Service) Undo(ctx context.Context, ws id.Workspace, imp id.Import) error {
	return plainly(s.takeBack(ctx, ws, imp, []State{Done, Undoing}, Undone, ""), fullAlready)
}

// Abandon takes back an import that was interrupted and will not be resumed.
func (s *Service) Abandon(ctx context.Context, ws id.Workspace, imp id.Import) error {
	return plainly(s.takeBack(ctx, ws, imp, []State{Running, Undoing}, Undone, ""), fullAlready)
}

// fail takes back an import that could not be read to its end, and says why.
func (s *Service) fail(ctx context.Context, ws id.Workspace, imp id.Import, cause error) error {
	public := fault.Public(cause)
	why, err := json.Marshal(words{public.In(i18n.ZhHans), public.In(i18n.ZhHant), public.In(i18n.En)})
	if err != nil {
		return err
	}
	return s.takeBack(ctx, ws, imp, []State{Running, Undoing}, Failed, string(why))
}

// words is a sentence as it is stored, in every language.
type words struct{ Hans, Hant, En string }

func (s *Service) takeBack(ctx context.Context, ws id.Workspace, imp id.Import, from []State, to State, why string) error {
	at, err := s.Get(ctx, ws, imp)
	if err != nil {
		return err
	}
	if !slices.Contains(from, at.State) {
		return fault.New(fault.Conflict, cannotUndo.With())
	}
	if at.State == Undoing && at.Why != "" { // a failure whose taking back was interrupted
		to, why = Failed, at.Why
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := setState(ctx, tx, ws, imp, Undoing, why); err != nil || at.State == Undoing || to == Failed {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.ImportUndone, Subject: id.Show(imp)})
	})
	if err != nil {
		return err
	}
	groups, err := s.groupsOf(ctx, ws, imp)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if err := s.takeBackGroup(ctx, ws, imp, g.group, g.month); err != nil {
			return err
		}
	}
	ids := make([]id.Group, 0, len(groups))
	for _, g := range groups {
		ids = append(ids, g.group)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for _, h := range s.Hearers {
		if err := h.Forget(ctx, ws, imp, ids); err != nil {
			return err
		}
	}
	if err := s.Who.Forget(ctx, ws, imp); err != nil {
		return err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := setState(ctx, tx, ws, imp, to, why); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM chat_span WHERE workspace = $1 AND import = $2`, ws, imp); err != nil {
			return fmt.Errorf("forget where an import lay: %w", err)
		}
		return s.due(ctx, tx, ws, ids)
	})
	if err != nil {
		return err
	}
	return s.settled(ctx, ws, ids)
}

// takeBackGroup hands one month of a group over to the other imports that
// brought the same messages, and deletes the rest.
func (s *Service) takeBackGroup(ctx context.Context, ws id.Workspace, imp id.Import, group id.Group, month int32) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := countHeirs(ctx, tx, ws, imp, group, month); err != nil {
			return err
		}
		for _, q := range []string{inheritMessages, dropInherited, deleteMessages} {
			if _, err := tx.Exec(ctx, q, ws, imp, group, month); err != nil {
				return fmt.Errorf("take messages back: %w", err)
			}
		}
		if err := noteLost(ctx, tx, ws, group, month); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `DELETE FROM chat_repeat WHERE workspace = $1 AND import = $2 AND group_id = $3 AND month = $4`, ws, imp, group, month)
		return err
	})
}

// countHeirs lets the counts of the imports that will inherit follow: what they
// only repeated is theirs from now on.
func countHeirs(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, group id.Group, month int32) error {
	heirs := map[id.Import]int64{}
	err := tx.Each(ctx, `SELECT heir, count(*) FROM (SELECT MIN(r.import) AS heir FROM chat_repeat r
		JOIN chat_message m ON m.workspace = r.workspace AND m.group_id = r.group_id AND m.month = r.month AND m.key = r.key
		WHERE r.workspace = $1 AND r.import <> $2 AND r.group_id = $3 AND r.month = $4 AND m.import = $2 GROUP BY r.key) AS heirs GROUP BY heir`,
		[]any{ws, imp, group, month}, func(scan func(...any) error) error {
			var heir id.Import
			var n int64
			err := scan(&heir, &n)
			heirs[heir] = n
			return err
		})
	if err != nil {
		return fmt.Errorf("count heirs: %w", err)
	}
	for heir, n := range heirs {
		if _, err := tx.Exec(ctx, `UPDATE chat_import SET messages = messages + $3, repeated = repeated - $3 WHERE workspace = $1 AND id = $2`,
			ws, heir, n); err != nil {
			return fmt.Errorf("count heirs: %w", err)
		}
	}
	return nil
}

const inheritMessages = `
	UPDATE chat_message SET import = (SELECT MIN(r.import) FROM chat_repeat r WHERE r.workspace = chat_message.workspace
		AND r.group_id = chat_message.group_id AND r.month = chat_message.month AND r.key = chat_message.key AND r.import <> $2)
	WHERE workspace = $1 AND import = $2 AND group_id = $3 AND month = $4
	AND EXISTS (SELECT 1 FROM chat_repeat r WHERE r.workspace = chat_message.workspace
		AND r.group_id = chat_message.group_id AND r.month = chat_message.month AND r.key = chat_message.key AND r.import <> $2)`

// dropInherited removes the notes of messages that now belong to the import noted.
const dropInherited = `
	DELETE FROM chat_repeat WHERE workspace = $1 AND import <> $2 AND group_id = $3 AND month = $4
	AND EXISTS (SELECT 1 FROM chat_message m WHERE m.workspace = chat_repeat.workspace AND m.group_id = chat_repeat.group_id
		AND m.month = chat_repeat.month AND m.key = chat_repeat.key AND m.import = chat_repeat.import)`

const deleteMessages = `DELETE FROM chat_message WHERE workspace = $1 AND import = $2 AND group_id = $3 AND month = $4`
