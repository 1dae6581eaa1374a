package house

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// tales tells the whole story of one id.
type tales struct{ *App }

var _ connection.Teller = tales{}

// telling is a story while it is put together.
type telling struct {
	a     *App
	ctx   context.Context
	tx    *db.Tx
	v     connection.Reader
	doors map[id.Connection]connection.Door
	order []id.Connection
	out   connection.Story
	seen  bool // something is known
	mine  bool // the reader may know of it
}

// Story finds out what an id is, and tells all of it.
func (s tales) Story(ctx context.Context, v connection.Reader, what string) (connection.Story, error) {
	t := &telling{a: s.App, ctx: ctx, v: v, doors: map[id.Connection]connection.Door{}, mine: v.Scope.All}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		t.tx = tx
		doors, err := s.Connection.Doors(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		for _, d := range doors {
			t.doors[d.ID] = d
			t.order = append(t.order, d.ID)
		}
		return t.find(what)
	})
	if err == nil && (!t.seen || !t.mine) {
		err = fault.New(fault.NotFound, notKnown.With())
	}
	return t.out, err
}

func (t *telling) find(what string) error {
	if deed, err := id.Parse[id.Deed](what); err == nil {
		return t.ofDeed(deed)
	}
	if e, err := id.Parse[id.Event](what); err == nil {
		c, key, ok, err := inbox.KeyOf(t.ctx, t.tx, t.v.Workspace, e)
		if err != nil {
			return err
		}
		if !ok {
			return t.ofRouted(e)
		}
		return t.ofKey(what, key, c)
	}
	if m, ok := chat.ParseMessageRef(what); ok {
		return t.ofMessage(m)
	}
	return t.ofKey(what, what, 0)
}

func (t *telling) step(at time.Time, tone string, what i18n.Message, more, href string) {
	t.seen = true
	t.out.Steps = append(t.out.Steps, connection.Step{At: at, Tone: tone, What: what, More: more, Href: href})
}

// ofDeed tells of something that leaves.
func (t *telling) ofDeed(deed id.Deed) error {
	d, err := outbox.Get(t.ctx, t.tx, t.v.Workspace, deed)
	if err != nil {
		return err
	}
	t.out.Title = storyOfDeed.With()
	t.out.Names = append(t.out.Names, connection.Named{Label: nameOurs, Value: id.Show(deed)})
	if d.Event != 0 {
		t.out.Names = append(t.out.Names, connection.Named{Label: nameCause, Value: id.Show(d.Event), Href: t.storyAt(id.Show(d.Event))})
	}
	return t.deed(&d)
}

// deed adds what became of a deed.
func (t *telling) deed(d *outbox.Deed) error {
	name := t.doors[d.Connection].Name
	href := t.v.At("deliveries", id.Show(d.ID))
	if !t.v.Scope.All {
		href = ""
	}
	t.step(d.Created, "", stepDecided.With(name), "", href)
	attempts, err := outbox.Attempts(t.ctx, t.tx, *d)
	if err != nil {
		return err
	}
	for _, a := range attempts {
		if a.Outcome != outbox.Done {
			t.step(a.At, "bad", stepFailed.With(name), a.Code+" "+a.Why, "")
		}
	}
	if end, ok := deedEnds[d.State]; ok {
		at := d.Ended
		if d.State == outbox.Waiting {
			at = time.Time{}
		}
		t.step(at, toneOf(d.State), end.With(name), "", "")
	}
	return nil
}

func toneOf(s outbox.State) string {
	switch s {
	case outbox.Sent:
		return "good"
	case outbox.Refused, outbox.Uncertain, outbox.Unsupported:
		return "bad"
	case outbox.Dropped:
		return ""
	}
	return "wait"
}

