package community

import (
	"context"
	"net/http"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// mergeView says what merging two members comes to.
type mergeView struct {
	Into, From row
	Name       string    // after
	Standing   i18n.Text // after
	Differs    bool      // their standings differ now
	Messages   int64     // after
	Identities int
	Same       bool // both are on one network, under ids of their own
}

// both reads the two members of the address.
func (p *pages) both(ctx context.Context, tx *db.Tx, v console.Viewer, r *http.Request) (into, from []Identity, err error) {
	a, err := pathMember(r, "member")
	if err != nil {
		return nil, nil, err
	}
	b, err := pathMember(r, "other")
	if err != nil {
		return nil, nil, err
	}
	if a == b {
		return nil, nil, fault.New(fault.Invalid, sameMember.With())
	}
	if into, err = p.visible(ctx, tx, v, a); err != nil {
		return nil, nil, err
	}
	from, err = p.visible(ctx, tx, v, b)
	return into, from, err
}

func (p *pages) askMerge(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	var view mergeView
	ctx := r.Context()
	err := p.s.DB.Read(ctx, func(tx *db.Tx) error {
		into, from, err := p.both(ctx, tx, v, r)
		if err != nil {
			return err
		}
		rows, err := p.counted(ctx, tx, v, []id.Member{into[0].Member, from[0].Member})
		if err != nil {
			return err
		}
		for _, one := range rows {
			if one.Member == into[0].Member {
				view.Into = one
			} else {
				view.From = one
			}
		}
		whole := slices.Concat(into, from)
		after := rowOf(v, into[0].Member, whole)
		view.Name, view.Standing, view.Identities = after.Name, after.Word, len(whole)
		view.Differs = view.Into.Standing != view.From.Standing
		view.Messages = view.Into.Messages + view.From.Messages
		view.Same = slices.ContainsFunc(into, func(i Identity) bool {
			return i.Native != "" && slices.ContainsFunc(from, func(f Identity) bool { return f.Network == i.Network && f.Native != "" })
		})
		return nil
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.merge, view)
}

func (p *pages) doMerge(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	ctx := r.Context()
	var m id.Member
	err := p.s.DB.Write(ctx, func(tx *db.Tx) error {
		into, from, err := p.both(ctx, tx, v, r)
		if err != nil {
			return err
		}
		m = into[0].Member
		if _, err := p.s.Merge(ctx, tx, v.Workspace, m, []id.Member{from[0].Member}, v.User); err != nil {
			return err
		}
		ords := ordsOfAll(slices.Concat(into, from))
		if err := p.deps.Merged(ctx, tx, v.Workspace, m, []id.Member{from[0].Member}, ords); err != nil {
			return err
		}
		return p.deps.Changed(ctx, tx, v.Workspace, ords)
	})
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("members", id.Show(m))+"?done=merged")
}

// undoMerge parts two members again. The figures of both must follow: until
// now what either wrote is counted under the smaller of their numbers.
func (p *pages) undoMerge(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	m, err := pathMember(r, "member")
	if err != nil {
		return err
	}
	merge, err := pathMember(r, "merge")
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = p.s.DB.Write(ctx, func(tx *db.Tx) error {
		is, err := p.visible(ctx, tx, v, m)
		if err != nil {
			return err
		}
		merges, err := mergesInto(ctx, tx, v.Workspace, m)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(merges, func(g Merged) bool { return g.ID == int64(merge) }) {
			return fault.New(fault.NotFound, noSuchMerge.With())
		}
		ords, err := p.s.Unmerge(ctx, tx, v.Workspace, int64(merge))
		if err != nil {
			return err
		}
		if err := p.parted(ctx, tx, v.Workspace, m, ords); err != nil {
			return err
		}
		ords = append(ords, ordsOfAll(is)...)
		slices.Sort(ords)
		return p.deps.Changed(ctx, tx, v.Workspace, slices.Compact(ords))
	})
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("members", id.Show(m))+"?done=parted")
}

// parted tells of those who are somebody of their own again.
func (p *pages) parted(ctx context.Context, tx *db.Tx, ws id.Workspace, into id.Member, ords []uint32) error {
	who, err := p.s.Authors(ctx, tx, ws, ords)
	if err != nil {
		return err
	}
	told := map[id.Member]bool{into: true} // who was merged on since is still where they are
	for _, ord := range ords {
		m := who[ord].Member
		if told[m] || m == 0 {
			continue
		}
		told[m] = true
		own, err := p.s.Ords(ctx, tx, ws, m)
		if err != nil {
			return err
		}
		if err := p.deps.Parted(ctx, tx, ws, into, m, own); err != nil {
			return err
		}
	}
	return nil
}
