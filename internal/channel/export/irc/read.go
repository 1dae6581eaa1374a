package irc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// reader reads one log, or the logs of a folder one after the other.
type reader struct {
	in   export.Input
	opt  export.Options
	sink export.Sink

	file    string // shown in skips
	chat    event.NativeChat
	day     time.Time // of the lines now read; zero while it is unknown
	last    time.Time // of the line above, as written
	starred bool
	seq     export.Sequence
	ev      event.Event
}

func newReader(in export.Input, opt export.Options, sink export.Sink) *reader {
	if opt.Zone == nil {
		opt.Zone = time.UTC
	}
	return &reader{in: in, opt: opt, sink: sink}
}

// one reads a single log.
func (r *reader) one(ctx context.Context) error {
	channel, day := nameParts(r.in.Name())
	if channel == "" {
		var err error
		if channel, err = r.firstChannel(); err != nil {
			return err
		}
	}
	r.file, r.day = r.in.Name(), day
	if err := r.group(channel); err != nil {
		return err
	}
	return r.log(ctx, "")
}

// folder reads ZNC's days, channel by channel.
func (r *reader) folder(ctx context.Context) error {
	told := map[string]bool{}
	for _, name := range days(r.in.Names(), r.in.Name()) {
		channel := channelOf(name, r.in.Name())
		_, r.day = nameParts(name[strings.LastIndexByte(name, '/')+1:])
		r.file = name
		if !told[channel] {
			told[channel] = true
			r.seq = export.Sequence{}
			if err := r.group(channel); err != nil {
				return err
			}
		}
		r.chat, r.last = chatOf(channel), time.Time{}
		if err := r.log(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// chatOf is the id of a channel: its name, in which IRC does not tell capital
// letters apart.
func chatOf(channel string) event.NativeChat { return event.NativeChat(strings.ToLower(channel)) }

func (r *reader) group(channel string) error {
	r.chat = chatOf(channel)
	return r.sink.Group(export.Group{Network: event.IRC, Namespace: r.opt.Namespace, Chat: r.chat, Name: channel})
}

var channelName = regexp.MustCompile(`(?:has joined|has left|Session Ident:|[Tt]opic (?:for|of)) (#[^\s:,]+)`)

// firstChannel finds the channel a log is of in its lines, for want of a name
// in the file's.
func (r *reader) firstChannel() (_ string, err error) {
	f, err := r.in.Open("")
	if err != nil {
		return "", fmt.Errorf("opening %s: %w", r.in.Name(), err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines := export.NewLines(f, r.in.Name(), nil)
	for lines.Next() && lines.Number() <= 5000 {
		if m := channelName.FindSubmatch(lines.Bytes()); m != nil {
			return string(m[1]), nil
		}
	}
	return "IRC", nil
}

// log reads the lines of one file.
func (r *reader) log(ctx context.Context, name string) (err error) {
	f, err := r.in.Open(name)
	if err != nil {
		return fmt.Errorf("opening %s: %w", r.file, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines := export.NewLines(f, r.file, r.sink)
	for lines.Next() {
		if lines.Number()%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		export.At(r.sink, r.file, lines.Number())
		if err := r.line(lines.Text(), lines.Number()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err == nil || !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return r.sink.Skip(export.Skip{File: r.file, Line: lines.Number() + 1, Why: cutShort.With()})
}

func (r *reader) line(text string, number int) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if day, ok := control(text); ok {
		if !day.IsZero() {
			r.day, r.last = day.Truncate(24*time.Hour), time.Time{}
		}
		return nil
	}
	st, rest, ok := parseStamp(text)
	if !ok {
		return r.sink.Skip(export.Skip{File: r.file, Line: number, Why: notALine.With()})
	}
	p := parseBody(rest, st.tabbed, r.starred)
	if p.what == nothing {
		return r.sink.Skip(export.Skip{File: r.file, Line: number, Why: notALine.With()})
	}
	if strings.HasPrefix(rest, "*** ") || strings.HasPrefix(rest, "-!- ") {
		r.starred = true
	}
	at, ok := r.moment(st)
	if !ok {
		return fault.New(fault.Invalid, noDay.With(r.file))
	}
	return r.tell(p, at)
}

// moment is when st was; false while the day is unknown. A log that leaves
// days out and jumps back by more than half a day has passed midnight; a
// smaller step back is a clock put right.
func (r *reader) moment(st stamp) (time.Time, bool) {
	switch {
	case st.year > 0:
		r.day = time.Date(st.year, time.Month(st.month), st.day, 0, 0, 0, 0, time.UTC)
	case st.month > 0:
		if r.day.IsZero() {
			return time.Time{}, false
		}
		year := r.day.Year()
		if st.month < int(r.day.Month())-6 {
			year++ // from December into January
		}
		r.day = time.Date(year, time.Month(st.month), st.day, 0, 0, 0, 0, time.UTC)
	case r.day.IsZero():
		return time.Time{}, false
	}
	clock := time.Duration(st.hour)*time.Hour + time.Duration(st.min)*time.Minute + time.Duration(st.sec)*time.Second
	if st.month == 0 && !r.last.IsZero() && r.last.Sub(r.day.Add(clock)) > 12*time.Hour {
		r.day = r.day.AddDate(0, 0, 1)
	}
	r.last = r.day.Add(clock)
	y, m, d := r.day.Date()
	return time.Date(y, m, d, st.hour, st.min, st.sec, 0, r.opt.Zone).UTC(), true
}

func (r *reader) tell(p parsed, at time.Time) error {
	who := event.Actor{Name: p.nick}
	r.ev = event.Event{
		Network: event.IRC, Namespace: r.opt.Namespace, Chat: r.chat, At: at, Order: r.seq.Next(at),
	}
	switch p.what {
	case speech:
		r.ev.Kind, r.ev.Actor, r.ev.Body = event.Message, who, p.text
		r.ev.Chars = utf8.RuneCountInString(p.text)
	case join:
		r.ev.Kind, r.ev.Subjects = event.Join, []event.Actor{who}
	case leave:
		r.ev.Kind, r.ev.Subjects = event.Leave, []event.Actor{who}
	case kick:
		r.ev.Kind, r.ev.Actor, r.ev.Subjects = event.Remove, event.Actor{Name: p.by}, []event.Actor{who}
	case rename:
		r.ev.Kind, r.ev.Actor, r.ev.Body = event.Renamed, who, p.text
	default:
		r.ev.Kind, r.ev.Body = event.Notice, p.text
	}
	return r.sink.Event(&r.ev)
}

var (
	noDay = i18n.Text{
		Hans: "“%s”里只有钟点、没有日期，读不出是哪一天。请把日期写进文件名，例如 #频道_2024-01-31.log，再导入。",
		Hant: "「%s」裡只有時刻、沒有日期，無法得知是哪一天。請把日期寫進檔名，例如 #頻道_2024-01-31.log，再匯入。",
		En:   "“%s” has times of day but no dates, so its days are unknown. Put the date into the file's name, such as #channel_2024-01-31.log, and import it again.",
	}
	notALine = i18n.Text{
		Hans: "这一行不是 IRC 日志的写法（应当像“[12:34:56] <名字> 内容”），已跳过，其余照常读取。",
		Hant: "這一行不是 IRC 記錄檔的寫法（應該像「[12:34:56] <名字> 內容」），已略過，其他照常讀取。",
		En:   "This line is not written as in an IRC log (such as “[12:34:56] <name> text”). It was skipped, the others were read.",
	}
	cutShort = i18n.Text{
		Hans: "文件在这里突然结束，可能没有复制完整。前面的内容已经保留；请重新复制一次，再导入不会重复。",
		Hant: "檔案在這裡突然結束，可能沒有複製完整。前面的內容已保留；請重新複製一次，再次匯入不會重複。",
		En:   "The file ends abruptly here, perhaps because it was not copied completely. Everything before is kept. Copy it again; importing it again duplicates nothing.",
	}
)
