package community

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// notesView is what is written down of a member, and how it is changed.
type notesView struct {
	Notes
	Birthday i18n.Message // in words; empty where it is not known
	Tagged   string       // the tags as they are typed
	Month    string
	Day      string
	Wrong    map[string]*i18n.Message // by the field's name
	Consents string                   // where it is said what they agreed to
}

var (
	solarDay = i18n.Text{Hans: "%d 月 %d 日", Hant: "%d 月 %d 日", En: "month %d, day %d"}
	lunarDay = i18n.Text{Hans: "农历 %d 月 %d 日", Hant: "農曆 %d 月 %d 日", En: "month %d, day %d of the Chinese calendar"}
	leapDay  = i18n.Text{Hans: "农历闰 %d 月 %d 日", Hant: "農曆閏 %d 月 %d 日", En: "leap month %d, day %d of the Chinese calendar"}
)

func (b Birth) words() i18n.Message {
	switch {
	case !b.Known():
		return i18n.Message{}
	case b.Leap:
		return leapDay.With(b.Month, b.Day)
	case b.Lunar:
		return lunarDay.With(b.Month, b.Day)
	}
	return solarDay.With(b.Month, b.Day)
}

// fillNotes shows what is written down of a member.
func (p *pages) fillNotes(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member, is []Identity, view *memberView) error {
	known, err := p.s.NotesOf(ctx, tx, v.Workspace, ordsOfAll(is)[:1])
	if err != nil {
		return err
	}
	is0 := known[is[0].Ord]
	view.Notes = notesView{Notes: is0, Birthday: is0.Birth.words(), Tagged: strings.Join(is0.Tags, "，"), Consents: v.At("compliance", "why") + "?of=" + id.Show(m)}
	if is0.Birth.Known() {
		view.Notes.Month, view.Notes.Day = strconv.Itoa(is0.Birth.Month), strconv.Itoa(is0.Birth.Day)
	}
	return nil
}

// saveNotes writes down what somebody here knows of a member.
func (p *pages) saveNotes(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	m, err := pathMember(r, "member")
	if err != nil {
		return err
	}
	typed, wrong := notesIn(r)
	if wrong == nil {
		wrong = p.s.DB.Write(r.Context(), func(tx *db.Tx) error {
			if _, err := p.visible(r.Context(), tx, v, m); err != nil {
				return err
			}
			return p.s.SetNotes(r.Context(), tx, v.Workspace, m, typed.Notes)
		})
	}
	field, ok := errors.AsType[*auth.FieldError](wrong)
	switch {
	case ok:
		says := fault.Public(field.Err)
		typed.Wrong = map[string]*i18n.Message{field.Field: &says}
		return p.showWith(w, r, v, m, &typed)
	case wrong != nil:
		return wrong
	}
	return redirect(w, r, v.At("members", id.Show(m))+"?done=notes")
}

// notesIn reads what was typed. It fails with Invalid about a field.
func notesIn(r *http.Request) (notesView, error) {
	view := notesView{Tagged: clip(r.PostFormValue("tags")), Month: clip(r.PostFormValue("month")), Day: clip(r.PostFormValue("day"))}
	view.Friend = r.PostFormValue("friend") != ""
	view.Birth.Lunar, view.Birth.Leap = r.PostFormValue("lunar") != "", r.PostFormValue("leap") != ""
	var err error
	if view.Tags, err = TagsIn(r.PostFormValue("tags")); err != nil {
		return view, err
	}
	month, day := strings.TrimSpace(view.Month), strings.TrimSpace(view.Day)
	if month == "" && day == "" {
		view.Birth = Birth{}
		return view, nil
	}
	var faults [2]error
	view.Birth.Month, faults[0] = strconv.Atoi(month)
	view.Birth.Day, faults[1] = strconv.Atoi(day)
	if errors.Join(faults[:]...) != nil {
		view.Birth.Month, view.Birth.Day = -1, -1
	}
	return view, view.Birth.check()
}
