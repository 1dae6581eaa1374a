package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/outward"
)

// The actions of deeds that are reports.
const (
	Prefix     = "report."
	ByMail     = Prefix + "mail"
	ByHook     = Prefix + "hook"
	ByRobot    = Prefix + "robot"
	userAgent  = "Huoshui-Report/1"
	postIn     = 15 * time.Second
	answerMost = 4 << 10
)

// Sender sends what of the outbox is a report.
type Sender struct{ S *Service }

var _ outbox.Sender = Sender{}

// Send sends a deed.
func (s Sender) Send(ctx context.Context, d outbox.Deed) outbox.Result {
	var l letter
	if err := json.Unmarshal(d.Body, &l); err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "internal"}
	}
	if s.S.now(d.Workspace).UnixMilli() > l.Until {
		return outbox.Result{Outcome: outbox.Refuse, Code: "too-late"}
	}
	if err := s.S.House.MaySend(ctx, d.Workspace); err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "simulated"}
	}
	return s.S.deliver(ctx, d.Workspace, d.Key, d.Action, &l)
}

// Find answers for what may have been sent before the program was killed. Programs
// know a repeat by its id; who reads e-mail or a group does not, so a person decides.
func (s Sender) Find(_ context.Context, d outbox.Deed) outbox.Result {
	if d.Action == ByHook {
		return outbox.Result{Outcome: outbox.NotDone, Code: "stopped"}
	}
	return outbox.Result{Outcome: outbox.Maybe, Code: "cut-off"}
}

// deliver sends a letter once.
func (s *Service) deliver(ctx context.Context, ws id.Workspace, key, action string, l *letter) outbox.Result {
	var k kept
	var m Mail
	var ok bool
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if action == ByMail {
			m, ok, err = mailOf(ctx, tx, ws)
			return err
		}
		k, ok, err = planOf(ctx, tx, ws, l.Unit)
		return err
	})
	if err != nil {
		return outbox.Result{Outcome: outbox.NotDone, Code: "internal", Patient: true}
	}
	if !ok {
		return outbox.Result{Outcome: outbox.Refuse, Code: "closed"}
	}
	if action == ByMail {
		return s.mail(ctx, ws, key, &m, l)
	}
	set, err := s.secretsOf(ws, &k)
	if err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "key"}
	}
	if action == ByRobot {
		return s.robot(ctx, set.Robot, l)
	}
	return s.hook(ctx, set, key, l)
}

func (s *Service) mail(ctx context.Context, ws id.Workspace, key string, m *Mail, l *letter) outbox.Result {
	p := mailer{m: *m, out: s.Out, roots: s.roots}
	if len(m.sealed) > 0 {
		password, err := s.Key.Open(m.sealed, boundMail(ws))
		if err != nil {
			return outbox.Result{Outcome: outbox.Refuse, Code: "key"}
		}
		p.password = string(password)
	}
	return p.post(ctx, key, l, s.DB.Clock.Now())
}

// hook posts a report to a program, signed as every hook is.
func (s *Service) hook(ctx context.Context, set secrets, key string, l *letter) outbox.Result {
	if set.Hook == "" {
		return outbox.Result{Outcome: outbox.Refuse, Code: "closed"}
	}
	body := []byte(l.Text)
	status, _, result := s.put(ctx, set.Hook, body, map[string]string{"Huoshui-Signature": s.Sign(body, s.DB.Clock.Now(), set.Sign), "Idempotency-Key": key})
	if status == 0 {
		return result
	}
	return ofStatus(status)
}

// robot says a report in a group by the address its owner gave: the platform answers
// 200 even where it does not take it, and says so in the body.
func (s *Service) robot(ctx context.Context, address string, l *letter) outbox.Result {
	if address == "" {
		return outbox.Result{Outcome: outbox.Refuse, Code: "closed"}
	}
	var post struct {
		Type     string `json:"msgtype"`
		Markdown struct {
			Content string `json:"content"`
		} `json:"markdown"`
	}
	post.Type, post.Markdown.Content = "markdown", l.Text
	body, err := json.Marshal(post)
	if err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "internal"}
	}
	status, answer, result := s.put(ctx, address, body, nil)
	switch {
	case status == 0 && result.Code == "cut-off":
		return outbox.Result{Outcome: outbox.Maybe, Code: "cut-off"}
	case status == 0:
		return result
	case status != http.StatusOK:
		return ofStatus(status)
	}
	var said struct {
		Code int `json:"errcode"`
	}
	if json.Unmarshal(answer, &said) != nil || said.Code == 0 {
		return outbox.Result{Outcome: outbox.Done}
	}
	return ofRobot(said.Code)
}

// tooMany is what the platform answers to a robot that speaks too often; it may say
// no more than 20 things a minute.
const tooMany = 45009

func ofRobot(code int) outbox.Result {
	if code == tooMany || code == -1 { // −1: the platform is busy
		return outbox.Result{Outcome: outbox.NotDone, Code: "robot " + strconv.Itoa(code)}
	}
	return outbox.Result{Outcome: outbox.Refuse, Code: "robot " + strconv.Itoa(code)}
}

func ofStatus(status int) outbox.Result {
	code := "HTTP " + strconv.Itoa(status)
	switch {
	case status >= 200 && status < 300:
		return outbox.Result{Outcome: outbox.Done, Code: code}
	case status == http.StatusRequestTimeout || status == http.StatusTooManyRequests || status >= 500:
		return outbox.Result{Outcome: outbox.NotDone, Code: code}
	}
	return outbox.Result{Outcome: outbox.Refuse, Code: code}
}

// put posts JSON. The status is 0 where no answer came, and the result says why.
func (s *Service) put(ctx context.Context, address string, body []byte, headers map[string]string) (status int, answer []byte, none outbox.Result) {
	ctx, cancel := context.WithTimeout(ctx, postIn)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, outbox.Result{Outcome: outbox.Refuse, Code: "url"}
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("User-Agent", userAgent)
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	got, err := s.Out.Do(r)
	if err != nil {
		return 0, nil, noAnswer(err)
	}
	defer got.Body.Close() //nolint:errcheck // what was answered is known
	answer, err = io.ReadAll(io.LimitReader(got.Body, answerMost))
	if err != nil {
		return 0, nil, outbox.Result{Outcome: outbox.NotDone, Code: "cut-off"}
	}
	return got.StatusCode, answer, none
}

// noAnswer says why a post was not answered, never with its address: there is a
// secret in it.
func noAnswer(err error) outbox.Result {
	r := notConnected(err)
	if r.Code == "timeout" || r.Code == "unreachable" && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(err.Error(), "reset")) {
		r.Code = "cut-off"
	}
	r.Why = ""
	if fault.KindOf(err) == fault.Forbidden || errors.Is(err, outward.ErrInside) {
		r.Code = "inside"
	}
	return r
}
