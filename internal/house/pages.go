package house

import (
	"crypto/rand"
	"errors"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/chain"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/checkup"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/report"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/feature/sandbox"
	"github.com/huoshui/huoshui/internal/feature/shelf"
	"github.com/huoshui/huoshui/internal/feature/task"
	"github.com/huoshui/huoshui/internal/web/account"
	"github.com/huoshui/huoshui/internal/web/console"
)

// rooms is the menu, in order.
func rooms() []console.Item {
	return slices.Concat(task.Rooms(), sandbox.Rooms(), insight.Rooms(), manual.Rooms(), checkup.Rooms(), chain.Rooms(), shelf.Rooms(), community.Rooms(), playbook.Rooms(), playbook.CalendarRooms(), report.Rooms(), request.Rooms(), chat.Rooms(), connection.Rooms(),
		compliance.Rooms(), account.Rooms())
}

// settingsTiles lead from the settings to those of features.
func settingsTiles() []account.Tile {
	return []account.Tile{{Path: []string{"wechat", "settings"}, Icon: "wechat", Action: auth.Run,
		Label: i18n.Text{Hans: "微信群设置", Hant: "微信群設定", En: "WeChat groups"},
		Lead:  i18n.Text{Hans: "实体店模式，多少人算满", Hant: "實體店模式，多少人算滿", En: "Shop mode, and when a group is full"}}}
}

// pages adds every feature's pages to the shell.
func (a *App) pages(shell *console.Shell, m *imports) error {
	a.linkReports(shell)
	return errors.Join(
		task.Pages(shell, a.Task),
		manual.Pages(shell, a.Manual),
		checkup.Pages(shell, a.Checkup, rand.Text),
		chain.Pages(shell, a.Chain),
		shelf.Pages(shell, a.Shelf),
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
		samplePictures(shell),
	)
}
