package chain

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// pickupView is the list to tick off what was fetched.
type pickupView struct {
	Here, Title string
	Verdict     i18n.Message
	Places      []choice
	Place       string // the one that is shown; "" for all
	Some        bool   // somebody did not say where
	Nowhere     bool   // those who did not are shown
	Rows        []rowShown
	Open        int
	More        int
	Example     bool
}

// ticksShown is how many people one page has, the ones who have not come first.
const ticksShown = 300

// showPickup handles GET /w/{ws}/chain/{chain}/pickup.
func (p *pages) showPickup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	whole, _, err := p.load(r, v)
	if err != nil {
		return err
	}
	t, place := teller{v: v, whole: &whole}, r.URL.Query().Get("place")
	view := pickupView{Here: v.At("chain", id.Show(whole.ID)), Title: titleOf(&whole.Chain, v.Lang), Place: place, Open: whole.Judged.Open, Example: whole.Example}
	view.Nowhere = place == "" && r.URL.Query().Get("nowhere") != ""
	for _, one := range whole.Judged.Places {
		if one.Place == "" {
			view.Some = true
		} else {
			view.Places = append(view.Places, choice{one.Place, one.Place, one.Place == place})
		}
	}
	all, taken := 0, 0
	for i := range whole.Rows {
		row := &whole.Rows[i]
		if !row.Counts() || place != "" && row.Now().Place != place || view.Nowhere && row.Now().Place != "" {
			continue
		}
		if all++; !row.Taken.IsZero() {
			taken++
		}
		view.Rows = append(view.Rows, t.row(row))
	}
	slices.SortStableFunc(view.Rows, func(a, b rowShown) int { return bitOf(a.Taken) - bitOf(b.Taken) })
	if view.More = len(view.Rows) - ticksShown; view.More > 0 {
		view.Rows = view.Rows[:ticksShown]
	}
	switch {
	case all == 0:
		view.Verdict = pickupNobody.With()
	case taken == all:
		view.Verdict = pickupDone.With(all)
	default:
		view.Verdict = pickupOpen.With(all-taken, taken)
	}
	return p.shell.Show(w, r, v, p.pickup, view)
}

func bitOf(is bool) int { return int(bit(is)) }

// taken handles POST /w/{ws}/chain/{chain}/taken.
func (p *pages) taken(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	seq, err := strconv.Atoi(r.PostFormValue("seq"))
	if err != nil {
		return noSuchRow()
	}
	if err := p.s.Take(r.Context(), v.Workspace, byOf(v), chain, seq, r.PostFormValue("taken") != ""); err != nil {
		return err
	}
	to := v.At("chain", id.Show(chain), "pickup")
	if place := r.PostFormValue("place"); place != "" {
		to += "?" + url.Values{"place": {place}}.Encode()
	} else if r.PostFormValue("nowhere") != "" {
		to += "?nowhere=1"
	}
	return seeOther(w, r, to)
}

// postedView is the text that goes back into the group.
type postedView struct {
	Here, Title, Text string
	People, Open      int
}

// showText handles GET /w/{ws}/chain/{chain}/text.
func (p *pages) showText(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	whole, _, err := p.load(r, v)
	if err != nil {
		return err
	}
	t := teller{v: v, whole: &whole}
	return p.shell.Show(w, r, v, p.posted, postedView{Here: v.At("chain", id.Show(whole.ID)), Title: titleOf(&whole.Chain, v.Lang), Text: t.posted(true),
		People: whole.Judged.People, Open: whole.Judged.Open})
}
