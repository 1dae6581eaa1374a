package connection

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// HookSettings say where facts are posted to, and which.
type HookSettings struct {
	URL   string      `json:"url"`
	Kinds []fact.Kind `json:"kinds"`
}

// hookSecret is by what a receiver knows that a post is ours. For a day after
// it was changed posts are signed with the one before as well.
type hookSecret struct {
	Now   string `json:"now"`
	Old   string `json:"old,omitempty"`
	Until int64  `json:"until,omitzero"` // milliseconds
}

const (
	hookPrefix = "hks_"         // tells people, and programs that look for leaked secrets, what it is
	overlap    = 24 * time.Hour // how long an old secret still signs

	// failsFor is how long every attempt must fail before a hook is paused.
	failsFor = 24 * time.Hour
	// awayFor is how long every attempt must fail before the receiver counts as
	// away: from then on what waits is not given up one by one.
	awayFor = time.Hour
	// mostWaiting is how much may wait at a hook before it is paused.
	mostWaiting = 10_000

	maxURL     = 2000
	limitLeast = time.Second
	limitMost  = time.Hour
)

// Payload is what is posted.
type Payload struct {
	ID   string          `json:"id"` // of the fact; the same in every repeat
	Kind fact.Kind       `json:"kind"`
	At   time.Time       `json:"at"`
	Data json.RawMessage `json:"data"`
}

// Ping is the kind of what is posted to try a hook. No fact has it.
const Ping fact.Kind = "ping"

var (
	badHookURL = i18n.Text{
		Hans: "地址要以 https:// 或 http:// 开头，里面不能有账号、密码和 # 号，最多 %d 个字。",
		Hant: "位址要以 https:// 或 http:// 開頭，裡面不能有帳號、密碼和 # 號，最多 %d 個字。",
		En:   "An address begins with https:// or http://, holds no user, password or #, and has at most %d characters.",
	}
	noKinds = i18n.Text{
		Hans: "请至少选一种要推送的事。",
		Hant: "請至少選擇一種要推送的事件。",
		En:   "Choose at least one kind of thing to be told of.",
	}
)

// Validate fails with a sentence about the first setting that cannot work.
func (h HookSettings) Validate() error {
	u, err := url.Parse(h.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || u.Fragment != "" || len(h.URL) > maxURL {
		return &auth.FieldError{Field: "url", Err: fault.New(fault.Invalid, badHookURL.With(maxURL))}
	}
	if len(h.Kinds) == 0 {
		return &auth.FieldError{Field: "kinds", Err: fault.New(fault.Invalid, noKinds.With())}
	}
	for _, k := range h.Kinds {
		if !slices.Contains(fact.Public[:], k) {
			return &auth.FieldError{Field: "kinds", Err: fault.New(fault.Invalid, noKinds.With())}
		}
	}
	return nil
}

func readHook(settings string) (h HookSettings, err error) {
	if err := json.Unmarshal([]byte(settings), &h); err != nil {
		return h, fmt.Errorf("read the settings of a hook: %w", err)
	}
	return h, nil
}

// Sign returns the header Huoshui-Signature of a body posted at a moment:
// "t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">", with another v1 for each
// further secret.
func Sign(body []byte, at time.Time, secrets ...string) string {
	t := strconv.FormatInt(at.Unix(), 10)
	out := "t=" + t
	for _, s := range secrets {
		mac := hmac.New(sha256.New, []byte(s))
		_, _ = mac.Write([]byte(t + ".")) // a hash cannot fail
		_, _ = mac.Write(body)
		out += ",v1=" + hex.EncodeToString(mac.Sum(nil))
	}
	return out
}

func (h hookSecret) at(now time.Time) []string {
	if h.Old != "" && now.UnixMilli() < h.Until {
		return []string{h.Now, h.Old}
	}
	return []string{h.Now}
}

// verdict is what an answer makes of a deed.
func verdict(status int, retryAfter string, now time.Time) outbox.Result {
	code := "HTTP " + strconv.Itoa(status)
	switch {
	case status >= 200 && status < 300:
		return outbox.Result{Outcome: outbox.Done, Code: code}
	case status == http.StatusGone:
		return outbox.Result{Outcome: outbox.Refuse, Code: code}
	case status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable:
		if until, ok := until(retryAfter, now); ok {
			return outbox.Result{Outcome: outbox.Limit, Until: until, Code: code}
		}
	}
	return outbox.Result{Outcome: outbox.NotDone, Code: code}
}

// until reads a Retry-After: seconds, or a date. Nobody may make us wait for
// longer than an hour.
func until(retryAfter string, now time.Time) (time.Time, bool) {
	wait := time.Duration(0)
	if s, err := strconv.ParseInt(retryAfter, 10, 32); err == nil {
		wait = time.Duration(s) * time.Second
	} else if at, err := http.ParseTime(retryAfter); err == nil {
		wait = at.Sub(now)
	} else {
		return time.Time{}, false
	}
	return now.Add(min(max(wait, limitLeast), limitMost)), true
}
