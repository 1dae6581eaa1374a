package account

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

type meView struct {
	Form   console.Form
	Done   i18n.Text
	Typed  string // the name as typed
	MinLen int
}

func meDone() map[string]i18n.Text {
	return map[string]i18n.Text{
		"saved":    {Hans: "已保存。", Hant: "已儲存。", En: "Saved."},
		"password": {Hans: "密码已保存，其他设备上的登录都已退出。", Hant: "密碼已儲存，其他裝置上的登入都已登出。", En: "The password is saved. Every other device has been signed out."},
	}
}

func (p *pages) showMe(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.shell.Show(w, r, v, p.me, meView{Done: done(r, meDone()), Typed: v.Name, MinLen: auth.MinPassword})
}

// meAgain shows the page again with what err says, or passes err on.
func (p *pages) meAgain(w http.ResponseWriter, r *http.Request, v console.Viewer, name string, err error) error {
	if !console.Correctable(err) {
		return err
	}
	return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.me,
		meView{Form: console.FormOf(err), Typed: name, MinLen: auth.MinPassword})
}

func (p *pages) saveMe(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	name := r.PostFormValue("name")
	if err := p.auth.SetName(r.Context(), v.User, name); err != nil {
		return p.meAgain(w, r, v, name, err)
	}
	return redirect(w, r, "/me?done=saved")
}

func (p *pages) savePassword(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	fresh, err := p.auth.SetPassword(r.Context(), v.User, r.PostFormValue("current"), r.PostFormValue("password"))
	if err != nil {
		return p.meAgain(w, r, v, v.Name, err)
	}
	p.shell.SetSession(w, fresh)
	return redirect(w, r, "/me?done=password")
}
