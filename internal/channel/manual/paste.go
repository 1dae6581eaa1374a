package manual

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// Limits on a paste.
const (
	MaxPaste    = 512 << 10 // bytes
	MaxMessages = 3000
	maxName     = 40      // characters of a nickname
	maxBody     = 8 << 10 // bytes of one message
)

// Paste is text that somebody copied out of WeChat, as read.
type Paste struct {
	Events  []channel.Arrived // the messages, in the order of the text
	Moves   []Moved           // who came and went
	People  []Wrote           // who wrote, the first to write first
	From    time.Time         // when the earliest was said
	To      time.Time         // when the latest was
	Untimed int               // messages of which the text gives no time
	Skipped int               // lines before the first message, which belong to none
	Cut     bool              // there was more than is taken at a time
}

// Wrote is how much somebody wrote.
type Wrote struct {
	Name string
	N    int
}

// Moved is somebody who came or went.
type Moved struct {
	Kind  event.Kind // Join, Leave or Remove
	Name  string
	Scene string // how a Join came about
	At    time.Time
}

// Copied is what is known of a paste besides its text.
type Copied struct {
	Chat event.NativeChat
	Zone *time.Location
	Day  time.Time // about when it was said, where the text does not tell
	Now  time.Time
}

// Read reads what somebody copied. It never fails: what cannot be read is counted.
// A message is known by its time as written, its author, its words and how many
// equal ones stand before it; so text that overlaps what was read before gives the
// same keys. Equal words of one author at one written time that lie in different
// pastes are taken for one: nothing in the text tells them apart.
func Read(text string, c Copied) Paste {
	r := reader{Copied: c, keyer: event.NewKeyer(), people: map[string]int{}, at: map[time.Time]int{}}
	if len(text) > MaxPaste {
		text = strings.ToValidUTF8(text[:MaxPaste], "")
		r.out.Cut = true
	}
	var lines []string
	for line := range strings.Lines(strings.ToValidUTF8(text, "\uFFFD")) {
		line = clean(line)
		lines = append(lines, line)
		_, _, how := readHead(line, c.Zone, c.Now)
		r.how = max(r.how, how)
	}
	for _, line := range lines {
		r.take(line)
	}
	r.close()
	r.tellMoves()
	return r.out
}

// clean takes off a line what cannot be seen: line ends, zero characters, marks of
// direction that WeChat puts around names.
func clean(line string) string {
	line = strings.TrimRight(line, "\r\n")
	return strings.Map(func(r rune) rune {
		switch r {
		case 0, '\u200b', '\u200e', '\u200f', '\ufeff', '\u2066', '\u2069':
			return -1
		case '\u00a0', '\u2005', '\u3000':
			return ' '
		}
		return r
	}, line)
}

// reader is a paste being read.
type reader struct {
	Copied
	how    writing // of the whole text: lines in another are part of what was said
	out    Paste
	keyer  *event.Keyer
	people map[string]int
	at     map[time.Time]int // messages so far, by time as written

	open  bool
	begun bool // a message has been read
	who   head
	body  []string
	moved []notice.Reading // of before the first message
}

func (r *reader) take(line string) {
	h, rest, how := readHead(line, r.Zone, r.Now)
	switch {
	case how == r.how && how != unknown:
		r.close()
		r.open, r.who, r.body = true, h, nil
		if r.tellMoves(); rest != "" {
			r.body = append(r.body, rest)
		}
		r.begun = true
	case r.moves(strings.TrimSpace(line)):
	case r.open:
		r.body = append(r.body, line)
	case strings.TrimSpace(line) != "":
		r.out.Skipped++
	}
}

