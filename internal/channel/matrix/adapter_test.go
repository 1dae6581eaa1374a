package matrix_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

const soon = 10 * time.Second

// has waits for what holds of one event.
func has(is func(event.Event) bool) func([]channel.Arrived) bool {
	return func(all []channel.Arrived) bool {
		return slices.ContainsFunc(all, func(a channel.Arrived) bool { return is(a.Event) })
	}
}

func done(t testing.TB, r channel.Result) channel.Result {
	t.Helper()
	if r.Outcome != channel.Done {
		t.Fatalf("outcome %d, code %q, %v", r.Outcome, r.Code, r.Err)
	}
	return r
}

// quiet fails where anything came under two contents.
func quiet(t testing.TB, in *matrixtest.Kept) {
	t.Helper()
	if c := in.Conflicts(); len(c) > 0 {
		t.Errorf("told with different content under one key: %v", c)
	}
}

func TestWhatWasSaidBeforeTheConnectionIsHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, people, _ := silent(t, matrix.Options{Every: time.Minute, Since: time.Now().Add(time.Hour)})
		room := people.Create(t, matrixtest.Bot, "花店会员群")
		ann := people.Person(t, "小雨")
		people.Join(t, room, ann)
		people.Say(t, room, ann, "long ago")
		time.Sleep(2 * time.Hour)
		in := matrixtest.NewKept()
		stop := (&place{adapter: a}).run(t, in)
		synctest.Wait()
		if n := len(in.All()); n != 0 {
			t.Errorf("Run told %d events of before the connection", n)
		}
		people.Say(t, room, ann, "now")
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if all := in.All(); len(all) != 1 || all[0].Event.Body != "now" {
			t.Errorf("told %+v", all)
		}
		var told []string
		if err := a.History(t.Context(), event.NativeChat(room), time.Time{}, func(page []channel.Arrived) error {
			for _, h := range page {
				told = append(told, fmt.Sprint(h.Event.Kind))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		// Two messages, a join, a name, a join, the making.
		if want := "1 1 3 6 3 11"; strings.Join(told, " ") != want {
			t.Errorf("history, the newest first: %v, want %s", told, want)
		}
		stop()
	})
}

// TestWhatWasLastSeenSaysWhereToBegin reads a week back where that is how long
// nothing was heard.
func TestWhatWasLastSeenSaysWhereToBegin(t *testing.T) {
	for name, c := range map[string]struct {
		seen time.Duration // before now; 0 for never
		want int
	}{"a week ago": {7 * 24 * time.Hour, 2}, "never": {0, 1}} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			a, people, _ := silent(t, matrix.Options{LastSeen: func(context.Context, event.NativeChat) (time.Time, error) {
				if c.seen == 0 {
					return time.Time{}, nil
				}
				return began.Add(8*24*time.Hour - c.seen), nil
			}})
			room := people.Create(t, matrixtest.Bot, "花店会员群")
			time.Sleep(2 * 24 * time.Hour)
			people.Say(t, room, matrixtest.Bot, "six days ago")
			time.Sleep(6 * 24 * time.Hour)
			people.Say(t, room, matrixtest.Bot, "now")
			in := matrixtest.NewKept()
			stop := (&place{adapter: a}).run(t, in)
			synctest.Wait()
			if n := len(in.All()); n != c.want {
				t.Errorf("%s: told %d events, want %d", name, n, c.want)
			}
			stop()
		})
	}
}

