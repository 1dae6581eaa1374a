package console_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
)

// TestTheGuardCostsTwoStatements: the session with its user, and the grant
// with its workspace. A third, the units below, is for who is not at head office.
func TestTheGuardCostsTwoStatements(t *testing.T) {
	s := newStage(t, "https://hs.example", auth.Own)
	before := s.db.Statements()
	s.want("page", s.ask("GET", "/w/{ws}/things"), 200)
	if n := s.db.Statements() - before; n != 2 {
		t.Errorf("opening a page ran %d statements, want 2", n)
	}
}
