package db_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
)

// untried is what pgx says of a connection; true where nothing was sent by it.
type untried bool

func (untried) Error() string       { return "conn closed" }
func (u untried) SafeToRetry() bool { return bool(u) }

// TestAConnectionThatWasLostIsTheDatabases fault, and what nobody knows is not.
func TestAConnectionThatWasLostIsTheDatabases(t *testing.T) {
	for err, want := range map[error]bool{untried(true): true, untried(false): false, errors.New("conn closed"): false} {
		if got := db.IsAway(t.Context(), fmt.Errorf("write: %w", err)); got != want {
			t.Errorf("%#v is away: %v, want %v", err, got, want)
		}
	}
}
