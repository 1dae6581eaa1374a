//go:build unix

package kill_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// delivery is what a hook is told, as docs/webhooks.md has it.
type delivery struct {
	ID   string    `json:"id"`
	Kind string    `json:"kind"`
	At   time.Time `json:"at"`
	Data struct {
		Group   string    `json:"group"`
		Network string    `json:"network"`
		Chat    string    `json:"chat"`
		Message string    `json:"message"`
		From    person    `json:"from"`
		Text    string    `json:"text"`
		ReplyTo string    `json:"reply_to"`
		Who     whoever   `json:"who"`
		Name    string    `json:"name"`
		Order   string    `json:"order"`
		Amount  int       `json:"amount"`
		At      time.Time `json:"at"`
	} `json:"data"`

	first int // when it was taken first, counted in things taken; 0 while it was not
	last  int // when it was taken last
	body  []byte
}

// whoever is one person or several.
type whoever []person

// UnmarshalJSON reads either.
func (w *whoever) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]person)(w))
	}
	*w = make(whoever, 1)
	return json.Unmarshal(text, &(*w)[0])
}

// receiver is a shop's program that is told what happens: it takes most of it,
// and else does everything that receivers do. What it has answered with 2xx, or
// would have, it has taken.
type receiver struct {
	url    string
	secret string // set before anything is posted

	mu     sync.Mutex // guards what follows
	r      *rand.Rand
	kind   bool // it now takes everything, at once
	known  map[string]*delivery
	order  []*delivery // as they were taken first
	posts  int
	taken  int
	failed int // answers that were no 2xx, or none
	repeat int // of what it had taken before
	wrong  findings
}

func newReceiver(t testing.TB, seed uint64) *receiver {
	t.Helper()
	c := &receiver{r: rand.New(rand.NewPCG(seed, 1)), known: map[string]*delivery{}}
	s := httptest.NewServer(c)
	t.Cleanup(s.Close)
	c.url = s.URL + "/told"
	return c
}

// ServeHTTP takes a post, or does something else with it.
func (c *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil { // whoever posted was killed
		return
	}
	c.mu.Lock()
	mood, pause := c.r.IntN(100), time.Duration(c.r.IntN(300))*time.Millisecond
	if c.kind {
		mood = 99
	}
	late := all.full && c.r.IntN(2000) == 0
	c.hear(r, body, mood >= 9)
	c.mu.Unlock()
	switch {
	case mood < 3:
		w.WriteHeader(http.StatusInternalServerError)
	case mood < 5:
		w.Header().Set("Retry-After", "1")
		w.WriteHeader([]int{http.StatusServiceUnavailable, http.StatusTooManyRequests}[mood%2])
	case mood < 9, mood < 12: // cut: of the latter it had taken everything
		panic(http.ErrAbortHandler)
	case late: // longer than it is waited for
		pause = 16 * time.Second
		fallthrough
	case mood < 30:
		select {
		case <-time.After(pause):
		case <-r.Context().Done():
		}
		fallthrough
	default:
		w.WriteHeader([]int{http.StatusOK, http.StatusNoContent, http.StatusAccepted}[mood%3])
	}
}

// hear notes a post; c.mu is held.
func (c *receiver) hear(r *http.Request, body []byte, taken bool) {
	c.posts++
	d := &delivery{body: body}
	if err := json.Unmarshal(body, d); err != nil {
		c.wrong.add("a post is not JSON: %v: %.200s", err, body)
		return
	}
	if r.Method != http.MethodPost || !signed(r.Header.Get("Huoshui-Signature"), body, c.secret) {
		c.wrong.add("%s has no right signature: %s", d.ID, r.Header.Get("Huoshui-Signature"))
	}
	if n, err := strconv.Atoi(r.Header.Get("Huoshui-Attempt")); err != nil || n < 1 || r.Header.Get("Idempotency-Key") != d.ID {
		c.wrong.add("%s is attempt %q under the key %q", d.ID, r.Header.Get("Huoshui-Attempt"), r.Header.Get("Idempotency-Key"))
	}
	if before, ok := c.known[d.ID]; !ok {
		c.known[d.ID] = d
	} else if d = before; !bytes.Equal(d.body, body) {
		c.wrong.add("%s says something else than before", d.ID)
	}
	if !taken {
		c.failed++
		return
	}
	c.taken++
	if d.last = c.taken; d.first == 0 {
		d.first = c.taken
		c.order = append(c.order, d)
	} else {
		c.repeat++
	}
}

// signed reports whether a post is signed as documented, now.
func signed(header string, body []byte, secret string) bool {
	at, right := "", false
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "t":
			at = value
		case "v1":
			mac := hmac.New(sha256.New, []byte(secret))
			_, _ = mac.Write([]byte(at + "."))
			_, _ = mac.Write(body)
			right = right || hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(value))
		}
	}
	s, err := strconv.ParseInt(at, 10, 64)
	return right && err == nil && time.Since(time.Unix(s, 0)).Abs() < 5*time.Minute
}

// calm has it take everything from now on.
func (c *receiver) calm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kind = true
}

func (c *receiver) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.taken
}

// what is a delivery in words by which it can be found among what was sent.
func (d *delivery) what() string {
	at := d.Data.At.UnixMilli()
	switch d.Kind {
	case "message.recorded":
		return fmt.Sprint(d.Kind, d.Data.Chat, "/", d.Data.Message, "/", d.Data.From, d.Data.Text, "/", d.Data.ReplyTo, at)
	case "message.edited", "message.deleted":
		return fmt.Sprint(d.Kind, d.Data.Chat, "/", d.Data.Message, "/", d.Data.Text, at)
	case "member.joined", "member.left":
		return fmt.Sprint(d.Kind, d.Data.Chat, "/", d.Data.Who, at)
	case "order.paid":
		return fmt.Sprint(d.Kind, d.Data.Chat, "/", d.Data.Order, d.Data.Amount, d.Data.Who, at)
	}
	return fmt.Sprint(d.Kind, d.Data.Chat, "/", d.Data.Name, at)
}

// what is an event in the same words; "" where no hook is told of its kind.
func (h *happening) what() string {
	var who person
	if h.Actor != nil {
		who = *h.Actor
	}
	switch h.Kind {
	case "message":
		return fmt.Sprint("message.recorded", h.Chat, "/", h.ID, "/", who, h.Text, "/", h.ReplyTo, h.ms)
	case "edit":
		return fmt.Sprint("message.edited", h.Chat, "/", h.Target, "/", h.Text, h.ms)
	case "delete":
		return fmt.Sprint("message.deleted", h.Chat, "/", h.Target, "/", h.ms)
	case "join":
		return fmt.Sprint("member.joined", h.Chat, "/", whoever(h.Who), h.ms)
	case "leave", "remove":
		return fmt.Sprint("member.left", h.Chat, "/", whoever(h.Who), h.ms)
	case "order_paid":
		return fmt.Sprint("order.paid", h.Chat, "/", h.Ref, h.Amount, whoever{who}, h.ms)
	case "group_renamed":
		return fmt.Sprint("group.renamed", h.Chat, "/", h.Name, h.ms)
	}
	return ""
}
