package matrixtest

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// Wire stands between an adapter and its homeserver, in both directions, and
// can be cut, made narrow, and made to tell things again.
type Wire struct {
	API  string // what the adapter takes for the homeserver
	Hook string // what the homeserver takes for the adapter

	api, hook *door

	mu      sync.Mutex
	handler http.Handler // the adapter's
	limited bool
	deaf    bool
	losing  bool
	stopped bool // the hook answers nothing of use
	vain    int  // transactions that were put meanwhile
	taken   []transaction
	arrived map[string]bool // events that came by, lost or not
	came    chan struct{}   // closed, and made anew, when something comes by
}

type transaction struct {
	path string
	body []byte
}

// NewWire makes a wire whose far end is to be told with To. hookAddress is
// where the homeserver expects the adapter, "" for anywhere on loopback.
func NewWire(t testing.TB, hookAddress string) *Wire {
	t.Helper()
	w := &Wire{arrived: map[string]bool{}, came: make(chan struct{})}
	if hookAddress == "" {
		hookAddress = "127.0.0.1:0"
	}
	w.hook = newDoor(t, hookAddress, http.HandlerFunc(w.push))
	w.Hook = w.hook.url
	return w
}

// To connects the wire with a homeserver.
func (w *Wire) To(t testing.TB, homeserver string) {
	t.Helper()
	far, err := url.Parse(homeserver)
	if err != nil {
		t.Fatal(err)
	}
	through := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(far) }, ErrorHandler: func(http.ResponseWriter, *http.Request, error) {
		panic(http.ErrAbortHandler) // as if there were no proxy
	}}
	w.api = newDoor(t, "127.0.0.1:0", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		limited, deaf := w.limited, w.deaf
		w.mu.Unlock()
		if limited && r.Method != http.MethodGet {
			out.Header().Set("Content-Type", "application/json")
			out.WriteHeader(http.StatusTooManyRequests)
			_, _ = io.WriteString(out, `{"errcode":"M_LIMIT_EXCEEDED","error":"Too Many Requests","retry_after_ms":200}`)
			return
		}
		if deaf && r.Method != http.MethodGet {
			through.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler) // it was done, and nobody hears of it
		}
		through.ServeHTTP(out, r)
	}))
	w.API = w.api.url
}

// Adapter connects the wire with an adapter's handler, which was told nothing yet.
func (w *Wire) Adapter(h http.Handler) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.handler, w.taken = h, nil
}

// push takes what the homeserver puts.
func (w *Wire) push(out http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	w.mu.Lock()
	h, lose, stopped := w.handler, w.losing, w.stopped
	w.mu.Unlock()
	isTransaction := r.Method == http.MethodPut
	switch {
	case stopped || h == nil:
		out.WriteHeader(http.StatusBadGateway)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.vain++
		w.stir()
		return
	case lose && isTransaction:
		out.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(out, "{}")
		w.note(transaction{r.URL.Path, body}, false)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	heard := httptest.NewRecorder()
	h.ServeHTTP(heard, r)
	for k, v := range heard.Header() {
		out.Header()[k] = v
	}
	out.WriteHeader(heard.Code)
	_, _ = out.Write(heard.Body.Bytes())
	if isTransaction && heard.Code == http.StatusOK {
		w.note(transaction{r.URL.Path, body}, true)
	}
}

// note remembers what came by.
func (w *Wire) note(tx transaction, taken bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if taken {
		w.taken = append(w.taken, tx)
	}
	for _, e := range tx.events() {
		w.arrived[e.id] = true
	}
	w.stir()
}

// stir wakes who waits; w.mu is held.
func (w *Wire) stir() {
	close(w.came)
	w.came = make(chan struct{})
}

type named struct {
	id   string
	text json.RawMessage
}

func (tx transaction) events() []named {
	var body struct {
		Events []json.RawMessage `json:"events"`
	}
	var out []named
	if json.Unmarshal(tx.body, &body) != nil {
		return nil
	}
	for _, text := range body.Events {
		var e struct {
			ID string `json:"event_id"`
		}
		if json.Unmarshal(text, &e) == nil {
			out = append(out, named{e.ID, text})
		}
	}
	return out
}

// Await waits until an event came by, and fails the test where it does not.
func (w *Wire) Await(t testing.TB, id string, atMost time.Duration) {
	t.Helper()
	w.await(t, "event "+id, atMost, func() bool { return w.arrived[id] })
}

// AwaitVain waits until transactions were put n times to a stopped hook.
func (w *Wire) AwaitVain(t testing.TB, n int, atMost time.Duration) {
	t.Helper()
	w.await(t, "another attempt", atMost, func() bool { return w.vain >= n })
}

func (w *Wire) await(t testing.TB, what string, atMost time.Duration, holds func() bool) {
	t.Helper()
	over := time.After(atMost)
	for {
		w.mu.Lock()
		came, ok := w.came, holds()
		w.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-came:
		case <-over:
			t.Fatalf("the homeserver did not put %s within %s", what, atMost)
		}
	}
}

