package chat

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Losing is what taking an import back would come to.
type Losing struct {
	Kept   int64 // messages of its own that another import brought too; at most keptShown
	Groups int64 // groups it tells of
	Gone   int64 // of these, groups no other import tells of
}

// More reports whether more messages stay than were counted.
func (l Losing) More() bool { return l.Kept >= keptShown }

// keptShown bounds the counting: beyond it a person needs no exact number.
const keptShown = 20000

// wouldLose counts what an undo of imp would do, from notes, never from a scan
// of messages.
func (s *Service) wouldLose(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import) (l Losing, err error) {
	const kept = `SELECT count(*) FROM (
		SELECT DISTINCT r.group_id, r.month, r.key FROM chat_span s
		JOIN chat_repeat r ON r.workspace = s.workspace AND r.group_id = s.group_id AND r.month = s.month
		JOIN chat_message m ON m.workspace = r.workspace AND m.group_id = r.group_id AND m.month = r.month AND m.key = r.key
		WHERE s.workspace = $1 AND s.import = $2 AND r.import <> $2 AND m.import = $2 LIMIT $3) AS found`
	if err = tx.QueryRow(ctx, kept, ws, imp, keptShown).Scan(&l.Kept); err != nil {
		return l, fmt.Errorf("count what would stay: %w", err)
	}
	const groups = `SELECT count(*) FROM (SELECT DISTINCT group_id FROM chat_span WHERE workspace = $1 AND import = $2) AS told`
	if err = tx.QueryRow(ctx, groups, ws, imp).Scan(&l.Groups); err != nil {
		return l, fmt.Errorf("count groups: %w", err)
	}
	const gone = `SELECT count(*) FROM (SELECT group_id FROM chat_span WHERE workspace = $1 AND import = $2
		EXCEPT SELECT s.group_id FROM chat_span s JOIN chat_import i ON i.workspace = s.workspace AND i.id = s.import
		WHERE s.workspace = $1 AND s.import <> $2 AND i.state IN ('done', 'running')) AS alone`
	if err = tx.QueryRow(ctx, gone, ws, imp).Scan(&l.Gone); err != nil {
		return l, fmt.Errorf("count groups that would go: %w", err)
	}
	return l, nil
}
