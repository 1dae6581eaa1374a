package community

import (
	"context"
	"fmt"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Erase forgets who a member is: names and native ids, in every sighting. What
// they did goes on counting, as somebody's; whoever comes again under the same
// native id is somebody new. It returns by what they were known, which is nothing
// where they had been erased before, and the numbers under which their messages
// are kept: until Erased is called, these are still to be emptied. Once tx is
// committed, no batch that knew them is recorded any more. It fails with NotFound.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) (known []event.Actor, ords []uint32, err error) {
	if err := holdPeople(ctx, tx, ws, `pg_advisory_xact_lock`); err != nil {
		return nil, nil, err
	}
	if err := lockPeople(ctx, tx, ws); err != nil {
		return nil, nil, err
	}
	if ords, err = s.Ords(ctx, tx, ws, m); err != nil {
		return nil, nil, err
	}
	if known, err = s.knownAs(ctx, tx, ws, m); err != nil || len(known) == 0 {
		return nil, ords, err
	}
	for _, ord := range ords {
		key := fmt.Sprint(erasedKey, ord)
		if _, err := tx.Exec(ctx, `UPDATE community_identity SET key = $3, native_id = '', name = '' WHERE workspace = $1 AND ord = $2`, ws, ord, key); err != nil {
			return nil, nil, fmt.Errorf("erase an identity: %w", err)
		}
		if _, err := tx.Exec(ctx, `UPDATE community_sighting SET name = '' WHERE workspace = $1 AND ord = $2`, ws, ord); err != nil {
			return nil, nil, fmt.Errorf("erase sightings: %w", err)
		}
	}
	if err := forgetNotes(ctx, tx, ws, ords); err != nil {
		return nil, nil, err
	}
	for _, ord := range ords {
		if _, err := tx.Exec(ctx, `DELETE FROM community_owner WHERE workspace = $1 AND ord = $2`, ws, int64(ord)); err != nil {
			return nil, nil, fmt.Errorf("erase who owned groups: %w", err)
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE community_counter SET epoch = epoch + 1 WHERE workspace = $1`, ws); err != nil {
		return nil, nil, fmt.Errorf("note that somebody was erased: %w", err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO community_erasure (workspace, member, begun) VALUES ($1, $2, $3) ON CONFLICT (workspace, member) DO NOTHING`,
		ws, m, tx.Now.UnixMilli())
	if err != nil {
		return nil, nil, fmt.Errorf("note an erasure: %w", err)
	}
	return known, ords, nil
}

// erasedKey begins the key of an identity that was erased.
const erasedKey = "erased\x1f"

// Erased reports whether the identity was.
func (i Identity) Erased() bool { return strings.HasPrefix(i.Key, erasedKey) }

// Ords lists the numbers under which a member's messages are kept. It fails with
// NotFound.
func (s *Service) Ords(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) (ords []uint32, err error) {
	is, err := identitiesOfMember(ctx, tx, ws, m)
	if err == nil && len(is) == 0 {
		err = fault.New(fault.NotFound, noSuchMember.With())
	}
	return ordsOfAll(is), err
}

// knownAs lists by what a member is known, older names too.
func (s *Service) knownAs(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) (known []event.Actor, err error) {
	is, err := identitiesOfMember(ctx, tx, ws, m)
	if err != nil {
		return nil, err
	}
	for _, i := range is {
		if !i.Erased() {
			known = append(known, event.Actor{ID: i.Native, Name: i.Name})
		}
	}
	err = tx.Each(ctx, `SELECT DISTINCT s.name FROM community_sighting s JOIN community_identity i ON i.workspace = s.workspace AND i.ord = s.ord
		WHERE s.workspace = $1 AND i.member = $2 AND s.name <> ''`, []any{ws, m}, func(scan func(...any) error) error {
		var a event.Actor
		err := scan(&a.Name)
		known = append(known, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up what somebody is called: %w", err)
	}
	return known, nil
}

// Erasures lists whose words are still to be emptied.
func (s *Service) Erasures(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []id.Member, err error) {
	err = tx.Each(ctx, `SELECT member FROM community_erasure WHERE workspace = $1 ORDER BY begun, member`, []any{ws}, func(scan func(...any) error) error {
		var m id.Member
		err := scan(&m)
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list erasures: %w", err)
	}
	return out, nil
}

// Erased notes that everything of a member was emptied.
func (s *Service) Erased(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member) error {
	if _, err := tx.Exec(ctx, `DELETE FROM community_erasure WHERE workspace = $1 AND member = $2`, ws, m); err != nil {
		return fmt.Errorf("end an erasure: %w", err)
	}
	return nil
}

// holdPeople lets nobody be erased before tx ends, or waits for all who hold
// them so, by which of PostgreSQL's locks it is given. SQLite has one writer.
func holdPeople(ctx context.Context, tx *db.Tx, ws id.Workspace, lock string) error {
	if tx.Dialect == db.SQLite {
		return nil
	}
	_, err := tx.Exec(ctx, `SELECT `+lock+`(hashtextextended(current_schema() || '/people/' || $1, 0))`, id.Show(ws))
	if err != nil {
		return fmt.Errorf("hold the people of a workspace: %w", err)
	}
	return nil
}

// Holds is Epoch for whoever is about to write: what it returns stays true until
// tx ends.
func (s *Service) Holds(ctx context.Context, tx *db.Tx, ws id.Workspace) (int64, error) {
	if err := holdPeople(ctx, tx, ws, `pg_advisory_xact_lock_shared`); err != nil {
		return 0, err
	}
	return s.Epoch(ctx, tx, ws)
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
