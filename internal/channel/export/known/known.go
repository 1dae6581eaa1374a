// Package known lists every format that chats can be read from.
//
// Owns: the order of the list, which decides between formats equally sure of
// a file: those of one program come before tables that anybody may write.
// Needs: each format's own package.
// Never: looks into a file itself.
package known

import (
	"slices"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/archive"
	"github.com/huoshui/huoshui/internal/channel/export/chatlab"
	"github.com/huoshui/huoshui/internal/channel/export/discord"
	"github.com/huoshui/huoshui/internal/channel/export/irc"
	"github.com/huoshui/huoshui/internal/channel/export/matrix"
	"github.com/huoshui/huoshui/internal/channel/export/qq"
	"github.com/huoshui/huoshui/internal/channel/export/slack"
	"github.com/huoshui/huoshui/internal/channel/export/table"
	"github.com/huoshui/huoshui/internal/channel/export/telegram"
	"github.com/huoshui/huoshui/internal/channel/export/wechat"
	"github.com/huoshui/huoshui/internal/channel/export/whatsapp"
)

// Formats returns every format, a fresh list each time.
func Formats() []export.Format {
	return slices.Concat(
		archive.Formats(),
		wechat.Formats(),
		qq.Formats(),
		chatlab.Formats(),
		whatsapp.Formats(),
		telegram.Formats(),
		slack.Formats(),
		discord.Formats(),
		matrix.Formats(),
		irc.Formats(),
		table.Formats(),
	)
}
