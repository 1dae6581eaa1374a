// Package whatsapp reads the chats that WhatsApp exports as text, from phones
// of either make and in Chinese or English.
//
// Owns: the formats whatsapp-txt and whatsapp-zip.
// Needs: only what package export hands it.
// Never: looks into attached files.
//
// A file is walked twice: the first walk learns how it writes dates, whose
// order of day and month only the whole file can tell, and what the group is
// called. An author shown by number has that number as id; one shown by name
// has none. The account that made the export, where the file only says "you",
// is the actor with the id "self".
//
// The export gives deleted messages no id, so their Delete names no target.
// "<Media omitted>" does not say what was omitted; it counts as a picture,
// which most such messages are.
package whatsapp

import (
	"bytes"
	"context"
	"path"
	"regexp"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Formats lists what this package reads.
func Formats() []export.Format {
	return []export.Format{
		{
			Name: "whatsapp-txt",
			Title: i18n.Text{
				Hans: "WhatsApp 导出的聊天记录(TXT)",
				Hant: "WhatsApp 匯出的對話(TXT)",
				En:   "WhatsApp chat export (TXT)",
			},
			Sniff: sniff,
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				return newReader(in, "", opt, sink).read(ctx)
			},
		},
		{
			Name: "whatsapp-zip",
			Title: i18n.Text{
				Hans: "WhatsApp 导出的聊天记录（ZIP，含图片）",
				Hant: "WhatsApp 匯出的對話（ZIP，含圖片）",
				En:   "WhatsApp chat export with media (ZIP)",
			},
			Folder: true,
			Sniff: func(h export.Head) int {
				if inner(h.Names) == "" {
					return 0
				}
				return 90
			},
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				return newReader(in, inner(in.Names()), opt, sink).read(ctx)
			},
		},
	}
}

// inner returns the one chat among the files of an export with media, or ""
// where there is none or more than one.
func inner(names []string) string {
	found := ""
	for _, name := range names {
		base := path.Base(name)
		if path.Ext(base) != ".txt" || base != "_chat.txt" && titleIn(stem(base)) == "" {
			continue
		}
		if found != "" {
			return ""
		}
		found = name
	}
	return found
}

// sniff knows the format by lines that begin with a date, a time and the
// sign that separates them from what was said.
func sniff(h export.Head) int {
	if h.Names != nil {
		return 0
	}
	lines, heads, first := 0, 0, false
	for line := range bytes.Lines(h.Text) {
		line = bytes.TrimRight(line, "\r\n")
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if _, ok := parseHead(string(line)); ok {
			heads++
			first = first || lines == 0
		}
		if lines++; lines == 400 {
			break
		}
	}
	switch {
	case first && heads*2 >= lines:
		return 95
	case first:
		return 80
	case heads >= 3 && heads*2 >= lines:
		return 70
	case heads >= 3:
		return 45
	}
	return 0
}

var titles = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^whatsapp chat (?:with|-) (.+)$`),
	regexp.MustCompile(`^WhatsApp\s?[与與和]\s?(.+?)\s?的\s?(?:对话|聊天|對話)(?:记录|紀錄)?$`),
	regexp.MustCompile(`^[与與和]\s?(.+?)\s?的\s?WhatsApp\s?(?:对话|聊天|對話)(?:记录|紀錄)?$`),
	regexp.MustCompile(`^WhatsApp\s?(?:对话|聊天|對話)(?:记录|紀錄)?\s?[-–]\s?(.+)$`),
	regexp.MustCompile(`^(.+?)的?\s?WhatsApp\s?(?:对话|聊天|對話)(?:记录|紀錄)?$`),
}

// titleIn returns the name of the group that the name of a file holds, or ""
// where it is no name WhatsApp gives.
func titleIn(name string) string {
	for _, re := range titles {
		if m := re.FindStringSubmatch(name); m != nil {
			return strings.TrimSpace(strings.Trim(m[1], `"“”「」『』`))
		}
	}
	return ""
}

// stem is a file's name without what says its kind.
func stem(name string) string {
	for _, ext := range []string{".txt", ".zip", ".TXT", ".ZIP"} {
		name = strings.TrimSuffix(name, ext)
	}
	return name
}
