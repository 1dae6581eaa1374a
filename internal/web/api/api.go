// Package api is the shell of the JSON API: who is calling, how much they may
// send, problems as RFC 9457 has them, and the OpenAPI document. It knows no
// feature.
//
// Needs: somebody who knows tokens.
// Never: says why a token was not taken; logs what was sent.
package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Scope is something a token may be good for.
type Scope string

// The scopes.
const (
	Events Scope = "events" // post events
	Read   Scope = "read"   // read figures and the state of things
	Send   Scope = "send"   // have something leave
	Tasks  Scope = "tasks"  // read to-dos, open and settle them
)

// Scopes lists every scope.
var Scopes = [...]Scope{Events, Read, Send, Tasks}

// Caller is the program that calls.
type Caller struct {
	Token      id.Token
	Workspace  id.Workspace
	Connection id.Connection // as which source it posts
	Scopes     []Scope
}

// May reports whether the caller's token is good for s.
func (c Caller) May(s Scope) bool {
	for _, have := range c.Scopes {
		if have == s {
			return true
		}
	}
	return false
}

// Tokens knows who shows a token; it fails with Unknown where nobody does.
type Tokens interface {
	Caller(ctx context.Context, token string) (Caller, error)
}

// Shell is the API without what features add to it.
type Shell struct {
	Huma huma.API

	mux     *http.ServeMux
	tokens  Tokens
	log     *slog.Logger
	clock   clock.Clock
	limiter *limiter
	address func(*http.Request) netip.Addr
}

// Options of a shell.
type Options struct {
	Tokens  Tokens
	Clock   clock.Clock
	Log     *slog.Logger
	Version string
	Address func(*http.Request) netip.Addr // the caller's real address
}

// New returns a shell without operations.
func New(o Options) *Shell {
	s := &Shell{mux: http.NewServeMux(), tokens: o.Tokens, log: o.Log, clock: o.Clock, limiter: newLimiter(), address: o.Address}
	config := huma.DefaultConfig("Huoshui", o.Version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/v1/openapi", "", "/api/v1/schemas"
	config.Info.Description = "Events in, figures out. Every call carries a token: Authorization: Bearer …. Problems are RFC 9457."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
	config.CreateHooks = nil // no links to schemas in answers
	s.Huma = humago.New(s.mux, config)
	s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { Fail(w, fault.New(fault.NotFound, nowhere.With())) })
	return s
}

type callerKey struct{}

// callerOf is who calls; the shell has made sure that somebody does.
func callerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// Get adds an operation that reads.
func Get[I, O any](s *Shell, path, summary string, fn func(context.Context, Caller, *I) (*O, error)) {
	GetFor(s, path, summary, Read, fn)
}

// GetFor adds an operation that reads what only tokens of a scope may.
func GetFor[I, O any](s *Shell, path, summary string, scope Scope, fn func(context.Context, Caller, *I) (*O, error)) {
	op := huma.Operation{Method: http.MethodGet, Path: "/api/v1" + path, Summary: summary, OperationID: operationID(path),
		Security: []map[string][]string{{"token": {string(scope)}}}, Errors: []int{400, 401, 403, 404, 422, 429, 500, 503}}
	type answer struct{ Body *O }
	huma.Register(s.Huma, op, func(ctx context.Context, in *I) (*answer, error) {
		c := callerOf(ctx)
		if !c.May(scope) {
			return nil, problemOf(fault.New(fault.Forbidden, notInScope.With(scope)), i18n.En)
		}
		out, err := fn(ctx, c, in)
		if err != nil {
			return nil, s.failed(ctx, path, err)
		}
		return &answer{out}, nil
	})
}

// failed is what a caller is told of an error: where the database was away, to
// come again.
func (s *Shell) failed(ctx context.Context, path string, err error) error {
	if fault.KindOf(err) == fault.Internal {
		s.log.Error("an API call failed", "path", path, "err", err)
		if db.IsAway(ctx, err) {
			err = fault.Because(err, fault.Unavailable, away.With())
		}
	}
	switch fault.KindOf(err) {
	case fault.Limited, fault.Unavailable:
		return later(err, 1)
	}
	return problemOf(err, i18n.En)
}

func operationID(path string) string {
	return "get" + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(path)
}

// Ask adds an operation that has something done later: it is answered with 202
// once that is kept. A token may ask for less of these than of others.
func Ask[I, O any](s *Shell, path, summary string, scope Scope, limit int64, fn func(context.Context, Caller, *I) (*O, error)) {
	op := huma.Operation{Method: http.MethodPost, Path: "/api/v1" + path, Summary: summary, OperationID: "post" + strings.TrimPrefix(operationID(path), "get"),
		DefaultStatus: http.StatusAccepted, MaxBodyBytes: limit, Security: []map[string][]string{{"token": {string(scope)}}},
		Errors: []int{400, 401, 403, 404, 409, 413, 422, 429, 500, 503}}
	type answer struct{ Body *O }
	huma.Register(s.Huma, op, func(ctx context.Context, in *I) (*answer, error) {
		c := callerOf(ctx)
		if !c.May(scope) {
			return nil, problemOf(fault.New(fault.Forbidden, notInScope.With(scope)), i18n.En)
		}
		if wait := s.limiter.ask("asks "+id.Show(c.Token), s.clock.Now()); wait > 0 {
			return nil, later(fault.New(fault.Limited, slower.With(int(wait/time.Second)+1)), int(wait/time.Second)+1)
		}
		out, err := fn(ctx, c, in)
		if err != nil {
			return nil, s.failed(ctx, path, err)
		}
		return &answer{out}, nil
	})
}

