// Package discord reads what DiscordChatExporter writes as JSON: one channel
// or thread of a server per file.
//
// Owns: the format discord-json.
// Needs: only what package export hands it.
// Never: tells of a direct conversation between two. Never states that
// somebody is no bot: Discord knows its own bots, not scripts that use a
// person's account.
//
// An administrator is whoever holds a role with one of the usual names for
// it; Discord's permissions themselves are not in the file.
package discord

import (
	"context"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// Formats lists what this package reads.
func Formats() []export.Format {
	return []export.Format{{
		Name: "discord-json",
		Title: i18n.Text{
			Hans: "Discord（DiscordChatExporter 的 JSON）",
			Hant: "Discord（DiscordChatExporter 的 JSON）",
			En:   "Discord (DiscordChatExporter JSON)",
		},
		Sniff: sniff,
		Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
			return newReader(in, opt, sink).read(ctx)
		},
	}}
}

func sniff(h export.Head) int {
	if h.Names != nil {
		return 0
	}
	found := walk.Keys(h.Text)
	switch {
	case found["guild"] && found["channel"] && (found["messages"] || found["dateRange"]):
		return 97
	case found["channel"] && found["messages"] && strings.Contains(string(h.Text), `"isBot"`):
		return 70
	}
	return 0
}

// guild is the server.
type guild struct {
	ID   walk.Loose `json:"id"`
	Name string     `json:"name"`
}

// channel is the chat the file is of. A thread names the channel it hangs on
// as its category.
type channel struct {
	ID   walk.Loose `json:"id"`
	Type string     `json:"type"`
	Name string     `json:"name"`
}

// direct reports whether the channel is a conversation between two.
func (c channel) direct() bool { return c.Type == "DirectTextChat" || c.Type == "1" }

type author struct {
	ID       walk.Loose `json:"id"`
	Name     string     `json:"name"`
	Nickname string     `json:"nickname"`
	IsBot    bool       `json:"isBot"`
	Roles    []struct {
		Name string `json:"name"`
	} `json:"roles"`
}

// actor names a person as the server shows them.
func (a author) actor() event.Actor {
	name := a.Nickname
	if name == "" {
		name = a.Name
	}
	return event.Actor{ID: event.NativeUser(a.ID), Name: name}
}

// admin reports whether the person holds a role that is called as roles of
// administrators are.
func (a author) admin() bool {
	for _, r := range a.Roles {
		switch strings.ToLower(strings.Trim(r.Name, " @*-_|•·")) {
		case "admin", "admins", "administrator", "administrators", "mod", "mods", "moderator", "moderators", "owner", "staff",
			"管理", "管理员", "管理員", "版主", "群主", "站长", "站長", "工作人员", "工作人員":
			return true
		}
	}
	return false
}

// message is one element of "messages".
type message struct {
	ID          walk.Loose `json:"id"`
	Type        walk.Loose `json:"type"` // a name, or Discord's number where the exporter has none
	Timestamp   string     `json:"timestamp"`
	Content     string     `json:"content"`
	Author      author     `json:"author"`
	Attachments []struct {
		FileName string `json:"fileName"`
	} `json:"attachments"`
	Embeds []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
	} `json:"embeds"`
	Stickers []struct {
		Name string `json:"name"`
	} `json:"stickers"`
	Mentions  []author `json:"mentions"`
	Reference *struct {
		MessageID walk.Loose `json:"messageId"`
	} `json:"reference"`
}
