//go:build unix

package kill_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

// homeserver is a homeserver in memory behind a bad road: what is said by it is
// done, refused, done and not answered, or lost, as it comes.
type homeserver struct {
	people *matrixtest.People
	server *matrixtest.Server
	url    string // as the program knows it
	rooms  []string

	mu    sync.Mutex // guards what follows
	r     *rand.Rand
	kind  bool       // the road is good now
	hooks []*url.URL // where programs hear it; none before they are connected
	at    int        // requests that are being done
	sends int        // asked for
	bad   int        // that were not done, or not answered
}

// newHomeserver makes one with so many rooms, in which we are.
func newHomeserver(t *testing.T, seed uint64, rooms int) *homeserver {
	t.Helper()
	h := &homeserver{r: rand.New(rand.NewPCG(seed, 2))}
	relay := httptest.NewServer(http.HandlerFunc(h.relay))
	h.server = matrixtest.NewServer(t, relay.URL)
	t.Cleanup(relay.Close)
	far, err := url.Parse(h.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	good := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(far) }, ErrorHandler: cutOff}
	road := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.pass(w, r, good) }))
	t.Cleanup(road.Close)
	h.url = road.URL
	h.people = matrixtest.NewPeople(h.server.URL, matrixtest.ASToken, matrixtest.ServerName, "")
	host := h.people.Person(t, "店长")
	for i := range rooms {
		room := h.people.Create(t, matrixtest.Bot, fmt.Sprintf("花店会员 %d 群", i+1))
		h.people.Join(t, room, host)
		h.people.Say(t, room, host, "早上好")
		h.rooms = append(h.rooms, room)
	}
	return h
}

// relay hands what the homeserver puts to the programs, until one takes it.
func (h *homeserver) relay(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	hooks := h.hooks
	h.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	for _, hook := range hooks {
		again, heard := r.Clone(r.Context()), httptest.NewRecorder()
		again.Body = io.NopCloser(bytes.NewReader(body))
		gone := func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
		(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(hook) }, ErrorHandler: gone}).ServeHTTP(heard, again)
		if heard.Code == http.StatusOK {
			_, _ = w.Write(heard.Body.Bytes()) // whoever put it will put it again
			return
		}
	}
	w.WriteHeader(http.StatusBadGateway)
}

// cutOff ends a request as if there were nobody.
func cutOff(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }

