package house

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/web/api"
)

// tokens lets the API know who shows a token. It remembers one for a second: a
// sender of single events would else ask the database twice for each.
type tokens struct {
	*connection.Service
	clock clock.Clock

	mu    sync.Mutex // guards known
	known map[string]knownToken
}

type knownToken struct {
	caller api.Caller
	until  time.Time
}

const (
	tokenKnown = time.Second // a revoked token is useless after this long
	mostTokens = 10_000
)

func newTokens(a *App) *tokens {
	return &tokens{Service: a.Connection, clock: clock.Real{}, known: map[string]knownToken{}}
}

// Caller is whoever shows the token.
func (t *tokens) Caller(ctx context.Context, secret string) (api.Caller, error) {
	now := t.clock.Now()
	t.mu.Lock()
	k, ok := t.known[secret]
	t.mu.Unlock()
	if ok && now.Before(k.until) {
		return k.caller, nil
	}
	found, err := t.Find(ctx, secret)
	if err != nil {
		return api.Caller{}, err
	}
	c := api.Caller{Token: found.ID, Workspace: found.Workspace, Connection: found.Connection}
	for _, s := range found.Scopes {
		c.Scopes = append(c.Scopes, api.Scope(s))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.known) >= mostTokens {
		clear(t.known)
	}
	t.known[secret] = knownToken{c, now.Add(tokenKnown)}
	return c, nil
}

// inlet keeps what one connection tells.
type inlet struct {
	box        *inbox.Box
	workspace  id.Workspace
	connection id.Connection
}

var _ channel.Inlet = inlet{}

// Accept keeps what happened, once and for good.
func (in inlet) Accept(ctx context.Context, happened []channel.Arrived) error {
	for len(happened) > 0 {
		n := min(len(happened), webhook.MaxEvents)
		if _, err := in.keep(ctx, happened[:n]); err != nil {
			return err
		}
		happened = happened[n:]
	}
	return nil
}

func (in inlet) keep(ctx context.Context, happened []channel.Arrived) ([]inbox.Verdict, error) {
	entries := make([]inbox.Entry, len(happened))
	for i := range happened {
		e := &happened[i].Event
		entries[i] = inbox.Entry{Workspace: in.workspace, Connection: in.connection, Key: happened[i].Key,
			Chat: event.GroupKey(e.Network, e.Namespace, e.Chat), Body: event.Append(nil, e)}
	}
	return in.box.Accept(ctx, entries)
}

// posted keeps what programs post.
type posted struct{ box *inbox.Box }

// Keep keeps what happened and counts what became of it.
func (p posted) Keep(ctx context.Context, ws id.Workspace, connection id.Connection, happened []channel.Arrived) (c webhook.Counts, err error) {
	verdicts, err := inlet{p.box, ws, connection}.keep(ctx, happened)
	for _, v := range verdicts {
		switch v {
		case inbox.Accepted:
			c.Accepted++
		case inbox.Duplicate:
			c.Duplicates++
		case inbox.Conflict:
			c.Conflicts++
		}
	}
	return c, err
}

// statusIn asks for nothing.
type statusIn struct{}

// statusOut is what still waits in a workspace.
type statusOut struct {
	InboxPending  int64 `json:"inbox_pending" doc:"Accepted events that were not routed yet."`
	OutboxPending int64 `json:"outbox_pending" doc:"What is to leave and has not yet."`
	SetAside      int64 `json:"set_aside" doc:"Events that could not be handled; see the console."`
}

// addAPI adds what the API offers.
func (a *App) addAPI(s *api.Shell, o Serving, k *kernel) {
	api.Post(s, "/events", "Tell what happened, up to 1,000 events at a time, all of them or none", api.Events, webhook.MaxBytes,
		webhook.Request{}, webhook.Counts{}, func(w http.ResponseWriter, r *http.Request, c api.Caller) {
			body, ok := api.Body(w, r)
			if !ok {
				return
			}
			counts, refused := webhook.Take(r, body, c.Workspace, c.Connection, posted{k.box}, o.Log)
			if refused != nil {
				blame := make([]api.Faulty, len(refused.Wrong))
				for i, f := range refused.Wrong {
					blame[i] = api.Faulty(f)
				}
				api.FailWith(w, refused.Status, refused.Err, blame)
				return
			}
			api.Answer(w, counts)
		})
	a.Chat.AddAPI(s, directory{a})
	a.Task.AddAPI(s)
	a.addMessages(s, k)
	api.Get(s, "/status", "What still waits", func(ctx context.Context, c api.Caller, _ *statusIn) (*statusOut, error) {
		out := &statusOut{}
		err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
			if out.InboxPending, err = inbox.Pending(ctx, tx, c.Workspace); err != nil {
				return err
			}
			if out.OutboxPending, err = outbox.Pending(ctx, tx, c.Workspace); err != nil {
				return err
			}
			out.SetAside, err = inbox.CountAside(ctx, tx, c.Workspace)
			return err
		})
		return out, err
	})
}

// directory tells the API of groups.
type directory struct{ *App }

var _ chat.Directory = directory{}

// GroupsAfter lists groups.
func (d directory) GroupsAfter(ctx context.Context, tx *db.Tx, ws id.Workspace, native string, after id.Group, limit int) ([]chat.GroupRef, error) {
	list, err := d.Community.GroupsAfter(ctx, tx, ws, native, after, limit)
	if err != nil {
		return nil, err
	}
	unheard, err := groups{unheard: d.Sandbox.Unheard}.unheardAmong(ctx, tx, ws, list)
	out := make([]chat.GroupRef, len(list))
	for i, g := range list {
		out[i] = chat.GroupRef{ID: g.ID, Network: string(g.Network), Chat: string(g.Chat), Name: nameOr(g.Name, string(g.Chat))}
		if g.Network == event.Sandbox {
			_, out[i].Unheard = unheard[g.Chat]
		}
	}
	return out, err
}

// Measured tells what the figures say of groups.
func (d directory) Measured(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]chat.Told, error) {
	list, err := d.Insight.Measured(ctx, tx, ws, groups)
	out := map[id.Group]chat.Told{}
	for _, m := range list {
		out[m.Group] = chat.Told{Messages: m.Messages, People: m.People, Last: m.Last}
	}
	return out, err
}
