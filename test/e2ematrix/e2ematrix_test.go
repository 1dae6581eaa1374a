package e2ematrix_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

const (
	rooms    = 20
	perRoom  = 4                // people
	talkers  = 4                // who speak at the same moment
	sure     = 5                // sendings before the first answer is lost
	patience = 3 * time.Minute  // Synapse waits longer after each failure
	never    = 24 * time.Hour   // what arrives has been put, not read
	soon     = 30 * time.Second // to hear what was just said
)

// town is a homeserver with rooms full of people, and an adapter beside it.
type town struct {
	real   *matrixtest.Real
	wire   *matrixtest.Wire
	people *matrixtest.People
	set    matrix.Settings
	kept   *matrixtest.Kept
	began  time.Time

	rooms []string
	in    map[string][]string // people by room
	said  int                 // attempts at saying something that were answered

	adapter *matrix.Adapter
	stop    context.CancelFunc
	ended   chan error
}

// TestRealHomeserver lets puppets talk in twenty rooms while the homeserver,
// the way to us and we ourselves go away in turn. What arrived at the end is what
// was said.
func TestRealHomeserver(t *testing.T) {
	w := settle(t)
	w.step(t, "people talk", func() { w.talk(t, 15) })
	w.step(t, "a spammer is redacted and removed", func() { w.spam(t) })
	w.step(t, "our hook is down, and comes back", func() {
		w.wire.StopHook(true)
		w.talk(t, 5)
		w.wire.AwaitVain(t, 2, soon)
		w.wire.StopHook(false)
		w.hear(t)
	})
	w.step(t, "the homeserver stops and starts in the middle", func() { w.restart(t) })
	w.step(t, "we stop and start in the middle", func() {
		// Here it is the adapter alone that ends and begins; TestProgram kills the
		// program.
		w.leave(t)
		w.talk(t, 5)
		w.come(t, never)
		w.hear(t)
	})
	w.step(t, "what was never put is read when we start", func() {
		w.wire.Lose(true)
		w.talk(t, 3)
		for _, room := range w.rooms {
			w.wire.Await(t, w.people.Newest(t, room, w.bot()), patience)
		}
		w.wire.Lose(false)
		w.leave(t)
		w.come(t, never)
		w.hear(t)
	})
	w.step(t, "what was said to us before is read anew", func() { w.backfill(t) })
	w.step(t, "we are removed unheard, and find out", func() { w.removed(t) })
	w.leave(t)
	w.compare(t)
}

// settle makes the town.
func settle(t *testing.T) *town {
	w := &town{real: matrixtest.OpenReal(t), kept: matrixtest.NewKept(), in: map[string][]string{}, began: time.Now()}
	w.wire = matrixtest.NewWire(t, w.real.Hook)
	w.wire.To(t, w.real.URL)
	w.set = matrix.Settings{
		ID: "huoshui", Homeserver: w.wire.API, ServerName: w.real.Server, Localpart: w.real.Localpart,
		URL: w.wire.Hook, ASToken: w.real.ASToken, HSToken: w.real.HSToken,
	}
	w.people = matrixtest.NewPeople(w.real.URL, w.real.ASToken, w.real.Server, fmt.Sprintf("e%d_", w.began.UnixMilli()))
	w.come(t, never)
	for _, f := range w.adapter.Check(t.Context()) {
		t.Logf("check: %-30s ok %-5t %s", f.Tried.En, f.OK, f.Got)
	}
	host := w.people.Person(t, "店长")
	for i := range rooms {
		// A person makes the room and invites us; we come by ourselves.
		room := w.people.Create(t, host, fmt.Sprintf("花店会员 %d 群", i+1))
		w.rooms = append(w.rooms, room)
		w.people.Must(t, host, http.MethodPost, matrixtest.Room(room, "invite"), map[string]any{"user_id": w.bot()}, nil)
		w.in[room] = []string{host}
		for j := range perRoom - 1 {
			who := w.people.Person(t, fmt.Sprintf("群友%d-%d", i+1, j+1))
			w.people.Join(t, room, who)
			w.in[room] = append(w.in[room], who)
		}
	}
	w.kept.Await(t, "our coming into every room", soon, func(all []channel.Arrived) bool {
		n := 0
		for _, a := range all {
			if a.Event.Kind == event.Join && a.Event.Subjects[0].ID == w.adapter.Me() {
				n++
			}
		}
		return n == rooms
	})
	for _, room := range w.rooms {
		w.people.Must(t, host, http.MethodPut, matrixtest.Room(room, "state", "m.room.power_levels", ""), map[string]any{
			"users": map[string]any{host: 100, w.bot(): 60}, "users_default": 0, "events_default": 0, "state_default": 50, "kick": 50, "ban": 50, "redact": 50}, nil)
	}
	return w
}

