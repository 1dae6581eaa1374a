package console

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/huoshui/huoshui/internal/base/fault"
)

// TestStreamsAreBounded by session, say at once that they are there, and end
// with the program.
func TestStreamsAreBounded(t *testing.T) {
	stop := make(chan struct{})
	s := &Shell{stop: stop}
	refused := make(chan error, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = withState(r, &state{token: r.URL.Query().Get("session")})
		if err := s.Live(w, r, func(ctx context.Context) { <-ctx.Done() }); err != nil {
			refused <- err
			w.WriteHeader(StatusOf(err))
		}
	}))
	defer server.Close()
	open := func(session string) *http.Response {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"?session="+session, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		return answer
	}
	var all []*bufio.Reader
	for range mostStreams {
		all = append(all, bufio.NewReader(open("one").Body))
	}
	for _, stream := range all {
		if line, err := stream.ReadString('\n'); line != "data: changed\n" {
			t.Errorf("a stream begins with %q (%v)", line, err)
		}
	}
	if answer := open("one"); answer.StatusCode != http.StatusTooManyRequests {
		t.Errorf("one stream too many answers %d", answer.StatusCode)
	}
	if err := <-refused; fault.KindOf(err) != fault.Limited {
		t.Errorf("it was refused by %v", err)
	}
	if answer := open("two"); answer.StatusCode != http.StatusOK {
		t.Errorf("another session's first stream answers %d", answer.StatusCode)
	}
	close(stop)
	for _, stream := range all {
		for {
			if _, err := stream.ReadString('\n'); err != nil {
				break
			}
		}
	}
	server.Close() // waits until every handler has returned
	if len(s.streams.open) > 0 {
		t.Errorf("streams that ended still count: %v", s.streams.open)
	}
}
