package community

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// batchKeys is how many keys one look-up carries.
const batchKeys = 400

// RecognisePeople returns the number of each person, making those that are
// new, and notes that the import has seen them.
func (s *Service) RecognisePeople(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, people []SeenPerson) ([]uint32, error) {
	ords, err := s.numberPeople(ctx, tx, ws, people)
	if err != nil {
		return nil, err
	}
	return ords, addSightings(ctx, tx, ws, imp, people, ords)
}

// numberPeople returns the number of each person, making those that are new.
func (s *Service) numberPeople(ctx context.Context, tx *db.Tx, ws id.Workspace, people []SeenPerson) ([]uint32, error) {
	keys := make([]string, len(people))
	for i := range people {
		keys[i] = people[i].Key()
	}
	known := map[string]uint32{}
	fresh, err := unknown(ctx, tx, ws, keys, known)
	if err != nil {
		return nil, err
	}
	if len(fresh) > 0 { // who is new is made by one at a time: look again once it is our turn
		if err := lockPeople(ctx, tx, ws); err != nil {
			return nil, err
		}
		if fresh, err = unknown(ctx, tx, ws, keys, known); err != nil {
			return nil, err
		}
	}
	if len(fresh) > 0 {
		first, err := takeOrds(ctx, tx, ws, len(fresh))
		if err != nil {
			return nil, err
		}
		for n, i := range fresh {
			known[keys[i]] = first + uint32(n)
		}
		if err := s.addIdentities(ctx, tx, ws, people, keys, fresh, first); err != nil {
			return nil, err
		}
	}
	ords := make([]uint32, len(people))
	for i, k := range keys {
		ords[i] = known[k]
	}
	return ords, nil
}

// unknown looks keys up and lists the places of those that nobody bears, each
// key once.
func unknown(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string, known map[string]uint32) (fresh []int, err error) {
	for part := range slices.Chunk(keys, batchKeys) {
		if err := ordsOf(ctx, tx, ws, part, known); err != nil {
			return nil, err
		}
	}
	seen := map[string]bool{}
	for i, k := range keys {
		if _, ok := known[k]; !ok && !seen[k] {
			seen[k] = true
			fresh = append(fresh, i)
		}
	}
	return fresh, nil
}

// lockPeople lets one transaction at a time make or settle the people of a
// workspace. SQLite has one writer anyway.
func lockPeople(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	if tx.Dialect == db.SQLite {
		return nil
	}
	_, err := takeOrds(ctx, tx, ws, 0)
	return err
}

func ordsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string, into map[string]uint32) error {
	args := []any{ws}
	for _, k := range keys {
		args = append(args, k)
	}
	query := `SELECT key, ord FROM community_identity WHERE workspace = $1 AND key IN ` + db.List(2, len(keys))
	err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var key string
		var ord uint32
		if err := scan(&key, &ord); err != nil {
			return err
		}
		into[key] = ord
		return nil
	})
	if err != nil {
		return fmt.Errorf("look up people: %w", err)
	}
	return nil
}

const takeOrd = `
	INSERT INTO community_counter (workspace, next_ord) VALUES ($1, 1 + CAST($2 AS BIGINT))
	ON CONFLICT (workspace) DO UPDATE SET next_ord = community_counter.next_ord + CAST($2 AS BIGINT)
	RETURNING next_ord`

// takeOrds reserves n numbers and returns the first. They begin at 1: elsewhere 0
// stands for nobody.
func takeOrds(ctx context.Context, tx *db.Tx, ws id.Workspace, n int) (uint32, error) {
	var end int64
	if err := tx.QueryRow(ctx, takeOrd, ws, n).Scan(&end); err != nil {
		return 0, fmt.Errorf("number people: %w", err)
	}
	return uint32(end - int64(n)), nil
}

func (s *Service) addIdentities(ctx context.Context, tx *db.Tx, ws id.Workspace, people []SeenPerson, keys []string, fresh []int, first uint32) error {
	b := db.Bulk{Into: `community_identity (workspace, ord, key, network, native_id, name, stated, by_hand, judged, self, owner, member)`, Columns: 12}
	_, err := b.Run(ctx, tx, len(fresh), func(dst []any, n int) []any {
		p := &people[fresh[n]]
		return append(dst, ws, first+uint32(n), keys[fresh[n]], string(p.Network), string(p.ID), p.Name,
			p.Stated, Unstated, 0, flag(p.Self), flag(p.Owner), id.New[id.Member](s.IDs, tx.Now))
	})
	return err
}

func addSightings(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, people []SeenPerson, ords []uint32) error {
	b := db.Bulk{Into: `community_sighting (workspace, import, ord, name, name_at, stated, self, owner)`, Columns: 8,
		Then: `ON CONFLICT (workspace, import, ord) DO UPDATE SET name = excluded.name, name_at = excluded.name_at,
			stated = excluded.stated, self = excluded.self, owner = excluded.owner`}
	_, err := b.Run(ctx, tx, len(people), func(dst []any, i int) []any {
		p := &people[i]
		return append(dst, ws, imp, ords[i], p.Name, p.NameAt, p.Stated, flag(p.Self), flag(p.Owner))
	})
	return err
}

// RecogniseGroups returns the id of each group, making those that are new, and
// notes that the import has seen them.
func (s *Service) RecogniseGroups(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, groups []SeenGroup) ([]id.Group, error) {
	ids := make([]id.Group, len(groups))
	for i, g := range groups {
		if err := tx.QueryRow(ctx, upsertGroup, ws, id.New[id.Group](s.IDs, tx.Now), g.Key(), string(g.Network), g.Namespace,
			string(g.Chat), g.Name).Scan(&ids[i]); err != nil {
			return nil, fmt.Errorf("recognise group: %w", err)
		}
		if _, err := tx.Exec(ctx, upsertGroupSighting, ws, imp, ids[i], g.Name, g.NameAt, g.Newest, g.Until, flag(g.Open)); err != nil {
			return nil, fmt.Errorf("note group: %w", err)
		}
	}
	return ids, nil
}

const upsertGroup = `
	INSERT INTO community_group (workspace, id, key, network, namespace, chat, name, unit, listed)
	VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)
	ON CONFLICT (workspace, key) DO UPDATE SET unit = community_group.unit
	RETURNING id`

const upsertGroupSighting = `
	INSERT INTO community_group_sighting (workspace, import, group_id, name, name_at, newest, until, open)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
	ON CONFLICT (workspace, import, group_id) DO UPDATE
	SET name = excluded.name, name_at = excluded.name_at, newest = excluded.newest,
		until = excluded.until, open = excluded.open`

// NoteListed records whom an import's member lists name. plain says that they
// name ordinary members, and not only whose export it is and who runs the group.
func (s *Service) NoteListed(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, group id.Group, ords []uint32, plain bool) error {
	b := db.Bulk{Into: `community_listed (workspace, import, group_id, ord, plain)`, Columns: 5,
		Then: `ON CONFLICT (workspace, import, group_id, ord) DO NOTHING`}
	_, err := b.Run(ctx, tx, len(ords), func(dst []any, i int) []any { return append(dst, ws, imp, group, ords[i], flag(plain)) })
	return err
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
