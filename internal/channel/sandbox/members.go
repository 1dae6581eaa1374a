package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// What people do on the platform: the page lets a person act as any of them.

var (
	noName = i18n.Text{
		Hans: "请写一个名字，最多 40 个字。",
		Hant: "請填一個名稱，最多 40 個字。",
		En:   "Give a name of at most 40 characters.",
	}
	noWords = i18n.Text{
		Hans: "没有内容可以发。请写点什么，或者选一张图片；文字最多 %d 字节。",
		Hant: "沒有內容可以傳送。請寫點什麼，或選一張圖片；文字最多 %d 位元組。",
		En:   "There is nothing to send. Write something or choose a picture; text has at most %d bytes.",
	}
)

// maxText is the length of the longest message, in bytes.
const maxText = 64 << 10

func named(name string) error {
	if n := len([]rune(name)); strings.TrimSpace(name) == "" || n > 40 {
		return fault.New(fault.Invalid, noName.With())
	}
	return nil
}

// CreatePerson makes somebody who can be acted as.
func (p *Platform) CreatePerson(ctx context.Context, ws id.Workspace, name string) (who event.NativeUser, err error) {
	if err := named(name); err != nil {
		return "", err
	}
	err = p.change(ctx, ws, func(w *world) error {
		who = playerID(w.number())
		return w.putPerson(who, name, "player")
	})
	return who, err
}

// CreateGroup makes a group of a profile with the accounts of every connection
// in it. owner may be "".
func (p *Platform) CreateGroup(ctx context.Context, ws id.Workspace, name string, profile Profile, owner event.NativeUser) (chat event.NativeChat, err error) {
	if err := errors.Join(named(name), profile.valid()); err != nil {
		return "", err
	}
	err = p.change(ctx, ws, func(w *world) error {
		g, err := w.found(name, profile, owner)
		if err == nil {
			chat = g.Chat
		}
		return err
	})
	return chat, err
}

// found makes a group with its owner and every account in it.
func (w *world) found(name string, profile Profile, owner event.NativeUser) (*group, error) {
	n := w.number()
	g := &group{Chat: chatID(n), Name: name, Profile: profile, Owner: owner, Code: w.code(n), Made: w.now.UnixMilli(), Last: w.now.UnixMilli()}
	w.groups[g.Chat] = g
	w.p.know(w.ws, g.Chat, profile)
	var first []event.NativeUser
	if err := w.tx.Each(w.ctx, `SELECT person FROM sandbox_account WHERE workspace = $1 ORDER BY connection`, []any{w.ws}, func(scan func(...any) error) error {
		var who event.NativeUser
		err := scan(&who)
		first = append(first, who)
		return err
	}); err != nil {
		return nil, err
	}
	if owner != "" {
		first = append(first, owner)
	}
	for _, who := range first {
		if err := w.putIn(g.Chat, who, g.Made); err != nil {
			return nil, err
		}
	}
	by, err := w.actor(owner)
	if err != nil {
		return nil, err
	}
	at := w.moment(g)
	return g, w.tell(g, "g/"+string(g.Chat), at, event.Event{Kind: event.GroupCreated, NativeID: event.NativeMessage(g.Chat) + "/made", Actor: by, Body: name})
}

// code is what people scan to join the n-th thing of a workspace. It guards
// nothing: the platform has no stranger.
func (w *world) code(n int64) string {
	return strings.ToUpper(strconv.FormatInt(int64(w.ws)%46656+n*46656, 36))
}

// Words is what somebody says.
type Words struct {
	Text    string
	Form    event.Form
	ReplyTo event.NativeMessage
	Picture *channel.Media
}

// Say lets who say something in a group. It is Forbidden where they are not
// there or muted.
func (p *Platform) Say(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser, words Words) (m event.NativeMessage, err error) {
	speechless := words.Form == event.Text && words.Picture == nil && strings.TrimSpace(words.Text) == ""
	if speechless || len(words.Text) > maxText {
		return "", fault.New(fault.Invalid, noWords.With(maxText))
	}
	err = p.change(ctx, ws, func(w *world) error {
		media := ""
		if words.Picture != nil {
			if media, err = w.keepPicture(words.Picture); err != nil {
				return err
			}
			words.Form = event.Picture
		}
		m, err = w.speak(chat, who, words.Form, words.Text, messageSeq(chat, words.ReplyTo), media)
		return err
	})
	return m, err
}

// Join lets who into a group; scene is "qr", "link", "invite" or "".
func (p *Platform) Join(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser, scene string) error {
	return p.change(ctx, ws, func(w *world) error {
		g, err := w.group(chat)
		if err != nil {
			return err
		}
		return w.enter(g, who, scene, "")
	})
}

var noCode = i18n.Text{
	Hans: "这个码不对，或者群已经解散。请在群里重新打开入群码。",
	Hant: "這個碼不正確，或者群組已經解散。請在群組裡重新開啟入群碼。",
	En:   "That code is not right, or its group was dismissed. Open the code in the group again.",
}

// JoinByCode lets who into the group of a code or link, as by scanning it.
func (p *Platform) JoinByCode(ctx context.Context, ws id.Workspace, code string, who event.NativeUser) (chat event.NativeChat, err error) {
	code, isLink := strings.CutPrefix(code, joinPrefix)
	err = p.change(ctx, ws, func(w *world) error {
		err := w.tx.QueryRow(w.ctx, `SELECT chat FROM sandbox_group WHERE workspace = $1 AND code = $2 AND dismissed = 0`, ws, strings.ToUpper(code)).Scan(&chat)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, noCode.With())
		}
		if err != nil {
			return err
		}
		g, err := w.group(chat)
		if err != nil {
			return err
		}
		scene := "qr"
		if isLink {
			scene = "link"
		}
		return w.enter(g, who, scene, "")
	})
	return chat, err
}

