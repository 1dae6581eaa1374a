// Package irc reads the logs that IRC clients and bouncers keep: ZNC and
// mIRC, irssi, WeeChat, HexChat, and the public logs in the style of Ubuntu's.
//
// Owns: the formats irc-log (one file) and irc-znc (a folder per channel with
// a file per day).
// Needs: only what package export hands it.
// Never: gives anybody an id. A nick is all that IRC shows of a person, and
// another person may bear it tomorrow.
//
// "* nick waves" is a message, "-nick- text" too. Leaving the network (quit)
// is leaving the channel. Changes of topic and mode are notices.
package irc

import (
	"bytes"
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
	return []export.Format{
		{
			Name:  "irc-log",
			Title: i18n.Text{Hans: "IRC 日志", Hant: "IRC 記錄檔", En: "IRC log"},
			Sniff: sniff,
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				return newReader(in, opt, sink).one(ctx)
			},
		},
		{
			Name:   "irc-znc",
			Title:  i18n.Text{Hans: "IRC 日志文件夹(ZNC)", Hant: "IRC 記錄檔資料夾(ZNC)", En: "IRC log folder (ZNC)"},
			Folder: true,
			Sniff:  sniffFolder,
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				return newReader(in, opt, sink).folder(ctx)
			},
		},
	}
}

// sniff knows a log by lines that say who spoke, came or went.
func sniff(h export.Head) int {
	if h.Names != nil {
		return 0
	}
	lines, known, strong := 0, 0, 0
	for line := range bytes.Lines(h.Text) {
		text := strings.TrimRight(string(line), "\r\n")
		if strings.TrimSpace(text) == "" {
			continue
		}
		if lines++; lines > 400 {
			break
		}
		if _, ok := control(text); ok {
			known++
			strong++
			continue
		}
		st, rest, ok := parseStamp(text)
		if !ok {
			continue
		}
		switch p := parseBody(rest, st.tabbed, false); p.what {
		case nothing:
		case speech:
			known++
			if !st.tabbed {
				strong++ // a table too may have a time, a name and a text
			}
		default:
			known++
			strong++
		}
	}
	switch {
	case known == 0 || known*2 < lines:
		return 0
	case strong == 0:
		return 40
	case known*10 >= lines*9:
		return 92
	}
	return 70
}

var dayFile = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}\.(?:log|txt)$`)

// sniffFolder knows ZNC's folders by a channel's name with days below it.
// Days alone may be anybody's logs; the files are then judged one by one.
func sniffFolder(h export.Head) int {
	if len(days(h.Names, h.Name)) > 0 {
		return 88
	}
	return 0
}

// days returns the files of days that lie in the folder of a channel, or in
// root where root itself is one, in order.
func days(names []string, root string) []string {
	var out []string
	for _, name := range names {
		if dayFile.MatchString(path.Base(name)) && isChannel(channelOf(name, root)) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func channelOf(name, root string) string {
	if dir := path.Dir(name); dir != "." {
		return path.Base(dir)
	}
	return root
}

func isChannel(name string) bool {
	return len(name) > 1 && strings.ContainsAny(name[:1], "#&+!")
}