// later is err as a problem that says in how many seconds to try again.
func later(err error, seconds int) error {
	return huma.ErrorWithHeaders(problemOf(err, i18n.En), http.Header{"Retry-After": {fmt.Sprint(seconds)}})
}

// Post adds an operation that takes its body as it comes, for the roads where
// every microsecond counts. request and answer are only for the document.
func Post(s *Shell, path, summary string, scope Scope, limit int64, request, answer any, fn func(http.ResponseWriter, *http.Request, Caller)) {
	schemas := s.Huma.OpenAPI().Components.Schemas
	content := func(v any) map[string]*huma.MediaType {
		return map[string]*huma.MediaType{"application/json": {Schema: schemas.Schema(reflect.TypeOf(v), true, "")}}
	}
	problem := map[string]*huma.MediaType{"application/problem+json": {Schema: schemas.Schema(reflect.TypeFor[Problem](), true, "")}}
	responses := map[string]*huma.Response{"200": {Description: "OK", Content: content(answer)}}
	for _, code := range []string{"400", "401", "403", "413", "415", "422", "429", "503"} {
		responses[code] = &huma.Response{Description: code, Content: problem}
	}
	s.Huma.OpenAPI().AddOperation(&huma.Operation{Method: http.MethodPost, Path: "/api/v1" + path, Summary: summary, OperationID: "post" + strings.ReplaceAll(path, "/", "-"),
		Security:    []map[string][]string{{"token": {string(scope)}}},
		RequestBody: &huma.RequestBody{Required: true, Content: content(request)}, Responses: responses})
	s.mux.HandleFunc("POST /api/v1"+path, func(w http.ResponseWriter, r *http.Request) {
		c := callerOf(r.Context())
		if !c.May(scope) {
			Fail(w, fault.New(fault.Forbidden, notInScope.With(scope)))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		fn(w, r, c)
	})
}

// Handler answers below /api/v1: only those who show a token, but for the
// OpenAPI document.
func (s *Shell) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if strings.HasPrefix(r.URL.Path, "/api/v1/openapi") || strings.HasPrefix(r.URL.Path, "/api/v1/schemas") {
			s.mux.ServeHTTP(w, r)
			return
		}
		now := s.clock.Now()
		from := "address " + s.address(r).String()
		if wait := s.limiter.blocked(from, now); wait > 0 {
			tooMany(w, wait)
			return
		}
		c, err := s.caller(r)
		switch {
		case fault.KindOf(err) == fault.Unknown:
			s.limiter.wrong(from, now)
			w.Header().Set("WWW-Authenticate", "Bearer")
			Fail(w, err)
			return
		case err != nil:
			s.log.Error("tokens cannot be looked up", "err", err)
			Fail(w, fault.Because(err, fault.Unavailable, away.With()))
			return
		}
		if wait := s.limiter.take("token "+id.Show(c.Token), now, 1); wait > 0 {
			tooMany(w, wait)
			return
		}
		in := r.WithContext(audit.As(context.WithValue(r.Context(), callerKey{}, c), audit.Holder(c.Token)))
		s.mux.ServeHTTP(w, in)
		r.Pattern = in.Pattern // for whoever counts requests by route
	})
}

// caller is who shows the token of a request.
func (s *Shell) caller(r *http.Request) (Caller, error) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if token = strings.TrimSpace(token); !ok || token == "" || len(token) > 200 {
		return Caller{}, fault.New(fault.Unknown, noToken.With())
	}
	c, err := s.tokens.Caller(r.Context(), token)
	if fault.KindOf(err) == fault.Unknown {
		return c, fault.Because(err, fault.Unknown, noToken.With()) // the same sentence for every reason
	}
	return c, err
}

var (
	noToken = i18n.Text{
		Hans: "需要有效的令牌：Authorization: Bearer …。",
		Hant: "需要有效的權杖：Authorization: Bearer …。",
		En:   "A valid token is needed: Authorization: Bearer ….",
	}
	notInScope = i18n.Text{
		Hans: "这个令牌没有 %s 权限。请换一个，或用 huoshui admin token --scope 新建。",
		Hant: "這個權杖沒有 %s 權限。請換一個，或用 huoshui admin token --scope 新增。",
		En:   "This token has no scope %s. Use another, or make one with huoshui admin token --scope.",
	}
	nowhere = i18n.Text{
		Hans: "没有这个地址，或者它不收这种请求。有哪些地址见 /api/v1/openapi.json。",
		Hant: "沒有這個位址，或它不接受這種請求。有哪些位址見 /api/v1/openapi.json。",
		En:   "There is no such address, or it takes no such request. See /api/v1/openapi.json for what there is.",
	}
	away = i18n.Text{
		Hans: "服务暂时不可用，请稍后再试。",
		Hant: "服務暫時無法使用，請稍後再試。",
		En:   "The service is not available just now. Please try again later.",
	}
	slower = i18n.Text{
		Hans: "请求太多了，请过 %d 秒再试。",
		Hant: "請求太多了，請過 %d 秒再試。",
		En:   "Too many requests. Try again in %d {second|seconds}.",
	}
)

func tooMany(w http.ResponseWriter, wait time.Duration) {
	seconds := int(wait/time.Second) + 1
	w.Header().Set("Retry-After", fmt.Sprint(seconds))
	Fail(w, fault.New(fault.Limited, slower.With(seconds)))
}

// Answer writes v as JSON.
func Answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the caller went away
}
