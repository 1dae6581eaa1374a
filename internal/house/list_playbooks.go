package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// ListedPlaybook is an SOP as a list has it.
type ListedPlaybook struct {
	ID      string    `json:"id,omitempty"` // none of one that comes with the program
	Name    string    `json:"name"`
	Title   string    `json:"title"`
	About   string    `json:"about,omitempty"`
	State   string    `json:"state,omitempty"` // on, paused, off
	Stands  i18n.Text `json:"-"`               // the same for people
	Version int64     `json:"version,omitempty"`
	Groups  int       `json:"groups"`
	Open    int64     `json:"open_runs"`
}

// ListPlaybooks lists the SOPs of a workspace; "" is the first of one's own.
func (a *App) ListPlaybooks(ctx context.Context, workspace string) (out []ListedPlaybook, err error) {
	ws, err := a.workspaceFor(ctx, workspace)
	if err != nil {
		return nil, err
	}
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := a.Playbook.List(ctx, tx, ws)
		for _, b := range all {
			out = append(out, ListedPlaybook{ID: id.Show(b.ID), Name: b.Name, Title: b.Title, State: string(b.State), Stands: playbook.StateWord(b.State), Version: b.Version, Groups: b.Places, Open: b.Open})
		}
		return err
	})
	return out, err
}

// ReadyPlaybooks lists the SOPs that come with the program.
func ReadyPlaybooks(lang i18n.Lang) (out []ListedPlaybook, err error) {
	s, err := playbook.New(nil, nil, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	all, err := s.Ready()
	for _, e := range all {
		out = append(out, ListedPlaybook{Name: e.Playbook.Name, Title: e.Playbook.Title.In(lang), About: e.Playbook.About.In(lang)})
	}
	return out, err
}