// ofKey tells of what came under a key, by one connection or by any.
func (t *telling) ofKey(asked, key string, only id.Connection) error {
	t.out.Title = storyOfEvent.With()
	t.out.Names = append(t.out.Names, connection.Named{Label: nameAsked, Value: asked})
	if key != asked {
		t.out.Names = append(t.out.Names, connection.Named{Label: nameKey, Value: strings.ReplaceAll(key, "\x1f", " / ")})
	}
	groups, err := t.groups()
	if err != nil {
		return err
	}
	found := trail{names: []event.NativeMessage{event.NativeMessage(key)}}
	for _, c := range t.order {
		if only != 0 && c != only {
			continue
		}
		if err := t.under(c, asked, key, groups, &found); err != nil {
			return err
		}
	}
	if err := t.kept(found, groups); err != nil {
		return err
	}
	for _, e := range found.events {
		deeds, err := outbox.OfEvent(t.ctx, t.tx, t.v.Workspace, e)
		for i := range deeds {
			err = errors.Join(err, t.deed(&deeds[i]))
		}
		if err != nil {
			return err
		}
	}
	return t.sent(key)
}

// trail is under what a thing is to be looked for.
type trail struct {
	events []id.Event
	when   []time.Time
	keys   []string              // of events, with their connection
	names  []event.NativeMessage // of messages
}

// under looks for a key of a connection. What a program posts is known by the
// chat and the id that it gave; people know the id.
func (t *telling) under(c id.Connection, asked, key string, groups []community.Group, found *trail) error {
	keys := []string{key}
	if t.doors[c].Network == event.Webhook {
		found.names = append(found.names, webhook.MessageOf(id.Show(c), asked))
		if key == asked {
			for i := range groups {
				if groups[i].Network == event.Webhook && len(keys) < lookInChats {
					keys = append(keys, webhook.Key(string(groups[i].Chat), asked))
				}
			}
		}
	}
	for _, k := range keys {
		trace, err := inbox.Find(t.ctx, t.tx, t.v.Workspace, c, k)
		if err != nil {
			return err
		}
		if trace.Event != 0 {
			found.when, found.events, found.keys = append(found.when, id.Made(trace.Event)), append(found.events, trace.Event), append(found.keys, id.Show(c)+"\x1f"+k)
			if t.doors[c].Network == event.Webhook {
				found.names = append(found.names, webhook.MessageOf(id.Show(c), webhook.OwnID(event.NativeMessage(k))))
			}
		}
		t.came(c, trace)
		if trace.Event != 0 && strings.HasPrefix(k, chat.FoundPrefix) {
			t.step(time.Time{}, "", stepFound.With(), "", "")
		}
	}
	return nil
}

// lookInChats is in how many chats of programs an id is looked for.
const lookInChats = 500

// groups lists the groups that the reader may see.
func (t *telling) groups() (out []community.Group, err error) {
	all, err := t.a.Community.Groups(t.ctx, t.tx, t.v.Workspace)
	for _, g := range all {
		if t.v.Scope.Has(g.Unit) {
			out = append(out, g)
		}
	}
	return out, err
}

// came tells how something came in.
func (t *telling) came(c id.Connection, trace inbox.Trace) {
	d := t.doors[c]
	aside := ""
	if t.v.Scope.All {
		aside = t.v.At("set-aside")
	}
	if trace.Event != 0 {
		t.step(id.Made(trace.Event), "good", stepCame.With(d.Name), "", "")
		t.out.Names = append(t.out.Names, connection.Named{Label: nameOurs, Value: id.Show(trace.Event)})
		if t.v.Scope.All && d.Closed.IsZero() {
			t.out.Names = append(t.out.Names, connection.Named{Label: nameDoor, Value: d.Name, Href: t.v.At("connections", id.Show(c))})
		}
	}
	if trace.Conflicts > 0 {
		t.step(time.Time{}, "bad", stepClash.With(trace.Conflicts), "", aside)
	}
	switch {
	case trace.Event == 0:
	case trace.Aside != nil:
		t.step(trace.Aside.At, "bad", stepAside.With(trace.Aside.Attempts), trace.Aside.Why, aside)
	case trace.Waiting && trace.Attempts > 0:
		t.step(time.Time{}, "wait", stepTried.With(trace.Attempts), "", "")
	case trace.Waiting:
		t.step(time.Time{}, "wait", stepWaits.With(), "", "")
	default:
		t.step(time.Time{}, "good", stepRouted.With(), "", "")
	}
}

