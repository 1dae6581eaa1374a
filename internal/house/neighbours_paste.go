package house

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// pasteNeighbours is what a pasted chat asks of the other features.
type pasteNeighbours struct{ *App }

var _ manual.Talk = pasteNeighbours{}

// lately is how long ago a pasted chat may have ended and still be judged as of now:
// figures of what was said look back 28 days.
const lately = 20 * 24 * time.Hour

// patience is how much later than now a pasted chat is judged: what was asked a minute
// ago, or after hours, has no answer either, and whoever pastes it wants to see it.
const patience = 24 * time.Hour

// Judge finds the questions that nobody answered, as a diagnosis finds them: none
// while nobody said who is staff.
func (n pasteNeighbours) Judge(ctx context.Context, said []channel.Arrived, staff []string, zone *time.Location, now time.Time) (manual.Judged, error) {
	var out manual.Judged
	if len(said) == 0 {
		return out, nil
	}
	at, last := now, said[0].Event.At
	for i := range said {
		if t := said[i].Event.At; t.After(last) {
			last = t
		}
	}
	if now.Sub(last) > lately || last.After(now) {
		at = last
	}
	at = at.Add(patience)
	book := diagnose.NewBook(at, at)
	whole := export.Exported{Events: len(said)}
	if err := book.Begin(whole); err != nil {
		return out, err
	}
	ids := make(map[uint64]event.NativeMessage, len(said))
	for i := range said {
		e := said[i].Event
		ids[event.NativeKey(e.NativeID)] = e.NativeID
		if err := book.Event(&e); err != nil {
			return out, err
		}
	}
	if err := book.End(whole); err != nil {
		return out, err
	}
	models := diagnose.Models{Risk: n.Insight.Risk, Links: n.Insight.Links, ReplyError: replyError}
	d, err := book.Judge(ctx, diagnose.Options{AsOf: at, Zone: zone, Staff: staff, NoStaff: staff != nil && len(staff) == 0}, models)
	if err != nil {
		return out, err
	}
	out.Waiting = map[event.NativeMessage]bool{}
	for _, f := range d.Figures {
		for _, w := range f.Waiting {
			if !w.Maybe {
				out.Waiting[ids[w.Key]] = true
			}
		}
		if f.Talk != nil {
			out.Asked += f.Talk.Answers.Questions
		}
	}
	for _, c := range d.Candidates {
		if c.Named {
			out.Maybe = append(out.Maybe, c.Name)
		}
	}
	return out, nil
}

func handKey(chat event.NativeChat, name string) string {
	return event.PersonKey(hand.Network, hand.Namespace, chat, event.Actor{Name: name})
}

// Staff says which names of a chat are known to be staff.
func (n pasteNeighbours) Staff(ctx context.Context, tx *db.Tx, ws id.Workspace, chat event.NativeChat, names []string) (map[string]bool, error) {
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = handKey(chat, name)
	}
	known, err := n.Community.PeopleByKey(ctx, tx, ws, keys)
	out := map[string]bool{}
	for _, name := range names {
		if who, ok := known[handKey(chat, name)]; ok && who.Standing == community.Staff {
			out[name] = true
		}
	}
	return out, err
}

// recognised makes people of a chat known by their names.
func (n pasteNeighbours) recognised(ctx context.Context, tx *db.Tx, ws id.Workspace, from manual.Source, names []string) ([]uint32, error) {
	part, err := n.Chat.Part(ctx, tx, ws, from.Door)
	if err != nil {
		return nil, err
	}
	people := make([]community.SeenPerson, len(names))
	for i, name := range names {
		people[i] = community.SeenPerson{Network: hand.Network, Namespace: hand.Namespace, Chat: from.Chat, Actor: event.Actor{Name: name}, NameAt: n.times.Of(ws).Now().UnixMilli()}
	}
	ords, _, err := n.Community.RecogniseLive(ctx, tx, ws, part, people, nil)
	return ords, err
}

// NameStaff notes that somebody said who of a chat is staff.
func (n pasteNeighbours) NameStaff(ctx context.Context, tx *db.Tx, ws id.Workspace, from manual.Source, group id.Group, names []string) error {
	ords, err := n.recognised(ctx, tx, ws, from, names)
	if err != nil {
		return err
	}
	who, err := n.Community.Authors(ctx, tx, ws, ords)
	if err != nil {
		return err
	}
	for _, ord := range ords {
		if _, err := n.Community.SetStanding(ctx, tx, ws, who[ord].Member, community.Staff); err != nil {
			return err
		}
	}
	return n.Insight.MarkDue(ctx, tx, ws, []id.Group{group})
}

var (
	waitsTitle = i18n.Text{Hans: "回一下%s：%s", Hant: "回一下%s：%s", En: "Answer %s: %s"}
	waitsWhy   = i18n.Text{
		Hans: "%[1]s在“%[2]s”里问的，贴进来的聊天里还没有人回。",
		Hant: "%[1]s在「%[2]s」裡問的，貼進來的聊天裡還沒有人回。",
		En:   "%[1]s asked this in %[2]s, and nobody answers it in the chat that was pasted.",
	}
)

// lateAnswer is after how long a to-do to answer presses.
const lateAnswer = 2 * time.Hour

// Ask opens a to-do for each question. The key is the message's, so it is one for good.
func (n pasteNeighbours) Ask(ctx context.Context, tx *db.Tx, ws id.Workspace, from manual.Source, group id.Group, owner id.User, questions []manual.Question) (open int, err error) {
	names := make([]string, len(questions))
	for i, q := range questions {
		names[i] = q.Who
	}
	ords, err := n.recognised(ctx, tx, ws, from, names)
	if err != nil {
		return 0, err
	}
	now := n.times.Of(ws).Now()
	wanted := make([]task.New, len(questions))
	for i, q := range questions {
		t := task.New{Key: "asked/" + string(q.Message), Kind: task.Send, Group: group, About: true, Member: ords[i], Owner: owner, Due: now.Add(lateAnswer)}
		t.Purpose = string(touching.Answer)
		for _, l := range [...]struct {
			in         i18n.Lang
			title, why *string
		}{{i18n.ZhHans, &t.TitleIn.Hans, &t.WhyIn.Hans}, {i18n.ZhHant, &t.TitleIn.Hant, &t.WhyIn.Hant}, {i18n.En, &t.TitleIn.En, &t.WhyIn.En}} {
			*l.title = clipped(waitsTitle.With(q.Who, clipped(q.Text, mostQuoted)).In(l.in), longestTitle)
			*l.why = waitsWhy.With(q.Who, from.Name).In(l.in)
		}
		t.Title, t.Why = t.TitleIn.Hans, t.WhyIn.Hans
		t.Wordings = []task.Wording{{Text: clipped(manual.Reply(q, now).In(i18n.ZhHans), longestText)}}
		wanted[i] = t
	}
	made, err := n.Task.Open(ctx, tx, ws, wanted)
	for i := range made {
		if made[i].Open() {
			open++
		}
	}
	return open, err
}

// mostQuoted is how much of a question stands in the title of its to-do.
const mostQuoted = 60
