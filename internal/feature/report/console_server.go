package report

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

type serverView struct {
	Form                   console.Form
	Host, Port, User, From string
	Security               string
	HasPassword, Known     bool
	TryTo                  string
	Said                   i18n.Message
	Bad                    bool
	Why                    i18n.Text
}

var onlyWhole = i18n.Text{
	Hans: "邮件服务器是整个工作区共用的，要能看整个工作区的负责人来填。",
	Hant: "郵件伺服器由整個工作區共用，須由能看整個工作區的負責人填寫。",
	En:   "The mail server is shared by the whole workspace, so an owner who sees all of it enters it.",
}

func whole(v console.Viewer) error {
	if !v.Scope.All {
		return fault.New(fault.Forbidden, onlyWhole.With())
	}
	return nil
}

func (p *pages) serverOf(r *http.Request, v console.Viewer) (out serverView, err error) {
	out = serverView{Port: "587", Security: STARTTLS}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		m, ok, err := mailOf(r.Context(), tx, v.Workspace)
		if ok {
			out = serverView{Host: m.Host, Port: strconv.Itoa(m.Port), User: m.User, From: m.From, Security: m.Security, HasPassword: len(m.sealed) > 0, Known: true}
		}
		return err
	})
	if strings.Contains(v.Login, "@") {
		out.TryTo = v.Login
	}
	return out, err
}

// showMail handles GET /w/{ws}/execution/server.
func (p *pages) showMail(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view, err := p.serverOf(r, v)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("said") == "saved" {
		view.Said = saidSaved.With()
	}
	return p.shell.Show(w, r, v, p.mail, view)
}

// saveMail handles POST /w/{ws}/execution/server.
func (p *pages) saveMail(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	field := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	port, _ := strconv.Atoi(field("port")) // 0 is refused beside the field
	m := Mail{Host: field("host"), Port: port, User: field("user"), From: field("from"), Security: field("security")}
	err := p.s.SetMail(r.Context(), v.Workspace, m, r.PostFormValue("password"))
	if err == nil {
		return seeOther(w, r, v.At("execution", "server")+"?said=saved")
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.serverOf(r, v)
	if failed != nil {
		return failed
	}
	view.Form, view.Host, view.Port, view.User, view.From, view.Security = console.FormOf(err), m.Host, field("port"), m.User, m.From, m.Security
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.mail, view)
}

// tryMail handles POST /w/{ws}/execution/server/try.
func (p *pages) tryMail(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	to := strings.TrimSpace(r.PostFormValue("to"))
	result, err := p.s.TryMail(r.Context(), v.Workspace, v.Lang, to)
	if err != nil && !console.Correctable(err) {
		return err
	}
	view, failed := p.serverOf(r, v)
	if failed != nil {
		return failed
	}
	view.TryTo = to
	if err != nil {
		view.Form = console.FormOf(err)
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.mail, view)
	}
	view.Said, view.Bad, view.Why = tried(result)
	return p.shell.Show(w, r, v, p.mail, view)
}