func (w *town) bot() string { return string(w.set.User()) }

func (w *town) step(t *testing.T, what string, do func()) {
	t.Helper()
	began := time.Now()
	before := len(w.kept.All())
	do()
	t.Logf("%-52s %5.1f s, %4d events new", what, time.Since(began).Seconds(), len(w.kept.All())-before)
}

// come starts an adapter that knows nothing but what was kept.
func (w *town) come(t *testing.T, every time.Duration) {
	t.Helper()
	a, err := matrix.Open(w.set, matrix.Options{Every: every, Since: w.began, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		LastSeen: func(_ context.Context, chat event.NativeChat) (last time.Time, _ error) {
			for _, a := range w.kept.All() {
				if a.Event.Chat == chat && a.Event.At.After(last) {
					last = a.Event.At
				}
			}
			return last, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	w.adapter, w.stop, w.ended = a, stop, make(chan error, 1)
	go func() { w.ended <- a.Run(ctx, w.kept) }()
	w.wire.Adapter(a.Handler())
	t.Cleanup(stop)
}

// leave ends the adapter in the middle of whatever it does.
func (w *town) leave(t *testing.T) {
	t.Helper()
	w.wire.Adapter(nil)
	w.stop()
	if err := <-w.ended; err != nil {
		t.Errorf("Run: %v", err)
	}
}

// talk has people speak in every room, several at the same moment.
func (w *town) talk(t *testing.T, each int) {
	t.Helper()
	todo := make(chan string)
	var wait sync.WaitGroup
	for range talkers {
		wait.Go(func() {
			for room := range todo {
				who := w.in[room]
				var last string
				for i := range each {
					speaker := who[i%len(who)]
					content := matrixtest.Text(fmt.Sprintf("今天第 %d 句,玫瑰还有吗", i+1))
					if i%5 == 4 {
						content["m.relates_to"] = map[string]any{"m.in_reply_to": map[string]any{"event_id": last}}
					}
					last = w.people.Put(t, room, speaker, "m.room.message", content)
				}
			}
		})
	}
	for _, room := range w.rooms {
		todo <- room
	}
	close(todo)
	wait.Wait()
	w.said += each * len(w.rooms)
}

// hear waits until the newest message of every room is known.
func (w *town) hear(t *testing.T) {
	t.Helper()
	newest := map[string]bool{}
	for _, room := range w.rooms {
		newest[w.people.Newest(t, room, w.bot())] = true
	}
	w.kept.Await(t, "the newest of every room", patience, func(all []channel.Arrived) bool {
		n := 0
		for _, a := range all {
			if newest[a.Key] {
				n++
			}
		}
		return n == len(newest)
	})
}

// spam has somebody advertise in every room; the adapter takes each advert
// away, and then the person.
func (w *town) spam(t *testing.T) {
	t.Helper()
	spammer := w.people.Person(t, "日赚千元")
	adverts := map[string]string{}
	for _, room := range w.rooms {
		w.people.Join(t, room, spammer)
		adverts[w.people.Say(t, room, spammer, "加我,日赚千元")] = room
	}
	w.kept.Await(t, "the adverts", soon, func(all []channel.Arrived) bool {
		n := 0
		for _, a := range all {
			if adverts[a.Key] != "" {
				n++
			}
		}
		return n == len(adverts)
	})
	for id, room := range adverts {
		chat, who := event.NativeChat(room), event.NativeUser(spammer)
		for _, deed := range []channel.Deed{
			{Key: "d" + id, Action: channel.DeleteMessage, Chat: chat, Target: event.NativeMessage(id), Reason: "广告"},
			{Key: "k" + id, Action: channel.Kick, Chat: chat, Who: []event.NativeUser{who}, Reason: "广告"},
		} {
			if r := channel.Do(t.Context(), w.adapter, deed); r.Outcome != channel.Done {
				t.Fatalf("%s: outcome %d, %s, %v", deed.Action, r.Outcome, r.Code, r.Err)
			}
		}
		if w.people.In(t, room, spammer, w.bot()) {
			t.Errorf("the spammer is still in %s", room)
		}
		for _, e := range w.people.Items(t, room, w.bot()) {
			if strings.Contains(e.Content.Body, "日赚千元") {
				t.Errorf("the advert still stands in %s", room)
			}
		}
	}
	w.hear(t)
}

// restart stops the homeserver while we send and people talk, and starts it.
func (w *town) restart(t *testing.T) {
	t.Helper()
	if !w.real.CanRestart() {
		t.Log("the homeserver is not ours to stop; this step is left out")
		return
	}
	send := func(key string) (deeds []channel.Deed) {
		for i, room := range w.rooms {
			deeds = append(deeds, channel.Deed{Key: key + room, Action: channel.Send, Chat: event.NativeChat(room), Text: fmt.Sprintf("%s:第 %d 群,新到百合", key, i+1)})
		}
		return deeds
	}
	w.talk(t, 3) // some of it is not put yet when the homeserver ends
	deeds, since := append(send("停机前"), send("停机时")...), time.Now()
	open := map[string]channel.Outcome{}
	for i, deed := range deeds {
		switch i {
		case sure: // from here on the homeserver does it, but we do not hear of it
			w.wire.Deafen(true)
		case rooms / 2: // from here on it does nothing
			w.real.Stop(t)
			w.wire.Deafen(false)
		}
		r := channel.Do(t.Context(), w.adapter, deed)
		if r.Outcome != channel.Done {
			open[deed.Key] = r.Outcome
		}
	}
	if len(open) != len(deeds)-sure {
		t.Errorf("%d of %d sendings failed; of %d the answer was lost or the homeserver stopped", len(open), len(deeds), len(deeds)-sure)
	}
	w.real.Start(t)
	w.talk(t, 3)
	found, again := 0, 0
	for _, deed := range deeds {
		outcome, failed := open[deed.Key]
		if !failed {
			continue
		}
		if outcome == channel.Uncertain && w.adapter.Find(t.Context(), deed, since).Outcome == channel.Done {
			found++
			continue
		}
		again++
		if r := channel.Do(t.Context(), w.adapter, deed); r.Outcome != channel.Done {
			t.Errorf("sent again: outcome %d, %v", r.Outcome, r.Err)
		}
	}
	if found != rooms/2-sure {
		t.Errorf("%d sendings were found done; the answers of %d were lost", found, rooms/2-sure)
	}
	t.Logf("of %d sendings %d failed: %d were found done, %d done again", len(deeds), len(open), found, again)
	w.hear(t)
	for _, deed := range deeds {
		n := 0
		for _, e := range w.people.Items(t, string(deed.Chat), w.bot()) {
			if e.Content.Body == deed.Text {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%q was said %d times", deed.Text, n)
		}
	}
}

// backfill reads every room's history; nothing of it is new, and nothing
// differs from what was put.
func (w *town) backfill(t *testing.T) {
	t.Helper()
	before := len(w.kept.All())
	for _, room := range w.rooms {
		if err := w.adapter.History(t.Context(), event.NativeChat(room), w.began, func(page []channel.Arrived) error {
			return w.kept.Accept(t.Context(), slices.DeleteFunc(page, func(a channel.Arrived) bool {
				return a.Event.Kind != event.Message && !w.kept.Has(a.Key) // of before our coming there are joins we did not hear of
			}))
		}); err != nil {
			t.Error(err)
		}
	}
	if n := len(w.kept.All()) - before; n != 0 {
		t.Errorf("the history has %d messages that had not arrived", n)
	}
}

// removed has the owner remove us from a room and the wire swallow it. Then we
// are asked in again, to read the room at the end.
func (w *town) removed(t *testing.T) {
	t.Helper()
	room := w.rooms[rooms-1]
	host := w.in[room][0]
	w.leave(t)
	w.come(t, time.Second)
	w.wire.Lose(true)
	last := w.people.Say(t, room, host, "再见")
	w.said++
	w.kept.Await(t, "the room as we read it", soon, func([]channel.Arrived) bool { return w.kept.Has(last) })
	w.people.Must(t, host, http.MethodPost, matrixtest.Room(room, "kick"), map[string]any{"user_id": w.bot()}, nil)
	w.kept.Await(t, "our removal", soon, func(all []channel.Arrived) bool {
		return slices.ContainsFunc(all, func(a channel.Arrived) bool {
			return string(a.Event.Chat) == room && a.Event.Kind == event.Remove && a.Event.Subjects[0].ID == w.adapter.Me() && string(a.Event.Actor.ID) == host
		})
	})
	w.wire.Lose(false)
	w.people.Must(t, host, http.MethodPost, matrixtest.Room(room, "invite"), map[string]any{"user_id": w.bot()}, nil)
	w.kept.Await(t, "our coming again", patience, func(all []channel.Arrived) bool {
		n := 0
		for _, a := range all {
			if string(a.Event.Chat) == room && a.Event.Kind == event.Join && a.Event.Subjects[0].ID == w.adapter.Me() {
				n++
			}
		}
		return n == 2
	})
}

// compare holds what arrived to what the homeserver has.
func (w *town) compare(t *testing.T) {
	t.Helper()
	arrived := map[string]event.Event{}
	for _, a := range w.kept.All() {
		arrived[a.Key] = a.Event
	}
	messages, puppets := 0, 0
	for _, room := range w.rooms {
		for _, e := range w.people.Items(t, room, w.bot()) {
			if e.Type != "m.room.message" || e.Content.Body == "" {
				continue
			}
			messages++
			if e.Sender != w.bot() {
				puppets++
			}
			got, ok := arrived[e.ID]
			switch {
			case !ok:
				t.Errorf("lost: %s said %q in %s", e.Sender, e.Content.Body, room)
			case got.Kind != event.Message || string(got.Chat) != room || string(got.Actor.ID) != e.Sender || got.Body != e.Content.Body || got.At.UnixMilli() != e.TS:
				t.Errorf("%s said %q in %s, arrived as %+v", e.Sender, e.Content.Body, room, got)
			}
			delete(arrived, e.ID)
		}
	}
	adverts := 0
	for _, e := range arrived {
		if e.Kind == event.Message {
			adverts++ // they arrived before they lost their words
		}
	}
	if adverts != rooms {
		t.Errorf("%d messages arrived that nobody said; only the %d adverts that were taken away may be among them", adverts, rooms)
	}
	if puppets != w.said {
		t.Errorf("people said %d things, the homeserver has %d", w.said, puppets)
	}
	if c := w.kept.Conflicts(); len(c) > 0 {
		t.Errorf("%d events came again with another content", len(c))
	}
	t.Logf("%d rooms, %d people: %d messages said, all of them arrived, once; %d that came again were known; %.0f s",
		rooms, rooms*(perRoom-1)+2, messages, w.kept.Doubles(), time.Since(w.began).Seconds())
}
