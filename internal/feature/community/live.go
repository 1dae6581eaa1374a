package community

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// RecogniseLive is RecognisePeople and RecogniseGroups for what happens now:
// people and groups tell only what is new, which holds at once. part stands for
// the connection that tells it.
func (s *Service) RecogniseLive(ctx context.Context, tx *db.Tx, ws id.Workspace, part id.Import, people []SeenPerson, groups []SeenGroup) ([]uint32, []id.Group, error) {
	ords, err := s.numberPeople(ctx, tx, ws, people)
	if err != nil {
		return nil, nil, err
	}
	b := db.Bulk{Into: `community_sighting (workspace, import, ord, name, name_at, stated, self, owner)`, Columns: 8,
		Then: `ON CONFLICT (workspace, import, ord) DO UPDATE SET name = excluded.name, name_at = excluded.name_at
			WHERE excluded.name <> '' AND (excluded.name_at > community_sighting.name_at OR community_sighting.name = '')`}
	if _, err := b.Run(ctx, tx, len(people), func(dst []any, i int) []any {
		p := &people[i]
		return append(dst, ws, part, ords[i], p.Name, p.NameAt, p.Stated, flag(p.Self), flag(p.Owner))
	}); err != nil {
		return nil, nil, err
	}
	for from := 0; from < len(ords); from += sliceOrds {
		if err := settleOrds(ctx, tx, ws, ords[from:min(from+sliceOrds, len(ords))]); err != nil {
			return nil, nil, err
		}
	}
	ids := make([]id.Group, len(groups))
	for i, g := range groups {
		if err := tx.QueryRow(ctx, upsertGroup, ws, id.New[id.Group](s.IDs, tx.Now), g.Key(), string(g.Network), g.Namespace,
			string(g.Chat), g.Name).Scan(&ids[i]); err != nil {
			return nil, nil, fmt.Errorf("recognise group: %w", err)
		}
		if _, err := tx.Exec(ctx, upsertLiveSighting, ws, part, ids[i], g.Name, g.NameAt); err != nil {
			return nil, nil, fmt.Errorf("note group: %w", err)
		}
		if _, err := tx.Exec(ctx, nameGroup+byBytes(tx.Dialect)+nameGroupEnd, ws, ids[i]); err != nil {
			return nil, nil, fmt.Errorf("name group: %w", err)
		}
	}
	return ords, ids, nil
}

// A connection limits nothing that is known of a group: until is 0, open is 1.
const upsertLiveSighting = `
	INSERT INTO community_group_sighting (workspace, import, group_id, name, name_at, newest, until, open)
	VALUES ($1, $2, $3, $4, $5, 0, 0, 1)
	ON CONFLICT (workspace, import, group_id) DO UPDATE SET name = excluded.name, name_at = excluded.name_at
	WHERE excluded.name <> '' AND (excluded.name_at > community_group_sighting.name_at OR community_group_sighting.name = '')`

const (
	nameGroup = `
	UPDATE community_group SET name = COALESCE((SELECT s.name FROM community_group_sighting s WHERE s.workspace = community_group.workspace
		AND s.group_id = community_group.id AND s.name <> '' ORDER BY s.name_at DESC, s.name`
	nameGroupEnd = ` LIMIT 1), '') WHERE workspace = $1 AND id = $2`
)

// GroupsByKey returns the groups known by keys.
func (s *Service) GroupsByKey(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) (map[string]Group, error) {
	out := map[string]Group{}
	for part := range slices.Chunk(keys, batchKeys) {
		args := []any{ws}
		for _, k := range part {
			args = append(args, k)
		}
		query := `SELECT key, id, name, unit FROM community_group WHERE workspace = $1 AND key IN ` + db.List(2, len(part))
		err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var g Group
			err := scan(&g.Key, &g.ID, &g.Name, &g.Unit)
			out[g.Key] = g
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("groups by their keys: %w", err)
		}
	}
	return out, nil
}

// PeopleByKey returns whom keys are known as.
func (s *Service) PeopleByKey(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) (map[string]Who, error) {
	known := map[string]uint32{}
	for part := range slices.Chunk(keys, batchKeys) {
		if err := ordsOf(ctx, tx, ws, part, known); err != nil {
			return nil, err
		}
	}
	who, err := s.Authors(ctx, tx, ws, slices.Sorted(maps.Values(known)))
	out := make(map[string]Who, len(known))
	for key, ord := range known {
		if w, ok := who[ord]; ok {
			out[key] = w
		}
	}
	return out, err
}
