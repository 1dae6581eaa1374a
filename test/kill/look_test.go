//go:build unix

package kill_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// look is a database held against a model.
type look struct {
	findings
	tr     *trial
	db     *sql.DB
	m      *model
	chats  map[int64]string // by group
	people map[int64]string

	misnamed []string
}

// check holds what the program says and what its database holds against what
// was sent.
func (tr *trial) check() {
	tr.t.Helper()
	l := &look{tr: tr, db: tr.open(), m: modelOf(tr.told), chats: map[int64]string{}, people: map[int64]string{}}
	defer l.db.Close() //nolint:errcheck // nothing was written
	for p := range tr.running {
		l.groups(p)
		break
	}
	l.names()
	l.numbers()
	l.rows()
	l.counts()
	l.search()
	if l.n > 0 {
		tr.t.Errorf("%d things do not agree (seed %d):\n%s\nthe program says:\n%s", l.n, all.seed, strings.Join(l.list, "\n"), tr.tails())
	}
}

// each runs a query and scans every row.
func (l *look) each(query string, into []any, fn func()) {
	rows, err := l.db.QueryContext(l.tr.t.Context(), query)
	if err != nil {
		l.add("%s: %v", query, err)
		return
	}
	defer rows.Close() //nolint:errcheck // Err below tells
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			l.add("%s: %v", query, err)
			return
		}
		fn()
	}
	if err := rows.Err(); err != nil {
		l.add("%s: %v", query, err)
	}
}

// number demands that a query gives one number.
func (l *look) number(what, query string, want int) {
	got := -1
	l.each(query, []any{&got}, func() {})
	if got != want {
		l.add("%s: %d, want %d", what, got, want)
	}
}

// groups asks the API for all groups.
func (l *look) groups(p *program) {
	type group struct {
		Chat, Name       string
		Messages, People int64
		Last             *time.Time `json:"last_message_at"`
	}
	got, next := map[string]group{}, ""
	for {
		var page struct {
			Groups []group
			Next   *string
		}
		ctx, cancel := context.WithTimeout(l.tr.t.Context(), patience)
		err := ask(ctx, p.base, l.tr.told[0].token, "/api/v1/groups?limit=7&cursor="+next, &page)
		cancel()
		if err != nil {
			l.add("the groups cannot be asked for: %v", err)
			return
		}
		for _, g := range page.Groups {
			if _, twice := got[g.Chat]; twice {
				l.add("group %s is listed twice", g.Chat)
			}
			got[g.Chat] = g
		}
		if page.Next == nil {
			break
		}
		next = *page.Next
	}
	for chat, want := range l.m.groups {
		g, ok := got[chat]
		last := int64(0)
		if g.Last != nil {
			last = g.Last.UnixMilli()
		}
		if !ok || g.Messages != want.messages || g.People != int64(len(want.people)) || last != want.last {
			l.add("the API says of group %s: %d messages, %d people, last %d; want %d, %d, %d", chat, g.Messages, g.People, last, want.messages, len(want.people), want.last)
		}
		if want.named.names != nil && !want.named.names[g.Name] {
			l.add("group %s is called %s, want %v", chat, g.Name, want.named.names)
		}
	}
}

// names reads who and where there is.
func (l *look) names() {
	var n int64
	var chat, native, name string
	seen := map[string]bool{}
	l.each(`SELECT id, chat FROM community_group WHERE network = 'webhook'`, []any{&n, &chat}, func() {
		if seen[chat] {
			l.add("group %s is there twice", chat)
		}
		seen[chat], l.chats[n] = true, chat
	})
	if len(seen) != len(l.m.groups) {
		l.add("%d groups are there, want %d", len(seen), len(l.m.groups))
	}
	l.each(`SELECT ord, native_id, name FROM community_identity WHERE network = 'webhook'`, []any{&n, &native, &name}, func() {
		if l.people[n] = native; native == "" {
			l.people[n] = "name " + name
		} else if want := l.m.names[native]; want.names != nil && !want.names[name] {
			l.misnamed = append(l.misnamed, fmt.Sprintf("%s is called %q, want %v of %d", native, name, want.names, want.at))
		}
	})
	for _, m := range l.misnamed {
		l.add("%s", m)
	}
}

// numbers counts what is left and what was done.
func (l *look) numbers() {
	l.number("events that wait", `SELECT COUNT(*) FROM inbox_waiting`, 0)
	l.number("events set aside", `SELECT COUNT(*) FROM inbox_aside`, 0)
	var why string
	l.each(`SELECT why FROM inbox_aside ORDER BY id LIMIT 3`, []any{&why}, func() { l.add("set aside: %s", why) })
	l.number("keys that were accepted", `SELECT COUNT(*) FROM (SELECT workspace, h1, h2 FROM inbox_seen UNION SELECT workspace, h1, h2 FROM inbox_fresh
		UNION SELECT workspace, h1, h2 FROM inbox_packed) AS noted`, l.m.events)
	l.number("events recorded live", `SELECT COALESCE(SUM(events), 0) FROM chat_import WHERE state = 'live'`, l.m.events)
	l.number("messages recorded twice", `SELECT COALESCE(SUM(repeated), 0) FROM chat_import WHERE state = 'live'`, 0)
	l.number("connections", `SELECT COUNT(*) FROM chat_live`, len(l.tr.told))
}

