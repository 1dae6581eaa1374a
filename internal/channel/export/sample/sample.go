// Package sample makes up the chats of a neighbourhood grocer that does not
// exist, so that every screen has something true to show before anybody has
// imported anything: groups that live, fade, sleep and died, staff who answer
// and staff who do not, a question left open last night.
//
// Owns: the phrases and names in words/, all of its own writing, and the plan
// of the groups (plan.go).
// Needs: a seed and a clock; the same seed and the same day in Shanghai always
// tell the same events.
// Never: resembles a real person or brand, shows shills or made-up scarcity as
// if they were good practice, or tells of anything after now.
package sample

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// namespace is the one in which the sample's people and groups have their ids.
const namespace = "sample"

// checkEvery is how many events may pass before the context is looked at.
const checkEvery = 1024

var title = i18n.Text{Hans: "样例数据", Hant: "範例資料", En: "Sample data"}

// Tell tells sink the sample as of now. Events lie before the start of now's
// day in Shanghai, some of them exactly at it, so they do not depend on the
// hour; the stamp is now itself. A sink that is an export.Marker is told where
// the one export begins and ends. It fails with sink's own error, unchanged,
// or with ctx's.
func Tell(ctx context.Context, seed uint64, now time.Time, sink export.Sink) (export.Result, error) {
	t := &teller{ctx: ctx, sink: sink}
	if err := ctx.Err(); err != nil {
		return export.Result{}, err
	}
	w, err := newWorld(seed, now)
	if err != nil {
		return export.Result{}, err
	}
	got := export.Exported{File: namespace, Format: export.Format{Name: namespace, Title: title}}
	marker, marks := sink.(export.Marker)
	if marks {
		if err := marker.Begin(got); err != nil {
			return export.Result{}, err
		}
	}
	if err := t.tell(w, now); err != nil {
		return export.Result{}, err
	}
	got.Events = t.events
	if marks {
		if err := marker.End(got); err != nil {
			return export.Result{}, err
		}
	}
	return export.Result{Exports: []export.Exported{got}}, nil
}

// teller hands what was made up to a sink.
type teller struct {
	ctx    context.Context
	sink   export.Sink
	events int
	ev     event.Event
}

func (t *teller) tell(w *world, now time.Time) error {
	if err := t.sink.Stamp(now.UTC()); err != nil {
		return err
	}
	for _, p := range w.everybody() {
		if err := t.sink.Person(p.told("", false)); err != nil {
			return err
		}
	}
	for _, p := range plans() {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		if err := t.room(w, w.room(p)); err != nil {
			return err
		}
	}
	return nil
}

// room tells one group: its name, its member list where it has one, and what
// happened in it.
func (t *teller) room(w *world, r *room) error {
	if err := t.sink.Group(export.Group{Network: event.WeChat, Namespace: namespace, Chat: r.id, Name: r.plan.name}); err != nil {
		return err
	}
	if r.plan.listed {
		for _, m := range r.present() {
			if err := t.sink.Person(m.who.told(r.id, m.who == r.owner)); err != nil {
				return err
			}
		}
	}
	for _, l := range r.finished() {
		if err := t.line(w, r, l); err != nil {
			return err
		}
	}
	return nil
}

func (t *teller) line(w *world, r *room, l *line) error {
	if t.events++; t.events%checkEvery == 0 && t.ctx.Err() != nil {
		return t.ctx.Err()
	}
	e := &t.ev
	body := l.notice()
	*e = event.Event{
		Network: event.WeChat, Namespace: namespace, Chat: r.id, NativeID: l.id, Kind: l.kind,
		At: w.time(l.at), Order: l.order, Form: l.form, Body: body, Chars: utf8.RuneCountInString(body),
		Subjects: e.Subjects[:0], Mentions: e.Mentions[:0], Scene: l.scene,
	}
	if l.who != nil {
		e.Actor = l.who.actor()
	}
	if l.reply != nil {
		e.ReplyTo = l.reply.id
	}
	for _, p := range l.subjects {
		e.Subjects = append(e.Subjects, p.actor())
	}
	for _, p := range l.to {
		e.Mentions = append(e.Mentions, p.actor())
	}
	return t.sink.Event(e)
}
