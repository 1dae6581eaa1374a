//go:build unix

package kill_test

import (
	"slices"

	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

// checkHook holds what the hook was told against what was sent.
func (l *ledger) checkHook(f *findings) {
	l.to.mu.Lock()
	defer l.to.mu.Unlock()
	f.n, f.list = f.n+l.to.wrong.n, append(f.list, l.to.wrong.list...)
	got, want := map[string][]*delivery{}, map[string]int{}
	last := map[string]*delivery{} // by group
	echoes := map[string]int{}
	for id, d := range l.to.known {
		if d.first == 0 {
			f.add("%s was never taken", id)
		}
		if d.Data.Network == "webhook" {
			got[d.what()] = append(got[d.what()], d)
		} else if d.Kind == "message.recorded" {
			echoes[d.Data.Message]++
		}
	}
	for _, d := range l.to.order {
		if before := last[d.Data.Chat]; before != nil && before.last > d.first {
			f.add("%s came again after %s of its group had come", before.ID, d.ID)
		}
		last[d.Data.Chat] = d
	}
	type lane struct {
		sender int
		chat   string
	}
	for _, s := range l.told {
		for _, h := range s.sent {
			if what := h.what(); what != "" {
				want[what]++
			}
		}
	}
	for what, n := range want {
		if len(got[what]) != n {
			f.add("told %d times under as many ids, want %d: %.200s", len(got[what]), n, what)
		}
	}
	for what := range got {
		if want[what] == 0 {
			f.add("nobody told us of it: %.200s", what)
		}
	}
	before := map[lane]*delivery{}
	for _, s := range l.told {
		for _, h := range s.sent {
			what := h.what()
			if want[what] != 1 || len(got[what]) != 1 {
				continue
			}
			k, d := lane{s.n, h.Chat}, got[what][0]
			if b := before[k]; b != nil && b.first > d.first {
				f.add("told in another order than sent: %.80s before %.80s", what, b.what())
			}
			before[k] = d
		}
	}
	for _, items := range l.far.said(l.t) {
		for _, e := range items {
			if echoes[e.ID] != 1 {
				f.add("of what we said as %s the hook was told %d times", e.ID, echoes[e.ID])
			}
		}
	}
}

// checkRooms holds what was said in the rooms, and how the program says that
// each message stands, against what was asked for.
func (l *ledger) checkRooms(f *findings, p *program) map[string]int {
	states := map[string]int{}
	said := l.far.said(l.t)
	asked := map[string][]string{}
	for _, a := range l.askers {
		for _, m := range a.asked {
			var is struct{ State, Message, Why, Code string }
			if err := ask(l.t.Context(), p.base, a.token, "/api/v1/messages/"+m.id, &is); err != nil {
				f.add("%s: %v", m.key, err)
				continue
			}
			states[is.State]++
			asked[m.room] = append(asked[m.room], m.text)
			there := slices.DeleteFunc(slices.Clone(said[m.room]), func(e matrixtest.Item) bool { return e.Content.Body != m.text })
			if is.State != "sent" || len(there) != 1 || there[0].ID != is.Message {
				f.add("%s is %s (%s %s) and was said %d times", m.key, is.State, is.Code, is.Why, len(there))
			}
		}
	}
	for room, items := range said {
		var texts []string
		for _, e := range items {
			texts = append(texts, e.Content.Body)
		}
		if !slices.Equal(texts, asked[room]) {
			f.add("in %s was said, in order: %d things, want %d: %.300q; want %.300q", room, len(texts), len(asked[room]), texts, asked[room])
		}
	}
	return states
}

// checkDeeds demands that the program, too, takes everything for done.
func (l *ledger) checkDeeds(f *findings) {
	db := l.open()
	defer db.Close() //nolint:errcheck // nothing was written
	look := &look{tr: l.trial, db: db}
	look.number("deeds that are not sent", `SELECT COUNT(*) FROM outbox_deed WHERE state <> 'sent'`, 0)
	look.number("deeds of hooks", `SELECT COUNT(*) FROM outbox_deed WHERE action = 'hook'`, len(l.to.known))
	look.number("events set aside", `SELECT COUNT(*) FROM inbox_aside`, 0)
	f.n, f.list = f.n+look.n, append(f.list, look.list...)
}

// tellSends keeps a line for the report.
func (l *ledger) tellSends(how string, states map[string]int) {
	l.to.mu.Lock()
	defer l.to.mu.Unlock()
	lost := 0
	for _, a := range l.askers {
		lost += a.lost
	}
	l.tell("%s: the hook was told of %d things in %d posts, of which it did not take %d and took %d twice; "+
		"%d messages asked for (%d requests broke off), said in %d requests of which %d failed, and in the end %v",
		how, len(l.to.known), l.to.posts, l.to.failed, l.to.repeat, l.wanted.Load(), lost, l.far.sends, l.far.bad, states)
}
