package house

import (
	"crypto/rand"
	"errors"
	"slices"

	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/report"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/feature/sandbox"
	"github.com/huoshui/huoshui/internal/feature/task"
	"github.com/huoshui/huoshui/internal/web/account"
	"github.com/huoshui/huoshui/internal/web/console"
)

// rooms is the menu, in order.
func rooms() []console.Item {
	return slices.Concat(task.Rooms(), sandbox.Rooms(), insight.Rooms(), manual.Rooms(), community.Rooms(), playbook.Rooms(), playbook.CalendarRooms(), report.Rooms(), request.Rooms(), chat.Rooms(), connection.Rooms(),
		compliance.Rooms(), account.Rooms())
}

// pages adds every feature's pages to the shell.
func (a *App) pages(shell *console.Shell, m *imports) error {
	a.linkReports(shell)
	return errors.Join(
		task.Pages(shell, a.Task),
		manual.Pages(shell, a.Manual),
		playbook.Pages(shell, a.Playbook, playbookPages{a}),
		playbook.CalendarPages(shell, a.Playbook, calendarNeighbours{playbookPages{a}}, rand.Text),
		report.Pages(shell, a.Report),
		playbook.TrialPages(shell, a.Playbook, playbookPages{a}, a.tries(m.work)),
		insight.Pages(shell, a.Insight, insightNeighbours{a}),
		community.Pages(shell, a.Community, forgetter{communityNeighbours{a}, m.work}),
		chat.Pages(shell, a.Chat, m, chatNeighbours{a}),
		connection.Pages(shell, a.Connection, networks{a}, tales{a}),
		compliance.Pages(shell, a.Compliance, gatePeople{a}),
		request.Pages(shell, a.Request),
		sandbox.Pages(shell, a.Sandbox, sandboxNeighbours{a}, sandboxVoice{a}),
	)
}