const live = `import IN (SELECT import FROM chat_live)`

// search demands that every message gets its line in the search index, and words
// where it has not been taken back. After a restore the index is made anew, which
// begins a little later.
func (l *look) search() {
	var messages, spoken int
	l.each(`SELECT COUNT(*), COALESCE(SUM(CASE WHEN kind = 1 AND gone = 0 THEN 1 ELSE 0 END), 0) FROM chat_message WHERE kind IN (1, 2, 3, 4, 5)`, []any{&messages, &spoken}, func() {})
	words := `SELECT COUNT(words) FROM chat_line`
	if l.tr.dialect == "sqlite" {
		words = `SELECT COUNT(*) FROM chat_words_docsize`
	}
	of := look{tr: l.tr, db: l.tr.openFile("huoshui.db.derived")}
	defer of.db.Close() //nolint:errcheck // nothing was written
	within(patience, func() bool {
		of.list, of.n = nil, 0
		of.number("lines of messages and moves", `SELECT COUNT(*) FROM chat_line`, messages)
		of.number("lines that have words", words, spoken)
		return of.n == 0
	})
	for _, wrong := range of.list {
		l.add("%s", wrong)
	}
}

// rows compares every row, and the order in which messages were routed.
func (l *look) rows() {
	left := map[row]int{}
	for r, n := range l.m.rows {
		left[r] = n
	}
	var r row
	var group, author, answers, gone, seq int64
	place := map[row]int64{}
	taken := map[string]map[int64]bool{}
	into := []any{&group, &r.kind, &r.at, &author, &r.chars, &answers, &r.edited, &gone, &r.body}
	query := `SELECT group_id, kind, at, author, chars, answers, edited, gone, body`
	ordered := l.hasSeq()
	if ordered {
		query, into = query+`, seq`, append(into, &seq)
	}
	l.each(query+` FROM chat_message WHERE `+live, into, func() {
		r.chat, r.who, r.answers, r.gone = l.chats[group], l.people[author], answers != 0, gone != 0
		if left[r]--; left[r] < 0 {
			l.add("is there, and should not be: %s", r)
		}
		place[r] = seq
		if ordered && r.kind == 1 {
			if taken[r.chat] == nil {
				taken[r.chat] = map[int64]bool{}
			}
			if taken[r.chat][seq] {
				l.add("two messages of group %s have place %d", r.chat, seq)
			}
			taken[r.chat][seq] = true
		}
	})
	for r, n := range left {
		if n > 0 {
			l.add("is not there: %s (%d)", r, n)
		}
	}
	if ordered {
		l.order(place)
	} else {
		l.tr.t.Log("chat_message has no seq: the order within chats is not looked at, but by changes of one instant")
	}
}

func (r row) String() string {
	return fmt.Sprintf("kind %d in %.8s… at %d by %.8s…, %d characters, edited %d, gone %v: %.40q", r.kind, r.chat, r.at, r.who, r.chars, r.edited, r.gone, r.body)
}

func (l *look) hasSeq() bool {
	rows, err := l.db.QueryContext(l.tr.t.Context(), `SELECT seq FROM chat_message LIMIT 0`)
	if err != nil {
		return false
	}
	return rows.Close() == nil
}

// order demands that what one sender told of a chat has its places in the order
// in which it was sent.
func (l *look) order(place map[row]int64) {
	for of, list := range l.m.order {
		last := int64(0)
		for _, r := range list {
			if l.m.rows[r] > 1 { // which of them is which?
				continue
			}
			if place[r] <= last {
				l.add("sender %d in %s: place %d comes after %d: %s", of.sender, of.chat, place[r], last, r)
			}
			last = place[r]
		}
	}
}

// counts compares counts that are kept with what is there to be counted.
func (l *look) counts() {
	type count struct{ messages, people, last int64 }
	kept, there := map[int64]count{}, map[int64]count{}
	var g int64
	var c count
	l.each(`SELECT group_id, messages, people, last_at FROM chat_count`, []any{&g, &c.messages, &c.people, &c.last}, func() { kept[g] = c })
	l.each(`SELECT group_id, COUNT(*), COUNT(DISTINCT author), MAX(at) FROM chat_message WHERE kind = 1 AND `+live+` GROUP BY group_id`,
		[]any{&g, &c.messages, &c.people, &c.last}, func() { there[g] = c })
	for g, want := range there {
		if kept[g] != want {
			l.add("chat_count says of %s %+v, a recount %+v", l.chats[g], kept[g], want)
		}
	}
	if len(kept) != len(there) {
		l.add("%d groups are counted, %d have messages", len(kept), len(there))
	}
	measured := map[string]int64{}
	l.each(`SELECT group_id, messages FROM insight_group`, []any{&g, &c.messages}, func() { measured[l.chats[g]] = c.messages })
	for chat, want := range l.m.groups {
		if measured[chat] != want.messages {
			l.add("the figures say %d messages of %s, want %d", measured[chat], chat, want.messages)
		}
	}
}
