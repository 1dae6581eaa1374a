package desk

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Hall answers at an address before the console does: whoever comes is told that
// it is being made ready, or why it cannot be. It is itself the listener that the
// console accepts from; from then on the hall is closed.
type Hall struct {
	*net.TCPListener
	server *http.Server
	ended  chan struct{} // closed when the hall answers nobody any more
	handed sync.Once
	taken  atomic.Bool

	mu    sync.Mutex // guards why
	why   error      // why there will be no console
	shown chan struct{}
	once  sync.Once // closes shown
}

// Open opens the hall at a listener. Who passes the door sees it.
func Open(at *net.TCPListener, d *Door) *Hall {
	h := &Hall{TCPListener: at, ended: make(chan struct{}), shown: make(chan struct{})}
	h.server = &http.Server{Handler: d.Guard(http.HandlerFunc(h.serve)), ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelWarn)}
	h.server.SetKeepAlivesEnabled(false)
	go func() {
		defer close(h.ended)
		_ = h.server.Serve(until{at}) // it ends when it is told to
	}()
	return h
}

// until ends a server when its time is over, and leaves the listener open.
type until struct{ *net.TCPListener }

func (u until) Accept() (net.Conn, error) {
	c, err := u.TCPListener.Accept()
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, http.ErrServerClosed
	}
	return c, err
}

func (until) Close() error { return nil }

// Accept takes the address over from the hall.
func (h *Hall) Accept() (net.Conn, error) {
	h.handed.Do(h.leave)
	return h.TCPListener.Accept()
}

// Close closes the address where the console has taken it over. Before, it stays
// open: whoever comes is to be told why there will be none.
func (h *Hall) Close() error {
	if !h.Taken() {
		return nil
	}
	return h.TCPListener.Close()
}

// Taken reports whether the console has taken the address over.
func (h *Hall) Taken() bool { return h.taken.Load() }

// leave lets nobody more into the hall. Who is in it is answered: a server that is
// shut down would hang up on them.
func (h *Hall) leave() {
	_ = h.SetDeadline(time.Unix(1, 0)) // else the listener is closed, which Accept tells
	<-h.ended
	_ = h.SetDeadline(time.Time{})
	h.taken.Store(true)
}

// Refuse tells whoever comes from now on that there will be no console, and why.
func (h *Hall) Refuse(why error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.why = why
}

// Leave closes the hall once somebody has seen why, or ctx ends.
func (h *Hall) Leave(ctx context.Context) {
	select {
	case <-h.shown:
	case <-ctx.Done():
	}
	h.handed.Do(h.leave)
	_ = h.Close() // nobody is to come any more
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), patient)
	defer cancel()
	_ = h.server.Shutdown(end) // who does not finish is let go
}

func (h *Hall) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/favicon.ico" {
		http.NotFound(w, r)
		return
	}
	_, _ = io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, 1<<10)) // what was sent is of no use
	l := i18n.Accept(r.Header.Get("Accept-Language"))
	h.mu.Lock()
	why := h.why
	h.mu.Unlock()
	if why == nil {
		_ = plain{Title: gettingReady, Says: gettingReadyWhy.With(), Again: true}.show(w, l, http.StatusServiceUnavailable) // its template is embedded
		return
	}
	_ = plain{Mark: "stop", Title: cannotOpen, Says: fault.Public(why), Next: thenAgain}.show(w, l, http.StatusServiceUnavailable)
	h.once.Do(func() { close(h.shown) })
}
