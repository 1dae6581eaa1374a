package community

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Natives lists by what the networks know a member, and the numbers under which
// their messages are kept. It fails with NotFound.
func (s *Service) Natives(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) (natives []event.Actor, ords []uint32, err error) {
	is, err := identitiesOfMember(ctx, tx, ws, m)
	if err != nil {
		return nil, nil, err
	}
	if len(is) == 0 {
		return nil, nil, fault.New(fault.NotFound, noSuchMember.With())
	}
	for _, i := range is {
		natives = append(natives, event.Actor{ID: i.Native, Name: i.Name})
		ords = append(ords, i.Ord)
	}
	return natives, ords, nil
}

// Erase forgets who a member is: names and native ids, in every sighting. What
// they did goes on counting, as somebody's; whoever comes again under the same
// native id is somebody new.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	if err := lockPeople(ctx, tx, ws); err != nil {
		return err
	}
	for _, ord := range ords {
		key := fmt.Sprint("erased\x1f", ord)
		if _, err := tx.Exec(ctx, `UPDATE community_identity SET key = $3, native_id = '', name = '' WHERE workspace = $1 AND ord = $2`, ws, ord, key); err != nil {
			return fmt.Errorf("erase an identity: %w", err)
		}
		if _, err := tx.Exec(ctx, `UPDATE community_sighting SET name = '' WHERE workspace = $1 AND ord = $2`, ws, ord); err != nil {
			return fmt.Errorf("erase sightings: %w", err)
		}
	}
	_, err := tx.Exec(ctx, `UPDATE community_counter SET epoch = epoch + 1 WHERE workspace = $1`, ws)
	if err != nil {
		return fmt.Errorf("note that somebody was erased: %w", err)
	}
	return nil
}

// Epoch counts how often what is remembered of a workspace's people became
// untrue: whoever keeps them in memory begins anew when it changes.
func (s *Service) Epoch(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	err = tx.QueryRow(ctx, `SELECT COALESCE((SELECT epoch FROM community_counter WHERE workspace = $1), 0)`, ws).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("read the epoch: %w", err)
	}
	return n, nil
}
