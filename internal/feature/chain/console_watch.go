package chain

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// How many lines a sentence names, and a page tells the changes of.
const (
	namesSaid  = 3
	turnsShown = 30
)

// but says what counts and yet wants to be looked at, as a sentence that follows the
// verdict; "" for nothing.
func (t *teller) but() string {
	j := &t.whole.Judged
	var first []int // of each name
	for _, list := range j.Doubled {
		first = append(first, list[0])
	}
	var parts []string
	for _, one := range []struct {
		says  i18n.Text
		rows  []int
		lines bool // each is a line, and not a name
	}{{butOver, j.Over, true}, {butShort, j.Short, true}, {butTwice, first, false}, {butNumber, j.Numbers, true}} {
		if len(one.rows) > 0 {
			parts = append(parts, one.says.With(len(one.rows), t.named(one.rows, one.lines)).In(t.v.Lang))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return butAll.With(strings.Join(parts, semicolon.In(t.v.Lang))).In(t.v.Lang)
}

// named names the first of some rows, by Seq.
func (t *teller) named(rows []int, lines bool) string {
	var out []string
	for _, seq := range rows[:min(len(rows), namesSaid)] {
		at, err := rowAt(t.whole.Rows, seq)
		if err != nil {
			continue
		}
		now := t.whole.Rows[at].Now()
		name := t.masked(now.Name)
		if name == "" {
			name = nobody.In(t.v.Lang)
		}
		if lines && now.N > 0 {
			name = lineOf.With(now.N, name).In(t.v.Lang)
		}
		out = append(out, name)
	}
	said := strings.Join(out, comma.In(t.v.Lang))
	if len(rows) > namesSaid {
		said += andMore.In(t.v.Lang)
	}
	return said
}

// turnsView is what one text says differently in its copies, or takes back in a later
// line.
type turnsView struct {
	Sum   i18n.Message
	Lines []string
	More  int
}

// turns tells it: first what is gone, then what changed, then what was added.
func (t *teller) turns() (view turnsView) {
	by := map[roll.ChangeKind][]*Row{}
	for i := range t.whole.Rows {
		if r := &t.whole.Rows[i]; r.Read.Earlier != nil && !r.Erased {
			by[r.Read.Earlier.Kind] = append(by[r.Read.Earlier.Kind], r)
		}
	}
	all := slices.Concat(by[roll.Dropped], by[roll.Changed], by[roll.Added])
	if len(all) == 0 {
		return view
	}
	view.Sum = turnsSum.With(len(by[roll.Changed]), len(by[roll.Dropped]), len(by[roll.Added]))
	view.More = max(0, len(all)-turnsShown)
	for _, r := range all[:len(all)-view.More] {
		view.Lines = append(view.Lines, t.turn(&r.Read))
	}
	return view
}

// turn tells one of them.
func (t *teller) turn(r *roll.Row) string {
	who := t.masked(r.Name)
	if who == "" {
		who = nobody.In(t.v.Lang)
	}
	switch {
	case r.N > 0 && r.Earlier.Kind == roll.Dropped: // of the copy in which it stood
		who = lineWas.With(r.N, who).In(t.v.Lang)
	case r.N > 0:
		who = lineOf.With(r.N, who).In(t.v.Lang)
	}
	orNothing := func(items []roll.Item) string {
		if len(items) == 0 {
			return noWants.In(t.v.Lang)
		}
		return t.wants(items)
	}
	before, after := orNothing(r.Earlier.Items), orNothing(r.Items)
	switch {
	case r.Earlier.Kind == roll.Dropped:
		return turnDropped.With(who, before).In(t.v.Lang)
	case r.Earlier.Kind == roll.Added && r.Crossed:
		return turnAddedOut.With(who, after).In(t.v.Lang)
	case r.Earlier.Kind == roll.Added:
		return turnAdded.With(who, after).In(t.v.Lang)
	case r.Crossed:
		return turnCrossed.With(who, before).In(t.v.Lang)
	case before == after:
		return turnElse.With(who, after).In(t.v.Lang)
	}
	return turnChanged.With(who, before, after).In(t.v.Lang)
}
