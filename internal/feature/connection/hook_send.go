package connection

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/outward"
)

// ActionHook is the action of deeds that are posted to a hook.
const ActionHook = "hook"

// HearerName is under which name facts wait for the hooks.
const HearerName = "hooks"

// Hooks makes deeds of facts, and posts them.
type Hooks struct{ S *Service }

// Name is the hearer's for good.
func (h Hooks) Name() string { return HearerName }

// Wants says which facts the hooks of a workspace were subscribed to. A hook
// that is paused is told of nothing.
func (h Hooks) Wants(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []fact.Kind, err error) {
	hooks, err := openHooks(ctx, tx, ws)
	for _, d := range hooks {
		set, err := readHook(d.Settings)
		if err != nil {
			return nil, err
		}
		for _, k := range set.Kinds {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out, err
}

// Hear puts a deed for each fact and hook. Deeds of one hook and group leave in
// order. A hook at which too much waits is paused.
func (h Hooks) Hear(ctx context.Context, tx *db.Tx, ws id.Workspace, facts []fact.Fact) error {
	hooks, err := openHooks(ctx, tx, ws)
	if err != nil {
		return err
	}
	for _, d := range hooks {
		set, err := readHook(d.Settings)
		if err != nil {
			return err
		}
		deeds, err := deedsOf(d, set, facts)
		if err != nil {
			return err
		}
		if len(deeds) == 0 {
			continue
		}
		if _, err := outbox.Put(ctx, tx, h.S.IDs, deeds...); err != nil {
			return err
		}
		waits, err := outbox.Waits(ctx, tx, ws, d.ID, mostWaiting+1)
		if err != nil {
			return err
		}
		if waits > mostWaiting {
			if err := h.S.Pause(ctx, tx, ws, d.ID, Backlog); err != nil {
				return err
			}
		}
	}
	return nil
}

func deedsOf(d Door, set HookSettings, facts []fact.Fact) (out []outbox.Deed, err error) {
	for i := range facts {
		f := &facts[i]
		if !slices.Contains(set.Kinds, f.Kind) || f.Workspace != d.Workspace {
			continue
		}
		var where fact.Where
		if err := json.Unmarshal(f.Body, &where); err != nil {
			return nil, fmt.Errorf("read a fact: %w", err)
		}
		body, err := json.Marshal(Payload{ID: id.Show(f.ID), Kind: f.Kind, At: f.At, Data: f.Body})
		if err != nil {
			return nil, fmt.Errorf("write what is posted: %w", err)
		}
		out = append(out, outbox.Deed{Workspace: d.Workspace, Connection: d.ID, Line: where.Group, Action: ActionHook,
			Key: "hook/" + id.Show(d.ID) + "/" + id.Show(f.ID), Body: body, Fact: f.ID, Event: f.Event})
	}
	return out, nil
}

// Find answers for what may have been posted before the program was killed: it
// is posted again, for receivers know a repeat by its id.
func (h Hooks) Find(context.Context, outbox.Deed) outbox.Result {
	return outbox.Result{Outcome: outbox.NotDone, Code: "stopped", Why: "the program stopped while it was posted; it is posted again under the same id"}
}

// Send posts a deed to its hook.
func (h Hooks) Send(ctx context.Context, deed outbox.Deed) outbox.Result {
	d, err := h.door(ctx, deed)
	now := h.S.DB.Clock.Now()
	switch {
	case fault.KindOf(err) == fault.NotFound || err == nil && !d.Closed.IsZero():
		return outbox.Result{Outcome: outbox.Refuse, Code: "closed"}
	case err != nil:
		return outbox.Result{Outcome: outbox.NotDone, Code: "internal", Patient: true}
	case !d.Paused.IsZero():
		return outbox.Result{Outcome: outbox.Limit, Until: now.Add(limitMost), Code: "paused"}
	}
	r, why := h.post(ctx, d, deed.Body, strconv.Itoa(deed.Attempts), idempotency(deed))
	if r.Outcome == outbox.NotDone && !d.Failing.IsZero() && now.Sub(d.Failing) > awayFor {
		r.Patient = true
	}
	if err := h.learn(ctx, d, r, why); err != nil && r.Outcome != outbox.Done {
		return outbox.Result{Outcome: outbox.NotDone, Code: "internal", Patient: true}
	}
	return r
}

// idempotency is by what a receiver may know a repeat without reading it.
func idempotency(deed outbox.Deed) string {
	if deed.Fact == 0 {
		return deed.Key
	}
	return id.Show(deed.Fact)
}

// Told is what a hook is told of by an SOP, and not by a fact.
type Told struct {
	Group string            `json:"group,omitempty"`
	Who   string            `json:"member,omitempty"` // shown id
	With  map[string]string `json:"with"`
}

// StepKind is the kind of what SOPs post.
const StepKind fact.Kind = "sop.step"

// PostStep puts a deed that tells the hook of a name what a step of an SOP says;
// false where no such hook is open. The same key is posted once.
func (h Hooks) PostStep(ctx context.Context, tx *db.Tx, ws id.Workspace, to, key string, at time.Time, step Told) (bool, error) {
	hooks, err := openHooks(ctx, tx, ws)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(hooks, func(d Door) bool { return d.Name == to })
	if i < 0 {
		return false, nil
	}
	data, err := json.Marshal(step)
	if err != nil {
		return false, fmt.Errorf("write what an SOP posts: %w", err)
	}
	body, err := json.Marshal(Payload{ID: key, Kind: StepKind, At: at, Data: data})
	if err != nil {
		return false, fmt.Errorf("write what an SOP posts: %w", err)
	}
	_, err = outbox.Put(ctx, tx, h.S.IDs, outbox.Deed{Workspace: ws, Connection: hooks[i].ID, Line: step.Group, Action: ActionHook, Key: key, Body: body})
	return err == nil, err
}

func (h Hooks) door(ctx context.Context, deed outbox.Deed) (d Door, err error) {
	err = h.S.DB.Read(ctx, func(tx *db.Tx) (err error) {
		d, err = h.S.Door(ctx, tx, deed.Workspace, deed.Connection)
		return err
	})
	return d, err
}

const (
	postIn    = 15 * time.Second
	readMost  = 4 << 10 // of an answer, so that its connection can be used again
	userAgent = "Huoshui-Hook/1"
)

// post posts a body once. why is set where the hook is to be paused at once.
func (h Hooks) post(ctx context.Context, d Door, body []byte, attempt, key string) (r outbox.Result, why Pause) {
	set, err := readHook(d.Settings)
	if err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "internal"}, ""
	}
	now := h.S.DB.Clock.Now()
	secret, err := h.S.hookSecret(d)
	if err != nil {
		return outbox.Result{Outcome: outbox.Limit, Until: now.Add(limitMost), Code: "key"}, NoKey
	}
	ctx, cancel := context.WithTimeout(ctx, postIn)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, set.URL, bytes.NewReader(body))
	if err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "url"}, ""
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Huoshui-Signature", Sign(body, now, secret.at(now)...))
	req.Header.Set("Huoshui-Attempt", attempt)
	req.Header.Set("Idempotency-Key", key)
	answer, err := h.S.Out.Do(req)
	if err != nil {
		return h.noAnswer(err, now)
	}
	defer answer.Body.Close() //nolint:errcheck // what was answered is known
	_, _ = io.CopyN(io.Discard, answer.Body, readMost)
	r = verdict(answer.StatusCode, answer.Header.Get("Retry-After"), now)
	if r.Outcome == outbox.Refuse {
		why = Gone
	}
	return r, why
}

