package console

import (
	"context"
	"io"
	"net/http"
	"time"
)

// How long one stream lasts before the browser asks anew, how long it stays
// silent at most, so that a lost connection shows, and how often it speaks.
const (
	streamLasts = 5 * time.Minute
	streamBeats = 10 * time.Second
	streamRests = 250 * time.Millisecond
)

// Live answers with a stream of server-sent events that say only that something
// may have changed: the page then fetches what it shows. next waits until
// something has, or until its context ends. Losing one loses nothing, since
// whoever connects anew is told so at once.
func (s *Shell) Live(w http.ResponseWriter, r *http.Request, next func(context.Context)) error {
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
