package sandbox

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

// What can be done in a group, each with its rows, what is told of it and what
// the crowd hears of it. The crowd's own lines come in through live.

// live writes one line of a group's crowd.
func (w *world) live(g *group, l crowd.Line) error {
	at, who := time.UnixMilli(l.At).UTC(), crowdID(l.Who)
	switch l.Act {
	case crowd.Joins:
		return w.comes(g, who, at, l.Scene, "")
	case crowd.Leaves:
		return w.goes(g, who, at, event.Leave, "", false)
	case crowd.Says:
		m := message{chat: g.Chat, seq: l.Seq, who: who, at: l.At, form: l.Form, body: l.Text, answers: l.To}
		if l.Form == event.Picture {
			m.media = drawn(l.Seq)
		}
		return w.says(g, m)
	case crowd.Recalls:
		return w.recalls(g, l.To, who, at)
	case crowd.Rewrites:
		return w.rewrites(g, l.To, who, at, l.Text)
	case crowd.Reacts:
		return w.reacts(g, l.To, who, at, l.Text)
	}
	return nil
}

// comes lets somebody into a group.
func (w *world) comes(g *group, who event.NativeUser, at time.Time, scene string, by event.NativeUser) error {
	subject, err := w.actor(who)
	if err != nil {
		return err
	}
	inviter, err := w.actor(by)
	if err != nil {
		return err
	}
	if n := crowdNumber(who); n >= 0 {
		kind := "crowd"
		if w.p.lib.Person(w.town, n).Staff {
			kind = "staff"
		}
		if err := w.putPerson(who, subject.Name, kind); err != nil {
			return err
		}
	}
	if err := w.putIn(g.Chat, who, at.UnixMilli()); err != nil {
		return err
	}
	g.asked = false
	w.notices = append(w.notices, notice{chat: g.Chat, at: at.UnixMilli(), kind: event.Join, who: who, by: by, words: scene})
	n := w.number()
	return w.tell(g, fmt.Sprintf("t/%d", n), at, event.Event{Kind: event.Join, NativeID: event.NativeMessage(fmt.Sprintf("sim-t%d", n)),
		Subjects: []event.Actor{subject}, Actor: inviter, Scene: scene})
}

// goes lets somebody out of a group, of their own will or not.
func (w *world) goes(g *group, who event.NativeUser, at time.Time, kind event.Kind, by event.NativeUser, banned bool) error {
	subject, err := w.actor(who)
	if err != nil {
		return err
	}
	doer, err := w.actor(by)
	if err != nil {
		return err
	}
	n := w.number() // told while they still hear it, if they are an account
	if err := w.tell(g, fmt.Sprintf("t/%d", n), at, event.Event{Kind: kind, NativeID: event.NativeMessage(fmt.Sprintf("sim-t%d", n)),
		Subjects: []event.Actor{subject}, Actor: doer}); err != nil {
		return err
	}
	g.asked = false
	w.notices = append(w.notices, notice{chat: g.Chat, at: at.UnixMilli(), kind: kind, who: who, by: by})
	return w.putOut(g.Chat, who, at.UnixMilli(), banned)
}

// says writes something said.
func (w *world) says(g *group, m message) error {
	who, err := w.actor(m.who)
	if err != nil {
		return err
	}
	w.messages = append(w.messages, m)
	g.Seq, g.Last = max(g.Seq, m.seq), max(g.Last, m.at)
	return w.tell(g, messageKey(g.Chat, m.seq), time.UnixMilli(m.at).UTC(), messageEvent(g.Chat, m, who))
}

func messageKey(chat event.NativeChat, seq int64) string { return fmt.Sprintf("m/%s/%d", chat, seq) }

func messageEvent(chat event.NativeChat, m message, who event.Actor) event.Event {
	return event.Event{Kind: event.Message, NativeID: messageID(chat, m.seq), Actor: who, Form: m.form, Body: m.body,
		ReplyTo: messageID(chat, m.answers), Media: m.media}
}

