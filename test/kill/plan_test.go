//go:build unix

package kill_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// person is somebody as they are sent.
type person struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// happening is an event as it is sent.
type happening struct {
	ID      string   `json:"id"`
	Chat    string   `json:"chat"`
	Kind    string   `json:"kind"`
	At      string   `json:"at"`
	Actor   *person  `json:"actor,omitempty"`
	Text    string   `json:"text,omitempty"`
	ReplyTo string   `json:"reply_to,omitempty"`
	Target  string   `json:"target,omitempty"`
	Who     []person `json:"who,omitempty"`
	Name    string   `json:"name,omitempty"`
	Ref     string   `json:"ref,omitempty"`
	Amount  int      `json:"amount,omitempty"`

	ms     int64 // At
	sender int
	raw    []byte // as JSON
}

// key is what the event is known by to its sender.
func (h *happening) key() string { return h.Chat + "\x00" + h.ID }

// town is who and where everybody talks.
type town struct {
	chats  []string
	people []string
	from   time.Time // when it begins; it is over before now
	span   time.Duration
	shared []string // ids that every sender uses for something of its own
}

const symbols = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$_-."

// native is an id of 44 characters, as networks give them.
func native(r *rand.Rand) string {
	b := make([]byte, 44)
	for i := range b {
		b[i] = symbols[r.IntN(len(symbols))]
	}
	return string(b)
}

func newTown(r *rand.Rand, events int) *town {
	w := &town{from: time.Now().UTC().Add(-4 * time.Hour).Truncate(time.Millisecond), span: 3 * time.Hour}
	for range 32 {
		w.chats = append(w.chats, native(r))
	}
	for range 400 {
		w.people = append(w.people, native(r))
	}
	for range events / 200 {
		w.shared = append(w.shared, native(r))
	}
	return w
}

// teller makes up what one sender tells.
type teller struct {
	*town
	r      *rand.Rand
	n      int
	shared int // how many of the shared ids are used
	said   []*happening
	last   map[string]int64 // of the messages that were changed: when last
}

var phrases = []string{"在吗", "今天有排骨吗？", "有的，十点到货", "多少钱一斤", "要两份，送到三号楼", "谢谢老板[玫瑰]", "接龙：1. 王姐 两箱", "晚上八点秒杀",
	"哈哈哈哈", "收到", "退款什么时候到账", "👍", "這個還有貨嗎", "明天几点开门", "“活动规则”在群公告", "价格是 12.5 元/斤，满 30 元免运费 :)", "好的\n谢谢"}

// words are Chinese, hardly ever the same twice, and now and then long.
func (w *teller) words() string {
	var b strings.Builder
	for range 1 + w.r.IntN(3) {
		b.WriteString(phrases[w.r.IntN(len(phrases))])
	}
	for range 4 {
		b.WriteRune(rune(0x4e00 + w.r.IntN(20000)))
	}
	if w.r.IntN(500) == 0 {
		b.WriteString(strings.Repeat("好货不等人，", 300))
	}
	return b.String()
}

// tells makes up n events in the order in which they are sent: some late, some
// never.
func (t *town) tells(r *rand.Rand, sender, n int) []*happening {
	w := &teller{town: t, r: r, last: map[string]int64{}}
	list := make([]*happening, 0, n)
	place := map[*happening]int{}
	for len(list) < n {
		h := w.one(float64(len(list)) / float64(n))
		h.sender = sender
		if r.IntN(100) == 0 { // a gap
			continue
		}
		raw, err := json.Marshal(h)
		if err != nil {
			return nil
		}
		h.raw = raw
		place[h] = len(list)
		if r.IntN(20) == 0 {
			place[h] += r.IntN(n/10 + 1)
		}
		list = append(list, h)
	}
	slices.SortStableFunc(list, func(a, b *happening) int { return place[a] - place[b] })
	return list
}

