//go:build unix

package kill_test

import (
	"fmt"
)

// model is what must be the case after what was sent, worked out from that alone.
type model struct {
	events int
	groups map[string]*groupModel
	rows   map[row]int // messages, comings and goings
	names  map[string]named
	order  map[lineage][]row // of messages, as sent
}

// groupModel is a group as the API tells of it.
type groupModel struct {
	messages, last int64
	people         map[string]bool
	named          named
}

// named is the latest name; several where that was one instant.
type named struct {
	at    int64
	names map[string]bool
}

func (n *named) hear(name string, at int64) {
	if name == "" || at < n.at {
		return
	}
	if at > n.at || n.names == nil {
		n.at, n.names = at, map[string]bool{}
	}
	n.names[name] = true
}

// row is what is kept of a message, or of somebody who came or went.
type row struct {
	chat    string
	kind    int // 1 message, 3 came, 4 left, 5 was removed
	at      int64
	who     string
	chars   int
	answers bool
	edited  int64
	gone    bool
	body    string
}

// lineage is whose messages of which chat keep their order.
type lineage struct {
	sender int
	chat   string
}

// message is a message of a source.
type message struct {
	sender   int
	chat, id string
}

// change is how a message reads now.
type change struct {
	at   int64
	gone bool
	body string
}

func (p *person) key() string {
	if p.ID != "" {
		return p.ID
	}
	return "name " + p.Name
}

// kinds are what the program's database calls who came and went.
var kinds = map[string]int{"join": 3, "leave": 4, "remove": 5}

// modelOf works out what must be the case once everything that was sent has
// had its effect once.
func modelOf(told []*sender) *model {
	m := &model{groups: map[string]*groupModel{}, rows: map[row]int{}, names: map[string]named{}, order: map[lineage][]row{}}
	changes := map[message]change{}
	for _, s := range told {
		for _, h := range s.sent {
			m.events++
			if h.Kind != "edit" && h.Kind != "delete" {
				continue
			}
			k := message{s.n, h.Chat, h.Target}
			c := change{at: h.ms, gone: h.Kind == "delete", body: h.Text}
			if was, ok := changes[k]; !ok || c.gone && !was.gone || c.gone == was.gone && c.at >= was.at { // sent later, where both are of one instant
				changes[k] = c
			}
		}
	}
	for _, s := range told {
		for _, h := range s.sent {
			m.take(h, changes)
		}
	}
	return m
}

// take takes one event in.
func (m *model) take(h *happening, changes map[message]change) {
	g := m.groups[h.Chat]
	if g == nil {
		g = &groupModel{people: map[string]bool{}}
		m.groups[h.Chat] = g
	}
	if h.Actor != nil && h.Actor.ID != "" && h.Kind == "message" {
		m.hear(h.Actor.ID, h.Actor.Name, h.ms)
	}
	switch h.Kind {
	case "message":
		r := row{chat: h.Chat, kind: 1, at: h.ms, who: h.Actor.key(), chars: len([]rune(h.Text)), answers: h.ReplyTo != "", body: h.Text}
		if c, ok := changes[message{h.sender, h.Chat, h.ID}]; ok {
			r.body, r.edited, r.gone = c.body, c.at, c.gone
		}
		m.rows[r]++
		of := lineage{h.sender, h.Chat}
		m.order[of] = append(m.order[of], r)
		g.messages++
		g.last = max(g.last, h.ms)
		g.people[h.Actor.key()] = true
	case "join", "leave", "remove":
		for _, p := range h.Who {
			m.rows[row{chat: h.Chat, kind: kinds[h.Kind], at: h.ms, who: p.key()}]++
		}
	case "renamed":
		m.hear(h.Actor.ID, h.Text, h.ms)
	case "group_renamed":
		g.named.hear(h.Name, h.ms)
	}
}

func (m *model) hear(who, name string, at int64) {
	n := m.names[who]
	n.hear(name, at)
	m.names[who] = n
}

// findings collects what does not agree, the first of it in words.
type findings struct {
	n    int
	list []string
}

func (f *findings) add(format string, args ...any) {
	if f.n++; len(f.list) < 25 {
		f.list = append(f.list, fmt.Sprintf(format, args...))
	}
}
