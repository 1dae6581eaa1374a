package community

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// SeenBy lists the groups that an import or a connection has seen, by the names
// that it gives them.
func (s *Service) SeenBy(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import) (out []Group, err error) {
	err = tx.Each(ctx, `SELECT g.id, g.key, g.network, g.namespace, g.chat, s.name, g.unit FROM community_group_sighting s
		JOIN community_group g ON g.workspace = s.workspace AND g.id = s.group_id WHERE s.workspace = $1 AND s.import = $2 ORDER BY g.id`,
		[]any{ws, imp}, func(scan func(...any) error) error {
			var g Group
			err := scan(&g.ID, &g.Key, &g.Network, &g.Namespace, &g.Chat, &g.Name, &g.Unit)
			out = append(out, g)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what an import has seen: %w", err)
	}
	return out, nil
}

// Natives tells what the network calls people; whoever was erased is left out.
func (s *Service) Natives(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]event.Actor, error) {
	out := map[uint32]event.Actor{}
	for part := range slices.Chunk(ords, batchKeys) {
		query := `SELECT ord, native_id, name FROM community_identity WHERE workspace = $1 AND native_id <> '' AND ord IN ` + db.List(2, len(part))
		err := tx.Each(ctx, query, withOrds(ws, part), func(scan func(...any) error) error {
			var ord uint32
			var a event.Actor
			err := scan(&ord, &a.ID, &a.Name)
			out[ord] = a
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look up what people are called: %w", err)
		}
	}
	return out, nil
}