// recalls deletes a message, and with it what was said.
func (w *world) recalls(g *group, seq int64, by event.NativeUser, at time.Time) error {
	if err := w.flush(); err != nil {
		return err
	}
	if err := w.dropPicture(g.Chat, seq); err != nil {
		return err
	}
	n, err := w.tx.Exec(w.ctx, `UPDATE sandbox_message SET deleted = $4, body = '', reads = '', media = ''
		WHERE workspace = $1 AND chat = $2 AND seq = $3 AND deleted = 0`, w.ws, string(g.Chat), seq, at.UnixMilli())
	if err != nil || n == 0 {
		return err
	}
	if _, err := w.tx.Exec(w.ctx, `DELETE FROM sandbox_edit WHERE workspace = $1 AND chat = $2 AND seq = $3`, w.ws, string(g.Chat), seq); err != nil {
		return err
	}
	who, err := w.actor(by)
	if err != nil {
		return err
	}
	return w.tell(g, deleteKey(g.Chat, seq), at, deleteEvent(g.Chat, seq, who))
}

func deleteKey(chat event.NativeChat, seq int64) string { return fmt.Sprintf("d/%s/%d", chat, seq) }

func deleteEvent(chat event.NativeChat, seq int64, who event.Actor) event.Event {
	return event.Event{Kind: event.Delete, NativeID: messageID(chat, seq) + "/d", Target: messageID(chat, seq), Actor: who}
}

