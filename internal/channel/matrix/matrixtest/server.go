// Package matrixtest is the far side of Matrix for tests: a homeserver in
// memory that behaves as Synapse does where the adapter can tell, people who
// speak through an application service, and a wire between that can be cut.
//
// What it imitates of Synapse was looked up in a running one: transactions are
// remembered in memory alone, events carry what they replaced, redacted
// messages lose their words, and pushes are repeated until they are answered.
package matrixtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// The secrets and names of the homeserver in memory, the same as those of a
// Synapse that was set up for tests.
const (
	ASToken    = "e2e-as-token"
	HSToken    = "e2e-hs-token"
	ServerName = "matrix.test"
	Localpart  = "huoshui"
	Bot        = "@huoshui:matrix.test"
)

// Server is a homeserver in memory with one application service.
type Server struct {
	URL  string
	hook string // where it pushes to

	mu    sync.Mutex
	news  chan struct{} // of one place: there is something to push
	names map[string]string
	rooms map[string]*room
	order []*item // everything, in the order of the stream
	txns  map[string]string
	files map[string]file
	count int
}

type room struct {
	id    string
	items []*item
	slips []*item // changed the state, and stand in no timeline
	state map[[2]string]*item
}

type file struct {
	kind, name string
	data       []byte
}

// item is one event as clients see it.
type item struct {
	Type     string         `json:"type"`
	Sender   string         `json:"sender"`
	ID       string         `json:"event_id"`
	Room     string         `json:"room_id"`
	TS       int64          `json:"origin_server_ts"`
	StateKey *string        `json:"state_key,omitempty"`
	Content  map[string]any `json:"content"`
	Redacts  string         `json:"redacts,omitempty"`
	Unsigned map[string]any `json:"unsigned"`
}

// NewServer starts a homeserver that pushes to hook and stops with the test.
func NewServer(t testing.TB, hook string) *Server {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s := newServer(hook)
	web := httptest.NewServer(s.handler())
	s.URL = web.URL
	var pushing sync.WaitGroup
	pushing.Go(func() { s.push(ctx) })
	t.Cleanup(func() {
		stop()
		pushing.Wait()
		web.Close()
	})
	return s
}

// NewSilent makes a homeserver without a network: it never pushes, and is
// reached through the client alone. So it fits into a bubble of synctest.
func NewSilent() (*Server, *http.Client) {
	s := newServer("")
	s.URL = "http://" + ServerName
	return s, &http.Client{Transport: direct{s.handler()}}
}

func newServer(hook string) *Server {
	return &Server{
		hook: hook, news: make(chan struct{}, 1), names: map[string]string{Bot: Localpart},
		rooms: map[string]*room{}, txns: map[string]string{}, files: map[string]file{},
	}
}

// direct hands requests to a handler without a network between.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	heard := httptest.NewRecorder()
	d.ServeHTTP(heard, r)
	return heard.Result(), nil
}

// Forget loses what Synapse loses when it is started anew: transactions.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.txns = map[string]string{}
}

// Slip changes somebody's membership and keeps it from the room's timeline,
// as happens where servers find out late what another has done.
func (s *Server) Slip(room, user, membership string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[room]
	e := s.member(r, user, user, membership, "")
	r.items, s.order = r.items[:len(r.items)-1], s.order[:len(s.order)-1]
	r.slips = append(r.slips, e)
}

// push puts what happened to the hook, in order, and again until it is answered.
func (s *Server) push(ctx context.Context) {
	sent, txn := 0, 0
	for {
		s.mu.Lock()
		batch := s.order[sent:min(len(s.order), sent+100)]
		body, _ := json.Marshal(map[string]any{"events": batch}) // maps of plain values
		s.mu.Unlock()
		if len(batch) == 0 {
			select {
			case <-ctx.Done():
				return
			case <-s.news:
				continue
			}
		}
		txn++
		for pause := 10 * time.Millisecond; s.put(ctx, txn, body) != nil; pause = min(2*pause, 200*time.Millisecond) {
			select {
			case <-ctx.Done():
				return
			case <-time.After(pause):
			}
		}
		sent += len(batch)
	}
}

func (s *Server) put(ctx context.Context, txn int, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, fmt.Sprintf("%s/_matrix/app/v1/transactions/%d", s.hook, txn), bytes.NewReader(body))
	if err != nil {
		return err
	}
	return call(req)
}

func call(req *http.Request) error {
	req.Header.Set("Authorization", "Bearer "+HSToken)
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the hook answered %d", answer.StatusCode)
	}
	return nil
}

// add makes an event; s.mu is held.
func (s *Server) add(r *room, sender, kind string, key *string, content map[string]any) *item {
	s.count++
	sum := sha256.Sum256(fmt.Append(nil, r.id, s.count))
	e := &item{
		Type: kind, Sender: sender, ID: "$" + base64.RawURLEncoding.EncodeToString(sum[:]), Room: r.id, TS: time.Now().UnixMilli(),
		StateKey: key, Content: content, Unsigned: map[string]any{"age": 1},
	}
	if key != nil {
		if before := r.state[[2]string{kind, *key}]; before != nil {
			e.Unsigned["prev_content"], e.Unsigned["prev_sender"], e.Unsigned["replaces_state"] = before.Content, before.Sender, before.ID
		}
		r.state[[2]string{kind, *key}] = e
	}
	r.items = append(r.items, e)
	s.order = append(s.order, e)
	select {
	case s.news <- struct{}{}:
	default:
	}
	return e
}

func (r *room) membership(user string) string {
	if e := r.state[[2]string{"m.room.member", user}]; e != nil {
		m, _ := e.Content["membership"].(string)
		return m
	}
	return ""
}

func (r *room) public() bool {
	e := r.state[[2]string{"m.room.join_rules", ""}]
	return e != nil && e.Content["join_rule"] == "public"
}

// power is somebody's level and what a thing needs.
func (r *room) power(user, what string, otherwise float64) (has, needs float64) {
	e := r.state[[2]string{"m.room.power_levels", ""}]
	if e == nil {
		return 100, 0
	}
	users, _ := e.Content["users"].(map[string]any)
	has, _ = users[user].(float64)
	needs, ok := e.Content[what].(float64)
	if !ok {
		needs = otherwise
	}
	return has, needs
}

func (r *room) may(user, what string, otherwise float64) bool {
	has, needs := r.power(user, what, otherwise)
	return r.membership(user) == "join" && has >= needs
}

// redact takes the words from an event; s.mu is held.
func (s *Server) redact(r *room, sender, target string, content map[string]any) *item {
	content["redacts"] = target
	e := s.add(r, sender, "m.room.redaction", nil, content)
	e.Redacts = target
	if i := slices.IndexFunc(r.items, func(e *item) bool { return e.ID == target }); i >= 0 {
		was := *r.items[i] // what is under way keeps its words
		was.Content, was.Unsigned = map[string]any{}, map[string]any{"redacted_because": e}
		r.items[i] = &was
	}
	return e
}

// member changes somebody's membership; s.mu is held.
func (s *Server) member(r *room, sender, user, membership, reason string) *item {
	content := map[string]any{"membership": membership}
	if membership == "join" || membership == "invite" {
		content["displayname"] = s.names[user]
	}
	if reason != "" {
		content["reason"] = reason
	}
	return s.add(r, sender, "m.room.member", &user, content)
}
