package chatlab

import (
	"context"
	"errors"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// readJSON reads the one-document form. Members and messages that stand
// before meta are left for a second walk, for they cannot be told without
// their group.
func readJSON(ctx context.Context, in export.Input, t *teller) error {
	w := &walk{ctx: ctx, t: t}
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

// walk is one way through the document.
type walk struct {
	ctx    context.Context
	t      *teller
	doc    *document
	again  bool            // something had to be left for a second walk
	second bool            // this is the second walk
	left   map[string]bool // what was left
}

func (w *walk) over(in export.Input) (err error) {
	f, err := in.Open("")
	if err != nil {
		return fmt.Errorf("opening %s: %w", w.t.file, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w.doc = newDocument(f)
	if w.left == nil {
		w.left = map[string]bool{}
	}
	seen := false
	err = w.doc.fields(func(name string) error {
		seen = true
		return w.field(name)
	})
	if _, broken := errors.AsType[damage](err); broken && !seen {
		return fault.Because(err, fault.Invalid, notChatLab.With(w.t.file))
	}
	if w.second {
		return settle(err, w.t.file, w.t.sink)
	}
	if w.again {
		if _, broken := errors.AsType[damage](err); broken {
			return nil // the second walk tells of it
		}
		return err
	}
	return settle(err, w.t.file, w.t.sink)
}

func (w *walk) field(name string) error {
	switch name {
	case "chatlab", "meta":
		if w.second {
			return w.doc.skip()
		}
		return w.front(name)
	case "members", "messages":
		if w.second != w.left[name] {
			return w.doc.skip()
		}
		if w.t.group == nil && !w.t.private {
			w.again, w.left[name] = true, true
			return w.doc.skip()
		}
		if w.t.private {
			return w.doc.skip()
		}
		if name == "members" {
			return w.members()
		}
		return w.messages()
	}
	return w.doc.skip()
}

func (w *walk) front(name string) error {
	line := w.doc.line
	if name == "chatlab" {
		var h head
		if ok, err := w.doc.into(&h); err != nil || !ok {
			return err
		}
		return w.t.head(h)
	}
	var m meta
	ok, err := w.doc.into(&m)
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

func (w *walk) members() error {
	nth := 0
	return w.doc.items(func(line int) error {
		nth++
		var m member
		ok, err := w.doc.into(&m)
		if err != nil {
			return err
		}
		if !ok {
			return w.t.skip(line, notAMember.With(nth))
		}
		return w.t.member(m)
	})
}

func (w *walk) messages() error {
	nth := 0
	return w.doc.items(func(line int) error {
		nth++
		if nth%1024 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		var m message
		ok, err := w.doc.into(&m)
		if err != nil {
			return err
		}
		if !ok {
			return w.t.skip(line, notAMessage.With(nth))
		}
		return w.t.message(&m, line, nth)
	})
}

var notChatLab = i18n.Text{
	Hans: "“%s”不是完整的 ChatLab JSON:开头应当是一个带 chatlab、meta、members、messages 的对象。请在 ChatLab 里重新导出。",
	Hant: "「%s」不是完整的 ChatLab JSON:開頭應為帶有 chatlab、meta、members、messages 的物件。請在 ChatLab 重新匯出。",
	En:   "“%s” is not a complete ChatLab JSON file: an object with chatlab, meta, members and messages was expected. Export it again from ChatLab.",
}
