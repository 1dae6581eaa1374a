package community

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// seenOnly is the condition that some import which is not hidden has seen the
// identity i. The hidden ones are the arguments from number first on.
func seenOnly(hidden []id.Import, first int) (condition string, args []any) {
	condition = `EXISTS (SELECT 1 FROM community_sighting s WHERE s.workspace = i.workspace AND s.ord = i.ord`
	if len(hidden) > 0 {
		condition += ` AND s.import NOT IN ` + db.List(first, len(hidden))
	}
	for _, h := range hidden {
		args = append(args, h)
	}
	return condition + `)`, args
}

// pattern makes q match anywhere in a name, whatever signs it holds.
func pattern(q string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(q)) + "%"
}

// search lists members called q, or known by the native id q, in the order in
// which they were first seen.
func search(ctx context.Context, tx *db.Tx, ws id.Workspace, q string, hidden []id.Import, limit int) ([]id.Member, error) {
	seen, more := seenOnly(hidden, 5)
	query := `SELECT i.member FROM community_identity i WHERE i.workspace = $1 AND (lower(i.name) LIKE $2 ESCAPE '\' OR i.native_id = $3)
		AND ` + seen + ` GROUP BY i.member ORDER BY MIN(i.ord) LIMIT $4`
	return members(ctx, tx, query, append([]any{ws, pattern(q), q, limit}, more...))
}

// candidates lists members who may be staff: they made an export, own a group,
// were called staff, or have a name that holds one of words.
func candidates(ctx context.Context, tx *db.Tx, ws id.Workspace, words []string, hidden []id.Import, limit int) ([]id.Member, error) {
	args := []any{ws, Staff, limit}
	names := ""
	for _, w := range words {
		args = append(args, pattern(w))
		names += fmt.Sprintf(` OR lower(i.name) LIKE $%d ESCAPE '\'`, len(args))
	}
	seen, more := seenOnly(hidden, len(args)+1)
	query := `SELECT i.member FROM community_identity i WHERE i.workspace = $1
		AND (i.self = 1 OR i.owner = 1 OR i.by_hand = $2 OR i.stated = $2` + names + `) AND ` + seen + `
		GROUP BY i.member ORDER BY MAX(CASE WHEN i.by_hand = $2 OR i.stated = $2 THEN 1 ELSE 0 END) DESC, MAX(i.self) DESC, MAX(i.owner) DESC, MIN(i.ord) LIMIT $3`
	return members(ctx, tx, query, append(args, more...))
}

func members(ctx context.Context, tx *db.Tx, query string, args []any) (out []id.Member, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var m id.Member
		err := scan(&m)
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return out, nil
}

// identitiesOf lists the identities of members.
func identitiesOf(ctx context.Context, tx *db.Tx, ws id.Workspace, ms []id.Member) (out []Identity, err error) {
	for part := range slices.Chunk(ms, batchKeys) {
		args := []any{ws}
		for _, m := range part {
			args = append(args, m)
		}
		query := `SELECT ` + identityColumns + ` FROM community_identity WHERE workspace = $1 AND member IN ` + db.List(2, len(part)) + ` ORDER BY ord`
		err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
			i, err := scanIdentity(scan)
			out = append(out, i)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("identities of members: %w", err)
		}
	}
	return out, nil
}

// isSeen reports whether an import that is not hidden has seen the member.
func isSeen(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, hidden []id.Import) (bool, error) {
	seen, more := seenOnly(hidden, 3)
	var n int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM community_identity i WHERE i.workspace = $1 AND i.member = $2 AND `+seen, append([]any{ws, m}, more...)...).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look for a member: %w", err)
	}
	return n > 0, nil
}

// anybody reports whether any import that is not hidden has seen anybody.
func anybody(ctx context.Context, tx *db.Tx, ws id.Workspace, hidden []id.Import) (bool, error) {
	seen, more := seenOnly(hidden, 2)
	var n int
	err := tx.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM community_identity i WHERE i.workspace = $1 AND `+seen+` LIMIT 1) AS one`,
		append([]any{ws}, more...)...).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look for members: %w", err)
	}
	return n > 0, nil
}

