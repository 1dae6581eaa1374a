package desk

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
)

// How long a way in is open, and how many may be at once: who double-clicks ten
// times has the newest of them.
const (
	wayLasts = time.Minute
	mostWays = 8
)

// Door lets in whoever opened the program. It is safe for use by many goroutines.
type Door struct {
	clock  clock.Clock
	secret string // proves that both ends can read the same folder
	port   int
	quit   context.CancelFunc // ends the program

	mu    sync.Mutex // guards what follows
	ready bool       // the console is there; until then no way in grows old
	ways  []way      // oldest first
}

// way is one way in: random, used once.
type way struct {
	token string
	made  time.Time
}

// NewDoor returns the door of the program that is served at port of this
// computer. Quit is called when its owner wants it to end.
func NewDoor(c clock.Clock, secret string, port int, quit context.CancelFunc) *Door {
	return &Door{clock: c, secret: secret, port: port, quit: quit}
}

// Way makes a way in and returns its path.
func (d *Door) Way() string { return "/open/" + d.newWay() }

func (d *Door) newWay() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.ways) >= mostWays {
		d.ways = d.ways[1:]
	}
	d.ways = append(d.ways, way{rand.Text(), d.clock.Now()})
	return d.ways[len(d.ways)-1].token
}

// open says that the console is there: from now on ways in grow old.
func (d *Door) open() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ready {
		return
	}
	d.ready = true
	for i := range d.ways {
		d.ways[i].made = d.clock.Now()
	}
}

// use uses a way in up; false where it was none, was used, or is too old.
func (d *Door) use(token string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, w := range d.ways {
		if !hmac.Equal([]byte(w.token), []byte(token)) {
			continue
		}
		d.ways = append(d.ways[:i:i], d.ways[i+1:]...)
		return d.clock.Now().Sub(w.made) < wayLasts
	}
	return false
}

type here struct{}

// isHere reports whether a request came through the door, so from this computer.
func isHere(r *http.Request) bool {
	at, ok := r.Context().Value(here{}).(bool)
	return ok && at
}

// Guard lets only this computer through to next, and only under its own names: a
// page of somebody else's whose name is made to lead here has another. It answers
// other starts of the program itself.
func (d *Door) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fromLoopback(r.RemoteAddr) || !ownName(r.Host, d.port) {
			http.Error(w, "This is the Huoshui of one computer. Open it there, at http://127.0.0.1:"+strconv.Itoa(d.port), http.StatusMisdirectedRequest)
			return
		}
		if r.URL.Path == askPath && r.Method == http.MethodPost {
			d.answer(w, r)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), here{}, true)))
	})
}

func fromLoopback(peer string) bool {
	at, err := netip.ParseAddrPort(peer)
	return err == nil && at.Addr().Unmap().IsLoopback()
}

// ownName reports whether host is what this computer calls itself.
func ownName(host string, port int) bool {
	name, at, err := net.SplitHostPort(host)
	if err != nil || at != strconv.Itoa(port) {
		return false
	}
	return name == "127.0.0.1" || name == "::1" || strings.EqualFold(name, "localhost")
}

// askPath is where another start of the program asks for a way in.
const askPath = "/open"

// asked is what another start sends, and told what it is answered. Neither tells
// the secret: who listens at a port that was ours learns nothing.
type (
	asked struct {
		Nonce string `json:"nonce"`
		Proof string `json:"proof"`
	}
	told struct {
		Token string `json:"token"`
		Proof string `json:"proof"`
	}
)

// proof is what only those can say of parts who know the secret.
func proof(secret string, parts ...string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(mac.Sum(nil))
}

// answer gives a way in to who proves to have read the handle. Browsers, which
// always say where such a request comes from, are refused.
func (d *Door) answer(w http.ResponseWriter, r *http.Request) {
	var a asked
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&a)
	if err != nil || r.Header.Get("Origin") != "" || len(a.Nonce) < 16 || len(a.Nonce) > 64 ||
		!hmac.Equal([]byte(a.Proof), []byte(proof(d.secret, "ask", a.Nonce))) {
		http.Error(w, "Only the program itself asks here.", http.StatusForbidden)
		return
	}
	token := d.newWay()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(told{token, proof(d.secret, "tell", a.Nonce, token)}) // who asked went away
}
