// Package slack reads the export of a Slack workspace: a ZIP or folder with
// lists of channels and users, and one file of messages per channel and day.
//
// Owns: the format slack-export.
// Needs: only what package export hands it.
// Never: tells of direct messages, between two or between several; it counts
// them in one skip. Never states that somebody is no bot: Slack knows its own
// bots, not scripts that use a person's account.
//
// User ids are unique within a workspace, so they live in a namespace named
// by the team id that users.json gives.
package slack

import (
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Formats lists what this package reads.
func Formats() []export.Format {
	return []export.Format{{
		Name: "slack-export",
		Title: i18n.Text{
			Hans: "Slack 工作区导出（ZIP 或文件夹）",
			Hant: "Slack 工作區匯出（ZIP 或資料夾）",
			En:   "Slack workspace export (ZIP or folder)",
		},
		Folder: true,
		Sniff:  sniff,
		Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
			return newWorkspace(in, opt, sink).read(ctx)
		},
	}}
}

var dayFile = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}\.json$`)

// sniff knows an export by its lists and by a day of messages in a channel's
// folder.
func sniff(h export.Head) int {
	base, ok := root(h.Names)
	if !ok {
		return 0
	}
	days := slices.ContainsFunc(h.Names, func(name string) bool { return dayFile.MatchString(path.Base(name)) })
	users := slices.Contains(h.Names, path.Join(base, "users.json"))
	switch {
	case days && users:
		return 97
	case days:
		return 85
	case users:
		return 60 // a workspace where nothing was said
	}
	return 0
}

// root returns the folder that holds the list of channels.
func root(names []string) (string, bool) {
	for _, list := range []string{"channels.json", "groups.json"} {
		for _, name := range names {
			if path.Base(name) == list && strings.Count(name, "/") <= 1 {
				return path.Dir(name), true
			}
		}
	}
	return "", false
}
