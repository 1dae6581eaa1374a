package insight

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// nowView is what is known of a group up to this moment: it is counted as
// messages are recorded, not measured afterwards.
type nowView struct {
	Messages, People int64
	Last             time.Time
}

// showParts handles GET /w/{ws}/groups/{group}/parts: what of the page moves.
func (p *pages) showParts(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.groupView(r, v)
	if err != nil {
		return err
	}
	view.Again = true
	return p.shell.Fragment(w, r, v, p.group, "parts", view)
}

// lookEvery is how often a stream looks whether its group has changed. Looking
// is two reads by key, and works with any number of processes.
const lookEvery = 400 * time.Millisecond

// liveGroup handles GET /w/{ws}/groups/{group}/live: a stream that says when
// the page of a group is to be fetched anew.
func (p *pages) liveGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := id.Parse[id.Group](r.PathValue("group"))
	if err != nil {
		return err
	}
	last, err := p.stamp(r.Context(), v, group)
	if err != nil {
		return err
	}
	return p.shell.Live(w, r, func(ctx context.Context) {
		every := time.NewTicker(lookEvery)
		defer every.Stop()
		for {
			// Where it cannot be looked, the page tries to fetch what it shows, and tells why not.
			now, err := p.stamp(ctx, v, group)
			if ctx.Err() == nil && (err != nil || now != last) {
				last = now
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-every.C:
			}
		}
	})
}

// stamp is unlike before whenever the page of a group may show something else.
// It fails with NotFound for a group that v does not see.
func (p *pages) stamp(ctx context.Context, v console.Viewer, group id.Group) (stamp string, err error) {
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		told, err := p.deps.Counted(ctx, tx, v.Workspace, group)
		if err != nil {
			return err
		}
		measured, err := stampOf(ctx, tx, v.Workspace, v.Scope, group)
		stamp = fmt.Sprint(told, measured)
		return err
	})
	return stamp, err
}
