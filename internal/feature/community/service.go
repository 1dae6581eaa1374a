package community

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

// Service keeps groups and people.
type Service struct {
	DB  *db.DB
	IDs *id.Source
	// Profiled hears in the same transaction of which groups the details were changed;
	// nil where nobody asks.
	Profiled func(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) error
}

// sliceOrds is how many people one writing transaction settles.
const sliceOrds = 2000

// Settle makes identities and groups follow what all imports say of them, for
// those an import has seen. It runs in slices; running it again does no harm.
func (s *Service) Settle(ctx context.Context, ws id.Workspace, imp id.Import) error {
	ords, err := s.ordsOfImport(ctx, ws, imp)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ords, sliceOrds) {
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			return settleOrds(ctx, tx, ws, part)
		}); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error { return settleGroups(ctx, tx, ws) })
}

// Forget takes back what an import said: people and groups nobody else has
// seen go, the others become what the remaining imports say.
func (s *Service) Forget(ctx context.Context, ws id.Workspace, imp id.Import) error {
	ords, err := s.ordsOfImport(ctx, ws, imp)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ords, sliceOrds) {
		if err := s.DB.Write(ctx, func(tx *db.Tx) error { return forgetOrds(ctx, tx, ws, imp, part) }); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, q := range []string{
			`DELETE FROM community_listed WHERE workspace = $1 AND import = $2`,
			`DELETE FROM community_group_sighting WHERE workspace = $1 AND import = $2`,
		} {
			if _, err := tx.Exec(ctx, q, ws, imp); err != nil {
				return fmt.Errorf("forget groups of an import: %w", err)
			}
		}
		return settleGroups(ctx, tx, ws)
	})
}

var noSuchMember = i18n.Text{
	Hans: "没有找到这位群成员，可能已被合并或撤销导入。请回到群成员列表再选一次。",
	Hant: "找不到這位群成員，可能已被合併或匯入已復原。請回到群成員列表再選一次。",
	En:   "This member was not found; they may have been merged, or their import undone. Please choose again from the list.",
}

// Merge makes the identities of the members in from belong to into: they are
// one person. It returns an id by which the merge can be undone.
func (s *Service) Merge(ctx context.Context, tx *db.Tx, ws id.Workspace, into id.Member, from []id.Member, by id.User) (int64, error) {
	moved := map[uint32]id.Member{}
	target, err := identitiesOfMember(ctx, tx, ws, into)
	if err != nil {
		return 0, err
	}
	if len(target) == 0 {
		return 0, fault.New(fault.NotFound, noSuchMember.With())
	}
	for _, m := range from {
		if m == into {
			continue
		}
		is, err := identitiesOfMember(ctx, tx, ws, m)
		if err != nil {
			return 0, err
		}
		if len(is) == 0 {
			return 0, fault.New(fault.NotFound, noSuchMember.With())
		}
		for _, i := range is {
			moved[i.Ord] = m
		}
	}
	for ord := range moved {
		if err := setMember(ctx, tx, ws, ord, into); err != nil {
			return 0, err
		}
	}
	text, err := json.Marshal(moved)
	if err != nil {
		return 0, err
	}
	merge := int64(id.New[id.Member](s.IDs, tx.Now))
	_, err = tx.Exec(ctx, `INSERT INTO community_merge (workspace, id, into_member, moved, by_user, at, undone) VALUES ($1, $2, $3, $4, $5, $6, 0)`,
		ws, merge, into, string(text), by, tx.Now.UnixMilli())
	for i := 0; err == nil && i < len(from); i++ {
		err = audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Actor: audit.User(by), Action: audit.MemberMerged, Subject: id.Show(into), Detail: audit.Detail{Other: id.Show(from[i])}})
	}
	return merge, err
}