// Again puts everything that was taken since the last call once more: the
// same transactions, or each event in one of its own, shuffled.
func (w *Wire) Again(t testing.TB, shuffled bool) {
	t.Helper()
	w.mu.Lock()
	todo, h := w.taken, w.handler
	w.taken = nil
	w.mu.Unlock()
	if shuffled {
		var single []transaction
		for _, tx := range todo {
			for _, e := range tx.events() {
				body, err := json.Marshal(map[string]any{"events": []json.RawMessage{e.text}})
				if err != nil {
					t.Fatal(err)
				}
				single = append(single, transaction{tx.path + "x", body})
			}
		}
		chance := rand.New(rand.NewPCG(7, uint64(len(single))))
		chance.Shuffle(len(single), func(i, j int) { single[i], single[j] = single[j], single[i] })
		todo = single
	}
	for _, tx := range todo {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPut, tx.path, bytes.NewReader(tx.body))
		r.Header.Set("Authorization", "Bearer "+HSToken)
		heard := httptest.NewRecorder()
		h.ServeHTTP(heard, r)
		if heard.Code != http.StatusOK {
			t.Fatalf("a transaction put again was answered %d: %s", heard.Code, heard.Body)
		}
	}
}

func (w *Wire) set(flag *bool, on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*flag = on
}

// Lose has the wire answer for the adapter, which hears nothing.
func (w *Wire) Lose(on bool) { w.set(&w.losing, on) }

// Limit has the wire refuse the adapter's deeds as homeservers do.
func (w *Wire) Limit(on bool) { w.set(&w.limited, on) }

// Deafen has the homeserver do what the adapter asks, and loses its answers.
func (w *Wire) Deafen(on bool) { w.set(&w.deaf, on) }

// StopHook has the adapter's side answer as a proxy does whose server is away.
func (w *Wire) StopHook(on bool) { w.set(&w.stopped, on) }

// Cut makes homeserver and adapter unreachable to each other.
func (w *Wire) Cut(t testing.TB) {
	t.Helper()
	w.api.close(t)
	w.hook.close(t)
}

// Mend makes them reachable again, at the same addresses.
func (w *Wire) Mend(t testing.TB) {
	t.Helper()
	w.api.open(t)
	w.hook.open(t)
}

// door is an HTTP server that can be shut, connections and all, and opened
// again at the same address.
type door struct {
	address, url string
	handler      http.Handler
	server       *http.Server
	done         chan struct{}
}

func newDoor(t testing.TB, address string, h http.Handler) *door {
	t.Helper()
	d := &door{address: address, handler: h}
	d.open(t)
	t.Cleanup(func() { d.close(t) })
	return d
}

func (d *door) open(t testing.TB) {
	t.Helper()
	at, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", d.address)
	if err != nil {
		t.Fatal(err)
	}
	d.address = at.Addr().String()
	d.url = "http://" + d.address
	if strings.HasPrefix(d.address, "[::]") {
		d.url = "http://127.0.0.1" + d.address[4:]
	}
	d.server = &http.Server{Handler: d.handler, ReadHeaderTimeout: 10 * time.Second}
	d.done = make(chan struct{})
	go func(s *http.Server, done chan struct{}) {
		defer close(done)
		_ = s.Serve(at) // it ends by being closed
	}(d.server, d.done)
}

func (d *door) close(t testing.TB) {
	t.Helper()
	if err := d.server.Close(); err != nil {
		t.Error(err)
	}
	<-d.done
}
