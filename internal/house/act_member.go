package house

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// doorOf is the open connection by which a program acts in a group; 0 for none.
func doorOf(in community.Group, doors []connection.Door) (door id.Connection) {
	for _, one := range doors {
		if one.Network == in.Network && one.Closed.IsZero() && speaks(one.Network) {
			door = one.ID
		}
	}
	return door
}

// somebodyIn says how a network names a member who is in a group. Staff and bots, and
// who is not known to be there, are nobody here: of them a person decides.
func (a *App) somebodyIn(ctx context.Context, tx *db.Tx, ws id.Workspace, in community.Group, ord uint32) (who []event.NativeUser, m id.Member, err error) {
	people, err := a.Community.Authors(ctx, tx, ws, []uint32{ord})
	if w, ok := people[ord]; err != nil || !ok || w.Standing != community.Person {
		return nil, 0, err
	}
	m = people[ord].Member
	ords, err := a.Community.Ords(ctx, tx, ws, m)
	if err != nil {
		return nil, 0, err
	}
	named, err := a.Community.Natives(ctx, tx, ws, ords)
	if err != nil {
		return nil, 0, err
	}
	keys, spots := make([]string, len(ords)), make([]chat.Spot, len(ords))
	for i, one := range ords {
		spots[i] = chat.Spot{Group: in.ID, Author: one}
		keys[i] = event.PersonKey(in.Network, in.Namespace, in.Chat, event.Actor{ID: named[one].ID})
	}
	stays, err := a.Chat.Stays(ctx, tx, ws, spots)
	if err != nil {
		return nil, 0, err
	}
	known, err := a.Community.OrdsByKey(ctx, tx, ws, keys)
	for i, one := range ords {
		if stays[spots[i]].In && named[one].ID != "" && known[keys[i]] == one { // it is a name of this network
			who = append(who, named[one].ID)
		}
	}
	return who, m, err
}

// invites is how somebody is asked into a group by the program: one that has the name
// on the same network, and no other has.
func (n playbookNeighbours) invites(ctx context.Context, tx *db.Tx, ws id.Workspace, d *playbook.Deed, in community.Group, doors []connection.Door) (id.Connection, channel.Deed, error) {
	door := doorOf(in, doors)
	if door == 0 {
		return 0, channel.Deed{}, nil
	}
	into, err := n.Community.GroupsCalled(ctx, tx, ws, in.Network, strings.TrimSpace(d.Invite.To))
	if err != nil || len(into) != 1 || into[0].ID == in.ID || into[0].Namespace != in.Namespace {
		return 0, channel.Deed{}, err
	}
	who, member, err := n.somebodyIn(ctx, tx, ws, in, d.Subject.Member)
	if err != nil || len(who) == 0 {
		return 0, channel.Deed{}, err
	}
	help := helpOf(d)
	help.Why = notByProgram
	return door, channel.Deed{Key: d.Key, Action: channel.Invite, Chat: into[0].Chat, Who: who, Reason: clipped(d.Invite.Text, longestTitle), ByHand: help,
		Purpose: &channel.Purpose{Kind: string(touching.Invite), Member: member, Origin: id.Show(d.Book)}}, nil
}

// offer lets the to-do for a removal be done by the program, once a person says so,
// where its SOP wants that and there is a way.
func (n playbookNeighbours) offer(ctx context.Context, tx *db.Tx, ws id.Workspace, d *playbook.Deed, t *task.New, in community.Group, doors []connection.Door) error {
	if d.Remove == nil || !d.Remove.Direct || doorOf(in, doors) == 0 {
		return nil
	}
	who, _, err := n.somebodyIn(ctx, tx, ws, in, d.Subject.Member)
	if err != nil || len(who) == 0 {
		return err
	}
	now := n.times.Of(ws).Now()
	t.Acts, t.WhyIn, t.Due, t.Until = true, tellFirst, now.Add(askedFor), now.Add(keptFor)
	t.Why = t.WhyIn.Hans
	t.Choices = []task.Choice{{Text: removeThem, Danger: true}, {Text: removedAlready}, {Text: keepThem, Default: true}}
	return nil
}

// For how long somebody is asked whether to remove a member, and after which they are
// kept.
const askedFor, keptFor = 24 * time.Hour, 7 * 24 * time.Hour

// removal has the program take out of a group whom a person has decided about.
type removal struct{ app *App }

var _ task.Hearer = removal{}

// Settled puts the deed where a person, and nobody else, has said yes. Where it was a
// program, or nothing can be done any more, a person is asked to do it.
func (r removal) Settled(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	o := &t.Outcome
	if !t.Acts || t.Kind != task.Kick || o.State != task.Done || o.Choice != 1 {
		return nil
	}
	groups, err := r.app.Community.GroupsNamed(ctx, tx, ws, []id.Group{t.Group})
	if err != nil {
		return err
	}
	in, ok := groups[t.Group]
	if !ok {
		return nil
	}
	who, member, err := r.app.somebodyIn(ctx, tx, ws, in, t.Member)
	if err != nil {
		return err
	}
	doors, err := r.app.Connection.Doors(ctx, tx, ws)
	if err != nil {
		return err
	}
	if door := doorOf(in, doors); door != 0 && len(who) > 0 && o.By != 0 {
		help := &channel.ByHand{Title: t.TitleIn, Why: notByProgram, About: true, Member: t.Member, Playbook: t.Origin.Playbook, Step: t.Origin.Step}
		if run, err := id.Parse[id.Run](t.Origin.Run); err == nil {
			help.Run = run
		}
		return r.app.Say(ctx, tx, ws, door, channel.Deed{Key: t.Key + "/do", Action: channel.Kick, Chat: in.Chat, Who: who, Reason: clipped(t.Title, longestTitle), ByHand: help,
			Purpose: &channel.Purpose{Kind: string(touching.Act), Member: member, Person: o.By}})
	}
	if len(who) == 0 { // they have left, or were made staff
		return nil
	}
	byHand := t.New
	byHand.Key, byHand.Asks, byHand.Owner = t.Key+"/hand", task.Asks{TitleIn: t.TitleIn, WhyIn: notByProgram}, cmp.Or(o.By, t.Owner)
	byHand.Why = notByProgram.Hans
	_, err = r.app.Task.Open(ctx, tx, ws, []task.New{byHand})
	return err
}

// Reopened fails: the program may be at it already.
func (r removal) Reopened(_ context.Context, _ *db.Tx, _ id.Workspace, t task.Task) error {
	if t.Acts {
		return fault.New(fault.Conflict, goneOn.With())
	}
	return nil
}

var (
	tellFirst      = i18n.Text{Hans: "先把话发给本人，再选；选了“移出”程序就去移。", Hant: "先把話發給本人，再選；選了「移出」程式就去移。", En: "Tell them first, then choose: the program removes them once you choose it."}
	removeThem     = i18n.Text{Hans: "移出（程序来做）", Hant: "移出（程式來做）", En: "Remove them (the program does it)"}
	removedAlready = i18n.Text{Hans: "已经移出了", Hant: "已經移出了", En: "They are out already"}
	keepThem       = i18n.Text{Hans: "不移了", Hant: "不移了", En: "Keep them"}
	notByProgram   = i18n.Text{Hans: "程序在这个群做不了，请手动做。", Hant: "程式在這個群組做不了，請手動做。", En: "The program cannot do it in this group; please do it by hand."}
)
