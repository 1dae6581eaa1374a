package chain

import (
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// goneView is the page of a chain that was removed.
type goneView struct {
	Verdict i18n.Message
	At      time.Time
}

// there shows who comes by a link to a chain that was removed that it was. Of a chain
// that never was, is another workspace's or of a unit they do not see, they are told no
// more than of any address without a page.
func (p *pages) there(handle console.HandlerFunc) console.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
		err := handle(w, r, v)
		if err == nil || fault.KindOf(err) != fault.NotFound {
			return err
		}
		chain, bad := chainIn(r)
		if bad != nil {
			return err
		}
		at, failed := p.s.Removed(r.Context(), v.Workspace, byOf(v), chain)
		switch {
		case fault.KindOf(failed) == fault.NotFound:
			return err
		case failed != nil:
			return failed
		}
		return p.shell.ShowStatus(w, r, v, http.StatusGone, p.gone, goneView{Verdict: goneVerdict.With(), At: at})
	}
}
