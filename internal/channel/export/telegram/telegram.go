// Package telegram reads what Telegram Desktop writes when it exports one
// chat or a whole account as JSON.
//
// Owns: the formats telegram-json (result.json) and telegram-folder (the
// folder around it, with its pictures).
// Needs: only what package export hands it.
// Never: tells of private chats, bots' chats or saved messages, nor, in the
// export of an account, of channels and of groups that were left; it counts
// them in one skip.
//
// A file is walked twice. Telegram names the people of a service line
// (invited, removed) without their ids; the first walk learns which name
// belongs to whom in each chat, so that those who joined are the same people
// as those who speak later. A name that two accounts share stays a name.
//
// An @username in a text is not told as a mention, for the export does not
// say whose it is; a mention by name carries the id and is.
package telegram

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// resultFile is what Telegram Desktop calls its JSON.
const resultFile = "result.json"

// Formats lists what this package reads.
func Formats() []export.Format {
	return []export.Format{
		{
			Name: "telegram-json",
			Title: i18n.Text{
				Hans: "Telegram Desktop 导出的 result.json",
				Hant: "Telegram Desktop 匯出的 result.json",
				En:   "Telegram Desktop export (result.json)",
			},
			Sniff: sniff,
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				return read(ctx, in, "", opt, sink)
			},
		},
		{
			Name: "telegram-folder",
			Title: i18n.Text{
				Hans: "Telegram Desktop 导出的文件夹",
				Hant: "Telegram Desktop 匯出的資料夾",
				En:   "Telegram Desktop export folder",
			},
			Folder: true,
			Sniff:  sniffFolder,
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				return read(ctx, in, resultFile, opt, sink)
			},
		},
	}
}

func sniff(h export.Head) int {
	if h.Names != nil {
		return 0
	}
	found := walk.Keys(h.Text)
	switch {
	case found["personal_information"] && (found["chats"] || found["frequent_contacts"] || found["contacts"]):
		return 95
	case found["messages"] && strings.Contains(string(h.Text), `"date_unixtime"`):
		return 95
	case found["messages"] && found["type"] && strings.Contains(string(h.Text), `"from_id"`):
		return 85
	case found["messages"] && found["type"] && found["id"] && found["name"] && chatKinds(h.Text):
		return 80 // a chat whose first messages are past the head, or none
	case found["chats"] && found["about"]:
		return 75
	}
	return 0
}

// chatKinds reports whether text names one of Telegram's kinds of chat.
func chatKinds(text []byte) bool {
	return slices.ContainsFunc(
		[]string{"private_group", "private_supergroup", "public_supergroup", "personal_chat", "bot_chat", "private_channel", "public_channel"},
		func(kind string) bool { return strings.Contains(string(text), `"`+kind+`"`) },
	)
}

// sniffFolder knows an export by the folders Telegram puts beside the JSON.
// A result.json alone may be anybody's and is judged by its content.
func sniffFolder(h export.Head) int {
	if !slices.Contains(h.Names, resultFile) {
		return 0
	}
	for _, name := range h.Names {
		switch dir, _, _ := strings.Cut(path.Clean(name), "/"); dir {
		case "photos", "files", "stickers", "video_files", "voice_messages", "round_video_messages", "chats", "profile_pictures":
			return 90
		}
	}
	return 0
}
