package connection_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/web/console"
)

// TestRooms stand in the menu under an icon that there is.
func TestRooms(t *testing.T) {
	if _, err := console.New(console.Options{Menu: connection.Rooms()}); err != nil {
		t.Error(err)
	}
}