// close takes in the message that has ended.
func (r *reader) close() {
	text := strings.TrimSpace(strings.Join(r.body, "\n"))
	if !r.open || text == "" {
		r.open = false
		return
	}
	r.open = false
	if len(r.out.Events) >= MaxMessages {
		r.out.Cut = true
		return
	}
	if len(text) > maxBody {
		text = strings.ToValidUTF8(text[:maxBody], "")
	}
	form, body := formOf(text)
	e := event.Event{Network: Network, Namespace: Namespace, Chat: r.Chat, Kind: event.Message, At: r.who.at, Actor: event.Actor{Name: r.who.name}, Form: form, Body: body}
	if e.At.IsZero() {
		e.At = dayOf(r.Day, r.Zone)
		r.out.Untimed++
	}
	e.Chars = utf8.RuneCountInString(body)
	e.NativeID = event.NativeMessage("paste-" + strconv.FormatUint(r.keyer.Key(&e), 36))
	written := e.At
	if r.who.at.IsZero() {
		e.At = r.Day.UTC().Truncate(time.Minute)
	}
	e.At = e.At.Add(time.Duration(r.at[written]) * time.Millisecond) // in the order of the text
	r.at[written]++
	r.out.Events = append(r.out.Events, channel.Arrived{Key: string(r.Chat) + "/" + string(e.NativeID), Event: e})
	r.count(e.At)
}

// count counts a message.
func (r *reader) count(at time.Time) {
	if r.out.From.IsZero() || at.Before(r.out.From) {
		r.out.From = at
	}
	if at.After(r.out.To) {
		r.out.To = at
	}
	n, seen := r.people[r.who.name]
	if !seen {
		n = len(r.out.People)
		r.people[r.who.name] = n
		r.out.People = append(r.out.People, Wrote{Name: r.who.name})
	}
	r.out.People[n].N++
}

// moves takes in a line by which WeChat says who came or went. Right below a name
// it is what somebody said.
func (r *reader) moves(line string) bool {
	if line == "" || len(line) > 2000 || r.open && len(r.body) == 0 {
		return false
	}
	said := notice.Read(line, func(name string) bool { _, ok := r.people[name]; return ok })
	switch said.Kind {
	case event.Join, event.Leave, event.Remove:
	default:
		return false
	}
	if len(said.Subjects) == 0 {
		return false
	}
	if r.moved = append(r.moved, said); r.begun {
		r.tellMoves()
	}
	return true
}

// tellMoves tells who came and went.
func (r *reader) tellMoves() {
	at := r.who.at
	if at.IsZero() {
		at = r.Day.UTC().Truncate(time.Minute)
	}
	for _, said := range r.moved {
		for _, who := range said.Subjects {
			if who.Name != "" && len(r.out.Moves) < MaxMessages {
				r.out.Moves = append(r.out.Moves, Moved{Kind: said.Kind, Name: who.Name, Scene: said.Scene, At: at})
			}
		}
	}
	r.moved = nil
}

// formOf tells the form of a message by what WeChat writes in its place.
func formOf(text string) (event.Form, string) {
	if form, ok := standIns[text]; ok {
		return form, ""
	}
	if strings.HasPrefix(text, "#接龙") || strings.HasPrefix(text, "#接龍") {
		return event.Chain, text
	}
	return event.Text, text
}

var standIns = map[string]event.Form{
	"[图片]": event.Picture, "[圖片]": event.Picture, "[Photo]": event.Picture, "[语音]": event.Voice, "[語音]": event.Voice, "[Audio]": event.Voice,
	"[视频]": event.Video, "[影片]": event.Video, "[Video]": event.Video, "[表情]": event.Sticker, "[动画表情]": event.Sticker, "[Sticker]": event.Sticker,
	"[文件]": event.File, "[檔案]": event.File, "[File]": event.File, "[链接]": event.Link, "[連結]": event.Link, "[Link]": event.Link,
	"[小程序]": event.Link, "[位置]": event.Location, "[Location]": event.Location, "[红包]": event.Red, "[微信红包]": event.Red, "[轉帳]": event.Red, "[转账]": event.Red,
}
