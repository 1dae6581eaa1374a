package chat

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/feature/chat/gram"
)

// On PostgreSQL lines and words are written in the transaction that takes what
// they were made of off the list. On SQLite they lie in a file of their own, and
// are written before that: what a process has written that is killed in between
// is written once more. What holds the two files together is a mark and a step:
// who writes into the index says how far it was when they read, so that nothing
// is written of what was read before somebody else wrote; and an index that is
// lost, of another database or less far than this one has seen, is made anew.

// state is how far the index is.
type state struct {
	version    int64 // of the rules by which words were cut; 0 for an index that is none of this database's
	mark, step int64
}

// stateOf looks how far the index is; it comes before the reading of what is to
// be written.
func stateOf(ctx context.Context, tx *db.Tx) (s state, err error) {
	if tx.Dialect == db.Postgres {
		err = tx.QueryRow(ctx, `SELECT COALESCE(MAX(version), 0) FROM chat_reading`).Scan(&s.version)
	} else {
		err = tx.QueryRow(ctx, `SELECT COALESCE(MAX(version), 0), COALESCE(MAX(mark), 0), COALESCE(MAX(step), 0) FROM chat_reading`).Scan(&s.version, &s.mark, &s.step)
	}
	if err != nil {
		return s, fmt.Errorf("look how far messages were read: %w", err)
	}
	if tx.Dialect == db.Postgres || s.version == 0 {
		return s, nil
	}
	known := 0
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM chat_read WHERE mark = $1 AND step <= $2`, s.mark, s.step).Scan(&known); err != nil {
		return s, fmt.Errorf("look how far the index was: %w", err)
	}
	if known == 0 {
		s.version = 0
	}
	return s, nil
}

// readAnew makes the index empty and notes every month of every group.
func (x *Index) readAnew(ctx context.Context) error {
	if x.s.DB.Dialect == db.Postgres {
		return x.s.DB.Write(ctx, func(tx *db.Tx) error {
			for _, q := range []string{`TRUNCATE chat_line`, `DELETE FROM chat_reading`} {
				if _, err := tx.Exec(ctx, q); err != nil {
					return fmt.Errorf("drop the index: %w", err)
				}
			}
			if _, err := tx.Exec(ctx, `INSERT INTO chat_reading (version) VALUES ($1)`, gram.Version); err != nil {
				return fmt.Errorf("begin the index: %w", err)
			}
			return noteAll(ctx, tx)
		})
	}
	mark := rand.Int64()
	err := x.s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM chat_read`); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO chat_read (mark, step) VALUES ($1, 0)`, mark); err != nil {
			return err
		}
		return noteAll(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("mark the index: %w", err)
	}
	err = x.s.DB.Derived().Write(ctx, func(tx *db.Tx) error {
		for _, q := range []string{`INSERT INTO chat_words (chat_words) VALUES ('delete-all')`, `DELETE FROM chat_line WHERE workspace <> 0`, `DELETE FROM chat_reading`} {
			if _, err := tx.Exec(ctx, q); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO chat_reading (version, mark, step) VALUES ($1, $2, 0)`, gram.Version, mark)
		return err
	})
	if err != nil {
		return fmt.Errorf("begin the index: %w", err)
	}
	return nil
}

// put writes into SQLite's index what was read when it was as far as s. It fails
// with errElsewhere where another process has written since.
func (x *Index) put(ctx context.Context, s state, put func(*db.Tx) error) error {
	if s.version != gram.Version { // somebody has begun it anew since
		return errElsewhere
	}
	return x.s.DB.Derived().Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE chat_reading SET step = step + 1 WHERE mark = $1 AND step = $2`, s.mark, s.step)
		if err != nil {
			return fmt.Errorf("go on with the index: %w", err)
		}
		if n == 0 {
			return errElsewhere
		}
		return put(tx)
	})
}

// follow takes off the list, by drop, what SQLite's index has taken in by the step
// after s. It fails with errElsewhere where the index was begun anew since.
func (x *Index) follow(ctx context.Context, s state, drop func(*db.Tx) error) error {
	return x.s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE chat_read SET step = CASE WHEN step < $2 THEN $2 ELSE step END WHERE mark = $1`, s.mark, s.step+1)
		if err != nil {
			return fmt.Errorf("note how far the index is: %w", err)
		}
		if n == 0 {
			return errElsewhere
		}
		return drop(tx)
	})
}

// hurry lets a transaction on PostgreSQL be committed before it is safe: where
// the server falls, what it wrote is on the list again.
func hurry(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `SET LOCAL synchronous_commit = off`)
	return err
}

// taken is what was told live and SQLite's index has taken in, but is still on the
// list: to take it off waits for the database's writer, which has other work.
type taken struct {
	facts []told
	steps int
	last  state
}

// mostTaken is after how many slices they are taken off the list.
const mostTaken = 8

// after is where to read on.
func (t *taken) after() told {
	if len(t.facts) == 0 {
		return told{}
	}
	return t.facts[len(t.facts)-1]
}

// settle takes off the list what was taken in. Reading begins at the beginning
// again: what has a lower number may have come later.
func (x *Index) settle(ctx context.Context) error {
	err := x.follow(ctx, x.taken.last, func(tx *db.Tx) error { return dropTold(ctx, tx, x.taken.facts) })
	if err == nil || errors.Is(err, errElsewhere) {
		x.taken = taken{}
	}
	return err
}
