// Package chatlab reads chats written down in the ChatLab exchange format,
// as one JSON document or as JSON lines, whichever platform they came from.
//
// Owns: the formats chatlab-json and chatlab-jsonl.
// Needs: package notice, which reads the system lines of WeChat.
// Never: interprets a system line of another platform, for what it says
// depends on where it was written; it is a Notice that carries its words.
// Private chats are left out.
//
// Lines that WeChat wrote name people as they are shown, which a file may
// explain only further down; they are told at its end, in their own order.
package chatlab

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// Formats lists what this package reads.
func Formats() []export.Format {
	return []export.Format{
		{
			Name:  "chatlab-json",
			Title: i18n.Text{Hans: "ChatLab JSON", Hant: "ChatLab JSON", En: "ChatLab JSON"},
			Sniff: sniffJSON,
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				t := newTeller(in, opt, sink)
				if err := readJSON(ctx, in, t); err != nil {
					return err
				}
				return t.finish()
			},
		},
		{
			Name:  "chatlab-jsonl",
			Title: i18n.Text{Hans: "ChatLab JSONL", Hant: "ChatLab JSONL", En: "ChatLab JSONL"},
			Sniff: sniffLines,
			Read: func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
				t := newTeller(in, opt, sink)
				if err := readLines(ctx, in, t); err != nil {
					return err
				}
				return t.finish()
			},
		},
	}
}

func sniffJSON(h export.Head) int {
	if h.Names != nil {
		return 0
	}
	found := walk.Keys(h.Text)
	switch {
	case found["_type"]:
		return 0 // JSON lines
	case found["chatlab"]:
		return 99
	case found["meta"] && found["members"] && found["messages"]:
		return 70
	}
	return 0
}

func sniffLines(h export.Head) int {
	if h.Names != nil {
		return 0
	}
	first, _, _ := bytes.Cut(bytes.TrimLeft(h.Text, " \t\r\n"), []byte{'\n'})
	var row struct {
		Type    string          `json:"_type"`
		ChatLab json.RawMessage `json:"chatlab"`
	}
	if json.Unmarshal(first, &row) != nil {
		return 0
	}
	switch {
	case row.Type == "header" && row.ChatLab != nil:
		return 99
	case row.Type == "header", row.Type == "member", row.Type == "message":
		return 75
	}
	return 0
}

// head is the "chatlab" object.
type head struct {
	ExportedAt walk.Loose `json:"exportedAt"`
}

// meta is the "meta" object: what chat the file is of.
type meta struct {
	Name      string     `json:"name"`
	Platform  string     `json:"platform"`
	Type      string     `json:"type"` // "group" or "private"
	GroupID   walk.Loose `json:"groupId"`
	SessionID walk.Loose `json:"sessionId"` // what one writer has instead of groupId
	OwnerID   walk.Loose `json:"ownerId"`   // whose account made the file
}

// member is one element of "members".
type member struct {
	PlatformID    walk.Loose `json:"platformId"`
	AccountName   string     `json:"accountName"`
	GroupNickname string     `json:"groupNickname"`
	Roles         []role     `json:"roles"`
}

// role is an object with an id, or the bare word.
type role string

func (r *role) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, (*string)(r))
	}
	var object struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(raw, &object); err != nil {
		return err
	}
	*r = role(object.ID)
	return nil
}

// message is one element of "messages".
type message struct {
	ID            walk.Loose `json:"platformMessageId"`
	Sender        walk.Loose `json:"sender"`
	AccountName   string     `json:"accountName"`
	GroupNickname string     `json:"groupNickname"`
	Timestamp     walk.Loose `json:"timestamp"`
	Type          *int       `json:"type"`
	Content       walk.Loose `json:"content"`
	ReplyTo       walk.Loose `json:"replyToMessageId"`
}

// networkOf maps ChatLab's word for a platform. A platform this version does
// not know becomes an archive whose ids live in a namespace of that name.
func networkOf(platform string) (network event.Network, namespace string) {
	switch n := event.Network(platform); n {
	case event.WeChat, event.QQ, event.WhatsApp, event.Telegram, event.Slack, event.Discord, event.Matrix, event.IRC:
		return n, ""
	}
	return event.Archive, platform
}

// formOf maps the numbers ChatLab gives to kinds of messages.
func formOf(number int) event.Form {
	switch number {
	case 0:
		return event.Text
	case 1:
		return event.Picture
	case 2:
		return event.Voice
	case 3:
		return event.Video
	case 4:
		return event.File
	case 5:
		return event.Sticker
	case 7, 24, 26: // link, shared card, forwarded chat
		return event.Link
	case 8:
		return event.Location
	case 20, 21: // red packet, transfer
		return event.Red
	case 22:
		return event.Poke
	case 25:
		return event.Quote
	}
	return event.Other
}

// The numbers that stand for something else than a message.
const (
	systemLine = 80
	recalled   = 81
)