// groupsNamed lists groups by id.
func groupsNamed(ctx context.Context, tx *db.Tx, ws id.Workspace, ids []id.Group) (map[id.Group]Group, error) {
	out := map[id.Group]Group{}
	in, list := db.Among(tx, 2, ids)
	query := `SELECT id, network, namespace, chat, name, unit FROM community_group WHERE workspace = $1 AND id IN ` + in
	err := tx.Each(ctx, query, []any{ws, list}, func(scan func(...any) error) error {
		var g Group
		var network, chat string
		err := scan(&g.ID, &network, &g.Namespace, &chat, &g.Name, &g.Unit)
		g.Network, g.Chat = event.Network(network), event.NativeChat(chat)
		if g.Name == "" {
			g.Name = chat
		}
		out[g.ID] = g
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("names of groups: %w", err)
	}
	return out, nil
}

// isGroupSeen reports whether an import that is not hidden tells of the group.
func isGroupSeen(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, hidden []id.Import) (bool, error) {
	query := `SELECT count(*) FROM community_group_sighting WHERE workspace = $1 AND group_id = $2`
	args := []any{ws, g}
	if len(hidden) > 0 {
		query += ` AND import NOT IN ` + db.List(3, len(hidden))
	}
	for _, h := range hidden {
		args = append(args, h)
	}
	var n int
	if err := tx.QueryRow(ctx, query, args...).Scan(&n); err != nil {
		return false, fmt.Errorf("look for a group: %w", err)
	}
	return n > 0, nil
}

// SetUnit gives a group to a unit, 0 for head office. It fails with NotFound.
func (s *Service) SetUnit(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, unit id.Unit) error {
	n, err := tx.Exec(ctx, `UPDATE community_group SET unit = $3 WHERE workspace = $1 AND id = $2`, ws, g, unit)
	if err != nil {
		return fmt.Errorf("set unit of group: %w", err)
	}
	if n == 0 {
		return fault.New(fault.NotFound, noSuchGroup.With())
	}
	return nil
}

// PlaceGroups gives to unit the groups that nobody but this import has seen. It
// is called when an import has ended, before its figures are measured.
func (s *Service) PlaceGroups(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, unit id.Unit) error {
	_, err := tx.Exec(ctx, `UPDATE community_group SET unit = $3 WHERE workspace = $1 AND unit = 0
		AND EXISTS (SELECT 1 FROM community_group_sighting s WHERE s.workspace = community_group.workspace AND s.group_id = community_group.id AND s.import = $2)
		AND NOT EXISTS (SELECT 1 FROM community_group_sighting o WHERE o.workspace = community_group.workspace AND o.group_id = community_group.id AND o.import <> $2)`,
		ws, imp, unit)
	if err != nil {
		return fmt.Errorf("give new groups to a unit: %w", err)
	}
	return nil
}

// Merged is a merge that has not been undone.
type Merged struct {
	ID    int64
	Into  id.Member
	Moved map[uint32]id.Member // identity → the member it was before
	At    time.Time
}

// mergesInto lists the merges into a member that can be undone, newest first.
func mergesInto(ctx context.Context, tx *db.Tx, ws id.Workspace, into id.Member) (out []Merged, err error) {
	err = tx.Each(ctx, `SELECT id, moved, at FROM community_merge WHERE workspace = $1 AND into_member = $2 AND undone = 0 ORDER BY id DESC LIMIT 100`,
		[]any{ws, into}, func(scan func(...any) error) error {
			m := Merged{Into: into}
			var text string
			var at int64
			if err := scan(&m.ID, &text, &at); err != nil {
				return err
			}
			m.At = time.UnixMilli(at).UTC()
			out = append(out, m)
			return json.Unmarshal([]byte(text), &out[len(out)-1].Moved)
		})
	if err != nil {
		return nil, fmt.Errorf("list merges: %w", err)
	}
	return out, nil
}

// movedTo finds the member that m was merged into; 0 where it was not.
func movedTo(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) (into id.Member, err error) {
	// moved is JSON such as {"7":123}; the colon and what follows a number keep
	// one id from being found inside another.
	number := fmt.Sprintf(":%d", m)
	err = tx.QueryRow(ctx, `SELECT into_member FROM community_merge WHERE workspace = $1 AND undone = 0
		AND (moved LIKE $2 OR moved LIKE $3) ORDER BY id DESC LIMIT 1`, ws, "%"+number+",%", "%"+number+"}%").Scan(&into)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look for a merge: %w", err)
	}
	return into, nil
}

// GroupsAfter lists groups by id, after one and at most limit; only those of a
// native chat where chat is not "".
func (s *Service) GroupsAfter(ctx context.Context, tx *db.Tx, ws id.Workspace, chat string, after id.Group, limit int) (out []Group, err error) {
	query, args := `SELECT id, network, chat, name FROM community_group WHERE workspace = $1 AND id > $2`, []any{ws, after, limit}
	if chat != "" {
		query, args = query+` AND chat = $4`, append(args, chat)
	}
	err = tx.Each(ctx, query+` ORDER BY id LIMIT $3`, args, func(scan func(...any) error) error {
		var g Group
		var network, native string
		err := scan(&g.ID, &network, &native, &g.Name)
		g.Network, g.Chat = event.Network(network), event.NativeChat(native)
		out = append(out, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list groups: %w", err)
	}
	return out, nil
}

// GroupsNamed returns those of groups that are known, each with a name and where
// it is.
func (s *Service) GroupsNamed(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Group, error) {
	return groupsNamed(ctx, tx, ws, groups)
}

// seenGroups are the groups that an import which is not hidden tells of.
func seenGroups(ctx context.Context, tx *db.Tx, ws id.Workspace, hidden []id.Import) (map[id.Group]bool, error) {
	query := `SELECT DISTINCT group_id FROM community_group_sighting WHERE workspace = $1`
	args := []any{ws}
	if len(hidden) > 0 {
		query += ` AND import NOT IN ` + db.List(2, len(hidden))
	}
	for _, h := range hidden {
		args = append(args, h)
	}
	out := map[id.Group]bool{}
	err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var g id.Group
		err := scan(&g)
		out[g] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for groups: %w", err)
	}
	return out, nil
}