func TestHistoryComesInPagesAndEndsAtSince(t *testing.T) {
	p := open(t, matrix.Options{})
	room := p.people.Create(t, p.far.Bot, "花店会员群")
	for i := range 250 {
		p.people.Say(t, room, p.far.Bot, fmt.Sprint(i))
	}
	pages, n := 0, 0
	if err := p.adapter.History(t.Context(), event.NativeChat(room), time.Time{}, func(page []channel.Arrived) error {
		pages++
		for _, h := range page {
			if h.Event.Kind == event.Message {
				n++
				if want := fmt.Sprint(250 - n); h.Event.Body != want {
					t.Fatalf("message %s stands where %s is expected", h.Event.Body, want)
				}
			}
		}
		return nil
	}); err != nil || n != 250 || pages != 3 {
		t.Errorf("%d messages in %d pages, %v", n, pages, err)
	}
	if err := p.adapter.History(t.Context(), event.NativeChat(room), time.Now().Add(time.Hour), func([]channel.Arrived) error {
		t.Error("told something of before")
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func TestAnInvitationIsFollowedOnlyOfWhomItMay(t *testing.T) {
	p := open(t, matrix.Options{Every: time.Hour})
	in := matrixtest.NewKept()
	p.run(t, in)
	ann := p.people.Person(t, "小雨")
	room := p.people.Create(t, ann, "花店会员群")
	p.people.Must(t, ann, http.MethodPost, matrixtest.Room(room, "invite"), map[string]any{"user_id": p.far.Bot}, nil)
	in.Await(t, "our coming by invitation", soon, has(func(e event.Event) bool {
		return e.Kind == event.Join && e.Subjects[0].ID == p.adapter.Me() && e.Actor.ID == event.NativeUser(ann) && e.Scene == "invite"
	}))

	set := settings(p.wire)
	set.InvitedBy = []string{"elsewhere.test"}
	a, err := matrix.Open(set, matrix.Options{Every: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	second := &place{server: p.server, wire: p.wire, far: p.far, people: p.people, adapter: a}
	p.wire.Adapter(a.Handler())
	kept := matrixtest.NewKept()
	second.run(t, kept)
	other := p.people.Create(t, ann, "别的群")
	p.people.Must(t, ann, http.MethodPost, matrixtest.Room(other, "invite"), map[string]any{"user_id": p.far.Bot}, nil)
	p.wire.Await(t, p.people.Newest(t, other, ann), soon)
	if p.people.In(t, other, p.far.Bot, ann) {
		t.Error("came into a room by a stranger's invitation")
	}
	quiet(t, in)
}

func TestASentFileCanBeFetched(t *testing.T) {
	p := open(t, matrix.Options{})
	in := matrixtest.NewKept()
	p.run(t, in)
	chat := p.far.Group(t, "花店会员群")
	data := []byte("\x89PNG not really")
	r := done(t, channel.Do(t.Context(), p.adapter, channel.Deed{
		Key: "k", Action: channel.Send, Chat: chat, Text: "看图", Media: &channel.Media{Name: "玫瑰.png", Type: "image/png", Data: data}}))
	var media string
	in.Await(t, "the picture", soon, has(func(e event.Event) bool {
		media = e.Media
		return e.NativeID == r.Message && e.Form == event.Picture && e.Body == "看图"
	}))
	got, err := p.adapter.Fetch(t.Context(), media, 100)
	if err != nil || string(got.Data) != string(data) || got.Type != "image/png" || got.Name != "玫瑰.png" {
		t.Errorf("fetched %+v, %v", got, err)
	}
	if _, err := p.adapter.Fetch(t.Context(), media, 3); fault.KindOf(err) != fault.Limited {
		t.Errorf("a file above the limit: %v", err)
	}
	for _, bad := range []string{"", "mxc://", "mxc://x", "mxc://x/y/z", "http://x/y", "file:///etc/passwd"} {
		if _, err := p.adapter.Fetch(t.Context(), bad, 100); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestAnUncertainMessageIsLookedUp loses the answer to a message, and what
// the homeserver remembers of transactions: only looking shows that it was said.
func TestAnUncertainMessageIsLookedUp(t *testing.T) {
	p := open(t, matrix.Options{})
	chat := p.far.Group(t, "花店会员群")
	lossy := &losing{next: http.DefaultTransport}
	a, err := matrix.Open(settings(p.wire), matrix.Options{HTTP: &http.Client{Transport: lossy}})
	if err != nil {
		t.Fatal(err)
	}
	since := time.Now()
	deed := channel.Deed{Key: "k1", Action: channel.Send, Chat: chat, Text: "大家好"}
	for _, d := range []channel.Deed{deed, {Key: "k2", Action: channel.CreateGroup, Name: "新群"}} {
		lossy.lose = true
		if r := channel.Do(t.Context(), a, d); r.Outcome != channel.Uncertain {
			t.Fatalf("%s whose answer is lost: outcome %d, %v", d.Action, r.Outcome, r.Err)
		}
		lossy.lose = false
		p.server.Forget()
		if r := a.Find(t.Context(), d, since); r.Outcome != channel.Done || r.Message == "" && r.Chat == "" {
			t.Errorf("%s that was done is found as %+v", d.Action, r)
		}
		d.Key = "another"
		if r := a.Find(t.Context(), d, since); r.Outcome != channel.Rejected || !r.Retryable {
			t.Errorf("%s that was never done is found as %+v", d.Action, r)
		}
	}
	if said := p.far.Said(t, chat); len(said) != 1 {
		t.Errorf("said %q", said)
	}
	done(t, channel.Do(t.Context(), a, channel.Deed{Key: "k3", Action: channel.Send, Chat: chat, Text: "again"}))
	done(t, channel.Do(t.Context(), a, channel.Deed{Key: "k3", Action: channel.Send, Chat: chat, Text: "again"}))
	if said := p.far.Said(t, chat); len(said) != 2 {
		t.Errorf("with one deed done twice, said %q", said)
	}
}

// losing does requests and then loses their answers.
type losing struct {
	next http.RoundTripper
	lose bool
}

func (l *losing) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.next.RoundTrip(r)
	if err == nil && l.lose {
		_ = answer.Body.Close()
		return nil, fmt.Errorf("the connection broke")
	}
	return answer, err
}

// TestAnswersAreUnderstood maps what a homeserver may answer to outcomes.
func TestAnswersAreUnderstood(t *testing.T) {
	for name, c := range map[string]struct {
		status    int
		body      string
		want      channel.Outcome
		retryable bool
		code      string
	}{
		"too fast":        {429, `{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1500}`, channel.Limited, false, "M_LIMIT_EXCEEDED"},
		"forbidden":       {403, `{"errcode":"M_FORBIDDEN"}`, channel.Rejected, false, "M_FORBIDDEN"},
		"too large":       {413, `not JSON`, channel.Rejected, false, ""},
		"elsewhere":       {302, ``, channel.Rejected, false, ""},
		"broken":          {500, `{"errcode":"M_UNKNOWN"}`, channel.Uncertain, false, "M_UNKNOWN"},
		"a tired gateway": {504, `<html>`, channel.Uncertain, false, ""},
		"no answer":       {200, `<html>`, channel.Uncertain, false, ""},
	} {
		far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = w.Write([]byte(c.body))
		}))
		set := settings(&matrixtest.Wire{API: far.URL, Hook: "http://127.0.0.1:1"})
		a, err := matrix.Open(set, matrix.Options{})
		if err != nil {
			t.Fatal(err)
		}
		before := time.Now()
		r := a.Send(t.Context(), channel.Deed{Key: "k", Action: channel.Send, Chat: "!r", Text: "x"})
		if r.Outcome != c.want || r.Retryable != c.retryable || r.Code != c.code {
			t.Errorf("%s: %+v", name, r)
		}
		if wait := r.Until.Sub(before); c.want == channel.Limited && (wait < 1500*time.Millisecond || wait > 3*time.Second) {
			t.Errorf("%s: to wait %s", name, wait)
		}
		far.Close()
		// Over a connection that was open before, nobody could tell whether it arrived.
		if a, err = matrix.Open(set, matrix.Options{}); err != nil {
			t.Fatal(err)
		}
		r = a.Send(t.Context(), channel.Deed{Key: "k2", Action: channel.Send, Chat: "!r", Text: "x"})
		if r.Outcome != channel.Rejected || !r.Retryable || strings.Contains(fmt.Sprint(r.Err), matrixtest.ASToken) {
			t.Errorf("nobody there: %+v", r)
		}
	}
}

func TestARefusedTokenEndsRunWithASentence(t *testing.T) {
	p := open(t, matrix.Options{})
	set := settings(p.wire)
	set.ASToken = "not-the-token-at-all"
	a, err := matrix.Open(set, matrix.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Run(t.Context(), matrixtest.NewKept()); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("Run: %v", err)
	}
	found := a.Check(t.Context())
	if last := found[len(found)-1]; len(found) != 2 || last.OK || !strings.Contains(last.Got, "M_UNKNOWN_TOKEN") {
		t.Errorf("found %+v", found)
	}
}

// silent is an adapter beside a homeserver that never puts anything to it.
func silent(t *testing.T, opt matrix.Options) (*matrix.Adapter, *matrixtest.People, *matrixtest.Server) {
	t.Helper()
	server, client := matrixtest.NewSilent()
	people := matrixtest.NewPeople(server.URL, matrixtest.ASToken, matrixtest.ServerName, "")
	people.HTTP = client
	if opt.HTTP == nil {
		opt.HTTP = client
	} else if l, ok := opt.HTTP.Transport.(*broken); ok {
		l.next = client.Transport
	}
	a, err := matrix.Open(settings(&matrixtest.Wire{API: server.URL, Hook: "http://huoshui.test"}), opt)
	if err != nil {
		t.Fatal(err)
	}
	return a, people, server
}

// broken is a network that can be away.
type broken struct {
	next http.RoundTripper
	away atomic.Bool
}

func (b *broken) RoundTrip(r *http.Request) (*http.Response, error) {
	if b.away.Load() {
		return nil, fmt.Errorf("no route to host")
	}
	return b.next.RoundTrip(r)
}

// TestAHomeserverThatIsHeardIsReadAtOnce has Run wait for its next attempt
// while the homeserver, which is back, puts something.
func TestAHomeserverThatIsHeardIsReadAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		network := &broken{}
		a, people, _ := silent(t, matrix.Options{HTTP: &http.Client{Transport: network}})
		room := people.Create(t, matrixtest.Bot, "花店会员群")
		in := matrixtest.NewKept()
		network.away.Store(true)
		stop := (&place{adapter: a}).run(t, in)
		time.Sleep(10*time.Minute + 30*time.Second)
		network.away.Store(false)
		if put(t, a, "/_matrix/app/v1/transactions/1", "Bearer "+matrixtest.HSToken, oneEvent) != http.StatusOK {
			t.Error("a transaction was refused")
		}
		synctest.Wait()
		if !has(func(e event.Event) bool { return string(e.Chat) == room && e.Kind == event.GroupRenamed })(in.All()) {
			t.Error("the rooms were not read when the homeserver was heard")
		}
		stop()
	})
}

