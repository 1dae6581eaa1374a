package house

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// sentenceOf finds a sentence by the name of its SOP; NotFound where it has none.
func sentenceOf(name string) (library.Sentence, error) {
	all := library.Sentences()
	if i := slices.IndexFunc(all, func(s library.Sentence) bool { return s.Name == name }); i >= 0 {
		return all[i], nil
	}
	return library.Sentence{}, fault.New(fault.NotFound, readyNone.With())
}

// On lets a ready SOP run in a group.
func (n manualReady) On(ctx context.Context, ws id.Workspace, by manual.By, group id.Group, name string, filled map[string]string, lang i18n.Lang) (more bool, err error) {
	st, zone, err := n.before(ctx, ws, group, name, lang)
	if err != nil || st.on() {
		return false, err // a second touch changes nothing
	}
	columns := map[string]string{}
	for key, value := range filled {
		if c, ok := strings.CutPrefix(key, "c."); ok && slices.Contains(st.Columns, c) {
			columns[c] = value
		}
	}
	if len(columns) > 0 {
		if err := n.Describe(ctx, ws, group, columns); err != nil {
			return false, err
		}
		maps.Copy(st.known, columns)
	}
	if said, ok := filled[keySell]; ok && st.shut {
		if !saysSo(said) {
			return false, &auth.FieldError{Field: "ask." + keySell, Err: fault.New(fault.Invalid, needMay.With())}
		}
		if err := n.DB.Write(ctx, func(tx *db.Tx) error { return n.Compliance.SetOpened(ctx, tx, ws, group, true) }); err != nil {
			return false, err
		}
		st.shut = false
	}
	fields := st.fields(n.times.Of(ws).Now(), zone)
	for _, f := range st.says.Fields {
		if value, ok := filled["f."+f.Name]; ok && f.From == script.FromForm {
			if err := f.Check(value); err != nil {
				return false, &auth.FieldError{Field: "ask.f." + f.Name, Err: err}
			}
			fields[f.Name] = value
		}
	}
	if st.shut || slices.ContainsFunc(st.Columns, func(c string) bool { return strings.TrimSpace(st.known[c]) == "" }) {
		return true, nil
	}
	book := st.stands.ID
	if book == 0 {
		made, _, err := n.Playbook.Save(ctx, ws, st.text, by.User)
		if err != nil {
			return false, err
		}
		book = made.ID
	}
	if err := n.Playbook.Join(ctx, ws, book, st.group, fields); err != nil {
		return false, err
	}
	if len(st.asks(fields)) > 0 {
		return true, nil
	}
	return n.launch(ctx, ws, by, book, st.group)
}

// saysSo reports whether somebody wrote that a group may be sold to.
func saysSo(said string) bool {
	said = strings.ToLower(strings.TrimRight(strings.TrimSpace(said), "。.！!"))
	return said == saysMay.Hans || said == "可以了" || said == saysMay.En
}

// before reads how a sentence stands that somebody wants to switch.
func (n manualReady) before(ctx context.Context, ws id.Workspace, group id.Group, name string, lang i18n.Lang) (st standing, zone *time.Location, err error) {
	s, err := sentenceOf(name)
	if err != nil {
		return st, nil, err
	}
	err = n.DB.Read(ctx, func(tx *db.Tx) error {
		if zone, err = n.zone(ctx, tx, ws); err != nil {
			return err
		}
		kept, err := n.Manual.Kept(ctx, tx, ws)
		if err != nil {
			return err
		}
		if st, err = n.look(ctx, tx, ws, s, group, lang, zone); err != nil {
			return err
		}
		if s.Lacks.Hans != "" && !(s.Talk && !kept[group].Pasted.IsZero()) {
			return fault.New(fault.Conflict, readyNot.With(s.Lacks))
		}
		if group == 0 && st.says.Per != script.PerWorkspace {
			return fault.New(fault.NotFound, readyNone.With())
		}
		return nil
	})
	return st, zone, err
}

// launch starts an SOP as its own page does: what it would do is looked at first, a
// second person is asked where one has to agree, and the groups are reached by stages.
func (n manualReady) launch(ctx context.Context, ws id.Workspace, by manual.By, book id.Playbook, group id.Group) (more bool, err error) {
	var would playbook.Preview
	others := 0
	err = n.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if would, err = n.Playbook.Preview(ctx, tx, ws, book); err != nil {
			return err
		}
		others, err = playbookPages{n.App}.Agree(ctx, tx, ws, by.User)
		return err
	})
	switch {
	case err != nil:
		return false, err
	case len(would.Form) > 0 || !slices.Contains(would.Ready, group):
		return true, nil
	case would.AtOnce > 0:
		return false, fault.New(fault.Conflict, readyTouches.With(would.AtOnce))
	}
	return false, n.Playbook.Launch(ctx, ws, book, playbook.Wish{By: by.User, Groups: len(would.Ready), Touched: would.AtOnce, Alone: others == 0})
}

// Off ends a ready SOP in a group; where it does not run nothing changes.
func (n manualReady) Off(ctx context.Context, ws id.Workspace, group id.Group, name string) error {
	s, err := sentenceOf(name)
	if err != nil {
		return err
	}
	var st standing
	err = n.DB.Read(ctx, func(tx *db.Tx) error {
		zone, err := n.zone(ctx, tx, ws)
		if err == nil {
			st, err = n.look(ctx, tx, ws, s, group, i18n.ZhHans, zone)
		}
		return err
	})
	switch {
	case err != nil || st.stands.ID == 0 || st.here == nil:
		return err
	case st.says.Per == script.PerWorkspace:
		return n.Playbook.Switch(ctx, ws, st.stands.ID, playbook.Off)
	}
	return n.Playbook.Leave(ctx, ws, st.stands.ID, group)
}
