package discord

import (
	"context"
	"errors"
	"path"
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
	in      export.Input
	opt     export.Options
	sink    export.Sink
	ctx     context.Context
	doc     *walk.Document
	guild   guild
	channel channel
	chat    event.NativeChat // "" until the group was told
	again   bool             // messages stood before the channel and are still to be read
	met     map[event.NativeUser]bool
	order   export.Sequence
	ev      event.Event
}

func newReader(in export.Input, opt export.Options, sink export.Sink) *reader {
	return &reader{in: in, opt: opt, sink: sink, met: map[event.NativeUser]bool{}}
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
		return fault.Because(err, fault.Invalid, notDiscord.With(r.in.Name()))
	}
	if !r.again {
		return walk.Settle(err, r.in.Name(), r.sink)
	}
	if err != nil && !walk.Damaged(err) {
		return err // damage is told by the second walk
	}
	err = r.over(func(name string) error {
		if name != "messages" {
			return r.doc.Pass()
		}
		return r.messages()
	})
	return walk.Settle(err, r.in.Name(), r.sink)
}

// over walks the fields of the document.
func (r *reader) over(visit func(name string) error) error {
	return walk.Open(r.in, "", func(doc *walk.Document) error {
		r.doc = doc
		return doc.Fields(visit)
	})
}

// field reads one field of the document. What is not understood of a head
// stays empty.
func (r *reader) field(name string) error {
	switch name {
	case "guild":
		_, err := r.doc.Into(&r.guild)
		return err
	case "channel":
		_, err := r.doc.Into(&r.channel)
		return err
	case "exportedAt":
		var text string
		if _, err := r.doc.Into(&text); err != nil {
			return err
		}
		at, ok := instant(text, r.opt.Zone)
		if !ok {
			return nil
		}
		return r.sink.Stamp(at)
	case "messages":
		if r.channel.ID == "" && r.channel.Name == "" {
			r.again = true
			return r.doc.Pass()
		}
		return r.messages()
	}
	return r.doc.Pass()
}

// messages tells the group and everything in it.
func (r *reader) messages() error {
	if r.channel.direct() {
		return errors.Join(r.skip(0, directLeftOut.With()), r.doc.Pass())
	}
	if err := r.group(); err != nil {
		return err
	}
	return walk.Each(r.ctx, r.doc, r.message, func(line, nth int) error {
		return r.skip(line, r.doc.Why(notAMessage.With(nth)))
	})
}

// group tells the channel under a name that says its server too, for every
// server has its "general".
func (r *reader) group() error {
	name := r.channel.Name
	if name == "" {
		name = strings.TrimSuffix(r.in.Name(), path.Ext(r.in.Name()))
	}
	r.chat = event.NativeChat(r.channel.ID)
	if r.chat == "" {
		r.chat = event.NativeChat(name)
	}
	if r.guild.Name != "" && r.guild.ID != "0" {
		name = r.guild.Name + " #" + name
	}
	return r.sink.Group(export.Group{Network: event.Discord, Namespace: r.opt.Namespace, Chat: r.chat, Name: name})
}

// meet tells of a person the first time they are seen, where there is more to
// tell than their name.
func (r *reader) meet(a author) error {
	id := event.NativeUser(a.ID)
	if id == "" || r.met[id] {
		return nil
	}
	r.met[id] = true
	p := export.Person{Network: event.Discord, Namespace: r.opt.Namespace, Chat: r.chat, Actor: a.actor(), Admin: a.admin()}
	if a.IsBot {
		p.Kind, p.Chat = export.Bot, "" // wherever it speaks
	}
	if p.Kind == export.Unstated && !p.Admin {
		return nil
	}
	return r.sink.Person(p)
}

// instant reads a time. Exporters write it with its zone; zone is for those
// who did not.
func instant(text string, zone *time.Location) (time.Time, bool) {
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at.UTC(), at.Year() >= 2000
	}
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range []string{"2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05"} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at.UTC(), at.Year() >= 2000
		}
	}
	return time.Time{}, false
}
