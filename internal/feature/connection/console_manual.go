package connection

import (
	"net/http"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

var manualName = i18n.Text{Hans: "手动微信群", Hant: "手動微信群", En: "WeChat groups by hand"}

// makeManual handles POST /w/{ws}/connect/manual: a door to groups that people keep
// by hand needs a name and nothing else.
func (p *pages) makeManual(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view := formView{Kind: "manual", Name: strings.TrimSpace(r.PostFormValue("name"))}
	err := p.nets.MayConnect(r.Context(), v.Workspace)
	if err == nil {
		_, err = p.s.Add(r.Context(), v.Workspace, event.WeChat, view.Name, func(id.Connection) (string, []byte, error) { return "{}", nil, nil })
	}
	if err != nil {
		return p.showAgain(w, r, v, view, err)
	}
	return seeOther(w, r, v.At("wechat", "add"))
}
