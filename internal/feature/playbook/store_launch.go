package playbook

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// launchOf is how an SOP was let loose the last time, if it was.
func launchOf(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) (l Launch, ok bool, err error) {
	var asked, released, gap, price, assumed int64
	err = tx.QueryRow(ctx, `SELECT book, version, state, stage, last, many, people, price, asked_by, asked, decided_by, why, released, gap, usual, away, assumed
		FROM playbook_launch WHERE workspace = $1 AND book = $2`, ws, book).
		Scan(&l.Book, &l.Version, &l.State, &l.Stage, &l.Last, &l.Groups, &l.People, &price, &l.AskedBy, &asked, &l.By, &l.Why, &released, &gap, &l.Usual, &l.Away, &assumed)
	if errors.Is(err, sql.ErrNoRows) {
		return l, false, nil
	}
	if err != nil {
		return l, false, fmt.Errorf("read how an SOP was begun: %w", err)
	}
	l.Price, l.Assumed, l.Asked, l.Gap = price != 0, assumed != 0, time.UnixMilli(asked).UTC(), time.Duration(gap)*time.Millisecond
	if released != 0 {
		l.Released = time.UnixMilli(released).UTC()
	}
	return l, true, nil
}

func putLaunch(ctx context.Context, tx *db.Tx, ws id.Workspace, l *Launch) error {
	released := int64(0)
	if !l.Released.IsZero() {
		released = l.Released.UnixMilli()
	}
	_, err := tx.Exec(ctx, `INSERT INTO playbook_launch (workspace, book, version, state, stage, last, many, people, price, asked_by, asked, decided_by, why, released, gap, usual, away, assumed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
		ON CONFLICT (workspace, book) DO UPDATE SET version = excluded.version, state = excluded.state, stage = excluded.stage, last = excluded.last, many = excluded.many,
			people = excluded.people, price = excluded.price, asked_by = excluded.asked_by, asked = excluded.asked, decided_by = excluded.decided_by, why = excluded.why,
			released = excluded.released, gap = excluded.gap, usual = excluded.usual, away = excluded.away, assumed = excluded.assumed`,
		ws, l.Book, l.Version, string(l.State), l.Stage, l.Last, l.Groups, l.People, flag(l.Price), l.AskedBy, l.Asked.UnixMilli(), l.By, l.Why, released,
		l.Gap.Milliseconds(), l.Usual, l.Away, flag(l.Assumed))
	if err != nil {
		return fmt.Errorf("keep how an SOP is begun: %w", err)
	}
	return nil
}

// reachedBy lists the groups in which an SOP does not wait.
func reachedBy(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) (out []id.Group, err error) {
	all, err := places(ctx, tx, ws, book)
	for i := range all {
		if !all[i].Waits {
			out = append(out, all[i].Group)
		}
	}
	return out, err
}

// LaunchedBy tells who let SOPs loose: who started each, else who wrote it first.
// What is not there is left out.
func (s *Service) LaunchedBy(ctx context.Context, tx *db.Tx, ws id.Workspace, books []id.Playbook) (map[id.Playbook]id.User, error) {
	out := map[id.Playbook]id.User{}
	in, list := db.Among(tx, 2, books)
	err := tx.Each(ctx, `SELECT b.id, COALESCE(l.asked_by, b.by_user) FROM playbook_book b LEFT JOIN playbook_launch l ON l.workspace = b.workspace AND l.book = b.id
		WHERE b.workspace = $1 AND b.id IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var b id.Playbook
		var who id.User
		err := scan(&b, &who)
		out[b] = who
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look who started SOPs: %w", err)
	}
	return out, nil
}
