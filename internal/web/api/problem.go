package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/status"
)

// Problem is an error as RFC 9457 has it. Detail is a sentence in English,
// DetailZh the same in Chinese.
type Problem struct {
	Type     string   `json:"type,omitempty"`
	Title    string   `json:"title"`
	Status   int      `json:"status"`
	Detail   string   `json:"detail"`
	DetailZh string   `json:"detail_zh,omitempty"`
	Errors   []Faulty `json:"errors,omitempty"`
}

// Faulty is one thing of many that could not be taken.
type Faulty struct {
	Index  int    `json:"index"`
	Reason string `json:"reason"`
}

// Error is the sentence.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of problems.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func problemOf(err error, _ i18n.Lang) *Problem {
	code := status.Of(fault.KindOf(err))
	public := fault.Public(err)
	return &Problem{Title: http.StatusText(code), Status: code, Detail: public.In(i18n.En), DetailZh: public.In(i18n.ZhHans)}
}

// Fail writes err as a problem.
func Fail(w http.ResponseWriter, err error) { FailWith(w, 0, err, nil) }

// FailWith writes err as a problem with a status of its own (0 for the usual
// one) and the things of the request that are to blame.
func FailWith(w http.ResponseWriter, status int, err error, blame []Faulty) {
	p := problemOf(err, i18n.En)
	if status > 0 {
		p.Status, p.Title = status, http.StatusText(status)
	}
	p.Errors = blame
	w.Header().Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusServiceUnavailable && w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", "1")
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the caller went away
}

var (
	tooLarge = i18n.Text{
		Hans: "一次最多收 %d KB。请分成几次发送。",
		Hant: "一次最多收 %d KB。請分成幾次傳送。",
		En:   "At most %d KB are taken at a time. Send it in parts.",
	}
	cutOff = i18n.Text{
		Hans: "请求没有发完整，什么也没有保存。请原样再发一次。",
		Hant: "請求沒有傳送完整，什麼都沒有保存。請原樣再送一次。",
		En:   "The request did not arrive whole and nothing was kept. Send the same again.",
	}
)

// Body reads the body of a request that Post bounds. Where it reports false the
// problem has been written.
func Body(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	b, err := io.ReadAll(r.Body)
	if err == nil {
		return b, true
	}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		FailWith(w, http.StatusRequestEntityTooLarge, fault.New(fault.Invalid, tooLarge.With(large.Limit>>10)), nil)
	} else {
		FailWith(w, http.StatusBadRequest, fault.Because(err, fault.Invalid, cutOff.With()), nil)
	}
	return nil, false
}
