package matrix_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

const oneEvent = `{"events":[{"type":"m.room.message","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1000,"content":{"msgtype":"m.text","body":"x"}}]}`

// put puts a body to an adapter as a homeserver does, and returns the status.
func put(t testing.TB, a *matrix.Adapter, path, token, body string) int {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPut, path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", token)
	}
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, r)
	return w.Code
}

func count(n int) func([]channel.Arrived) bool {
	return func(all []channel.Arrived) bool { return len(all) >= n }
}

func TestOnlyTheHomeserverIsHeard(t *testing.T) {
	p := open(t, matrix.Options{})
	in := matrixtest.NewKept()
	p.run(t, in)
	const path, good = "/_matrix/app/v1/transactions/1", "Bearer " + matrixtest.HSToken
	p.people.Person(t, "小雨") // Run has surely begun once the homeserver answers it
	for name, c := range map[string]struct {
		path, token string
		want        int
	}{
		"no token":         {path, "", http.StatusUnauthorized},
		"another token":    {path, "Bearer nonsense", http.StatusForbidden},
		"a longer token":   {path, good + "x", http.StatusForbidden},
		"no scheme":        {path, matrixtest.HSToken, http.StatusUnauthorized},
		"token in address": {path + "?access_token=nonsense", "", http.StatusForbidden},
		"our own token":    {path, "Bearer " + matrixtest.ASToken, http.StatusForbidden},
		"no such place":    {"/_matrix/app/v1/nonsense", good, http.StatusNotFound},
	} {
		if got := put(t, p.adapter, c.path, c.token, oneEvent); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	if n := len(in.All()); n != 0 {
		t.Errorf("%d events of a stranger were kept", n)
	}
}

// kept puts a transaction until Run, which begins beside, takes it.
func kept(t *testing.T, p *place, path, token, body string) {
	t.Helper()
	for range 1000 {
		if put(t, p.adapter, path, token, body) == http.StatusOK {
			return
		}
		// Run takes transactions from its first moment on, and calls the homeserver right after.
		select {
		case <-time.After(time.Millisecond):
		case <-t.Context().Done():
		}
	}
	t.Fatal("never taken")
}

func TestTokensOfOldHomeserversAreTaken(t *testing.T) {
	p := open(t, matrix.Options{})
	in := matrixtest.NewKept()
	p.run(t, in)
	kept(t, p, "/transactions/1?access_token="+matrixtest.HSToken, "", oneEvent)
	if all := in.All(); len(all) != 1 || all[0].Key != "$1" || all[0].Event.Kind != event.Message {
		t.Errorf("kept %+v", all)
	}
}

func TestATransactionIsAnsweredOnceItIsKept(t *testing.T) {
	const path, good = "/_matrix/app/v1/transactions/1", "Bearer " + matrixtest.HSToken
	p := open(t, matrix.Options{})
	if got := put(t, p.adapter, path, good, oneEvent); got != http.StatusServiceUnavailable {
		t.Errorf("before Run: %d", got)
	}
	if got := put(t, p.adapter, path, good, `{"events":[]}`); got != http.StatusServiceUnavailable {
		t.Errorf("nothing at all, before Run: %d", got)
	}
	in := matrixtest.NewKept()
	stop := p.run(t, in)
	kept(t, p, path, good, oneEvent)
	in.Fail(true)
	second := strings.ReplaceAll(oneEvent, "$1", "$2")
	if got := put(t, p.adapter, path, good, second); got != http.StatusServiceUnavailable {
		t.Errorf("while nothing can be kept: %d", got)
	}
	if got := put(t, p.adapter, path, good, oneEvent); got != http.StatusOK {
		t.Errorf("what was kept before, while nothing can be kept: %d", got)
	}
	in.Fail(false)
	// The same transaction id with another content is another transaction.
	if got := put(t, p.adapter, path, good, second); got != http.StatusOK || len(in.All()) != 2 {
		t.Errorf("when it can be kept again: %d, %d events", got, len(in.All()))
	}
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"no JSON":   {`{"events":`, http.StatusBadRequest},
		"no list":   {`{"events":7}`, http.StatusBadRequest},
		"too large": {`{"events":[],"x":"` + strings.Repeat("x", 17<<20) + `"}`, http.StatusRequestEntityTooLarge},
		"strange":   {`{"events":[7]}`, http.StatusOK},
	} {
		if got := put(t, p.adapter, path, good, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	stop()
	if got := put(t, p.adapter, path, good, strings.ReplaceAll(oneEvent, "$1", "$3")); got != http.StatusServiceUnavailable || len(in.All()) != 2 {
		t.Errorf("after Run: %d, %d events", got, len(in.All()))
	}
}

func TestQuestionsOfTheHomeserver(t *testing.T) {
	p := open(t, matrix.Options{})
	for path, want := range map[string]int{
		"/_matrix/app/v1/users/@huoshui:matrix.test": http.StatusOK,
		"/_matrix/app/v1/users/@other:matrix.test":   http.StatusNotFound,
		"/_matrix/app/v1/rooms/%23shop:matrix.test":  http.StatusNotFound,
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Header.Set("Authorization", "Bearer "+matrixtest.HSToken)
		w := httptest.NewRecorder()
		p.adapter.Handler().ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}
