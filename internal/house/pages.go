package house

import (
	"slices"

	"github.com/huoshui/huoshui/internal/web/account"
	"github.com/huoshui/huoshui/internal/web/console"
)

// rooms is the menu, in order.
func (a *App) rooms() []console.Item {
	return slices.Concat(account.Rooms())
}

// pages adds every feature's pages to the shell.
func (a *App) pages(shell *console.Shell, o Serving, m *imports) error { return nil }
