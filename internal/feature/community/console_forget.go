package community

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// forgetView asks before a member is forgotten.
type forgetView struct {
	Form console.Form
	Row  row
	Word i18n.Text // that may be typed in place of the name
	Said string    // as typed
}

// toForget finds who is to be forgotten. It fails with NotFound, also where they
// are forgotten already.
func (p *pages) toForget(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member) (r row, err error) {
	is, err := p.visible(ctx, tx, v, m)
	if err != nil {
		return r, err
	}
	if !slices.ContainsFunc(is, func(i Identity) bool { return !i.Erased() }) {
		return r, fault.New(fault.NotFound, forgottenAlready.With())
	}
	rows, err := p.counted(ctx, tx, v, []id.Member{m})
	if err != nil {
		return r, err
	}
	if len(rows) == 0 {
		return r, fault.New(fault.NotFound, noSuchMember.With())
	}
	return rows[0], nil
}

func (p *pages) askForget(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.forgetView(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.forget, view)
}

func (p *pages) forgetView(r *http.Request, v console.Viewer) (view forgetView, err error) {
	m, err := pathMember(r, "member")
	if err != nil {
		return view, err
	}
	view.Word = forgetWord
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		view.Row, err = p.toForget(r.Context(), tx, v, m)
		return err
	})
	return view, err
}

// doForget forgets a member whose name, or the word for it, was typed.
func (p *pages) doForget(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.forgetView(r, v)
	if err != nil {
		return err
	}
	view.Said = strings.TrimSpace(r.PostFormValue("said"))
	err = &auth.FieldError{Field: "said", Err: fault.New(fault.Invalid, notConfirmed.With(view.Row.Name, forgetWord))}
	if confirms(view.Said, view.Row) {
		err = p.deps.Forget(r.Context(), v.Workspace, view.Row.Member)
	}
	if err != nil && console.Correctable(err) {
		view.Form = console.FormOf(err)
		return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.forget, view)
	}
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("members")+"?done=forgotten")
}

// confirms reports whether what was typed names a member, or is the word for
// forgetting in any language.
func confirms(said string, r row) bool {
	return said != "" && (said == strings.TrimSpace(r.Name) || said == forgetWord.Hans || said == forgetWord.Hant || strings.EqualFold(said, forgetWord.En))
}
