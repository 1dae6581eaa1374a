package house

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight"
)

// states makes facts of what insight measures.
type states struct{ *App }

var _ insight.Tells = states{}

// Became keeps the fact that a group is in another state for those who want to hear
// it.
func (s states) Became(ctx context.Context, tx *db.Tx, ws id.Workspace, b insight.Became) error {
	groups, err := s.Community.GroupsNamed(ctx, tx, ws, []id.Group{b.Group})
	if err != nil {
		return err
	}
	g, ok := groups[b.Group]
	if !ok {
		return nil
	}
	body, err := json.Marshal(fact.Became{Where: fact.Where{Group: id.Show(b.Group), Network: string(g.Network), Chat: string(g.Chat)},
		Was: string(b.Was), Is: string(b.Is), At: b.At})
	if err != nil {
		return fmt.Errorf("write a fact: %w", err)
	}
	told := herald.New(s.DB, s.IDs, nil, nil, s.hearers()...) // it only keeps facts; whoever carries them looks for themselves
	return told.Tell(ctx, tx, ws, []fact.Fact{{Kind: fact.GroupBecame, At: b.At, Body: body}})
}
