package insight

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// pageRows is how many groups a page lists.
const pageRows = 50

// maxText is how many bytes of a search are looked at.
const maxText = 100

// filter is the part of an address that says which groups are seen. What an
// address says wrongly is left out, so that an old link still opens.
type filter struct {
	text  string
	state measure.State
	types measure.TypeName
	band  measure.Band
	unit  id.Unit
	sort  sortKey
	down  bool
	page  int // from 0
}

// sorts lists the keys with the direction people mean at first: the most
// urgent, the newest, the largest.
var sorts = [...]struct {
	key  sortKey
	down bool
}{{byNeed, true}, {byName, false}, {byState, false}, {byActive, true}, {byMembers, true}, {byMessages, true}, {byType, true},
	{byRisk, true}, {byWaiting, true}, {byLast, true}}

// shownTypes are the types a list can be filtered by. Self-directed is a
// question to the owner and never a shelf to put groups on.
var shownTypes = [...]measure.TypeName{measure.SelfParticipating, measure.SelfTalk, measure.SelfCentred, measure.Mixed, measure.TooLittle}

var shownBands = [...]measure.Band{measure.High, measure.Middle, measure.Low}

func firstDown(key sortKey) bool {
	for _, s := range sorts {
		if s.key == key {
			return s.down
		}
	}
	return true
}

func parseFilter(q url.Values) filter {
	f := filter{text: strings.ToValidUTF8(strings.TrimSpace(q.Get("q")), ""), sort: byNeed, down: true}
	f.text = strings.ReplaceAll(f.text, "\x00", "") // which PostgreSQL refuses in text
	if len(f.text) > maxText {
		f.text = strings.ToValidUTF8(f.text[:maxText], "")
	}
	if s := measure.State(q.Get("state")); slices.Contains(measure.States[:], s) {
		f.state = s
	}
	if t := measure.TypeName(q.Get("type")); slices.Contains(shownTypes[:], t) {
		f.types = t
	}
	if b := measure.Band(q.Get("risk")); slices.Contains(shownBands[:], b) {
		f.band = b
	}
	if u, err := id.Parse[id.Unit](q.Get("unit")); err == nil {
		f.unit = u
	}
	key := sortKey(strings.TrimPrefix(q.Get("sort"), "-"))
	if _, ok := sortColumns[key]; ok {
		f.sort, f.down = key, strings.HasPrefix(q.Get("sort"), "-")
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 && n <= 1e6 {
		f.page = n - 1
	}
	return f
}

// query writes f as parseFilter reads it, leaving out what goes without saying.
func (f filter) query() string {
	q := url.Values{}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	set("q", f.text)
	set("state", string(f.state))
	set("type", string(f.types))
	set("risk", string(f.band))
	if f.unit != 0 {
		q.Set("unit", id.Show(f.unit))
	}
	if f.sort != byNeed || !f.down {
		q.Set("sort", f.sortValue())
	}
	if f.page > 0 {
		q.Set("page", strconv.Itoa(f.page+1))
	}
	return q.Encode()
}

func (f filter) sortValue() string {
	if f.down {
		return "-" + string(f.sort)
	}
	return string(f.sort)
}

// address is where f is seen, below base.
func (f filter) address(base string) string {
	if q := f.query(); q != "" {
		return base + "?" + q
	}
	return base
}

// narrowed reports whether f leaves any group out.
func (f filter) narrowed() bool {
	return f.text != "" || f.state != "" || f.types != "" || f.band != "" || f.unit != 0
}

// listing is what f asks of the store, for a viewer who sees scope. units is
// the organisation; a unit that is not there shows nothing.
func (f filter) listing(scope auth.Scope, units []auth.Unit) *listing {
	l := &listing{scope: scope, state: f.state, types: f.types, band: f.band, text: f.text, named: stateNamed(f.text), sort: f.sort, down: f.down}
	if f.unit != 0 {
		s := auth.ScopeOf(units, f.unit)
		l.unit = &s
	}
	return l
}

// stateNamed is the state that people call text, in any language; 死群 is such
// a word: pages do not use it, but it finds.
func stateNamed(text string) measure.State {
	if text == "" {
		return ""
	}
	if slices.Contains([]string{"死群", "死", "僵尸群", "殭屍群"}, text) {
		return measure.Dead
	}
	for _, s := range measure.States {
		for _, l := range i18n.Langs {
			if strings.EqualFold(text, stateWords[s].In(l)) {
				return s
			}
		}
	}
	return ""
}