// kept tells as which message it was recorded, in which group.
func (t *telling) kept(found trail, groups []community.Group) error {
	byID := map[id.Group]community.Group{}
	var ids []id.Group
	for _, g := range groups {
		byID[g.ID] = g
		ids = append(ids, g.ID)
	}
	months := monthsAround(found.when, t.a.times.Of(t.v.Workspace).Now(), len(ids))
	told := map[uint64]bool{}
	look := func(k uint64, moved bool) error {
		if told[k] {
			return nil
		}
		told[k] = true
		list, err := t.a.Chat.Where(t.ctx, t.tx, t.v.Workspace, ids, months, k)
		for _, m := range list {
			t.message(byID[m.Group], m, moved)
		}
		return err
	}
	for _, name := range found.names {
		if err := look(event.SubjectKey(event.NativeKey(name), 0), false); err != nil {
			return err
		}
	}
	for _, key := range found.keys {
		if err := look(event.SubjectKey(event.NativeKey(event.NativeMessage("event\x1f"+key)), 0), true); err != nil {
			return err
		}
	}
	return nil
}

func (t *telling) message(g community.Group, m chat.Kept, moved bool) {
	t.mine = true
	href := t.v.At("groups", id.Show(g.ID))
	name := nameOr(g.Name, string(g.Chat))
	t.out.Names = append(t.out.Names, connection.Named{Label: nameGroup, Value: name, Href: href})
	if moved {
		t.step(m.At, "good", stepMoved.With(name), "", href)
		return
	}
	t.out.Title = storyOfMessage.With(name)
	t.step(m.At, "good", stepKept.With(name), "", href)
	if !m.Edited.IsZero() && !m.Gone {
		t.step(m.Edited, "", stepEdited.With(), "", "")
	}
	if m.Gone {
		t.step(m.Edited, "", stepGone.With(), "", "")
	}
	if t.out.Hidden = !t.v.Quotes && m.Body != ""; !t.out.Hidden {
		t.out.Quote = m.Body
	}
}

