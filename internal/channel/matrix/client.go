package matrix

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// How long the homeserver may take to answer, and how much it may say.
const (
	answerIn      = 30 * time.Second
	mediaIn       = 3 * time.Minute
	answerAtMost  = 64 << 20 // the members of a room of a hundred thousand
	pauseAtLeast  = time.Second
	pauseUnstated = 5 * time.Second
)

// client calls the homeserver as the service's own user.
type client struct {
	base  string
	token string
	user  string
	http  *http.Client
	now   func() time.Time
}

func newClient(set Settings, opt Options) *client {
	var h http.Client
	if opt.HTTP != nil {
		h = *opt.HTTP
	} else if t, ok := http.DefaultTransport.(*http.Transport); ok {
		h.Transport = t.Clone() // its connections are this adapter's own
	}
	// The token goes to the address that was set, and nowhere else.
	h.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client{
		base: strings.TrimSuffix(set.Homeserver, "/"), token: set.ASToken, user: string(set.User()),
		http: &h, now: opt.Clock.Now,
	}
}

// refusal is an answer other than 200.
type refusal struct {
	Status int
	Code   string `json:"errcode"`
	Text   string `json:"error"`
	Retry  int64  `json:"retry_after_ms"`
	until  time.Time
}

func (r *refusal) Error() string {
	return fmt.Sprintf("the homeserver answered %d %s: %s", r.Status, r.Code, clip(r.Text))
}

// absence is that no answer came; the request may have arrived only where
// written.
type absence struct {
	written bool
	cause   error
}

func (a *absence) Error() string { return a.cause.Error() }
func (a *absence) Unwrap() error { return a.cause }

// request is one call. Of body and data at most one is given.
type request struct {
	method, path string
	query        url.Values
	body         any    // sent as JSON
	data         []byte // sent as it is
	kind         string // the type of data
	in           time.Duration
}

// path joins segments to a path below the client API, each escaped.
func path(segments ...string) string {
	var b strings.Builder
	b.WriteString("/_matrix/client/v3")
	for _, s := range segments {
		b.WriteString("/" + url.PathEscape(s))
	}
	return b.String()
}

// inRoom is the path of something of a room.
func inRoom(chat event.NativeChat, segments ...string) string {
	return path(append([]string{"rooms", string(chat)}, segments...)...)
}

// ask makes a call and decodes the answer into out, unless that is nil. It
// fails with a refusal or an absence.
func (c *client) ask(ctx context.Context, r request, out any) error {
	answer, err := c.open(ctx, r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(answer.Body, answerAtMost)) // cut, it is no JSON
	if err != nil {
		return &absence{written: true, cause: err}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return &absence{written: true, cause: fmt.Errorf("read the answer to %s %s: %w", r.method, r.path, err)}
	}
	return nil
}

// open makes a call and returns its answer of 200, to be read and closed.
func (c *client) open(ctx context.Context, r request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, max(r.in, answerIn))
	var written atomic.Bool
	req, err := c.build(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		// A connection that turns out dead before anything was written is tried
		// anew by net/http: then it all begins again.
		GetConn: func(string) { written.Store(false) },
		GotConn: func(httptrace.GotConnInfo) { written.Store(true) },
	}), r)
	if err != nil {
		cancel()
		return nil, &absence{cause: err}
	}
	answer, err := c.http.Do(req)
	if err != nil {
		cancel()
		return nil, &absence{written: written.Load(), cause: err}
	}
	answer.Body = closing{answer.Body, cancel}
	if answer.StatusCode == http.StatusOK {
		return answer, nil
	}
	defer func() { _ = answer.Body.Close() }()
	return nil, c.refused(answer)
}

// closing ends the time of a call when its answer was read.
type closing struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (c closing) Close() error {
	defer c.cancel()
	return c.ReadCloser.Close()
}

func (c *client) build(ctx context.Context, r request) (*http.Request, error) {
	data, kind := r.data, r.kind
	if r.body != nil {
		var err error
		if data, err = json.Marshal(r.body); err != nil {
			return nil, err
		}
		kind = "application/json"
	}
	query := url.Values{}
	if c.user != "" {
		query.Set("user_id", c.user)
	}
	for k, v := range r.query {
		query[k] = v
	}
	req, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path+"?"+query.Encode(), bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	return req, nil
}

func (c *client) refused(answer *http.Response) *refusal {
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<16)) // a cut answer is still a refusal
	r := &refusal{}
	if json.Unmarshal(text, r) != nil {
		r.Text = answer.Status
	}
	r.Status = answer.StatusCode
	if r.Status == http.StatusTooManyRequests {
		pause := time.Duration(r.Retry) * time.Millisecond
		if s, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && pause <= 0 {
			pause = time.Duration(s) * time.Second
		}
		if pause <= 0 {
			pause = pauseUnstated
		}
		r.until = c.now().Add(max(pause, pauseAtLeast/10))
	}
	return r
}

// result says what an error means for a deed. harmless is for what nobody
// notices when it was done and is done again.
func result(err error, harmless bool) channel.Result {
	if err == nil {
		return channel.Result{Outcome: channel.Done}
	}
	var no *refusal
	if errors.As(err, &no) {
		switch {
		case no.Status == http.StatusTooManyRequests:
			return channel.Result{Outcome: channel.Limited, Until: no.until, Code: no.Code, Err: err}
		case no.Status < http.StatusInternalServerError:
			return channel.Result{Outcome: channel.Rejected, Code: no.Code, Err: err}
		case harmless:
			return channel.Result{Outcome: channel.Rejected, Code: no.Code, Retryable: true, Err: err}
		}
		return channel.Result{Outcome: channel.Uncertain, Code: no.Code, Err: err} // a proxy may have given up on a server that had not
	}
	var none *absence
	if errors.As(err, &none) && none.written && !harmless {
		return channel.Result{Outcome: channel.Uncertain, Err: err}
	}
	return channel.Result{Outcome: channel.Rejected, Retryable: true, Err: err}
}

// isRefused reports whether err is an answer of that status.
func isRefused(err error, status int) bool {
	var no *refusal
	return errors.As(err, &no) && no.Status == status
}
