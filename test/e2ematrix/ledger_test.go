package e2ematrix_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

// ledger is what people did, as they did it: nothing in it was read from the
// program or from the homeserver.
type ledger struct {
	t     *testing.T
	w     *town
	rooms []*page
	lost  bool // what is written now is put to nobody
}

// page is the ledger of one room.
type page struct {
	id, name, host string
	ahead          bool              // somebody with a wrong clock has spoken: see ledger.ahead
	said           map[string]string // how what was said reads now, by its event's id
	gone           map[string]bool   // what was taken back
	inside         map[string]bool
	moved          moves
	found          found // what of it comparing alone can find
	unheard        map[string]bool
}

// moves are joins, leaves and removals.
type moves struct{ Joins, Left, Removed int }

// found is what comparing says that it found.
type found struct{ Messages, Moves, Names int }

// open makes a room, with a host and us in it.
func (l *ledger) open(name string, ahead bool) *page {
	l.t.Helper()
	host := l.w.people.Person(l.t, "店长")
	r := &page{id: l.w.people.Create(l.t, host, name), name: name, host: host, ahead: ahead,
		said: map[string]string{}, gone: map[string]bool{}, inside: map[string]bool{host: true}, unheard: map[string]bool{}}
	l.w.people.Must(l.t, host, http.MethodPost, matrixtest.Room(r.id, "invite"), map[string]any{"user_id": l.w.bot()}, nil)
	l.rooms = append(l.rooms, r)
	l.w.until(l.t, "our coming into "+name, func() bool { return l.w.people.In(l.t, r.id, l.w.bot(), host) })
	r.inside[l.w.bot()], r.moved.Joins = true, 2
	return r
}

func (l *ledger) say(r *page, who, text string) string {
	l.t.Helper()
	id := l.w.people.Say(l.t, r.id, who, text)
	r.said[id] = text
	if l.lost {
		r.unheard[id] = true
		r.found.Messages++
	}
	return id
}

// ahead has somebody speak whose clock is two hours fast. After a start, a room is
// read from an hour before the latest message that was told of; so what was
// said before this one is left to comparing.
func (l *ledger) ahead(r *page) {
	l.t.Helper()
	var made struct {
		ID string `json:"event_id"`
	}
	path := matrixtest.Room(r.id, "send", "m.room.message", "ahead") + "?ts=" + fmt.Sprint(time.Now().Add(2*time.Hour).UnixMilli())
	l.w.people.Must(l.t, r.host, http.MethodPut, path, matrixtest.Text("我的钟快两个小时"), &made)
	r.said[made.ID] = "我的钟快两个小时"
}

func (l *ledger) edit(r *page, who, id, text string) {
	l.t.Helper()
	l.w.people.Put(l.t, r.id, who, "m.room.message", map[string]any{"msgtype": "m.text", "body": "* " + text, "m.new_content": matrixtest.Text(text),
		"m.relates_to": map[string]any{"rel_type": "m.replace", "event_id": id}})
	r.said[id] = text
}

// redact takes something back. What is taken back before we heard of it has no
// words any more, at the homeserver either: it never was.
func (l *ledger) redact(r *page, who, id string) {
	l.t.Helper()
	l.w.people.Redact(l.t, r.id, who, id)
	if r.unheard[id] {
		delete(r.said, id)
		r.found.Messages--
		return
	}
	r.gone[id] = true
}

func (l *ledger) move(r *page, who string, in bool, n *int) {
	r.inside[who] = in
	*n++
	if l.lost {
		r.found.Moves++
	}
}

// come has somebody new come in.
func (l *ledger) come(r *page, name string) string {
	l.t.Helper()
	who := l.w.people.Person(l.t, name)
	l.join(r, who)
	return who
}

func (l *ledger) join(r *page, who string) {
	l.t.Helper()
	l.w.people.Join(l.t, r.id, who)
	l.move(r, who, true, &r.moved.Joins)
}

func (l *ledger) leave(r *page, who string) {
	l.t.Helper()
	l.w.people.Must(l.t, who, http.MethodPost, matrixtest.Room(r.id, "leave"), map[string]any{}, nil)
	l.move(r, who, false, &r.moved.Left)
}

func (l *ledger) kick(r *page, who string) {
	l.t.Helper()
	l.w.people.Must(l.t, r.host, http.MethodPost, matrixtest.Room(r.id, "kick"), map[string]any{"user_id": who}, nil)
	l.move(r, who, false, &r.moved.Removed)
}

func (l *ledger) rename(r *page, name string) {
	l.t.Helper()
	l.w.people.Must(l.t, r.host, http.MethodPut, matrixtest.Room(r.id, "state", "m.room.name", ""), map[string]any{"name": name}, nil)
	r.name = name
	if l.lost {
		r.found.Names++
	}
}

// losing has the wire answer for the program, which is dead, to everything that
// the homeserver puts meanwhile: so it takes it for delivered.
func (l *ledger) losing(during func()) {
	l.t.Helper()
	l.w.wire.Lose(true)
	l.lost = true
	during()
	for _, r := range l.rooms {
		l.w.wire.Await(l.t, l.w.people.Newest(l.t, r.id, r.host), patience)
	}
	l.lost = false
	l.w.wire.Lose(false)
}

// found is what comparing is to find, and nothing else does.
func (l *ledger) found() (out found) {
	for _, r := range l.rooms {
		if r.ahead {
			out.Messages += r.found.Messages
			out.Moves += r.found.Moves
			out.Names += r.found.Names
		}
	}
	return out
}

// until waits until something holds.
func (w *town) until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	(&program{}).until(t, what, patience, holds)
}
