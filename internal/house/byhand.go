package house

import (
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// byHand turns what waits for a person into to-dos, in the transaction in which it
// begins to wait; and lets what the person says of a to-do hold for the deed.
type byHand struct{ app *App }

var (
	_ outbox.Hands = byHand{}
	_ task.Hearer  = byHand{}
)

// What a to-do needs to be short of, so that it is taken whatever the deed says.
const (
	mostWays    = 8
	longestText = 5000
	longestKey  = 180
)

// After how long something to be said by hand is late.
const (
	lateWelcome = 30 * time.Minute
	lateSaying  = 2 * time.Hour
)

// tries is how often a deed may come back to a person who declined it.
const tries = 50

var (
	fitsTask = regexp.MustCompile(`^[A-Za-z0-9_.:/+-]+$`)
	oneMore  = regexp.MustCompile(`\+again\d+$`)
)

// taskKey is the key of the to-do for a deed: the deed's own where that may be one.
func taskKey(d *outbox.Deed) string {
	if len(d.Key) <= longestKey && fitsTask.MatchString(d.Key) {
		return d.Key
	}
	return "deed/" + id.Show(d.ID)
}

// Prepared opens a to-do for a deed. One that a person has declined before and that
// is to be done all the same gets another.
func (h byHand) Prepared(ctx context.Context, tx *db.Tx, d outbox.Deed) error {
	var deed channel.Deed
	if err := json.Unmarshal(d.Body, &deed); err != nil {
		return nil //nolint:nilerr // the sender has refused what cannot be read
	}
	todo, err := h.todo(ctx, tx, &d, &deed)
	if err != nil {
		return err
	}
	key := todo.Key
	for n := 2; n < tries; n++ {
		opened, err := h.app.Task.Open(ctx, tx, d.Workspace, []task.New{todo})
		if err != nil || opened[0].Open() {
			return err
		}
		todo.Key = key + "+again" + strconv.Itoa(n)
	}
	return nil
}

// todo is a deed as something for a person to do.
func (h byHand) todo(ctx context.Context, tx *db.Tx, d *outbox.Deed, deed *channel.Deed) (t task.New, err error) {
	help := deed.ByHand
	if help == nil {
		help = &channel.ByHand{}
	}
	t = task.New{Key: taskKey(d), Kind: taskKind(deed), About: help.About, Member: help.Member,
		Origin: task.Origin{Playbook: clipped(help.Playbook, longestTitle), Step: help.Step}}
	if help.Run != 0 {
		t.Origin.Run = id.Show(help.Run)
	}
	t.Check, t.Share, t.Purpose = help.Check, help.Share, string(kindOf(deed))
	if p := deed.Purpose; p != nil {
		t.Selling, t.All, t.Owner = p.Selling, p.AtAll, p.Person
	}
	t.Group, err = touchGate(h).group(ctx, tx, *d, deed.Chat)
	if err != nil {
		return t, err
	}
	if !t.About && len(deed.Who) == 1 && t.Group != 0 {
		if t.Member, t.About, err = h.whom(ctx, tx, d.Workspace, t.Group, deed.Who[0]); err != nil {
			return t, err
		}
	}
	for _, w := range help.Ways[:min(len(help.Ways), mostWays)] {
		t.Wordings = append(t.Wordings, task.Wording{Tone: w.Tone, Text: clipped(w.Text, longestText)})
	}
	if len(t.Wordings) == 0 && strings.TrimSpace(deed.Text) != "" {
		t.Wordings = []task.Wording{{Text: clipped(deed.Text, longestText)}}
	}
	t.Pictures = help.Pictures
	if t.TitleIn = help.Title; strings.TrimSpace(t.TitleIn.Hans) == "" {
		t.TitleIn = titleOf(deed)
	}
	if t.WhyIn = help.Why; t.WhyIn.Hans == "" {
		t.WhyIn = whyPrepared
	}
	t.TitleIn = eachLang(t.TitleIn, func(s string) string { return clipped(s, longestTitle) })
	t.Title, t.Why = t.TitleIn.Hans, t.WhyIn.Hans
	if t.Owner == 0 {
		if err := h.give(ctx, tx, d.Workspace, &t, help); err != nil {
			return t, err
		}
	}
	if t.Due = help.Due; t.Due.IsZero() {
		t.Due = h.app.times.Of(d.Workspace).Now().Add(lateAfter(deed))
	}
	return t, nil
}

// whom is who a deed is about, by number; false where nobody knows them.
func (h byHand) whom(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, who event.NativeUser) (uint32, bool, error) {
	groups, err := h.app.Community.GroupsNamed(ctx, tx, ws, []id.Group{group})
	if err != nil {
		return 0, false, err
	}
	g := groups[group]
	key := event.PersonKey(g.Network, g.Namespace, g.Chat, event.Actor{ID: who})
	known, err := h.app.Community.PeopleByKey(ctx, tx, ws, []string{key})
	found, ok := known[key]
	return found.Ord, ok, err
}

func lateAfter(deed *channel.Deed) time.Duration {
	if deed.Action == channel.Welcome || isFor(deed, touching.Welcome) {
		return lateWelcome
	}
	return lateSaying
}

// isFor reports whether a deed says that it is for something.
func isFor(deed *channel.Deed, kind touching.Kind) bool {
	return deed.Purpose != nil && deed.Purpose.Kind == string(kind)
}

// taskKind is what kind of thing a person is to do.
func taskKind(deed *channel.Deed) task.Kind {
	if isFor(deed, touching.Announcement) {
		return task.Announce
	}
	switch deed.Action {
	case channel.Send, channel.MassSend:
		return task.Send
	case channel.Welcome:
		return task.Welcome
	case channel.Kick, channel.Ban:
		return task.Kick
	case channel.Mute:
		return task.Mute
	case channel.DeleteMessage:
		return task.Delete
	}
	return task.Other
}

var (
	whyPrepared = i18n.Text{Hans: "这个群不让程序动手，内容已备好，复制就能发。", Hant: "這個群組不讓程式動手，內容已備好，複製就能發。", En: "No program may act in this group; what is needed is ready to copy."}
	titleInvite = i18n.Text{Hans: "邀请进群", Hant: "邀請加入群組", En: "Invite into the group"}
	titleLink   = i18n.Text{Hans: "做一个进群二维码", Hant: "做一個入群 QR Code", En: "Make a code that leads into the group"}
	titleKick   = i18n.Text{Hans: "移出群", Hant: "移出群組", En: "Remove from the group"}
	titleMute   = i18n.Text{Hans: "禁言", Hant: "禁言", En: "Mute"}
	titleDelete = i18n.Text{Hans: "撤下一条消息", Hant: "撤下一則訊息", En: "Take a message down"}
	titleCreate = i18n.Text{Hans: "建群", Hant: "建立群組", En: "Make a group"}
	titleRename = i18n.Text{Hans: "改群名", Hant: "更改群組名稱", En: "Rename the group"}
	titleSend   = i18n.Text{Hans: "发到群里", Hant: "發到群組", En: "Send into the group"}
)

// titleOf says what is to be done.
func titleOf(deed *channel.Deed) i18n.Text {
	with := func(what i18n.Text, more string) i18n.Text {
		if more = strings.TrimSpace(more); more == "" {
			return what
		}
		return i18n.Text{Hans: what.Hans + "：" + more, Hant: what.Hant + "：" + more, En: what.En + ": " + more}
	}
	switch deed.Action {
	case channel.Invite:
		return with(titleInvite, deed.Reason)
	case channel.InviteLink:
		return with(titleLink, deed.Reason)
	case channel.Kick, channel.Ban:
		return with(titleKick, deed.Reason)
	case channel.Mute:
		return with(titleMute, deed.Reason)
	case channel.DeleteMessage:
		return with(titleDelete, deed.Reason)
	case channel.CreateGroup:
		return with(titleCreate, deed.Name)
	case channel.RenameGroup:
		return with(titleRename, deed.Name)
	}
	if text := strings.TrimSpace(deed.Text); text != "" {
		return i18n.Text{Hans: text, Hant: text, En: text}
	}
	return titleSend
}

// deedOf finds the deed of a to-do; NotFound where it is no deed's.
func (h byHand) deedOf(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (outbox.Deed, error) {
	key = oneMore.ReplaceAllString(key, "")
	d, err := outbox.ByKey(ctx, tx, ws, key)
	name, isDeed := strings.CutPrefix(key, "deed/")
	if fault.KindOf(err) != fault.NotFound || !isDeed {
		return d, err
	}
	of, bad := id.Parse[id.Deed](name)
	if bad != nil {
		return d, err
	}
	return outbox.Get(ctx, tx, ws, of)
}

// Settled lets the deed be done, declined or dropped as its to-do was.
func (h byHand) Settled(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	d, err := h.deedOf(ctx, tx, ws, t.Key)
	if err != nil || d.State != outbox.Human {
		return notMissing(err)
	}
	switch t.Outcome.State {
	case task.Done:
		return outbox.Confirmed(ctx, tx, ws, d.Key, "")
	case task.Skipped:
		if t.Outcome.Reason == task.Otherwise {
			return outbox.Confirmed(ctx, tx, ws, d.Key, "")
		}
		return outbox.Declined(ctx, tx, ws, d.Key, "skipped", string(t.Outcome.Reason))
	case task.Expired:
		return outbox.Declined(ctx, tx, ws, d.Key, "expired", "")
	}
	return outbox.Withdraw(ctx, tx, ws, []string{d.Key})
}

// Reopened lets the deed wait for a person again.
func (h byHand) Reopened(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	d, err := h.deedOf(ctx, tx, ws, t.Key)
	if err != nil {
		return notMissing(err)
	}
	return outbox.Unsaid(ctx, tx, ws, d.Key)
}

// done settles the to-do of a deed, or any other, of which the network says that a
// person did it.
func (h byHand) done(ctx context.Context, tx *db.Tx, ws id.Workspace, ref string) error {
	d, err := outbox.ByKey(ctx, tx, ws, ref)
	switch {
	case err == nil:
		ref = taskKey(&d)
	case fault.KindOf(err) != fault.NotFound:
		return err
	}
	return h.app.Task.Receipt(ctx, tx, ws, ref)
}

// gateKey is under which key the gate counts what a to-do says: the deed's, where it
// is one's, which has passed the gate already.
func (h byHand) gateKey(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (string, error) {
	d, err := h.deedOf(ctx, tx, ws, key)
	if err != nil {
		return key, notMissing(err)
	}
	return d.Key, nil
}

// isDone reports whether a person has said that a deed is done.
func (h byHand) isDone(ctx context.Context, ws id.Workspace, key string) (done bool, err error) {
	err = h.app.DB.Read(ctx, func(tx *db.Tx) error {
		d, err := outbox.ByKey(ctx, tx, ws, key)
		if err != nil {
			return notMissing(err)
		}
		t, err := h.app.Task.Get(ctx, tx, ws, taskKey(&d))
		done = err == nil && t.Outcome.State == task.Done
		return notMissing(err)
	})
	return done, err
}

func notMissing(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}
