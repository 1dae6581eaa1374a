package community

import (
	"context"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// answer makes staff of those ticked, and of those shown without a tick people
// again, where they were staff. Whoever was not shown stays what they are.
func (s *Service) answer(ctx context.Context, tx *db.Tx, ws id.Workspace, ticked, shown []id.Member) error {
	for _, m := range ticked {
		if err := s.become(ctx, tx, ws, m, Staff); err != nil {
			return err
		}
	}
	for _, m := range shown {
		if slices.Contains(ticked, m) {
			continue
		}
		is, err := identitiesOfMember(ctx, tx, ws, m)
		if err != nil {
			return err
		}
		if len(is) == 0 || standingOf(is) != Staff {
			continue
		}
		if err := s.become(ctx, tx, ws, m, Person); err != nil {
			return err
		}
	}
	return nil
}

// become makes a member what is wanted, saying by hand no more than is needed:
// whoever is it without a word from here keeps what files say of them.
func (s *Service) become(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, want Standing) error {
	is, err := identitiesOfMember(ctx, tx, ws, m)
	if err != nil {
		return err
	}
	if len(is) > 0 && standingOf(is) == want {
		return nil
	}
	free := slices.Clone(is)
	for i := range free {
		free[i].ByHand = Unstated
	}
	if len(is) > 0 && standingOf(free) == want {
		want = Unstated
	}
	_, err = s.SetStanding(ctx, tx, ws, m, want)
	return err
}
