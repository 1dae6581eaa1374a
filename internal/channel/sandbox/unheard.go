package sandbox

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// Unheard lists the groups of a workspace whose profile keeps what is said to
// itself, with how many people are in each now; staff and accounts are not
// counted.
func (p *Platform) Unheard(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[event.NativeChat]int, error) {
	out := map[event.NativeChat]int{}
	err := tx.Each(ctx, `SELECT g.chat, g.profile, (SELECT count(*) FROM sandbox_member m
		JOIN sandbox_person p ON p.workspace = m.workspace AND p.person = m.person
		WHERE m.workspace = g.workspace AND m.chat = g.chat AND m.gone = 0 AND p.kind IN ('crowd', 'player'))
		FROM sandbox_group g WHERE g.workspace = $1`, []any{ws}, func(scan func(...any) error) error {
		var chat event.NativeChat
		var profile Profile
		var people int
		if err := scan(&chat, &profile, &people); err != nil {
			return err
		}
		if profile.Capabilities()[channel.ReadMessages] == channel.None {
			out[chat] = people
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list simulated groups that are not heard: %w", err)
	}
	return out, nil
}
