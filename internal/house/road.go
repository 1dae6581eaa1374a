package house

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"

	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/web/api"
	"github.com/huoshui/huoshui/internal/web/console"
)

// Road is the road of events without pages, for measuring it.
type Road struct {
	k    *kernel
	work *run.Group
}

// NewRoad starts the road of a. Where routed is false, events are accepted and
// wait.
func (a *App) NewRoad(ctx context.Context, log *slog.Logger, routed bool) (*Road, error) {
	r := &Road{k: newKernel(a, a.owner, log), work: run.NewGroup(context.WithoutCancel(ctx), log)}
	if !routed {
		r.work.Go("accept events", r.k.box.Run)
		return r, nil
	}
	if err := r.k.router.Share(ctx); err != nil {
		return nil, err
	}
	r.k.start(r.work)
	return r, nil
}

// Accept keeps entries.
func (r *Road) Accept(ctx context.Context, entries []inbox.Entry) ([]inbox.Verdict, error) {
	return r.k.box.Accept(ctx, entries)
}

// API is the JSON API on this road.
func (r *Road) API(log *slog.Logger) http.Handler {
	here := func(*http.Request) netip.Addr { return netip.IPv6Loopback() }
	s := api.New(api.Options{Tokens: newTokens(r.k.app), Clock: r.k.app.DB.Clock, Log: log, Version: "1", Address: here})
	r.k.app.addAPI(s, Serving{Log: log}, r.k)
	return s.Handler()
}

// Stop stops the road, waits for it, and gives its lanes back.
func (r *Road) Stop() {
	r.work.Stop()
	_ = r.k.close(context.Background()) // else they are free in ten seconds
}

// newAPI is the JSON API behind the console's shell.
func (a *App) newAPI(o Serving, k *kernel, shell *console.Shell) http.Handler {
	s := api.New(api.Options{Tokens: newTokens(a), Clock: a.DB.Clock, Log: o.Log, Version: "1", Address: shell.Address})
	a.addAPI(s, o, k)
	return s.Handler()
}
