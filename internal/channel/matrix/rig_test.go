package matrix_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/channeltest"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
)

// settings are those of an adapter that takes wire for its homeserver.
func settings(w *matrixtest.Wire) matrix.Settings {
	return matrix.Settings{
		ID: "huoshui", Homeserver: w.API, ServerName: matrixtest.ServerName, Localpart: matrixtest.Localpart,
		URL: w.Hook, ASToken: matrixtest.ASToken, HSToken: matrixtest.HSToken,
	}
}

// place is a homeserver in memory with a wire to it, and an adapter that is
// not running yet.
type place struct {
	server  *matrixtest.Server
	wire    *matrixtest.Wire
	far     *matrixtest.Far
	people  *matrixtest.People
	adapter *matrix.Adapter
}

func open(t testing.TB, opt matrix.Options) *place {
	t.Helper()
	p := &place{wire: matrixtest.NewWire(t, "")}
	p.server = matrixtest.NewServer(t, p.wire.Hook)
	p.wire.To(t, p.server.URL)
	p.people = matrixtest.NewPeople(p.server.URL, matrixtest.ASToken, matrixtest.ServerName, "")
	p.far = &matrixtest.Far{People: p.people, Wire: p.wire, Bot: matrixtest.Bot}
	if opt.Every == 0 {
		opt.Every = 100 * time.Millisecond
	}
	opt.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	var err error
	if p.adapter, err = matrix.Open(settings(p.wire), opt); err != nil {
		t.Fatal(err)
	}
	p.wire.Adapter(p.adapter.Handler())
	return p
}

// run runs the adapter until the test ends, or stop is called.
func (p *place) run(t testing.TB, in *matrixtest.Kept) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- p.adapter.Run(ctx, in) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	}
	t.Cleanup(stop)
	return stop
}

// TestContractInMemory holds the adapter to the contract, beside a homeserver
// in memory.
func TestContractInMemory(t *testing.T) {
	table := channeltest.Exercise(t, func(_ context.Context, t *testing.T) channeltest.Rig {
		p := open(t, matrix.Options{Since: time.Now().Add(-time.Minute)})
		return channeltest.Rig{Adapter: p.adapter, Far: p.far, Wait: 3 * time.Second}
	})
	table.Keep(t, "matrix")
}

// TestContractRealServer holds it to the same beside a real homeserver.
func TestContractRealServer(t *testing.T) {
	real := matrixtest.OpenReal(t)
	wire := matrixtest.NewWire(t, real.Hook)
	wire.To(t, real.URL)
	wire.Lose(true)
	began, nth := time.Now(), 0
	set := matrix.Settings{
		ID: "huoshui", Homeserver: wire.API, ServerName: real.Server, Localpart: real.Localpart,
		URL: wire.Hook, ASToken: real.ASToken, HSToken: real.HSToken,
	}
	channeltest.Exercise(t, func(_ context.Context, t *testing.T) channeltest.Rig {
		nth++
		people := matrixtest.NewPeople(real.URL, real.ASToken, real.Server, fmt.Sprintf("c%dn%d_", began.UnixNano()/1e6, nth))
		bot := string(set.User())
		if nth == 1 {
			err := people.Call(t, "", http.MethodPost, "/register", map[string]any{
				"type": "m.login.application_service", "username": real.Localpart, "inhibit_login": true}, nil)
			if no, refused := errors.AsType[*matrixtest.Refused](err); err != nil && !(refused && no.Code == "M_USER_IN_USE") {
				t.Fatal(err)
			}
		}
		// What the last test left under way goes by before this one listens.
		room := people.Create(t, bot, "the last of before")
		wire.Adapter(http.NotFoundHandler())
		wire.Await(t, people.Newest(t, room, bot), time.Minute)
		a, err := matrix.Open(set, matrix.Options{Since: time.Now(), Every: 300 * time.Millisecond, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
		if err != nil {
			t.Fatal(err)
		}
		wire.Adapter(a.Handler())
		wire.Lose(false)
		t.Cleanup(func() { wire.Lose(true) })
		return channeltest.Rig{Adapter: a, Far: &matrixtest.Far{People: people, Wire: wire, Bot: bot}, Wait: 15 * time.Second}
	})
}
