package community

import (
	"context"
	"embed"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is community's own tables.
var Schema = db.Schema{Owner: "community", Files: files, Stays: []string{"community_sheet"}}

func (s *Service) ordsOfImport(ctx context.Context, ws id.Workspace, imp id.Import) (ords []uint32, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT ord FROM community_sighting WHERE workspace = $1 AND import = $2 ORDER BY ord`, []any{ws, imp},
			func(scan func(...any) error) error {
				var ord uint32
				if err := scan(&ord); err != nil {
					return err
				}
				ords = append(ords, ord)
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("list people of an import: %w", err)
	}
	return ords, nil
}

func withOrds(ws id.Workspace, ords []uint32, more ...any) []any {
	args := append([]any{ws}, more...)
	for _, o := range ords {
		args = append(args, int64(o))
	}
	return args
}

// byBytes makes text sort by its bytes, as SQLite and a diagnosis without a
// database do, whatever the order of the PostgreSQL database's language is.
func byBytes(d db.Dialect) string {
	if d == db.Postgres {
		return ` COLLATE "C"`
	}
	return ""
}

// settleOrds makes identities the sum of their sightings: the latest name wins.
func settleOrds(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	update := `
		UPDATE community_identity SET
			name = COALESCE((SELECT s.name FROM community_sighting s WHERE s.workspace = community_identity.workspace
				AND s.ord = community_identity.ord AND s.name <> '' ORDER BY s.name_at DESC, s.name` + byBytes(tx.Dialect) + ` LIMIT 1), ''),
			stated = COALESCE((SELECT MAX(s.stated) FROM community_sighting s WHERE s.workspace = community_identity.workspace AND s.ord = community_identity.ord), 0),
			self = COALESCE((SELECT MAX(s.self) FROM community_sighting s WHERE s.workspace = community_identity.workspace AND s.ord = community_identity.ord), 0),
			owner = COALESCE((SELECT MAX(s.owner) FROM community_sighting s WHERE s.workspace = community_identity.workspace AND s.ord = community_identity.ord), 0)
		WHERE workspace = $1 AND ord IN `
	if err := lockPeople(ctx, tx, ws); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, update+db.List(2, len(ords)), withOrds(ws, ords)...); err != nil {
		return fmt.Errorf("settle people: %w", err)
	}
	return nil
}

func forgetOrds(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, ords []uint32) error {
	if err := lockPeople(ctx, tx, ws); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM community_sighting WHERE workspace = $1 AND import = $2 AND ord IN `+db.List(3, len(ords)),
		withOrds(ws, ords, imp)...); err != nil {
		return fmt.Errorf("forget sightings: %w", err)
	}
	const orphans = `
		DELETE FROM community_identity WHERE workspace = $1 AND NOT EXISTS (SELECT 1 FROM community_sighting s
			WHERE s.workspace = community_identity.workspace AND s.ord = community_identity.ord) AND ord IN `
	if _, err := tx.Exec(ctx, orphans+db.List(2, len(ords)), withOrds(ws, ords)...); err != nil {
		return fmt.Errorf("forget people: %w", err)
	}
	return settleOrds(ctx, tx, ws, ords)
}

