package sandbox

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/web/qrcode"
)

// shownLines is how many messages the phone shows.
const shownLines = 40

// chatView is an open group.
type chatView struct {
	ID, Name        string
	People          int
	Back, About     string
	Here            string // the group without any sheet
	Sheet           bool   // what can be done in it is shown
	In, Dismissed   bool
	Muted           bool
	Profile, Saying i18n.Text
	Unheard         bool // what is said does not reach Huoshui
	Lines           []line
	Waiting         []waiting
	Reply, Edit     *line
	Quick           []string
	Code            string
	QR              *qrcode.Square
	Modes           []modeRow
	More            *moreView // nil where the one acted as is not in it
	Seq             int64
}

// line is one thing in a chat: a time, or a message.
type line struct {
	Time      string // set: it is a time
	Notice    *i18n.Message
	ID        string // of the message
	Anchor    string
	Who       someone
	Mine      bool
	Form      string
	Text      string
	Rows      []string // of a sign-up chain
	Face      string
	Picture   string
	Seconds   int64
	Quote     *quote
	Edited    bool
	Deleted   bool
	Reactions []sandbox.Reaction
	Reply     string // the address for answering
	Change    string // the address for editing; "" where it is not one's own
}

type quote struct {
	Name, Text string
	Word       i18n.Text
}

// waiting is something that a person has to confirm.
type waiting struct {
	Connection, Key string
	Text            string
	Since           string
}

// modeRow is how one thing can be done in a group.
type modeRow struct {
	Action, Mode i18n.Text
	Tone         string
}

// chat works out an open group.
func (p *pages) chat(ctx context.Context, s *stage, c sandbox.Chat) (*chatView, []sandbox.Shown, error) {
	shown, err := p.p.Messages(ctx, s.v.Workspace, c.ID, 0, shownLines)
	if err != nil {
		return nil, nil, err
	}
	open := spot{chat: c.ID, as: s.at.as}
	about := open
	about.sheet = "about"
	out := &chatView{ID: string(c.ID), Name: c.Name, People: c.People, Back: spot{as: s.at.as}.href(s.v), About: about.href(s.v), Here: open.href(s.v),
		Sheet: s.at.sheet != "" || !s.inside[c.ID], In: s.inside[c.ID], Dismissed: c.Dismissed, Profile: profileWords[c.Profile],
		Saying: profileSays[c.Profile], Unheard: c.Profile.Capabilities()[channel.ReadMessages] == channel.None, Code: c.Code}
	for _, x := range s.people {
		out.Muted = out.Muted || x.ID == s.at.as && x.Muted
	}
	self, _ := s.selves()
	out.Quick = quickWords(self, out.In)
	since := time.Time{}
	if len(shown) == shownLines {
		since = shown[0].At
	}
	notices, err := p.p.Notices(ctx, s.v.Workspace, c.ID, since, shownNotices)
	if err != nil {
		return nil, nil, err
	}
	out.Lines = s.lines(shown, notices)
	for i := range out.Lines {
		l := &out.Lines[i]
		switch {
		case l.ID == "":
		case l.ID == string(s.at.reply):
			out.Reply = l
		case l.ID == string(s.at.edit) && l.Mine:
			out.Edit = l
		}
	}
	if len(shown) > 0 {
		out.Seq = shown[len(shown)-1].Seq
	}
	if out.In && c.Unread > 0 {
		if err := p.p.SetSeen(ctx, s.v.Workspace, c.ID, s.at.as, out.Seq); err != nil {
			return nil, nil, err
		}
	}
	if out.Waiting, err = p.waiting(ctx, s, c.ID); err != nil || !out.Sheet {
		return out, shown, err
	}
	out.Modes = modes(c.Profile)
	if out.In && !c.Dismissed {
		out.More = s.more(c)
	}
	if !c.Dismissed {
		out.QR, err = qrcode.Draw(p.shell.URL(about.href(s.v)))
	}
	return out, shown, err
}