// somebody is a person by id, now and then by name alone.
func (w *teller) somebody() *person {
	n := min(w.r.IntN(len(w.people)), w.r.IntN(len(w.people)))
	if w.r.IntN(40) == 0 {
		return &person{Name: fmt.Sprint("路人", n%20)}
	}
	return &person{ID: w.people[n]}
}

// one makes up an event at a part of the way through the time there is.
func (w *teller) one(part float64) *happening {
	w.n++
	at := w.from.Add(time.Duration(part*float64(w.span)) + time.Duration(w.r.IntN(600_000))*time.Millisecond)
	if w.r.IntN(200) == 0 { // long ago
		at = at.Add(-time.Duration(w.r.IntN(90*24)) * time.Hour)
	}
	h := &happening{ID: native(w.r), Chat: w.chats[min(w.r.IntN(len(w.chats)), w.r.IntN(len(w.chats)))]}
	switch k := w.r.IntN(100); {
	case k < 68 || len(w.said) == 0:
		w.message(h)
	case k < 80:
		w.change(h, &at)
	case k < 85:
		h.Kind, h.Target, h.Chat = "reaction", w.said[w.r.IntN(len(w.said))].ID, w.said[0].Chat
		h.Actor, h.Text = w.somebody(), "❤"
	case k < 93:
		w.move(h)
	case k < 96:
		h.Kind, h.Actor, h.Text = "renamed", &person{ID: w.somebody().ID}, fmt.Sprint("新名字", w.r.Uint32())
		if h.Actor.ID == "" {
			h.Actor.ID = w.people[0]
		}
	case k < 98:
		h.Kind, h.Name = "group_renamed", fmt.Sprint("福利群", w.r.Uint32())
	default:
		h.Kind, h.Actor, h.Ref, h.Amount = "order_paid", w.somebody(), native(w.r), w.r.IntN(100_000)
	}
	if w.shared < len(w.town.shared) && (h.Kind == "message" || h.Kind == "join") && w.r.IntN(20) == 0 {
		h.ID, h.Chat = w.town.shared[w.shared], w.chats[w.shared%len(w.chats)]
		w.shared++
	}
	h.ms = at.UnixMilli()
	h.At = time.UnixMilli(h.ms).In([]*time.Location{time.UTC, time.FixedZone("", 8*3600)}[w.n%2]).Format(time.RFC3339Nano)
	return h
}

func (w *teller) message(h *happening) {
	h.Kind, h.Actor, h.Text = "message", w.somebody(), w.words()
	if h.Actor.ID != "" && w.r.IntN(50) == 0 {
		h.Actor.Name = fmt.Sprint("昵称", w.r.Uint32())
	}
	if len(w.said) > 0 && w.r.IntN(5) == 0 {
		h.ReplyTo = w.said[w.r.IntN(len(w.said))].ID
	}
	w.said = append(w.said, h)
}

// change edits or deletes a message, at times in the instant of another change.
func (w *teller) change(h *happening, at *time.Time) {
	m := w.said[max(0, len(w.said)-1-w.r.IntN(300))]
	h.Kind, h.Chat, h.Target, h.Text = "edit", m.Chat, m.ID, w.words()
	if w.r.IntN(3) == 0 {
		h.Kind, h.Text = "delete", ""
	} else if w.r.IntN(3) > 0 {
		h.Actor = &person{ID: m.Actor.ID}
		if m.Actor.ID == "" {
			h.Actor.Name = m.Actor.Name
		}
	}
	if last, ok := w.last[m.key()]; ok && w.r.IntN(2) == 0 {
		*at = time.UnixMilli(last)
	}
	w.last[m.key()] = at.UnixMilli()
}

func (w *teller) move(h *happening) {
	h.Kind = []string{"join", "join", "join", "leave", "leave", "remove"}[w.r.IntN(6)]
	for range 1 + w.r.IntN(3) {
		p := person{ID: w.people[w.r.IntN(len(w.people))]}
		if !slices.Contains(h.Who, p) {
			h.Who = append(h.Who, p)
		}
	}
}
