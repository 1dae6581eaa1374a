package matrix

import (
	"context"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// reader reads one file.
type reader struct {
	in   export.Input
	opt  export.Options
	sink export.Sink
	ctx  context.Context
	doc  *walk.Document

	room     string           // its name
	named    bool             // room_name was met
	again    bool             // messages stood before room_name and are still to be read
	chat     event.NativeChat // "" until the group was told
	names    map[string]string
	members  map[string]string // membership by user, as far as the file has told
	inviters map[string]string
	ranked   map[string]bool // administrators told of
	deleted  map[string]bool // messages told as deleted
	edits    int
	locked   int // messages the export could not decrypt
	order    export.Sequence
	ev       event.Event
}

func newReader(in export.Input, opt export.Options, sink export.Sink) *reader {
	return &reader{
		in: in, opt: opt, sink: sink,
		names: map[string]string{}, members: map[string]string{}, inviters: map[string]string{},
		ranked: map[string]bool{}, deleted: map[string]bool{},
	}
}

func (r *reader) skip(line int, why i18n.Message) error {
	return r.sink.Skip(export.Skip{File: r.in.Name(), Line: line, Why: why})
}

func (r *reader) read(ctx context.Context) error {
	r.ctx = ctx
	seen := false
	err := r.over(func(name string) error {
		seen = true
		return r.field(name)
	})
	if walk.Damaged(err) && !seen {
		return fault.Because(err, fault.Invalid, notMatrix.With(r.in.Name()))
	}
	if r.again && (err == nil || walk.Damaged(err)) {
		err = r.over(func(name string) error {
			if name != "messages" {
				return r.doc.Pass()
			}
			return r.messages()
		})
	}
	if err := walk.Settle(err, r.in.Name(), r.sink); err != nil {
		return err
	}
	if r.edits > 0 {
		if err := r.skip(0, editsLeftOut.With(r.edits)); err != nil {
			return err
		}
	}
	if r.locked > 0 {
		return r.skip(0, stillLocked.With(r.locked))
	}
	return nil
}

// over walks the fields of the document.
func (r *reader) over(visit func(name string) error) error {
	return walk.Open(r.in, "", func(doc *walk.Document) error {
		r.doc = doc
		return doc.Fields(visit)
	})
}

func (r *reader) field(name string) error {
	switch name {
	case "room_name":
		r.named = true
		_, err := r.doc.Into(&r.room)
		return err
	case "export_date", "exported_at", "exportDate":
		var text walk.Loose
		if _, err := r.doc.Into(&text); err != nil {
			return err
		}
		at, ok := stamp(string(text), r.opt.Zone, r.opt.Now)
		if !ok {
			return nil
		}
		return r.sink.Stamp(at)
	case "messages":
		if !r.named {
			r.again = true
			return r.doc.Pass()
		}
		return r.messages()
	}
	return r.doc.Pass()
}

func (r *reader) messages() error {
	some := false
	err := walk.Each(r.ctx, r.doc, func(e *raw, line, nth int) error {
		some = true
		if err := r.group(e.RoomID); err != nil {
			return err
		}
		return r.event(e, line, nth)
	}, func(line, nth int) error {
		some = true
		return r.skip(line, r.doc.Why(notAnEvent.With(nth)))
	})
	if err != nil || some {
		return err
	}
	return r.group("")
}

// group tells the room, once. Its id stands in the events only; a room
// without one goes by its name.
func (r *reader) group(roomID string) error {
	if r.chat != "" {
		return nil
	}
	if r.room == "" {
		r.room = strings.TrimSuffix(r.in.Name(), path.Ext(r.in.Name()))
	}
	if roomID == "" {
		roomID = r.room
	}
	r.chat = event.NativeChat(roomID)
	return r.sink.Group(export.Group{Network: event.Matrix, Namespace: r.opt.Namespace, Chat: r.chat, Name: r.room})
}

// event tells one event of the room, the nth of the file.
func (r *reader) event(e *raw, line, nth int) error {
	at, ok := instant(string(e.TS))
	switch {
	case !ok:
		return r.skip(line, noTime.With(nth))
	case e.Sender == "":
		return r.skip(line, noSender.With(nth))
	}
	var c content
	if len(e.Content) > 0 && walk.Decode(e.Content, &c) != nil {
		return r.skip(line, notAnEvent.With(nth))
	}
	r.ev = event.Event{
		Network: event.Matrix, Namespace: r.opt.Namespace, Chat: r.chat,
		NativeID: event.NativeMessage(e.EventID), At: at, Order: r.order.Next(at),
	}
	export.At(r.sink, r.in.Name(), line)
	switch e.Type {
	case "m.room.message", "m.sticker", "m.room.encrypted", "m.poll.start", "org.matrix.msc3381.poll.start":
		if e.Unsigned.Redacted != nil || len(e.Content) <= len("{}") {
			return r.redacted(e)
		}
		return r.said(e, &c)
	case "m.room.member":
		return r.member(e, &c)
	case "m.room.redaction":
		return r.deleteOf(e.Redacts+c.Redacts, e.Sender)
	case "m.room.name":
		r.ev.Kind, r.ev.Actor, r.ev.Body = event.GroupRenamed, r.actor(e.Sender), c.Name
		if c.Name == "" {
			r.ev.Kind, r.ev.Actor = event.Notice, event.Actor{}
		}
	case "m.room.create", "m.room.power_levels":
		if err := r.rank(e, &c); err != nil {
			return err
		}
		r.ev.Kind = event.Notice
	default:
		r.ev.Kind = event.Notice
	}
	return r.sink.Event(&r.ev)
}

// rank tells who owns and who administers the room: its creator, and those
// with half of the usual power or more.
func (r *reader) rank(e *raw, c *content) error {
	owner := e.Type == "m.room.create"
	who := []string{e.Sender}
	if !owner {
		who = who[:0]
		for _, id := range sortedKeys(c.Users) {
			if power, err := strconv.Atoi(string(c.Users[id])); err == nil && power >= 50 && !r.ranked[id] {
				who = append(who, id)
			}
		}
	}
	for _, id := range who {
		r.ranked[id] = true
		if err := r.sink.Person(export.Person{
			Network: event.Matrix, Namespace: r.opt.Namespace, Chat: r.chat,
			Actor: r.actor(id), Owner: owner, Admin: !owner,
		}); err != nil {
			return err
		}
	}
	return nil
}

// actor names a person by the last name the room showed them under, else by
// the local part of their id.
func (r *reader) actor(id string) event.Actor {
	name := r.names[id]
	if name == "" {
		name, _, _ = strings.Cut(strings.TrimPrefix(id, "@"), ":")
	}
	return event.Actor{ID: event.NativeUser(id), Name: name}
}

// instant reads Matrix's milliseconds.
func instant(ts string) (time.Time, bool) {
	ms, err := strconv.ParseInt(ts, 10, 64)
	if err != nil || ms < 1e11 || ms > 1e14 {
		return time.Time{}, false
	}
	return time.UnixMilli(ms).UTC(), true
}

// stamp reads when a file was made. A bare date means the end of that day, so
// that nothing said on it lies after the stamp, but no later than now.
func stamp(text string, zone *time.Location, now time.Time) (time.Time, bool) {
	if at, ok := instant(text); ok {
		return at, true
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at.UTC(), true
	}
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range []string{"2006/1/2", "2006-1-2", "2006.1.2", "2006年1月2日"} {
		day, err := time.ParseInLocation(layout, text, zone)
		if err != nil {
			continue
		}
		end := day.AddDate(0, 0, 1).Add(-time.Second)
		if !now.IsZero() && end.After(now) && !day.After(now) {
			end = now
		}
		return end.UTC(), true
	}
	return time.Time{}, false
}