// pass lets a request by, or not.
func (h *homeserver) pass(w http.ResponseWriter, r *http.Request, good http.Handler) {
	says := r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/send/")
	h.mu.Lock()
	mood, pause := h.r.IntN(100), time.Duration(h.r.IntN(300))*time.Millisecond
	if h.kind || !says && mood >= 2 {
		mood = 99
	}
	h.at++
	if says {
		h.sends++
		if mood < 12 {
			h.bad++
		}
	}
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.at--
	}()
	switch {
	case mood < 4: // before anything is done
		panic(http.ErrAbortHandler)
	case mood < 6:
		w.WriteHeader(http.StatusBadGateway)
		return
	case mood < 8:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"errcode":"M_LIMIT_EXCEEDED","error":"Too Many Requests","retry_after_ms":200}`)
		return
	case mood < 10: // it is done, and nobody hears of it
		good.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	case mood < 12:
		good.ServeHTTP(httptest.NewRecorder(), r)
		w.WriteHeader(http.StatusGatewayTimeout)
		return
	case mood < 40: // it takes its time before, or before it answers
		<-time.After(pause)
	case mood < 70:
		heard := httptest.NewRecorder()
		good.ServeHTTP(heard, r)
		<-time.After(pause)
		w.WriteHeader(heard.Code)
		_, _ = w.Write(heard.Body.Bytes())
		return
	}
	good.ServeHTTP(w, r)
}

// forget has the homeserver forget transactions, as Synapse does when it is
// started anew, once nothing is being done any more.
func (h *homeserver) forget(t testing.TB) {
	t.Helper()
	soon(t, "at rest", func() bool { h.mu.Lock(); defer h.mu.Unlock(); return h.at == 0 })
	h.server.Forget()
}

func (h *homeserver) calm() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.kind = true
}

// said lists by room what we have said, as it stands there.
func (h *homeserver) said(t testing.TB) map[string][]matrixtest.Item {
	t.Helper()
	out := map[string][]matrixtest.Item{}
	for _, room := range h.rooms {
		for _, e := range h.people.Items(t, room, matrixtest.Bot) {
			if e.Sender == matrixtest.Bot && e.Type == "m.room.message" {
				out[room] = append(out[room], e)
			}
		}
	}
	return out
}

// asker is a program that has messages said in rooms, one after the other.
type asker struct {
	tr    *trial
	n     int
	r     *rand.Rand
	token string
	bases []string          // where it asks; after a failure the next
	rooms []string          // of the homeserver
	group map[string]string // what the program calls them

	asked []*asked
	wrong string
	lost  int // requests that broke off
}

// asked is a message that was asked for.
type asked struct {
	room, key, text, id string
}

// run asks for n messages, each until it is answered.
func (a *asker) run(n int) {
	for i := 0; i < n && a.wrong == "" && a.tr.t.Context().Err() == nil; i++ {
		if !a.may(i) {
			return
		}
		m := &asked{room: a.rooms[a.r.IntN(len(a.rooms))], key: fmt.Sprintf("offer %d/%d", a.n, i), text: fmt.Sprintf("第 %d 号：今晚八点开团 %x", i, a.r.Uint64())}
		m.id = a.ask(m, http.StatusAccepted)
		a.asked = append(a.asked, m)
		switch a.r.IntN(10) {
		case 0:
			if id := a.ask(m, http.StatusAccepted); id != m.id && a.wrong == "" {
				a.wrong = fmt.Sprintf("%s is %s, and asked for again %s", m.key, m.id, id)
			}
		case 1:
			other := *m
			other.text += "改了"
			a.ask(&other, http.StatusConflict)
		}
		a.tr.wanted.Add(1)
	}
}

// may waits until the i-th message may be asked for.
func (a *asker) may(i int) bool {
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for int64(i) >= a.tr.mayAsk.Load() {
		select {
		case <-look.C:
		case <-a.tr.t.Context().Done():
			return false
		}
	}
	return true
}

// ask asks until it is answered as it must be, and returns the id.
func (a *asker) ask(m *asked, want int) (id string) {
	body, err := json.Marshal(map[string]string{"group": a.group[m.room], "text": m.text})
	if err != nil {
		a.wrong = err.Error()
		return ""
	}
	for a.tr.t.Context().Err() == nil {
		req, err := http.NewRequestWithContext(a.tr.t.Context(), http.MethodPost, a.bases[0]+"/api/v1/messages", strings.NewReader(string(body)))
		if err != nil {
			a.wrong = err.Error()
			return ""
		}
		req.Header.Set("Authorization", "Bearer "+a.token)
		req.Header.Set("Idempotency-Key", m.key)
		var answer struct{ ID string }
		status, text := 0, []byte(nil)
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			status = res.StatusCode
			text, err = io.ReadAll(res.Body)
			_ = res.Body.Close() // it was read
		}
		switch {
		case err != nil:
			a.lost++
			a.bases = append(a.bases[1:], a.bases[0])
		case status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable:
		case status == want && (want != http.StatusAccepted || json.Unmarshal(text, &answer) == nil && answer.ID != ""):
			return answer.ID
		default:
			a.wrong = fmt.Sprintf("%s is answered %d, want %d: %.300s", m.key, status, want, text)
			return ""
		}
		select {
		case <-time.After(time.Duration(20+a.r.IntN(80)) * time.Millisecond): // as a program does
		case <-a.tr.t.Context().Done():
		}
	}
	return ""
}
