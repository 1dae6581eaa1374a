package webhook

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// Counts says what became of a request's events.
type Counts struct {
	Accepted   int `json:"accepted"`
	Duplicates int `json:"duplicates"`
	Conflicts  int `json:"conflicts"`
}

// Inbox keeps what was posted: all of it or, with an error, nothing.
type Inbox interface {
	Keep(ctx context.Context, ws id.Workspace, connection id.Connection, happened []channel.Arrived) (Counts, error)
}

// Refusal is how a request that cannot be taken is answered.
type Refusal struct {
	Status int // 0 for what the kind of fault says
	Err    error
	Wrong  []Faulty
}

var (
	badJSON = i18n.Text{
		Hans: "这不是合格的 JSON：第 %d 行第 %d 列，%s。什么也没有保存。",
		Hant: "這不是合格的 JSON：第 %d 行第 %d 欄，%s。什麼都沒有保存。",
		En:   "This is not JSON: line %d, column %d, %s. Nothing was kept.",
	}
	badEvents = i18n.Text{
		Hans: "有 %d 条事件收不下，所以这一批什么也没有保存。原因见 errors，改好后整批再发一次。",
		Hant: "有 %d 筆事件無法接收，所以這一批什麼都沒有保存。原因見 errors，修正後整批再送一次。",
		En:   "%d {event|events} cannot be taken, so nothing of this batch was kept. See errors, mend them and send the whole batch again.",
	}
)

// mostWrong is how many events that cannot be taken are listed.
const mostWrong = 100

// Take reads a request and keeps what is in it. It returns a Refusal where it
// cannot.
func Take(r *http.Request, body []byte, ws id.Workspace, connection id.Connection, in Inbox, log *slog.Logger) (Counts, *Refusal) {
	happened, wrong, err := Parse(body, id.Show(connection))
	if pos, ok := errors.AsType[*Position](err); ok {
		return Counts{}, &Refusal{Status: http.StatusBadRequest, Err: fault.Because(err, fault.Invalid, badJSON.With(pos.Line, pos.Column, pos.Why))}
	}
	if len(wrong) > 0 {
		refusal := &Refusal{Err: fault.New(fault.Invalid, badEvents.With(len(wrong))), Wrong: wrong[:min(len(wrong), mostWrong)]}
		return Counts{}, refusal
	}
	counts, err := in.Keep(r.Context(), ws, connection, happened)
	if err != nil {
		log.Error("posted events were not kept", "err", err)
		return Counts{}, &Refusal{Err: err}
	}
	return counts, nil
}