// Unmerge undoes a merge: every identity goes back to the member it had. One
// that was merged again since stays where it is now.
func (s *Service) Unmerge(ctx context.Context, tx *db.Tx, ws id.Workspace, merge int64) ([]uint32, error) {
	var text string
	var into id.Member
	err := tx.QueryRow(ctx, `UPDATE community_merge SET undone = $3 WHERE workspace = $1 AND id = $2 AND undone = 0 RETURNING moved, into_member`,
		ws, merge, tx.Now.UnixMilli()).Scan(&text, &into)
	if err != nil {
		return nil, fault.Because(err, fault.NotFound, noSuchMember.With())
	}
	moved := map[uint32]id.Member{}
	if err := json.Unmarshal([]byte(text), &moved); err != nil {
		return nil, err
	}
	var ords []uint32
	for ord, was := range moved {
		if _, err := tx.Exec(ctx, `UPDATE community_identity SET member = $4 WHERE workspace = $1 AND ord = $2 AND member = $3`,
			ws, ord, into, was); err != nil {
			return nil, fmt.Errorf("undo merge: %w", err)
		}
		ords = append(ords, ord)
	}
	slices.Sort(ords)
	return ords, audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.MemberParted, Subject: id.Show(into)})
}

// SetStanding records what somebody here says a member is; Unstated takes it back.
// It returns the member's identities, whose groups' figures must follow.
func (s *Service) SetStanding(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, to Standing) ([]uint32, error) {
	is, err := identitiesOfMember(ctx, tx, ws, m)
	if err != nil {
		return nil, err
	}
	if len(is) == 0 {
		return nil, fault.New(fault.NotFound, noSuchMember.With())
	}
	if _, err := tx.Exec(ctx, `UPDATE community_identity SET by_hand = $3 WHERE workspace = $1 AND member = $2`, ws, m, to); err != nil {
		return nil, fmt.Errorf("set standing: %w", err)
	}
	ords := make([]uint32, len(is))
	for i := range is {
		ords[i] = is[i].Ord
	}
	return ords, nil
}

// Judge records which people of a group post like machines.
func (s *Service) Judge(ctx context.Context, tx *db.Tx, ws id.Workspace, ord uint32, bot bool) error {
	_, err := tx.Exec(ctx, `UPDATE community_identity SET judged = $3 WHERE workspace = $1 AND ord = $2`, ws, ord, flag(bot))
	return err
}

// Who is one author of a workspace after merging.
type Who struct {
	Ord       uint32 // smallest number of the member's identities
	Key       string // smallest key of the member's identities; the same in any numbering
	Member    id.Member
	Name      string
	Standing  Standing
	NetworkOf string
}

// Authors tells who the given authors are.
func (s *Service) Authors(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]Who, error) {
	return s.AuthorsIf(ctx, tx, ws, ords, nil)
}

// AuthorsIf is Authors as they would be if bots, and nobody else, posted like
// machines; nil stands for what was judged last.
func (s *Service) AuthorsIf(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32, bots map[uint32]bool) (map[uint32]Who, error) {
	is, err := identitiesWithSiblings(ctx, tx, ws, ords)
	if err != nil {
		return nil, err
	}
	byMember := map[id.Member][]Identity{}
	for _, i := range is {
		if bots != nil {
			i.Judged = bots[i.Ord]
		}
		byMember[i.Member] = append(byMember[i.Member], i)
	}
	out := make(map[uint32]Who, len(ords))
	for m, list := range byMember {
		slices.SortFunc(list, func(a, b Identity) int { return int(a.Ord) - int(b.Ord) })
		w := Who{Ord: list[0].Ord, Key: list[0].Key, Member: m, Standing: standingOf(list)}
		for _, i := range list {
			w.Key = min(w.Key, i.Key)
			if w.Name == "" {
				w.Name = i.Name
			}
		}
		for _, i := range list {
			out[i.Ord] = w
		}
	}
	return out, nil
}

// Called lists members by a part of their name, in the order in which they were
// first seen. Whom only hidden imports know is left out.
func (s *Service) Called(ctx context.Context, tx *db.Tx, ws id.Workspace, name string, hidden []id.Import, limit int) ([]Who, error) {
	list, err := search(ctx, tx, ws, name, hidden, limit)
	if err != nil {
		return nil, err
	}
	is, err := identitiesOf(ctx, tx, ws, list)
	if err != nil {
		return nil, err
	}
	known, err := s.Authors(ctx, tx, ws, ordsOfAll(is))
	if err != nil {
		return nil, err
	}
	by := make(map[id.Member]Who, len(list))
	for _, w := range known {
		by[w.Member] = w
	}
	out := make([]Who, 0, len(list))
	for _, m := range list {
		if w, ok := by[m]; ok {
			out = append(out, w)
		}
	}
	return out, nil
}
