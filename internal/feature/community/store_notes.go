package community

import (
	"context"
	"fmt"
	"slices"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// NotesOf tells what is written down of people, by any of their numbers; of whom
// nothing is, is left out.
func (s *Service) NotesOf(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]Notes, error) {
	out := map[uint32]Notes{}
	in, list := db.Among(tx, 2, ords)
	ofSiblings := ` JOIN community_identity j ON j.workspace = i.workspace AND j.member = i.member`
	where := ` WHERE i.workspace = $1 AND i.ord IN ` + in
	err := tx.Each(ctx, `SELECT i.ord, p.friend, p.month, p.day, p.lunar, p.leap FROM community_identity i`+ofSiblings+
		` JOIN community_note p ON p.workspace = j.workspace AND p.ord = j.ord`+where+` ORDER BY i.ord, p.ord`, []any{ws, list}, func(scan func(...any) error) error {
		var ord uint32
		var friend, lunar, leap int64
		var b Birth
		err := scan(&ord, &friend, &b.Month, &b.Day, &lunar, &leap)
		b.Lunar, b.Leap = lunar != 0, leap != 0
		p := out[ord]
		p.Friend = p.Friend || friend != 0
		if !p.Birth.Known() {
			p.Birth = b
		}
		out[ord] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is written down of people: %w", err)
	}
	err = tx.Each(ctx, `SELECT DISTINCT i.ord, t.tag FROM community_identity i`+ofSiblings+
		` JOIN community_tag t ON t.workspace = j.workspace AND t.ord = j.ord`+where+` ORDER BY i.ord, t.tag`, []any{ws, list}, func(scan func(...any) error) error {
		var ord uint32
		var tag string
		err := scan(&ord, &tag)
		p := out[ord]
		p.Tags = append(p.Tags, tag)
		out[ord] = p
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read tags: %w", err)
	}
	return out, nil
}

// SetNotes writes down what somebody here knows of a member, in place of what
// was. It fails with NotFound or Invalid.
func (s *Service) SetNotes(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, p Notes) error {
	if err := p.Birth.check(); err != nil {
		return err
	}
	ords, err := s.Ords(ctx, tx, ws, m)
	if err != nil {
		return err
	}
	if err := forgetNotes(ctx, tx, ws, ords); err != nil {
		return err
	}
	b := p.Birth
	_, err = tx.Exec(ctx, `INSERT INTO community_note (workspace, ord, friend, month, day, lunar, leap) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		ws, slices.Min(ords), flag(p.Friend), b.Month, b.Day, flag(b.Lunar), flag(b.Leap))
	if err != nil {
		return fmt.Errorf("write down what is known of a member: %w", err)
	}
	if err := tag(ctx, tx, ws, slices.Min(ords), p.Tags); err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.MemberNoted, Subject: id.Show(m)})
}

// forgetNotes forgets what is written down of people.
func forgetNotes(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	for part := range slices.Chunk(ords, batchKeys) {
		for _, query := range []string{`DELETE FROM community_note WHERE workspace = $1 AND ord IN `, `DELETE FROM community_tag WHERE workspace = $1 AND ord IN `} {
			if _, err := tx.Exec(ctx, query+db.List(2, len(part)), withOrds(ws, part)...); err != nil {
				return fmt.Errorf("forget what is written down of people: %w", err)
			}
		}
	}
	return nil
}

// Tag gives somebody tags and takes others away. A tag that is none, or one too
// many, is left out: what a program wants must not fail for that.
func (s *Service) Tag(ctx context.Context, tx *db.Tx, ws id.Workspace, ord uint32, give, take []string) error {
	is, err := identitiesWithSiblings(ctx, tx, ws, []uint32{ord})
	if err != nil {
		return err
	}
	if len(is) == 0 {
		return fault.New(fault.NotFound, noSuchMember.With())
	}
	for _, t := range take {
		args := append(withOrds(ws, ordsOfAll(is)), t)
		if _, err := tx.Exec(ctx, `DELETE FROM community_tag WHERE workspace = $1 AND ord IN `+db.List(2, len(is))+fmt.Sprintf(` AND tag = $%d`, len(args)), args...); err != nil {
			return fmt.Errorf("take a tag away: %w", err)
		}
	}
	known, err := s.NotesOf(ctx, tx, ws, []uint32{ord})
	if err != nil {
		return err
	}
	has := known[ord].Tags
	give = slices.DeleteFunc(slices.Clone(give), func(t string) bool { return !isTag(t) || slices.Contains(has, t) })
	return tag(ctx, tx, ws, ord, give[:min(len(give), max(0, mostTags-len(has)))])
}

func tag(ctx context.Context, tx *db.Tx, ws id.Workspace, ord uint32, tags []string) error {
	for _, t := range tags {
		_, err := tx.Exec(ctx, `INSERT INTO community_tag (workspace, ord, tag, at) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, ord, tag) DO NOTHING`,
			ws, ord, t, tx.Now.UnixMilli())
		if err != nil {
			return fmt.Errorf("give a tag: %w", err)
		}
	}
	return nil
}

// BornOn lists by all their numbers whose birthday is noted as one of some days, each as
// month × 100 + day: of the ordinary calendar, and of the Chinese one; so many at most.
func (s *Service) BornOn(ctx context.Context, tx *db.Tx, ws id.Workspace, solar, lunar []int64, most int) (out []uint32, err error) {
	in, list := db.Among(tx, 2, solar)
	inLunar, listLunar := db.Among(tx, 3, lunar)
	err = tx.Each(ctx, `SELECT DISTINCT j.ord FROM community_note p JOIN community_identity i ON i.workspace = p.workspace AND i.ord = p.ord
		JOIN community_identity j ON j.workspace = i.workspace AND j.member = i.member
		WHERE p.workspace = $1 AND (p.lunar = 0 AND p.month * 100 + p.day IN `+in+` OR p.lunar = 1 AND p.month * 100 + p.day IN `+inLunar+`) ORDER BY j.ord LIMIT $4`,
		[]any{ws, list, listLunar, most}, func(scan func(...any) error) error {
			var ord uint32
			err := scan(&ord)
			out = append(out, ord)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list whose birthday it is: %w", err)
	}
	return out, nil
}
