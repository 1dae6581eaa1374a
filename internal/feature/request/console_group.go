package request

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// groupView is the slots of one group.
type groupView struct {
	Form   console.Form
	Name   string
	Action string
	Quota  []field
	Own    bool
	Saved  bool
}

// groupOf is the form of a group's own slots, with what a typed form holds.
func (p *pages) groupOf(r *http.Request, v console.Viewer, typed func(string) string) (out groupView, g id.Group, err error) {
	if !v.Scope.All {
		return out, 0, fault.New(fault.Forbidden, onlyWhole.With())
	}
	if g, err = id.Parse[id.Group](r.PathValue("group")); err != nil {
		return out, 0, err
	}
	set, limits, err := p.settingsOf(r, v)
	if err != nil {
		return out, 0, err
	}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		all, err := p.s.Near.Groups(r.Context(), tx, v.Workspace)
		i := slices.IndexFunc(all, func(one Group) bool { return one.ID == g })
		switch {
		case err != nil:
			return err
		case i < 0:
			return fault.New(fault.NotFound, noGroup.With())
		}
		out.Name = all[i].Name
		return nil
	})
	_, out.Own = set.Own[g]
	set.Quota = maps.Clone(set.Quota)
	maps.Copy(set.Quota, set.Own[g])
	out.Action, out.Quota = v.At("requests", "settings", "group", id.Show(g)), fields(slices.DeleteFunc(quotas(&set, &limits), func(f figure) bool { return f.name == "q_"+string(Moments) }), typed)
	return out, g, err
}

// showGroup handles GET /w/{ws}/requests/settings/group/{group}.
func (p *pages) showGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, _, err := p.groupOf(r, v, nil)
	if err != nil {
		return err
	}
	view.Saved = r.URL.Query().Get("said") == "saved"
	return p.shell.Show(w, r, v, p.group, view)
}

// saveGroup handles POST /w/{ws}/requests/settings/group/{group}.
func (p *pages) saveGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, g, err := p.groupOf(r, v, r.PostFormValue)
	if err != nil {
		return err
	}
	var quota map[Channel]int
	if r.PostFormValue("as") != "all" {
		quota = map[Channel]int{}
		for _, c := range Channels {
			if c == Moments { // which are of no group
				continue
			}
			n, failed := strconv.Atoi(strings.TrimSpace(r.PostFormValue("q_" + string(c))))
			if failed != nil {
				n = -1 // which is refused beside the field
			}
			quota[c] = n
		}
	}
	err = p.s.SetGroup(r.Context(), v.Workspace, g, quota)
	if err == nil {
		return seeOther(w, r, view.Action+"?said=saved")
	}
	if !console.Correctable(err) {
		return err
	}
	view.Form = console.FormOf(err)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.group, view)
}
