package sandbox

import (
	"context"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
)

// clockView is the workspace's clock.
type clockView struct {
	Time, Date string
	Weekday    i18n.Text
	Millis     int64 // what it shows, for the script that lets it run
	Zone       string
	Speed      int // 0: it stands
	Speeds     []speedView
	Day        *i18n.Message // how long a day takes
	Todos      *i18n.Message // what that means for to-dos
	Hint       i18n.Text
	Hand       int // degrees of the hand that goes round once a day
}

type speedView struct {
	Value int
	Label string
	On    bool
}

func (p *pages) clock(ctx context.Context, s *stage) (clockView, error) {
	c, err := p.p.Clock(ctx, s.v.Workspace)
	at := s.local(s.now)
	out := clockView{Time: at.Format("15:04"), Date: at.Format("2006-01-02"), Weekday: weekdays[at.Weekday()], Millis: s.now.UnixMilli(),
		Zone: at.Location().String(), Speed: max(c.Speed, 1), Hand: (at.Hour()*60 + at.Minute()) * 360 / 1440}
	if c.Paused {
		out.Speed = 0
	}
	for _, speed := range Speeds {
		out.Speeds = append(out.Speeds, speedView{speed, "×" + thousands(speed), speed == out.Speed})
	}
	switch h := at.Hour(); {
	case out.Speed == 0:
		out.Hint = hintStands
	case out.Speed == 1 && (h < 7 || h >= 23):
		out.Hint = hintNight
	case out.Speed == 1:
		out.Hint = hintDay
	default:
		took := sayDay.With(brief(24 * time.Hour / time.Duration(out.Speed)))
		todos := sayTodos.With(brief(shortTodo / time.Duration(out.Speed)))
		out.Day, out.Todos = &took, &todos
	}
	return out, err
}

// shortTodo is for how long a to-do waits that shows what a fast clock means.
const shortTodo = 30 * time.Minute

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// brief writes a duration in seconds or minutes.
func brief(d time.Duration) i18n.Message {
	if d < 2*time.Minute {
		return saySeconds.With(strconv.FormatFloat(d.Seconds(), 'f', 1, 64))
	}
	return sayMinutes.With(int(d.Minutes()))
}

// storyView is what Huoshui makes of what happens.
type storyView struct {
	Sent    []sentView
	Beats   []beat
	Unheard bool // the open group keeps what is said to itself
}

// beat is the story of one event.
type beat struct {
	Key     string
	At      string
	Message string // the network's id, by which its whole story is found
	Icon    string
	What    i18n.Message
	Who     i18n.Text // what they count as
	Name    string
	NameTo  string
	Group   string
	GroupTo string
	Anchor  string // the message, where the phone shows it
	Snippet string
	Mine    bool // done by the one who is acted as
	Refused bool
	Again   bool
	Settled bool
	Moves   []move
	Staff   bool
	Along   int // how many events moved the figures together
	With    int // others than this one
	Others  int
	Found   bool
}

// sentView is something Huoshui was to say, and where that stands.
type sentView struct {
	Key, Text, Group string
	State            i18n.Text // where it stands after the check; empty where it has not come so far
	Tone             string
	Check            i18n.Text // what the check before sending has done
	Passed           bool
	Next             string // when it is tried again, "" where it is not
	Waits            bool
}

// shownSent is how much of it the page tells of.
const shownSent = 3

func (p *pages) sent(ctx context.Context, s *stage) (out []sentView, err error) {
	list, err := p.voice.Sent(ctx, s.v.Workspace, shownSent)
	for _, d := range list {
		one := sentView{Key: d.Key, Text: cut(d.Text, snippetRunes), Waits: d.State == "human", Passed: d.Passed}
		one.Check, one.State, one.Tone = standing(&d)
		if d.Passed && !d.Next.IsZero() {
			one.Next = s.local(d.Next).Format("15:04:05")
		}
		for _, c := range s.chats {
			if c.ID == d.Chat {
				one.Group = c.Name
			}
		}
		out = append(out, one)
	}
	return out, err
}

// standing says how far something has come that Huoshui was to say: nothing is
// told as done that is not.
func standing(d *Sent) (check, state i18n.Text, tone string) {
	open := d.State == "waiting"
	switch {
	case d.Held:
		return checkHeld, i18n.Text{}, ""
	case open && !d.Passed && !d.Next.IsZero():
		return checkLater, i18n.Text{}, ""
	case open && !d.Passed:
		return checkWaits, i18n.Text{}, ""
	case open:
		return checkPassed, stateAgain, "wait"
	case !d.Passed:
		return i18n.Text{}, stateWords[d.State], stateTones[d.State]
	}
	return checkPassed, stateWords[d.State], stateTones[d.State]
}

// move is how one figure moved.
type move struct {
	Label         i18n.Text
	Before, After string
	Up            bool
}

// shownBeats is how many events the page tells of.
const shownBeats = 25

func (p *pages) story(ctx context.Context, s *stage, shown []sandbox.Shown) (out storyView, err error) {
	list, err := p.deps.Story(ctx, s.v.Workspace, shownBeats)
	if err != nil {
		return out, err
	}
	if out.Sent, err = p.sent(ctx, s); err != nil {
		return out, err
	}
	seen := map[event.NativeMessage]*sandbox.Shown{}
	for i := range shown {
		seen[shown[i].ID] = &shown[i]
	}
	for i := range list {
		out.Beats = append(out.Beats, s.beat(&list[i], seen[list[i].Message]))
	}
	for _, c := range s.chats {
		out.Unheard = out.Unheard || c.ID == s.at.chat && c.Profile == sandbox.WeCom
	}
	return out, nil
}

// snippetRunes is how much of a message the story repeats.
const snippetRunes = 40

func (s *stage) beat(h *Happening, m *sandbox.Shown) beat {
	b := beat{Key: strconv.FormatInt(h.N, 10), At: s.local(h.At).Format("15:04:05"), Icon: kindIcons[h.Kind], What: kindSays[h.Kind].With(),
		Message: string(h.Message), Name: h.Who.Name, Group: h.Group.Name, Refused: h.Refused, Again: h.Again, Settled: h.Settled, Staff: h.Staff, Along: h.Along, With: h.Along - 1, Others: h.Others, Found: h.Found}
	if h.Kind == event.Message {
		b.What = formSays[h.Form].With()
		if h.Form == event.Text {
			b.What = sayText.With(h.Chars)
		}
	}
	b.Who = countsPerson
	switch {
	case h.Staff:
		b.Who = countsStaff
	case h.Bot:
		b.Who = countsBot
	}
	if h.Who.ID != "" {
		b.NameTo = s.v.At("members", h.Who.ID)
	}
	if h.Group.ID != "" {
		b.GroupTo = s.v.At("groups", h.Group.ID)
	}
	if m != nil {
		b.Anchor, b.Mine = anchor(m.Seq), m.Who.ID == s.at.as
		b.Snippet = cut(m.Text, snippetRunes)
	}
	if h.Settled {
		b.Moves = moves(h.Before, h.After)
	}
	return b
}

func cut(s string, n int) string {
	k := 0
	for at := range s {
		if k == n {
			return s[:at] + "…"
		}
		k++
	}
	return s
}

func moves(before, after Figures) (out []move) {
	add := func(label i18n.Text, a, b int64) {
		if a != b {
			out = append(out, move{label, thousands(int(a)), thousands(int(b)), b > a})
		}
	}
	add(figureMessages, before.Messages, after.Messages)
	add(figurePeople, before.People, after.People)
	add(figureActive, before.Active, after.Active)
	add(figureWaiting, before.Waiting, after.Waiting)
	return out
}