// noAnswer is what is made of a post that was not answered. The receiver may
// have taken it all the same: it is posted again, under the same id.
func (h Hooks) noAnswer(err error, now time.Time) (outbox.Result, Pause) {
	if errors.Is(err, outward.ErrInside) {
		return outbox.Result{Outcome: outbox.Limit, Until: now.Add(limitMost), Code: "inside"}, Inside
	}
	code, why := absence(err)
	return outbox.Result{Outcome: outbox.NotDone, Code: code, Why: why}, ""
}

// absence says why no answer came: in a word, and in the machine's own words
// without the address, in which there may be a secret.
func absence(err error) (code, why string) {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	var dns *net.DNSError
	var timeout net.Error
	var host x509.HostnameError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &dns):
		return "dns", dns.Err
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout():
		return "timeout", ""
	case errors.As(err, &host) || errors.As(err, &authority) || errors.As(err, &invalid):
		return "certificate", err.Error()
	}
	return "unreachable", err.Error()
}

// learn notes how a post went: since when every attempt fails, and that the hook
// is to be paused.
func (h Hooks) learn(ctx context.Context, d Door, r outbox.Result, why Pause) error {
	failed := r.Outcome != outbox.Done
	if !failed && d.Failing.IsZero() {
		return nil
	}
	return h.S.DB.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		since, query := int64(0), `UPDATE connection_door SET failing = $3 WHERE workspace = $1 AND id = $2`
		if failed {
			since, query = tx.Now.UnixMilli(), query+` AND failing = 0`
		}
		if _, err := tx.Exec(ctx, query, d.Workspace, d.ID, since); err != nil {
			return fmt.Errorf("note how a hook does: %w", err)
		}
		if why == "" && failed && !d.Failing.IsZero() && tx.Now.Sub(d.Failing) > failsFor {
			why = Failing
		}
		if why == "" {
			return nil
		}
		return h.S.Pause(ctx, tx, d.Workspace, d.ID, why)
	})
}
