package chain

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console"
)

// goodsOfOnes is how many products are named that one tap adds to.
const goodsOfOnes = 12

// onesView is what one tap makes of all rows that tell no amount.
type onesView struct {
	Rows int    // 0 where there are fewer than two
	Adds string // "奶茶 10杯、柠檬茶 8杯"
	More int    // products that are not named in it
}

// ones tells of the rows that are asked about for nothing but a missing amount.
func (t *teller) ones() (view onesView) {
	var adds []roll.Item
	at := map[[2]string]int{}
	for i := range t.whole.Rows {
		r := &t.whole.Rows[i]
		items, ok := t.one.of(r)
		if !ok {
			continue
		}
		view.Rows++
		for k, it := range items {
			if r.Now().Items[k].Amount != roll.None {
				continue
			}
			key := [2]string{t.whole.Head.Product(it.Product).Name, it.Unit}
			if have, ok := at[key]; ok {
				adds[have].Amount += it.Amount
				continue
			}
			at[key] = len(adds)
			adds = append(adds, it)
		}
	}
	if view.Rows < 2 {
		return onesView{}
	}
	view.More = max(0, len(adds)-goodsOfOnes)
	view.Adds = t.wants(adds[:len(adds)-view.More])
	return view
}

// oneSays says what one tap makes of a row: "算 1 杯", or which of its goods are one;
// nothing where there is nothing to tap.
func (t *teller) oneSays(r *Row) i18n.Message {
	items, ok := t.one.of(r)
	switch {
	case !ok:
		return i18n.Message{}
	case len(items) == 1:
		return oneIs.With(strings.TrimSpace("1 " + t.unit(items[0].Unit)))
	}
	var made []roll.Item
	for k, it := range items {
		if r.Now().Items[k].Amount == roll.None {
			made = append(made, it)
		}
	}
	return oneIs.With(t.wants(made))
}

// taps handles what is answered by one tap: that each missing amount is one, and back.
func (p *pages) taps(w http.ResponseWriter, r *http.Request, v console.Viewer, chain id.Chain, a Answer, seq int) error {
	if a == NotOne {
		tap, _ := strconv.ParseInt(r.PostFormValue("tap"), 10, 64) // anything else is none
		n, err := p.s.Untap(r.Context(), v.Workspace, byOf(v), chain, tap)
		if err != nil {
			return p.again(w, r, v, err)
		}
		return p.done(w, r, v, "untap", "#ask", n)
	}
	if a == IsOne && seq == 0 { // of no row, and not of all of them
		return noSuchRow()
	}
	at := "#ask"
	if a == AllOne { // up to where it can be taken back
		seq, at = 0, ""
	}
	done, err := p.s.One(r.Context(), v.Workspace, byOf(v), chain, seq)
	if err != nil {
		return p.again(w, r, v, err)
	}
	return p.done(w, r, v, "ones", at, done.Rows, int(done.Tap))
}

// tapIn is the tap that a page says was done, as long as it can be taken back; 0 for
// none.
func (t *teller) tapIn(q url.Values) int64 {
	tap, _ := strconv.ParseInt(q.Get("n1"), 10, 64) // anything else is none
	if q.Get("said") != "ones" || tap == 0 {
		return 0
	}
	for i := range t.whole.Rows {
		if t.whole.Rows[i].tappedBy(tap) {
			return tap
		}
	}
	return 0
}
