package request

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// place handles POST /w/{ws}/requests/{request}/place.
func (p *pages) place(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	var yields id.Request
	if text := r.PostFormValue("yields"); text != "" {
		if yields, err = id.Parse[id.Request](text); err != nil {
			return err
		}
	}
	day, ok := ParseDay(r.PostFormValue("day"))
	minute, err := minuteIn(r, "clock")
	if !ok || err != nil {
		return p.settled(w, r, v, "placed", fault.New(fault.Invalid, badMoment.With()))
	}
	zone := v.Zone
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		zone, err = p.s.Near.Zone(r.Context(), tx, v.Workspace)
		return err
	})
	if err != nil {
		return err
	}
	err = p.s.Place(r.Context(), v.Workspace, personOf(v), request, day.At(minute, zone), yields)
	return p.settled(w, r, v, "placed", err)
}

// decline handles POST /w/{ws}/requests/{request}/decline.
func (p *pages) decline(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	err = p.s.Decline(r.Context(), v.Workspace, personOf(v), request, Reason(r.PostFormValue("reason")), r.PostFormValue("note"))
	return p.settled(w, r, v, "declined", err)
}

// giveBack handles POST /w/{ws}/requests/{request}/return.
func (p *pages) giveBack(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	err = p.s.Return(r.Context(), v.Workspace, personOf(v), request, Reason(r.PostFormValue("reason")), r.PostFormValue("note"))
	return p.settled(w, r, v, "returned", err)
}

// withdraw handles POST /w/{ws}/requests/{request}/withdraw.
func (p *pages) withdraw(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	return p.settled(w, r, v, "withdrawn", p.s.Withdraw(r.Context(), v.Workspace, personOf(v), request))
}

// result handles POST /w/{ws}/requests/{request}/result.
func (p *pages) result(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	n := int64(-1) // nothing typed, or no number, is refused beside the field
	if r.PostFormValue("result") != "" {
		if said, err := figureIn(r, "result", 0); err == nil {
			n = said
		}
	}
	return p.settled(w, r, v, "closed", p.s.Close(r.Context(), v.Workspace, personOf(v), request, n, r.PostFormValue("note")))
}

// noticed handles POST /w/{ws}/requests/{request}/noticed.
func (p *pages) noticed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	return p.settled(w, r, v, "", p.s.Noticed(r.Context(), v.Workspace, personOf(v), request))
}