// rewrites changes how a message reads.
func (w *world) rewrites(g *group, seq int64, by event.NativeUser, at time.Time, text string) error {
	if err := w.flush(); err != nil {
		return err
	}
	var n int64
	err := w.tx.QueryRow(w.ctx, `UPDATE sandbox_message SET reads = $4, edits = edits + 1
		WHERE workspace = $1 AND chat = $2 AND seq = $3 AND deleted = 0 RETURNING edits`, w.ws, string(g.Chat), seq, text).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // recalled meanwhile
	}
	if err != nil {
		return err
	}
	if _, err := w.tx.Exec(w.ctx, `INSERT INTO sandbox_edit (workspace, chat, seq, n, at, person, body) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		w.ws, string(g.Chat), seq, n, at.UnixMilli(), string(by), text); err != nil {
		return err
	}
	who, err := w.actor(by)
	if err != nil {
		return err
	}
	return w.tell(g, editKey(g.Chat, seq, n), at, editEvent(g.Chat, seq, n, who, text))
}

func editKey(chat event.NativeChat, seq, n int64) string {
	return fmt.Sprintf("e/%s/%d/%d", chat, seq, n)
}

func editEvent(chat event.NativeChat, seq, n int64, who event.Actor, text string) event.Event {
	return event.Event{Kind: event.Edit, NativeID: event.NativeMessage(fmt.Sprintf("%s/e%d", messageID(chat, seq), n)),
		Target: messageID(chat, seq), Actor: who, Body: text}
}

// reacts puts a sign to a message.
func (w *world) reacts(g *group, seq int64, by event.NativeUser, at time.Time, sign string) error {
	if err := w.flush(); err != nil {
		return err
	}
	n, err := w.tx.Exec(w.ctx, `INSERT INTO sandbox_reaction (workspace, chat, seq, person, sign, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (workspace, chat, seq, person, sign) DO NOTHING`, w.ws, string(g.Chat), seq, string(by), sign, at.UnixMilli())
	if err != nil || n == 0 {
		return err
	}
	who, err := w.actor(by)
	if err != nil {
		return err
	}
	return w.tell(g, fmt.Sprintf("r/%s/%d/%s/%s", g.Chat, seq, by, sign), at, event.Event{Kind: event.Reaction,
		NativeID: event.NativeMessage(fmt.Sprintf("%s/r/%s/%s", messageID(g.Chat, seq), by, sign)), Target: messageID(g.Chat, seq), Actor: who, Body: sign})
}

var (
	notIn = i18n.Text{
		Hans: "这个人不在群里，不能这样做。请先进群。",
		Hant: "這個人不在群組裡，不能這樣做。請先加入群組。",
		En:   "This person is not in the group, so that cannot be done. Join first.",
	}
	isMuted = i18n.Text{
		Hans: "这个人被禁言了，到期之前说不了话。",
		Hant: "這個人被禁言了，到期之前不能發言。",
		En:   "This person is muted and cannot speak until that is over.",
	}
	isBanned = i18n.Text{
		Hans: "这个人被移出，并且不能再进这个群。",
		Hant: "這個人已被移出，而且不能再加入這個群組。",
		En:   "This person was removed and may not join this group again.",
	}
	isDismissed = i18n.Text{
		Hans: "这个群已经解散，只能看，不能再做什么。",
		Hant: "這個群組已經解散，只能看，不能再做什麼。",
		En:   "This group was dismissed. It can be read, but nothing can be done in it.",
	}
	notTheirs = i18n.Text{
		Hans: "只能改或撤回自己发的、还在的消息。",
		Hant: "只能修改或收回自己發的、還在的訊息。",
		En:   "One can edit or delete only one's own message, as long as it is there.",
	}
)

// member returns a living group in which somebody is.
func (w *world) member(chat event.NativeChat, who event.NativeUser) (*group, membership, error) {
	g, err := w.group(chat)
	if err != nil {
		return nil, membership{}, err
	}
	if g.Dismissed != 0 {
		return nil, membership{}, fault.New(fault.Conflict, isDismissed.With())
	}
	m, err := w.membership(chat, who)
	if err == nil && !m.in {
		err = fault.New(fault.Forbidden, notIn.With())
	}
	return g, m, err
}

// speak lets somebody say something whom the crowd does not move.
func (w *world) speak(chat event.NativeChat, who event.NativeUser, form event.Form, text string, answers int64, media string) (event.NativeMessage, error) {
	g, m, err := w.member(chat, who)
	if err != nil {
		return "", err
	}
	at := w.moment(g)
	if m.muted > at.UnixMilli() {
		return "", fault.New(fault.Forbidden, isMuted.With())
	}
	seq := g.Seq + 1
	if err := w.says(g, message{chat, seq, who, at.UnixMilli(), form, text, answers, media}); err != nil {
		return "", err
	}
	g.heard(crowd.Heard{At: at.UnixMilli(), Did: crowd.Spoke, Who: crowdNumber(who), Seq: seq, Form: form, Text: text, To: answers})
	return messageID(chat, seq), nil
}

// enter lets somebody in who is not there yet.
func (w *world) enter(g *group, who event.NativeUser, scene string, by event.NativeUser) error {
	if g.Dismissed != 0 {
		return fault.New(fault.Conflict, isDismissed.With())
	}
	m, err := w.membership(g.Chat, who)
	switch {
	case err != nil || m.in:
		return err
	case m.banned:
		return fault.New(fault.Forbidden, isBanned.With())
	}
	at := w.moment(g)
	if err := w.comes(g, who, at, scene, by); err != nil {
		return err
	}
	g.heard(crowd.Heard{At: at.UnixMilli(), Did: crowd.Came, Who: crowdNumber(who)})
	return nil
}

// leave lets somebody out who is there.
func (w *world) leave(g *group, who event.NativeUser, kind event.Kind, by event.NativeUser, banned bool) error {
	at := w.moment(g)
	if err := w.goes(g, who, at, kind, by, banned); err != nil {
		return err
	}
	g.heard(crowd.Heard{At: at.UnixMilli(), Did: crowd.Went, Who: crowdNumber(who)})
	return nil
}

// mute keeps somebody from speaking until a moment.
func (w *world) mute(g *group, who event.NativeUser, until time.Time) error {
	at := w.moment(g)
	if _, err := w.tx.Exec(w.ctx, `UPDATE sandbox_member SET muted = $4 WHERE workspace = $1 AND chat = $2 AND person = $3`,
		w.ws, string(g.Chat), string(who), until.UnixMilli()); err != nil {
		return err
	}
	g.heard(crowd.Heard{At: at.UnixMilli(), Did: crowd.Hushed, Who: crowdNumber(who), Until: until.UnixMilli()})
	return nil
}
