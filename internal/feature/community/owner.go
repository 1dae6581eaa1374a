package community

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// SetOwner notes who owns a group, as its network says, by the key they are known
// by. Somebody nobody has heard of is not noted.
func (s *Service) SetOwner(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, key string) error {
	known := map[string]uint32{}
	if err := ordsOf(ctx, tx, ws, []string{key}, known); err != nil {
		return err
	}
	ord, ok := known[key]
	if !ok || key == "" {
		return nil
	}
	_, err := tx.Exec(ctx, `INSERT INTO community_owner (workspace, group_id, ord) VALUES ($1, $2, $3)
		ON CONFLICT (workspace, group_id) DO UPDATE SET ord = excluded.ord`, ws, group, int64(ord))
	if err != nil {
		return fmt.Errorf("note who owns a group: %w", err)
	}
	return nil
}

// Owners tells who owns groups; those of which no network has said it are left out.
func (s *Service) Owners(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Who, error) {
	at := map[id.Group]uint32{}
	in, list := db.Among(tx, 2, groups)
	err := tx.Each(ctx, `SELECT group_id, ord FROM community_owner WHERE workspace = $1 AND group_id IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var g id.Group
		var ord uint32
		err := scan(&g, &ord)
		at[g] = ord
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look who owns groups: %w", err)
	}
	if len(at) == 0 {
		return nil, nil
	}
	ords := make([]uint32, 0, len(at))
	for _, ord := range at {
		ords = append(ords, ord)
	}
	who, err := s.Authors(ctx, tx, ws, ords)
	out := make(map[id.Group]Who, len(at))
	for g, ord := range at {
		if w, ok := who[ord]; ok {
			out[g] = w
		}
	}
	return out, err
}

// GroupsCalled lists the groups of a network that have a name, two at most: whoever
// asks wants the only one.
func (s *Service) GroupsCalled(ctx context.Context, tx *db.Tx, ws id.Workspace, network event.Network, name string) (out []Group, err error) {
	if name == "" {
		return nil, nil
	}
	err = tx.Each(ctx, `SELECT id, namespace, chat, name, unit FROM community_group WHERE workspace = $1 AND network = $2 AND name = $3 ORDER BY id LIMIT 2`,
		[]any{ws, string(network), name}, func(scan func(...any) error) error {
			g := Group{Network: network}
			var chat string
			err := scan(&g.ID, &g.Namespace, &chat, &g.Name, &g.Unit)
			g.Chat = event.NativeChat(chat)
			out = append(out, g)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("look for a group by its name: %w", err)
	}
	return out, nil
}

// OrdsByKey numbers the identities that have keys; those nobody has are left out.
func (s *Service) OrdsByKey(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) (map[string]uint32, error) {
	out := map[string]uint32{}
	if len(keys) == 0 {
		return out, nil
	}
	return out, ordsOf(ctx, tx, ws, keys, out)
}
