package matrix

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

const (
	// A transaction holds a hundred events of 64 KiB each at most, and a state
	// event carries what it replaced. What is refused for its size is put again
	// for ever, so the limit is above what can come.
	transactionAtMost = 16 << 20
	acceptIn          = time.Minute
	enterIn           = 10 * time.Second // how long a transaction waits for us to follow an invitation
)

// stamp tells one transaction from all others. Its id alone does not: a
// homeserver restored from a backup counts the same ids again.
type stamp [sha256.Size]byte

// Handler is what the homeserver calls. It is to be found at Settings.URL, so
// that Settings.URL + "/_matrix/app/v1/…" comes to it as "/_matrix/app/v1/…".
// Until Run has begun, and after it has ended, transactions are answered with
// 503 and come again.
func (a *Adapter) Handler() http.Handler {
	mux := http.NewServeMux()
	// The paths without a prefix are those of homeservers before 2018.
	for _, prefix := range [...]string{"/_matrix/app/v1", ""} {
		mux.HandleFunc("PUT "+prefix+"/transactions/{txn}", a.transaction)
		mux.HandleFunc("GET "+prefix+"/users/{user}", func(w http.ResponseWriter, r *http.Request) {
			if event.NativeUser(r.PathValue("user")) == a.me {
				answer(w, http.StatusOK, "", "")
				return
			}
			answer(w, http.StatusNotFound, "M_NOT_FOUND", "no such user here")
		})
		mux.HandleFunc("GET "+prefix+"/rooms/{alias}", func(w http.ResponseWriter, _ *http.Request) {
			answer(w, http.StatusNotFound, "M_NOT_FOUND", "no such alias here")
		})
	}
	mux.HandleFunc("POST /_matrix/app/v1/ping", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "", "") })
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusNotFound, "M_UNRECOGNIZED", "no such endpoint")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch token := bearer(r); {
		case token == "":
			answer(w, http.StatusUnauthorized, "M_MISSING_TOKEN", "a token is needed")
		case !same(token, a.set.HSToken):
			answer(w, http.StatusForbidden, "M_FORBIDDEN", "that is not the token")
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// bearer is the token of a request; homeservers before version 1.4 of the
// specification put it into the address.
func bearer(r *http.Request) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return token
	}
	return r.URL.Query().Get("access_token")
}

// same compares secrets in a time that tells nothing of them, nor of their length.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

func answer(w http.ResponseWriter, status int, code, text string) {
	body := []byte("{}")
	if code != "" {
		body, _ = json.Marshal(map[string]string{"errcode": code, "error": text}) // strings cannot fail
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the homeserver asks again where it did not hear
}

// transaction keeps what happened and only then says so.
func (a *Adapter) transaction(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, transactionAtMost))
	if err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			answer(w, http.StatusRequestEntityTooLarge, "M_TOO_LARGE", "the transaction is too large")
		}
		return // else the homeserver went away in the middle
	}
	id := sha256.New()
	_, _ = id.Write([]byte(r.PathValue("txn") + "\x00")) // a hash cannot fail
	_, _ = id.Write(body)
	this := stamp(id.Sum(nil))
	if a.kept(this) {
		answer(w, http.StatusOK, "", "")
		return
	}
	events, strange, err := readTransaction(body)
	if err != nil {
		answer(w, http.StatusBadRequest, "M_NOT_JSON", "that is no transaction")
		return
	}
	if strange > 0 {
		a.opt.Log.Warn("matrix: events that cannot be read were left out", "count", strange)
	}
	ctx, cancel := context.WithTimeout(r.Context(), acceptIn)
	defer cancel()
	if err := a.take(ctx, events); err != nil {
		if !errors.Is(err, errNotRunning) {
			a.opt.Log.Warn("matrix: a transaction was not kept and will come again", "err", err)
		}
		w.Header().Set("Retry-After", "1")
		answer(w, http.StatusServiceUnavailable, "M_UNKNOWN", "not kept; put it again")
		return
	}
	soon, enough := context.WithTimeout(ctx, enterIn)
	defer enough()
	if err := a.enter(soon); err != nil {
		a.rouse() // Run goes on trying
	}
	a.remember(this)
	answer(w, http.StatusOK, "", "")
}

// take hands events in, in their order, and notes what concerns ourselves.
func (a *Adapter) take(ctx context.Context, events []raw) error {
	happened := make([]channel.Arrived, 0, len(events))
	for i := range events {
		if h, ok := events[i].told(); ok {
			happened = append(happened, h)
		}
	}
	if len(happened) == 0 && !a.running() {
		return errNotRunning // an invitation is lost on nobody
	}
	if err := a.handIn(ctx, happened); err != nil {
		return err
	}
	for i := range events {
		a.note(&events[i])
	}
	return nil
}

func (a *Adapter) running() bool {
	a.gate.RLock()
	defer a.gate.RUnlock()
	return a.inlet != nil
}

func (a *Adapter) kept(tx stamp) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.last == tx
}

func (a *Adapter) remember(tx stamp) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last, a.heard = tx, a.opt.Clock.Now()
	if a.away {
		a.away = false
		a.rouse() // it is back
	}
}

// note follows what an event changes for ourselves: an invitation, who is in a
// room, who is muted until when.
func (a *Adapter) note(e *raw) {
	if e.StateKey == nil {
		return
	}
	switch e.Type {
	case "m.room.power_levels":
		a.look(e.Room) // what comes late or again is not how it is now
	case "m.room.member":
		membership := into[content](e.Content).Membership
		a.mu.Lock()
		defer a.mu.Unlock()
		if *e.StateKey == a.me && membership == "invite" && a.set.welcome(e.Sender) {
			a.invited = append(a.invited, e.Room)
		}
		if r := a.rooms[e.Room]; r != nil && r.known != nil {
			if membership == "join" {
				r.known[*e.StateKey] = true
			} else {
				delete(r.known, *e.StateKey)
			}
		}
	}
}
