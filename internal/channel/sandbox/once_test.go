package sandbox

import (
	"context"
	"errors"
	flags "flag" // the package has a function of that name
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// TestNothingIsLostOrNew lets things happen in any order while the inlet fails,
// keeps and is not heard to have kept, and the process starts anew: what is kept
// by key is what happened, once.
func TestNothingIsLostOrNew(t *testing.T) {
	if testing.Short() { // fewer cases
		if err := flags.Set("rapid.checks", "20"); err != nil {
			t.Fatal(err)
		}
	}
	each(t, func(t *testing.T, d *db.DB) {
		n := id.Workspace(100)
		rapid.Check(t, func(rt *rapid.T) {
			n++
			r := newOnce(t, d, n)
			rt.Repeat(map[string]func(*rapid.T){
				"say": r.say, "edit": r.edit, "delete": r.delete, "join": r.join, "send": r.send,
				"hand on": func(*rapid.T) { r.hand(nil, false) },
				"refuse":  func(*rapid.T) { r.hand(errors.New("full"), false) },
				"forget":  func(*rapid.T) { r.hand(errors.New("the answer was lost"), true) },
				"restart": func(*rapid.T) { r.open() },
			})
			r.hand(nil, false)
			r.hand(nil, false)
			for key, times := range r.want {
				if r.got[key] != times {
					rt.Errorf("%s was kept %d times, happened %d", key, r.got[key], times)
				}
			}
			if len(r.got) != len(r.want) {
				rt.Errorf("kept %v, happened %v", r.got, r.want)
			}
		})
	})
}

// once is a model of a group beside the group itself.
type once struct {
	t    *testing.T
	d    *db.DB
	ws   id.Workspace
	p    *Platform
	a    *Adapter
	chat event.NativeChat
	who  event.NativeUser
	said []event.NativeMessage

	want, got map[string]int // what happened and what was kept, in words
	keys      map[string]bool
}

func newOnce(t *testing.T, d *db.DB, n id.Workspace) *once {
	r := &once{t: t, d: d, ws: n, want: map[string]int{}, got: map[string]int{}, keys: map[string]bool{}}
	r.open()
	var err error
	r.chat, err = r.p.CreateGroup(t.Context(), n, "群", Rich, "")
	must(t, err)
	r.who, err = r.p.CreatePerson(t.Context(), n, "小满")
	must(t, err)
	must(t, r.p.Join(t.Context(), n, r.chat, r.who, ""))
	r.want["made"], r.want["joined "+string(r.who)] = 1, 1
	return r
}

func (r *once) open() {
	var err error
	r.p, err = New(r.d, clock.Real{})
	must(r.t, err)
	r.a, err = r.p.Open(r.t.Context(), r.ws, conn, Rich)
	must(r.t, err)
}

func (r *once) say(*rapid.T) {
	m, err := r.p.Say(r.t.Context(), r.ws, r.chat, r.who, Words{Text: "早"})
	must(r.t, err)
	r.said = append(r.said, m)
	r.want["said "+string(m)]++
}

func (r *once) send(rt *rapid.T) {
	key := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "key")
	res := r.a.Send(r.t.Context(), channel.Deed{Key: key, Action: channel.Send, Chat: r.chat, Text: "到货"})
	if res.Outcome != channel.Done {
		rt.Fatal(res)
	}
	r.want["said "+string(res.Message)] = 1 // also where the key was used before
}

func (r *once) one(rt *rapid.T) event.NativeMessage {
	if len(r.said) == 0 {
		rt.Skip("nothing was said yet")
	}
	return rapid.SampledFrom(r.said).Draw(rt, "message")
}

func (r *once) edit(rt *rapid.T) {
	m := r.one(rt)
	must(r.t, r.p.Edit(r.t.Context(), r.ws, r.chat, r.who, m, "改"))
	r.want["edited "+string(m)]++
}

func (r *once) delete(rt *rapid.T) {
	m := r.one(rt)
	must(r.t, r.p.Recall(r.t.Context(), r.ws, r.chat, r.who, m))
	for i, have := range r.said {
		if have == m {
			r.said = append(r.said[:i:i], r.said[i+1:]...)
			break
		}
	}
	r.want["deleted "+string(m)]++
}

func (r *once) join(*rapid.T) {
	who, err := r.p.CreatePerson(r.t.Context(), r.ws, "新来的")
	must(r.t, err)
	must(r.t, r.p.Join(r.t.Context(), r.ws, r.chat, who, "qr"))
	r.want["joined "+string(who)]++
}

// hand hands on what there is to an inlet that answers with refusal, and keeps
// what it is handed all the same where keeps.
func (r *once) hand(refusal error, keeps bool) {
	_, err := r.a.hand(r.t.Context(), inletFunc(func(happened []channel.Arrived) error {
		if refusal != nil && !keeps {
			return refusal
		}
		for _, a := range happened {
			if r.keys[a.Key] {
				continue
			}
			r.keys[a.Key] = true
			switch e := a.Event; e.Kind {
			case event.Message:
				r.got["said "+string(e.NativeID)]++
			case event.Edit:
				r.got["edited "+string(e.Target)]++
			case event.Delete:
				r.got["deleted "+string(e.Target)]++
			case event.Join:
				r.got["joined "+string(e.Subjects[0].ID)]++
			case event.GroupCreated:
				r.got["made"]++
			default:
				r.got[fmt.Sprintf("%+v", e)]++
			}
		}
		return refusal
	}))
	if refusal == nil {
		must(r.t, err)
	}
}

type inletFunc func([]channel.Arrived) error

func (f inletFunc) Accept(_ context.Context, happened []channel.Arrived) error { return f(happened) }
