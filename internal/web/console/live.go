package console

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// How long one stream lasts before the browser asks anew, how long it stays
// silent at most, so that a lost connection shows, and how often it speaks.
const (
	streamLasts = 5 * time.Minute
	streamBeats = 10 * time.Second
	streamRests = 250 * time.Millisecond
)

// mostStreams is how many streams one session may have open. Browsers open six
// connections to a server that speaks HTTP/1.1, and pages need some of them too.
const mostStreams = 4

var manyStreams = i18n.Text{
	Hans: "同时打开的实时页面太多了。关掉几个，这一页就会自己动起来；现在刷新也能看到最新的。",
	Hant: "同時開啟的即時頁面太多了。關掉幾個，這一頁就會自己更新；現在重新整理也能看到最新的。",
	En:   "Too many moving pages are open at once. Close some and this one moves again; reloading shows the newest, too.",
}

// streams counts the open streams of each session.
type streams struct {
	mu   sync.Mutex // guards open
	open map[string]int
}

// enter counts one more stream of a session, if it may have one.
func (s *streams) enter(session string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[session] >= mostStreams {
		return false
	}
	if s.open == nil {
		s.open = map[string]int{}
	}
	s.open[session]++
	return true
}

func (s *streams) leave(session string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[session]--; s.open[session] <= 0 {
		delete(s.open, session)
	}
}

// Live answers with a stream of server-sent events that say only that something
// may have changed: the page then fetches what it shows. next waits until
// something has, or until its context ends. Losing one loses nothing, since
// whoever connects anew is told so at once. It fails with Limited where the
// session has too many streams open.
func (s *Shell) Live(w http.ResponseWriter, r *http.Request, next func(context.Context)) error {
	session := stateOf(r).token
	if !s.streams.enter(session) {
		return fault.New(fault.Limited, manyStreams.With())
	}
	defer s.streams.leave(session)
	ctx, cancel := context.WithTimeout(r.Context(), streamLasts)
	defer cancel()
	go func() { // ends with ctx
		select {
		case <-s.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // else nginx keeps it back
	for ctx.Err() == nil {
		if _, err := io.WriteString(w, "data: changed\n\n"); err != nil || out.Flush() != nil {
			return nil // the reader has gone; there is nobody to tell
		}
		wait(ctx, streamRests)
		quiet, done := context.WithTimeout(ctx, streamBeats)
		next(quiet)
		done()
	}
	return nil
}

func wait(ctx context.Context, d time.Duration) {
	pause := time.NewTimer(d)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
	}
}