// Invite lets by, who is there, bring who into a group.
func (p *Platform) Invite(ctx context.Context, ws id.Workspace, chat event.NativeChat, by, who event.NativeUser) error {
	return p.change(ctx, ws, func(w *world) error {
		g, _, err := w.member(chat, by)
		if err != nil {
			return err
		}
		return w.enter(g, who, "invite", by)
	})
}

// Leave lets who leave a group.
func (p *Platform) Leave(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser) error {
	return p.change(ctx, ws, func(w *world) error {
		g, _, err := w.member(chat, who)
		if err != nil {
			return err
		}
		return w.leave(g, who, event.Leave, "", false)
	})
}

// Remove lets by remove who from a group, as a person does it in the network's
// own program.
func (p *Platform) Remove(ctx context.Context, ws id.Workspace, chat event.NativeChat, by, who event.NativeUser) error {
	return p.change(ctx, ws, func(w *world) error {
		g, _, err := w.member(chat, who)
		if err != nil {
			return err
		}
		return w.leave(g, who, event.Remove, by, false)
	})
}

// Edit changes how one's own message reads.
func (p *Platform) Edit(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser, m event.NativeMessage, text string) error {
	if strings.TrimSpace(text) == "" || len(text) > maxText {
		return fault.New(fault.Invalid, noWords.With(maxText))
	}
	return p.own(ctx, ws, chat, who, m, func(w *world, g *group, seq int64) error {
		return w.rewrites(g, seq, who, w.moment(g), text)
	})
}

// Recall deletes one's own message.
func (p *Platform) Recall(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser, m event.NativeMessage) error {
	return p.own(ctx, ws, chat, who, m, func(w *world, g *group, seq int64) error {
		return w.recalls(g, seq, who, w.moment(g))
	})
}

// own runs fn for a message that is who's own and still there.
func (p *Platform) own(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser, m event.NativeMessage, fn func(*world, *group, int64) error) error {
	return p.change(ctx, ws, func(w *world) error {
		g, _, err := w.member(chat, who)
		if err != nil {
			return err
		}
		if err := w.flush(); err != nil { // the crowd may just have said it
			return err
		}
		seq, author := messageSeq(chat, m), event.NativeUser("")
		err = w.tx.QueryRow(w.ctx, `SELECT person FROM sandbox_message WHERE workspace = $1 AND chat = $2 AND seq = $3 AND deleted = 0`,
			ws, string(chat), seq).Scan(&author)
		if errors.Is(err, sql.ErrNoRows) || err == nil && author != who {
			return fault.New(fault.Forbidden, notTheirs.With())
		}
		if err != nil {
			return err
		}
		return fn(w, g, seq)
	})
}

// React puts a sign to a message.
func (p *Platform) React(ctx context.Context, ws id.Workspace, chat event.NativeChat, who event.NativeUser, m event.NativeMessage, sign string) error {
	if err := named(sign); err != nil {
		return err
	}
	return p.change(ctx, ws, func(w *world) error {
		g, _, err := w.member(chat, who)
		if err != nil {
			return err
		}
		return w.reacts(g, messageSeq(chat, m), who, w.moment(g), sign)
	})
}

// Rename gives a group another name, by somebody in it.
func (p *Platform) Rename(ctx context.Context, ws id.Workspace, chat event.NativeChat, by event.NativeUser, name string) error {
	if err := named(name); err != nil {
		return err
	}
	return p.change(ctx, ws, func(w *world) error {
		g, _, err := w.member(chat, by)
		if err != nil {
			return err
		}
		return w.rename(g, by, name)
	})
}

func (w *world) rename(g *group, by event.NativeUser, name string) error {
	who, err := w.actor(by)
	if err != nil {
		return err
	}
	g.Name = name
	at := w.moment(g)
	w.notices = append(w.notices, notice{chat: g.Chat, at: at.UnixMilli(), kind: event.GroupRenamed, who: by, words: name})
	n := strconv.FormatInt(w.number(), 10)
	return w.tell(g, "t/"+n, at, event.Event{Kind: event.GroupRenamed, NativeID: event.NativeMessage("sim-t" + n), Actor: who, Body: name})
}

// Dismiss ends a group for good.
func (p *Platform) Dismiss(ctx context.Context, ws id.Workspace, chat event.NativeChat, by event.NativeUser) error {
	return p.change(ctx, ws, func(w *world) error {
		g, err := w.group(chat)
		if err != nil || g.Dismissed != 0 {
			return err
		}
		who, err := w.actor(by)
		if err != nil {
			return err
		}
		at := w.moment(g)
		g.Dismissed = at.UnixMilli()
		w.notices = append(w.notices, notice{chat: chat, at: at.UnixMilli(), kind: event.GroupDismissed, who: by})
		return w.tell(g, "x/"+string(chat), at, event.Event{Kind: event.GroupDismissed, NativeID: event.NativeMessage(chat) + "/ended", Actor: who})
	})
}

// SetProfile changes what adapters can do in a group from now on.
func (p *Platform) SetProfile(ctx context.Context, ws id.Workspace, chat event.NativeChat, profile Profile) error {
	if err := profile.valid(); err != nil {
		return err
	}
	err := p.change(ctx, ws, func(w *world) error {
		g, err := w.group(chat)
		if err == nil {
			g.Profile = profile
		}
		return err
	})
	if err == nil {
		p.know(ws, chat, profile)
	}
	return err
}
