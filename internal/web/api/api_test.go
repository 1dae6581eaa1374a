package api_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/web/api"
)

// anybody may do everything.
type anybody struct{}

func (anybody) Caller(context.Context, string) (api.Caller, error) {
	return api.Caller{Token: 1, Workspace: 1, Scopes: api.Scopes[:]}, nil
}

// away is what PostgreSQL says while it is stopped.
type away struct{}

func (away) Error() string    { return "shutting down" }
func (away) SQLState() string { return "57P03" }

type nothing struct{}

// TestADatabaseThatIsAway is no fault of ours: whoever calls is told to come
// again, and of everything else that it went wrong.
func TestADatabaseThatIsAway(t *testing.T) {
	var fails error
	do := func(context.Context, api.Caller, *nothing) (*nothing, error) { return &nothing{}, fails }
	s := api.New(api.Options{Tokens: anybody{}, Clock: clock.Real{}, Log: slog.New(slog.DiscardHandler), Version: "1",
		Address: func(*http.Request) netip.Addr { return netip.IPv6Loopback() }})
	api.Get(s, "/thing", "See", do)
	api.Ask(s, "/thing", "Ask", api.Send, 1000, do)
	for _, c := range []struct {
		method string
		fails  error
		want   int
	}{
		{"GET", nil, 200}, {"POST", nil, 202},
		{"GET", fmt.Errorf("look: %w", away{}), 503}, {"POST", fmt.Errorf("write: %w", away{}), 503},
		{"GET", errors.New("broken"), 500}, {"POST", errors.New("broken"), 500},
	} {
		fails = c.fails
		r := httptest.NewRequestWithContext(t.Context(), c.method, "/api/v1/thing", strings.NewReader(""))
		r.Header.Set("Authorization", "Bearer x")
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != c.want || (w.Header().Get("Retry-After") != "") != (c.want == 503) || strings.Contains(w.Body.String(), "shutting") {
			t.Errorf("%s while %v answers %d %v %s", c.method, c.fails, w.Code, w.Header(), w.Body)
		}
	}
}
