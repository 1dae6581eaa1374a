package chatlab

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// readJSON reads the one-document form. Members and messages that stand
// before meta are left for a second walk, for they cannot be told without
// their group.
func readJSON(ctx context.Context, in export.Input, t *teller) error {
	w := &tour{ctx: ctx, t: t, left: map[string]bool{}}
	if err := w.over(in); err != nil || !w.again || t.private {
		return err
	}
	if t.group == nil {
		if err := t.meta(meta{}); err != nil {
			return err
		}
	}
	w.second = true
	return w.over(in)
}

// tour is one way through the document.
type tour struct {
	ctx    context.Context
	t      *teller
	doc    *walk.Document
	again  bool            // something had to be left for a second walk
	second bool            // this is the second walk
	left   map[string]bool // what was left
}

func (w *tour) over(in export.Input) error {
	seen := false
	err := walk.Open(in, "", func(doc *walk.Document) error {
		w.doc = doc
		return doc.Fields(func(name string) error {
			seen = true
			return w.field(name)
		})
	})
	switch {
	case walk.Damaged(err) && !seen:
		return fault.Because(err, fault.Invalid, notChatLab.With(w.t.file))
	case walk.Damaged(err) && w.again && !w.second:
		return nil // the second walk tells of it
	}
	return walk.Settle(err, w.t.file, w.t.sink)
}

func (w *tour) field(name string) error {
	switch name {
	case "chatlab", "meta":
		if w.second {
			return w.doc.Pass()
		}
		return w.front(name)
	case "members", "messages":
		if w.second != w.left[name] {
			return w.doc.Pass()
		}
		if w.t.group == nil && !w.t.private {
			w.again, w.left[name] = true, true
			return w.doc.Pass()
		}
		if w.t.private {
			return w.doc.Pass()
		}
		if name == "members" {
			return w.members()
		}
		return w.messages()
	}
	return w.doc.Pass()
}

func (w *tour) front(name string) error {
	line := w.doc.Line()
	if name == "chatlab" {
		var h head
		if ok, err := w.doc.Into(&h); err != nil || !ok {
			return err
		}
		return w.t.head(h)
	}
	var m meta
	ok, err := w.doc.Into(&m)
	if err != nil {
		return err
	}
	if !ok {
		if err := w.t.skip(line, notAMeta.With()); err != nil {
			return err
		}
		m = meta{}
	}
	return w.t.meta(m)
}

func (w *tour) members() error {
	return walk.Each(w.ctx, w.doc, func(m *member, _, _ int) error { return w.t.member(*m) }, func(line, nth int) error {
		return w.t.skip(line, w.doc.Why(notAMember.With(nth)))
	})
}

func (w *tour) messages() error {
	return walk.Each(w.ctx, w.doc, w.t.message, func(line, nth int) error {
		return w.t.skip(line, w.doc.Why(notAMessage.With(nth)))
	})
}

var notChatLab = i18n.Text{
	Hans: "“%s”不是完整的 ChatLab JSON：开头应当是一个带 chatlab、meta、members、messages 的对象。请在 ChatLab 里重新导出。",
	Hant: "「%s」不是完整的 ChatLab JSON：開頭應為帶有 chatlab、meta、members、messages 的物件。請在 ChatLab 重新匯出。",
	En:   "“%s” is not a complete ChatLab JSON file: an object with chatlab, meta, members and messages was expected. Export it again from ChatLab.",
}