// sent tells by which deed of ours a message came to be.
func (t *telling) sent(key string) error {
	for _, c := range t.order {
		deeds, err := outbox.OfMessage(t.ctx, t.tx, t.v.Workspace, c, key)
		for i := range deeds {
			err = errors.Join(err, t.deed(&deeds[i]))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// monthsAround lists the months in which to look: those around when something
// came, or the latest where nobody knows; fewer where there are many groups.
func monthsAround(when []time.Time, now time.Time, groups int) (out []int32) {
	if len(when) == 0 {
		last := int32(24)
		if groups > 500 {
			last = 3
		}
		for i := range last {
			out = append(out, chat.Month(now.UnixMilli())-i)
		}
		return out
	}
	for _, w := range append(when, now) {
		for i := int32(-1); i <= 1; i++ {
			out = append(out, chat.Month(w.UnixMilli())+i)
		}
	}
	return out
}

var (
	notKnown       = i18n.Text{Hans: "没有查到这个编号。", Hant: "沒有查到這個編號。", En: "Nothing is known under this id."}
	storyOfDeed    = i18n.Text{Hans: "一件要送出的事", Hant: "一件要送出的事", En: "Something that leaves"}
	storyOfEvent   = i18n.Text{Hans: "一条事件", Hant: "一筆事件", En: "An event"}
	storyOfMessage = i18n.Text{Hans: "“%s”里的一条消息", Hant: "「%s」裡的一則訊息", En: "A message in “%s”"}

	nameOurs  = i18n.Text{Hans: "活水的编号", Hant: "活水的編號", En: "Our id"}
	nameAsked = i18n.Text{Hans: "查的编号", Hant: "查詢的編號", En: "Asked for"}
	nameKey   = i18n.Text{Hans: "平台的编号", Hant: "平台的編號", En: "The network's id"}
	nameCause = i18n.Text{Hans: "起因（事件）", Hant: "起因（事件）", En: "Caused by event"}
	nameDoor  = i18n.Text{Hans: "接入", Hant: "連線", En: "Connection"}
	nameGroup = i18n.Text{Hans: "群", Hant: "群組", En: "Group"}

	stepCame    = i18n.Text{Hans: "从“%s”收到。同一条再来会认出来，不会重复处理。", Hant: "從「%s」收到。同一筆再來會認出來，不會重複處理。", En: "Came in by “%s”. Told again, it is known and not handled twice."}
	stepClash   = i18n.Text{Hans: "又来过 %d 次同样的编号、不同的内容，没有收。", Hant: "又來過 %d 次同樣的編號、不同的內容，沒有收。", En: "Something else came under the same id, times: %d. It was not taken."}
	stepAside   = i18n.Text{Hans: "试了 %d 次没能处理，放到一边，不挡后面的。", Hant: "試了 %d 次無法處理，放到一邊，不擋後面的。", En: "It could not be handled in attempts: %d, and was set aside, out of the way of what comes after."}
	stepTried   = i18n.Text{Hans: "试了 %d 次还没成，等着再试。", Hant: "試了 %d 次還沒成，等著再試。", En: "Attempts so far: %d. It waits for another."}
	stepWaits   = i18n.Text{Hans: "排着队，还没轮到处理。", Hant: "排著隊，還沒輪到處理。", En: "It waits for its turn."}
	stepRouted  = i18n.Text{Hans: "处理完了。", Hant: "處理完了。", En: "It was handled."}
	stepFound   = i18n.Text{Hans: "对账时发现的：平台没有告诉活水，时间是对账的时间，谁邀请的、谁移出的都不知道。", Hant: "對帳時發現的：平台沒有告訴活水，時間是對帳的時間，誰邀請的、誰移出的都不知道。", En: "Found by comparing: the network had not told of it. Its time is that of the comparing; who invited or removed them is not known."}
	stepKept    = i18n.Text{Hans: "记在群“%s”里。", Hant: "記在群組「%s」裡。", En: "Recorded as a message in “%s”."}
	stepMoved   = i18n.Text{Hans: "记成群“%s”里的进出。", Hant: "記成群組「%s」裡的進出。", En: "Recorded as a coming or going in “%s”."}
	stepEdited  = i18n.Text{Hans: "后来改过，显示的是改后的。", Hant: "後來改過，顯示的是改後的。", En: "Edited since; it reads as it does now."}
	stepGone    = i18n.Text{Hans: "后来删掉了。", Hant: "後來刪掉了。", En: "Deleted since."}
	stepDecided = i18n.Text{Hans: "要由“%s”送出去。", Hant: "要由「%s」送出去。", En: "To leave by “%s”."}
	stepFailed  = i18n.Text{Hans: "由“%s”送了一次，没成。", Hant: "由「%s」送了一次，沒成。", En: "An attempt by “%s” failed."}
)

// deedEnds say where a deed stands.
var deedEnds = map[outbox.State]i18n.Text{
	outbox.Waiting:     {Hans: "还在排队，由“%s”送。", Hant: "還在排隊，由「%s」送。", En: "It still waits to leave by “%s”."},
	outbox.Sent:        {Hans: "由“%s”送到了。", Hant: "由「%s」送達了。", En: "Delivered by “%s”."},
	outbox.Refused:     {Hans: "由“%s”没送成，不再试了。", Hant: "由「%s」未送達，不再試了。", En: "Not delivered by “%s”, and not tried any more."},
	outbox.Uncertain:   {Hans: "由“%s”可能送到了，也可能没有，要人来定。", Hant: "由「%s」可能送達了，也可能沒有，要人來決定。", En: "By “%s” it may have arrived or not; a person decides."},
	outbox.Human:       {Hans: "在“%s”上等人确认。", Hant: "在「%s」上等人確認。", En: "Waits for a person to confirm it on “%s”."},
	outbox.Unsupported: {Hans: "“%s”做不了这件事。", Hant: "「%s」做不了這件事。", En: "“%s” has no such thing."},
	outbox.Dropped:     {Hans: "由“%s”不送了，有人决定的，或接入已移除。", Hant: "由「%s」不送了，有人決定的，或連線已移除。", En: "Not sent by “%s”: somebody decided so, or the connection was removed."},
}
