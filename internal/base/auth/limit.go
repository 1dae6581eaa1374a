package auth

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"net/netip"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// How many wrong tries are borne within about one window. The account limit
// stops guessing at one person from many addresses, the address limit guessing
// at many people from one. An address may be a whole shop, so it gets more.
const (
	Window       = 15 * time.Minute
	AccountTries = 10
	AddressTries = 50
)

// A subject is a login or an address of which tries are counted, kept as a
// hash so that the table tells nobody who tried.
type subject [sha256.Size]byte

func accountSubject(login string) subject { return sha256.Sum256([]byte("account\x00" + login)) }

// addressSubject counts an IPv6 caller by its /64: one household holds 2^64.
func addressSubject(a netip.Addr) subject {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			a = p.Addr()
		}
	}
	return sha256.Sum256([]byte("address\x00" + a.String()))
}

// pressure is how many tries weigh on a moment: this window's, and the part of
// the window before that still lies within one window's length.
func pressure(before, now int64, into time.Duration) float64 {
	left := 1 - float64(into)/float64(Window)
	return float64(before)*left + float64(now)
}

// TooMany is the cause of a fault about tries; it says when to come back.
type TooMany struct{ Until time.Time }

func (e *TooMany) Error() string { return "too many tries until " + e.Until.Format(time.RFC3339) }

var tooMany = i18n.Text{
	Hans: "试的次数太多了，请过 %d 分钟再试。忘了密码的话，请负责人在“账号”页给你一个重设链接，或在服务器上运行 huoshui admin link。",
	Hant: "嘗試的次數太多了，請過 %d 分鐘再試。若忘記密碼，請負責人在「帳號」頁給你重設連結，或在伺服器上執行 huoshui admin link。",
	En:   "Too many tries. Please wait %d {minute|minutes}. If you forgot the password, ask an owner for a reset link on the Accounts page, or run huoshui admin link on the server.",
}

// tries is a subject with what it may bear.
type tries struct {
	subject subject
	most    int
}

// reserve counts one try against each subject before anything is checked, so
// that many tries at once cannot slip under the limit together. It fails with
// Limited when a subject bears too much; the caller's transaction then rolls
// back, so that refused tries neither count nor lengthen the wait.
func reserve(ctx context.Context, tx *db.Tx, all ...tries) error {
	span := tx.Now.Truncate(Window)
	for _, t := range all {
		now, before, err := countTry(ctx, tx, t.subject, span)
		if err != nil {
			return err
		}
		into := tx.Now.Sub(span)
		if pressure(before, now, into) > float64(t.most) {
			wait := relief(before, now, into, t.most)
			minutes := int(math.Ceil(wait.Minutes()))
			return fault.Because(&TooMany{tx.Now.Add(wait)}, fault.Limited, tooMany.With(minutes))
		}
	}
	return nil
}

// relief is how long after a refused try the same try would be let through,
// when nobody tries in between. now counts the refused try.
func relief(before, now int64, into time.Duration, most int) time.Duration {
	full, at := before, time.Duration(0) // the window whose weight must wane
	room := int64(most) - now
	if room < 0 {
		full, at, room = now-1, Window, int64(most)-1
	}
	wane := time.Duration(math.Ceil(float64(Window) * (1 - float64(room)/float64(full))))
	return at + max(wane, 0) - into
}

// countTry adds one to the subject's window and returns that window's count
// and the one's before.
func countTry(ctx context.Context, tx *db.Tx, s subject, span time.Time) (now, before int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO auth_attempt (subject, span, n) VALUES ($1, $2, 1)
		ON CONFLICT (subject, span) DO UPDATE SET n = auth_attempt.n + 1
		RETURNING n`, s[:], span.UnixMilli()).Scan(&now)
	if err != nil {
		return 0, 0, fmt.Errorf("count a try: %w", err)
	}
	if now == 1 {
		if _, err := tx.Exec(ctx, `DELETE FROM auth_attempt WHERE span < $1`, span.Add(-Window).UnixMilli()); err != nil {
			return 0, 0, fmt.Errorf("forget old tries: %w", err)
		}
	}
	err = tx.QueryRow(ctx, `SELECT COALESCE((SELECT n FROM auth_attempt WHERE subject = $1 AND span = $2), 0)`,
		s[:], span.Add(-Window).UnixMilli()).Scan(&before)
	if err != nil {
		return 0, 0, fmt.Errorf("read tries: %w", err)
	}
	return now, before, nil
}

// giveBack takes back a try that turned out to be right.
func giveBack(ctx context.Context, tx *db.Tx, at time.Time, all ...tries) error {
	for _, t := range all {
		_, err := tx.Exec(ctx, `UPDATE auth_attempt SET n = n - 1 WHERE subject = $1 AND span = $2 AND n > 0`,
			t.subject[:], at.Truncate(Window).UnixMilli())
		if err != nil {
			return fmt.Errorf("take back a try: %w", err)
		}
	}
	return nil
}