func (p *pages) waiting(ctx context.Context, s *stage, chat event.NativeChat) ([]waiting, error) {
	list, err := p.p.Waiting(ctx, s.v.Workspace, chat)
	var out []waiting
	for _, w := range list {
		out = append(out, waiting{Connection: id.Show(w.Connection), Key: w.Deed.Key, Text: w.Deed.Text, Since: s.when(w.Since)})
	}
	return out, err
}

// gap is how long nobody spoke before a time stands between two messages.
const gap = 5 * time.Minute

// lines are messages with times between them, and who came and went.
func (s *stage) lines(shown []sandbox.Shown, notices []sandbox.Notice) (out []line) {
	texts := map[event.NativeMessage]*sandbox.Shown{}
	var last time.Time
	until := func(at time.Time) {
		for len(notices) > 0 && (at.IsZero() || notices[0].At.Before(at)) {
			says := s.notice(&notices[0])
			out, notices = append(out, line{Notice: &says}), notices[1:]
		}
	}
	for i := range shown {
		m := &shown[i]
		texts[m.ID] = m
		until(m.At)
		if m.At.Sub(last) > gap {
			at, now := s.local(m.At), s.local(s.now)
			format := "15:04"
			if at.YearDay() != now.YearDay() || at.Year() != now.Year() {
				format = "01-02 15:04"
			}
			out = append(out, line{Time: at.Format(format)})
		}
		last = m.At
		out = append(out, s.line(m, texts[m.ReplyTo]))
	}
	until(time.Time{})
	return out
}

func (s *stage) line(m, answers *sandbox.Shown) line {
	here := spot{chat: s.at.chat, as: s.at.as}
	reply, change := here, here
	reply.reply, change.edit = m.ID, m.ID
	l := line{ID: string(m.ID), Anchor: anchor(m.Seq), Mine: m.Who.ID == s.at.as, Form: formNames[m.Form], Text: m.Text, Edited: m.Edited,
		Deleted: m.Deleted, Reactions: m.Reactions, Seconds: seconds(m.Seq), Reply: reply.href(s.v),
		Who: someone{Name: m.Who.Name, Initial: initial(m.Who.Name), Hue: hue(m.Who.Name), Staff: m.Staff}}
	if l.Mine && m.Form == event.Text {
		l.Change = change.href(s.v)
	}
	switch m.Form {
	case event.Sticker:
		l.Face = faces[m.Text]
	case event.Picture:
		if m.Picture != "" {
			l.Picture = s.v.At("sandbox", "picture") + "?media=" + url.QueryEscape(m.Picture)
		}
	case event.Chain:
		l.Rows = strings.Split(strings.TrimSpace(m.Text), "\n")
	}
	if l.Form == "" {
		l.Form = "text"
	}
	if answers != nil {
		l.Quote = &quote{Name: answers.Who.Name, Text: answers.Text, Word: formWords[answers.Form]}
	}
	return l
}

func anchor(seq int64) string { return "m" + strconv.FormatInt(seq, 10) }

// formNames are how the forms of messages are drawn.
var formNames = map[event.Form]string{
	event.Text: "text", event.Quote: "text", event.Voice: "voice", event.Picture: "picture", event.Sticker: "sticker", event.Chain: "chain",
	event.Red: "red", event.Link: "link", event.Video: "file", event.File: "file", event.Location: "file", event.Poke: "text", event.Other: "file",
}

func modes(of sandbox.Profile) (out []modeRow) {
	can := of.Capabilities()
	for _, a := range [...]channel.Action{channel.ReadMessages, channel.ReadHistory, channel.ListMembers, channel.Send, channel.MassSend, channel.Welcome,
		channel.InviteLink, channel.Kick, channel.Mute, channel.DeleteMessage} {
		out = append(out, modeRow{actionWords[a], modeWords[can[a]], modeTones[can[a]]})
	}
	return out
}
