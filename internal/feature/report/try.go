package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// triesIn is for how long, and how many of these a workspace has meanwhile.
const (
	triesIn   = time.Minute
	mostTries = 5
)

var (
	badTo    = i18n.Text{Hans: "请填一个收件邮箱。", Hant: "請填一個收件信箱。", En: "Enter an e-mail address to send it to."}
	tooOften = i18n.Text{Hans: "试得太勤了，过一分钟再试。", Hant: "試得太頻繁，過一分鐘再試。", En: "That was tried too often. Wait a minute."}

	trySubject = i18n.Text{Hans: "活水试发的一封邮件", Hant: "活水試發的一封郵件", En: "A test from Huoshui"}
	tryText    = i18n.Text{Hans: "看到这封信，说明邮件服务器填对了。不用回复。", Hant: "看到這封信，表示郵件伺服器填對了。不用回覆。", En: "If you read this, the mail server is set up right. There is no need to answer."}
)

// allow fails with Limited where too much was tried lately.
func (s *Service) allow(ws id.Workspace) error {
	now := s.DB.Clock.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tries == nil || len(s.tries) > 1000 {
		s.tries = map[id.Workspace][]time.Time{}
	}
	var fresh []time.Time
	for _, at := range s.tries[ws] {
		if now.Sub(at) < triesIn {
			fresh = append(fresh, at)
		}
	}
	if len(fresh) >= mostTries {
		return fault.New(fault.Limited, tooOften.With())
	}
	s.tries[ws] = append(fresh, now)
	return nil
}

// TryMail sends a letter that says nothing but that it came. It fails with Invalid,
// Conflict or Limited before anything is sent.
func (s *Service) TryMail(ctx context.Context, ws id.Workspace, lang i18n.Lang, to string) (outbox.Result, error) {
	if !isMail(to) {
		return outbox.Result{}, about("to", badTo)
	}
	if err := s.mayTry(ctx, ws); err != nil {
		return outbox.Result{}, err
	}
	l := letter{To: to, Subject: trySubject.In(lang), Text: tryText.In(lang) + "\n"}
	return s.deliver(ctx, ws, s.freshKey(to), ByMail, &l), nil
}

func (s *Service) mayTry(ctx context.Context, ws id.Workspace) error {
	if err := s.House.MaySend(ctx, ws); err != nil {
		return err
	}
	return s.allow(ws)
}

// freshKey is a key that none had before: what is tried is meant to come again.
func (s *Service) freshKey(to string) string {
	sum := sha256.Sum256([]byte(to + s.DB.Clock.Now().String() + s.Secret()))
	return "report/try/" + hex.EncodeToString(sum[:8])
}

// Try sends the report of a unit as it is now, by e-mail to somebody, or to the
// program or the robot that is set. It fails with NotFound, Invalid, Conflict or
// Limited before anything is sent.
func (s *Service) Try(ctx context.Context, ws id.Workspace, scope auth.Scope, zone *time.Location, unit id.Unit, by, to string) (r outbox.Result, err error) {
	var l letter
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		if _, _, err := s.unitOf(ctx, tx, ws, scope, unit); err != nil {
			return err
		}
		k, _, err := planOf(ctx, tx, ws, unit)
		if err != nil {
			return err
		}
		k.Unit = unit
		m, err := s.compose(ctx, tx, ws, unit, k.Lang, s.now(ws), zone)
		if err != nil {
			return err
		}
		switch by {
		case ByHook:
			l.Text, err = m.payload(&k.Plan, m.Today)
		case ByRobot:
			l.Text = m.Markdown(k.Lang)
		default:
			by = ByMail
			l, err = m.letter(k.Lang)
		}
		l.Unit, l.To = unit, to
		return err
	})
	if err != nil {
		return r, err
	}
	if by == ByMail && !isMail(to) {
		return r, about("to", badTo)
	}
	if err := s.mayTry(ctx, ws); err != nil {
		return r, err
	}
	return s.deliver(ctx, ws, s.freshKey(to), by, &l), nil
}