// TestAMuteByAnotherProcessEndsOnTime has one adapter mute and another, which
// hears of it, lift it long before its next reading.
func TestAMuteByAnotherProcessEndsOnTime(t *testing.T) {
	p := open(t, matrix.Options{Every: time.Hour})
	var chat event.NativeChat
	var ann event.NativeUser
	p.far.Lose(t, func() {
		chat, ann = p.far.Group(t, "花店会员群"), p.far.Person(t, "小雨")
		p.far.Join(t, chat, ann)
	})
	in := matrixtest.NewKept()
	p.run(t, in)
	in.Await(t, "the one reading there is", soon, has(func(e event.Event) bool { return e.Kind == event.Join && e.Subjects[0].ID == ann }))
	other, err := matrix.Open(settings(p.wire), matrix.Options{})
	if err != nil {
		t.Fatal(err)
	}
	done(t, channel.Do(t.Context(), other, channel.Deed{
		Key: "m", Action: channel.Mute, Chat: chat, Who: []event.NativeUser{ann}, Until: time.Now().Add(400 * time.Millisecond)}))
	if p.far.Say(t, chat, ann, "one") != "" {
		t.Error("is heard although muted")
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for over := time.After(soon); p.far.Say(t, chat, ann, "two") == ""; {
		select {
		case <-tick.C:
		case <-over:
			t.Fatal("is not heard although the mute has ended")
		}
	}
}

// TestWhatIsNeverPutIsReadEverySoOften runs for an hour of a bubble's time
// without a single transaction.
func TestWhatIsNeverPutIsReadEverySoOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, people, _ := silent(t, matrix.Options{Every: 5 * time.Minute})
		ctx, stop := context.WithCancel(t.Context())
		in, ended := matrixtest.NewKept(), make(chan error, 1)
		go func() { ended <- a.Run(ctx, in) }()
		synctest.Wait()
		room := people.Create(t, matrixtest.Bot, "花店会员群")
		time.Sleep(5*time.Minute + time.Second)
		synctest.Wait()
		if n := len(in.All()); n != 3 { // made, joined, named
			t.Errorf("of the new room %d events are known", n)
		}
		ann := people.Person(t, "小雨")
		people.Join(t, room, ann)
		var ids []string
		for i := range 120 {
			ids = append(ids, people.Say(t, room, ann, fmt.Sprint(i)))
		}
		people.Redact(t, room, ann, ids[0])
		people.Must(t, ann, http.MethodPost, matrixtest.Room(room, "leave"), map[string]any{}, nil)
		time.Sleep(4 * time.Minute)
		synctest.Wait()
		if n := len(in.All()); n != 3 {
			t.Errorf("before it is time, %d events are known", n)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		// Joined, 119 messages that still have words, one taken back, left.
		all := in.All()
		if len(all) != 3+1+119+1+1 || all[3].Event.Kind != event.Join || all[4].Event.Body != "1" || all[len(all)-1].Event.Kind != event.Leave {
			t.Errorf("after the reading %d events are known", len(all))
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := len(in.All()); n != len(all) || in.Doubles() > 0 {
			t.Errorf("twelve readings of nothing new told %d events more, %d again", n-len(all), in.Doubles())
		}
		quiet(t, in)
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// TestAMuteEndsAlsoAfterARestart mutes somebody for an hour, and has another
// adapter, which knows nothing of it, lift it.
func TestAMuteEndsAlsoAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, people, _ := silent(t, matrix.Options{Every: 5 * time.Minute})
		room := people.Create(t, matrixtest.Bot, "花店会员群")
		ann := people.Person(t, "小雨")
		people.Join(t, room, ann)
		mute := channel.Deed{Key: "m", Action: channel.Mute, Chat: event.NativeChat(room), Who: []event.NativeUser{event.NativeUser(ann)}, Until: time.Now().Add(time.Hour)}
		done(t, channel.Do(t.Context(), a, mute))
		if people.Say(t, room, ann, "one") != "" {
			t.Error("is heard although muted")
		}
		if r := a.Find(t.Context(), mute, time.Now()); r.Outcome != channel.Done {
			t.Errorf("the mute is found as %+v", r)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx, matrixtest.NewKept()) }()
		time.Sleep(59 * time.Minute)
		synctest.Wait()
		if people.Say(t, room, ann, "two") != "" {
			t.Error("is heard before the mute ends")
		}
		time.Sleep(time.Minute + time.Second)
		synctest.Wait()
		if people.Say(t, room, ann, "three") == "" {
			t.Error("is not heard although the mute has ended")
		}
		mute.Until = time.Now().Add(time.Hour)
		done(t, channel.Do(t.Context(), a, mute))
		mute.Until = time.Time{}
		done(t, channel.Do(t.Context(), a, mute))
		if people.Say(t, room, ann, "four") == "" {
			t.Error("is not heard although the mute was lifted")
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// TestComingAndGoingOutsideTheTimelineIsFound has people come and go without a
// trace in what is said; their keys are those of the events all the same.
func TestComingAndGoingOutsideTheTimelineIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, people, server := silent(t, matrix.Options{Every: time.Minute})
		room := people.Create(t, matrixtest.Bot, "花店会员群")
		ann, bob := people.Person(t, "小雨"), people.Person(t, "阿明")
		people.Join(t, room, ann)
		in := matrixtest.NewKept()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx, in) }()
		synctest.Wait()
		var kinds []event.Kind
		for _, h := range in.All() {
			kinds = append(kinds, h.Event.Kind)
		}
		if want := []event.Kind{event.GroupCreated, event.Join, event.GroupRenamed, event.Join}; !slices.Equal(kinds, want) {
			t.Errorf("the first reading told kinds %v, in the order they happened they are %v", kinds, want)
		}
		server.Slip(room, bob, "join")
		server.Slip(room, ann, "leave")
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		all := in.All()
		if len(all) != 6 || !has(func(e event.Event) bool {
			return e.Kind == event.Join && e.Subjects[0] == (event.Actor{ID: event.NativeUser(bob), Name: "阿明"})
		})(all) ||
			!has(func(e event.Event) bool { return e.Kind == event.Leave && e.Subjects[0].ID == event.NativeUser(ann) })(all) || all[5].Key[0] != '$' {
			t.Errorf("told %+v", all[4:])
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestDeedsThatAreDoneAlreadyAreDone(t *testing.T) {
	p := open(t, matrix.Options{})
	chat := p.far.Group(t, "花店会员群")
	ann := p.far.Person(t, "小雨")
	p.far.Join(t, chat, ann)
	for _, action := range []channel.Action{channel.Invite, channel.Kick, channel.Kick, channel.Ban, channel.Ban} {
		deed := channel.Deed{Key: "k", Action: action, Chat: chat, Who: []event.NativeUser{ann}}
		done(t, channel.Do(t.Context(), p.adapter, deed))
		if r := p.adapter.Find(t.Context(), deed, time.Now()); r.Outcome != channel.Done {
			t.Errorf("%s is found as %+v", action, r)
		}
	}
	for _, deed := range []channel.Deed{
		{Action: channel.Invite, Chat: chat, Who: []event.NativeUser{ann}},                 // is banned
		{Action: channel.Kick, Chat: chat, Who: []event.NativeUser{p.adapter.Me()}},        // of our own level
		{Action: channel.DeleteMessage, Chat: chat, Target: "$nothing"},                    //
		{Action: channel.Send, Chat: "!nowhere:matrix.test", Text: "x"},                    //
		{Action: channel.Mute, Chat: "!nowhere:matrix.test", Who: []event.NativeUser{ann}}, //
	} {
		if r := channel.Do(t.Context(), p.adapter, deed); r.Outcome != channel.Rejected || r.Retryable || r.Code == "" {
			t.Errorf("%s in %s: %+v", deed.Action, deed.Chat, r)
		}
	}
}

func TestOurOwnRemovalIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, people, _ := silent(t, matrix.Options{Every: time.Minute})
		ann := people.Person(t, "小雨")
		room := people.Create(t, ann, "花店会员群")
		people.Join(t, room, matrixtest.Bot)
		in := matrixtest.NewKept()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Run(ctx, in) }()
		synctest.Wait()
		people.Must(t, ann, http.MethodPost, matrixtest.Room(room, "kick"), map[string]any{"user_id": matrixtest.Bot}, nil)
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		if !has(func(e event.Event) bool {
			return e.Kind == event.Remove && e.Actor.ID == event.NativeUser(ann) && e.Subjects[0].ID == matrixtest.Bot
		})(in.All()) {
			t.Errorf("told %+v", in.All())
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestMembersAreListedWithTheirOwner(t *testing.T) {
	p := open(t, matrix.Options{})
	ann := p.people.Person(t, "小雨")
	room := p.people.Create(t, ann, "花店会员群")
	p.people.Join(t, room, p.far.Bot)
	got, err := p.adapter.Members(t.Context(), event.NativeChat(room))
	if err != nil || got.Name != "花店会员群" || got.Owner != event.NativeUser(ann) || len(got.Members) != 2 || got.Members[1].Name != "小雨" {
		t.Errorf("%+v, %v", got, err)
	}
}