// settleGroups makes groups the sum of their sightings, and drops those nobody
// has seen.
func settleGroups(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	if err := lockPeople(ctx, tx, ws); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM community_group WHERE workspace = $1 AND NOT EXISTS (SELECT 1 FROM community_group_sighting s
			WHERE s.workspace = community_group.workspace AND s.group_id = community_group.id)`,
		`UPDATE community_group SET
			name = COALESCE((SELECT s.name FROM community_group_sighting s WHERE s.workspace = community_group.workspace
				AND s.group_id = community_group.id AND s.name <> '' ORDER BY s.name_at DESC, s.name` + byBytes(tx.Dialect) + ` LIMIT 1), ''),
			listed = CASE WHEN EXISTS (SELECT 1 FROM community_listed l WHERE l.workspace = community_group.workspace
				AND l.group_id = community_group.id AND l.plain = 1) THEN 1 ELSE 0 END
		WHERE workspace = $1`,
		`DELETE FROM community_profile WHERE workspace = $1 AND group_id <> 0 AND NOT EXISTS (SELECT 1 FROM community_group g
			WHERE g.workspace = community_profile.workspace AND g.id = community_profile.group_id)`,
		`DELETE FROM community_column WHERE workspace = $1 AND group_id <> 0 AND NOT EXISTS (SELECT 1 FROM community_group g
			WHERE g.workspace = community_column.workspace AND g.id = community_column.group_id)`,
		`DELETE FROM community_owner WHERE workspace = $1 AND NOT EXISTS (SELECT 1 FROM community_group g
			WHERE g.workspace = community_owner.workspace AND g.id = community_owner.group_id)`,
	} {
		if _, err := tx.Exec(ctx, q, ws); err != nil {
			return fmt.Errorf("settle groups: %w", err)
		}
	}
	return nil
}

const identityColumns = `ord, key, network, native_id, name, stated, by_hand, judged, self, owner, member`

func scanIdentity(scan func(...any) error) (i Identity, err error) {
	var network, native string
	err = scan(&i.Ord, &i.Key, &network, &native, &i.Name, &i.Stated, &i.ByHand, (*intBool)(&i.Judged), (*intBool)(&i.Self), (*intBool)(&i.Owner), &i.Member)
	i.Network, i.Native = event.Network(network), event.NativeUser(native)
	return i, err
}

// intBool reads a flag column.
type intBool bool

// Scan takes 0 for false and any other number for true.
func (b *intBool) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a flag is %T", v)
	}
	*b = n != 0
	return nil
}

func identitiesOfMember(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) (out []Identity, err error) {
	err = tx.Each(ctx, `SELECT `+identityColumns+` FROM community_identity WHERE workspace = $1 AND member = $2 ORDER BY ord`, []any{ws, m},
		func(scan func(...any) error) error {
			i, err := scanIdentity(scan)
			out = append(out, i)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("identities of a member: %w", err)
	}
	return out, nil
}

// identitiesWithSiblings lists the identities of ords and every other identity
// of the same members.
func identitiesWithSiblings(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (out []Identity, err error) {
	in, list := db.Among(tx, 2, ords)
	query := `SELECT ` + identityColumns + ` FROM community_identity WHERE workspace = $1 AND member IN
		(SELECT member FROM community_identity WHERE workspace = $1 AND ord IN ` + in + `)`
	err = tx.Each(ctx, query, []any{ws, list}, func(scan func(...any) error) error {
		i, err := scanIdentity(scan)
		out = append(out, i)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("identities: %w", err)
	}
	return out, nil
}

func setMember(ctx context.Context, tx *db.Tx, ws id.Workspace, ord uint32, m id.Member) error {
	if _, err := tx.Exec(ctx, `UPDATE community_identity SET member = $3 WHERE workspace = $1 AND ord = $2`, ws, ord, m); err != nil {
		return fmt.Errorf("set member: %w", err)
	}
	return nil
}

// Groups lists the groups of a workspace, by key.
func (s *Service) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Group, err error) {
	err = tx.Each(ctx, `SELECT id, key, network, namespace, chat, name, unit, listed FROM community_group WHERE workspace = $1 ORDER BY key`, []any{ws},
		func(scan func(...any) error) error {
			var g Group
			var network, chat string
			err := scan(&g.ID, &g.Key, &network, &g.Namespace, &chat, &g.Name, &g.Unit, (*intBool)(&g.Listed))
			g.Network, g.Chat = event.Network(network), event.NativeChat(chat)
			out = append(out, g)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list groups: %w", err)
	}
	return out, nil
}

// Listed lists whom the member lists of a group name; nil where there is none.
func (s *Service) Listed(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (out []uint32, err error) {
	err = tx.Each(ctx, `SELECT DISTINCT ord FROM community_listed WHERE workspace = $1 AND group_id = $2 ORDER BY ord`, []any{ws, group},
		func(scan func(...any) error) error {
			var ord uint32
			err := scan(&ord)
			out = append(out, ord)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return out, nil
}

// Reach is what one import says of how far a group is known.
type Reach struct {
	Group  id.Group
	Import id.Import
	Newest int64
	Until  int64
	Open   bool
}

// Reaches lists what the imports say of groups.
func (s *Service) Reaches(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Reach, err error) {
	err = tx.Each(ctx, `SELECT group_id, import, newest, until, open FROM community_group_sighting WHERE workspace = $1 ORDER BY group_id, import`, []any{ws},
		func(scan func(...any) error) error {
			var r Reach
			err := scan(&r.Group, &r.Import, &r.Newest, &r.Until, (*intBool)(&r.Open))
			out = append(out, r)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list reaches: %w", err)
	}
	return out, nil
}

// GroupsAtUnit counts the groups that belong to a unit.
func (s *Service) GroupsAtUnit(ctx context.Context, tx *db.Tx, ws id.Workspace, unit id.Unit) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT count(*) FROM community_group WHERE workspace = $1 AND unit = $2`, ws, unit).Scan(&n)
	return n, err
}
