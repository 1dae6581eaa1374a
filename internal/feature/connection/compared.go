package connection

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Compared is what comparing a connection's groups with their network has found
// so far.
type Compared struct {
	At       time.Time // when all were last compared; zero where they never were
	Messages int64
	Moves    int64 // joins and leaves
	Names    int64 // of groups
}

// Found reports whether anything was.
func (c Compared) Found() bool { return c.Messages+c.Moves+c.Names > 0 }

// Compared returns what comparing a connection has found.
func (s *Service) Compared(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection) (out Compared, err error) {
	var at int64
	err = tx.QueryRow(ctx, `SELECT at, messages, moves, names FROM connection_compared WHERE workspace = $1 AND connection = $2`, ws, c).
		Scan(&at, &out.Messages, &out.Moves, &out.Names)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("read what comparing has found: %w", err)
	}
	out.At = timeOr0(at)
	return out, nil
}

// NoteCompared adds to what comparing a connection has found. Where more.At is
// given, all its groups were compared then.
func (s *Service) NoteCompared(ctx context.Context, tx *db.Tx, ws id.Workspace, c id.Connection, more Compared) error {
	at := int64(0)
	if !more.At.IsZero() {
		at = more.At.UnixMilli()
	}
	_, err := tx.Exec(ctx, `INSERT INTO connection_compared (workspace, connection, at, messages, moves, names) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (workspace, connection) DO UPDATE SET messages = connection_compared.messages + excluded.messages,
		moves = connection_compared.moves + excluded.moves, names = connection_compared.names + excluded.names,
		at = CASE WHEN excluded.at > connection_compared.at THEN excluded.at ELSE connection_compared.at END`,
		ws, c, at, more.Messages, more.Moves, more.Names)
	if err != nil {
		return fmt.Errorf("note what comparing has found: %w", err)
	}
	return nil
}
