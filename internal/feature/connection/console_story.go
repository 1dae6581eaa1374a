package connection

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/web/console"
)

// storyView is the page of what happened to one id.
type storyView struct {
	Asked   string
	Story   *Story
	Nothing bool // nothing is known under what was asked
}

// longestID is how long an id may be that is asked for, in bytes.
const longestID = 1 << 10

func (p *pages) showStory(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	asked := strings.TrimSpace(r.URL.Query().Get("id"))
	view := storyView{Asked: asked}
	if asked == "" {
		return p.shell.Show(w, r, v, p.story, view)
	}
	if len(asked) > longestID {
		view.Asked, view.Nothing = "", true
		return p.shell.ShowStatus(w, r, v, http.StatusNotFound, p.story, view)
	}
	s, err := p.tell.Story(r.Context(), Reader{Workspace: v.Workspace, Scope: v.Scope, Quotes: v.Can(auth.Quotes), At: v.At}, asked)
	if fault.KindOf(err) == fault.NotFound {
		view.Nothing = true
		return p.shell.ShowStatus(w, r, v, http.StatusNotFound, p.story, view)
	}
	if err != nil {
		return err
	}
	view.Story = &s
	return p.shell.Show(w, r, v, p.story, view)
}

// storyOf is the address of the story of an id.
func storyOf(v console.Viewer, what string) string {
	return v.At("story") + "?id=" + url.QueryEscape(what)
}
