package phone

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

var (
	sixDigits = i18n.Text{
		Hans: "配对码是 6 个数字，在电脑的“在手机上看”那一页。",
		Hant: "配對碼是 6 個數字，在電腦的「在手機上看」那一頁。",
		En:   "The pairing code is 6 digits; it stands on the page “See it on your phone” at the computer.",
	}
	wrongCode = i18n.Text{
		Hans: "配对码不对，还能试 %d 次。请看着电脑上的数字再输一次。",
		Hant: "配對碼不正確，還能試 %d 次。請看著電腦上的數字再輸入一次。",
		En:   "That code is not right; tries left: %d. Look at the digits on the computer and type them again.",
	}
	noCode = i18n.Text{
		Hans: "配对码用过了，或者过了 10 分钟。请在电脑上按“换一个配对码”。",
		Hant: "配對碼用過了，或已超過 10 分鐘。請在電腦上按「換一個配對碼」。",
		En:   "The code was used, or is older than 10 minutes. Press “A new code” at the computer.",
	}
	shutNow = i18n.Text{
		Hans: "电脑上已经关上了，手机暂时进不来。请在电脑上重新打开。",
		Hant: "電腦上已經關上了，手機暫時進不來。請在電腦上重新打開。",
		En:   "The computer has shut phones out for now. Open it again at the computer.",
	}
	shutByTries = i18n.Text{
		Hans: "配对码输错 5 次，电脑上已经关上了。请在电脑上重新打开，用新的配对码。",
		Hant: "配對碼輸錯 5 次，電腦上已經關上了。請在電腦上重新打開，用新的配對碼。",
		En:   "The code was wrong 5 times, so the computer has shut phones out. Open it again there and use the new code.",
	}
	tooManyTries = i18n.Text{
		Hans: "这台设备输错太多次了，请过 %d 分钟再试。",
		Hant: "這台裝置輸錯太多次了，請過 %d 分鐘再試。",
		En:   "This device typed too many wrong codes. Please try again in %d {minute|minutes}.",
	}
)

// Pair lets a phone in that came from an address and typed the code, and calls it
// name. previous is the secret of the session it had before. It fails with Invalid
// where the code is wrong, Conflict where none holds, and Limited after too many
// wrong ones: the fifth shuts the door.
func (d *Door) Pair(ctx context.Context, from netip.Addr, typed, name, previous string) (auth.Fresh, error) {
	if code := plainDigits(typed); len(code) != codeDigits || strings.Trim(code, "0123456789") != "" {
		return auth.Fresh{}, at("code", fault.New(fault.Invalid, sixDigits.With()))
	}
	name, err := auth.DeviceName(name)
	if err != nil {
		return auth.Fresh{}, err
	}
	now := d.clock.Now()
	d.mu.Lock()
	rest, o, k := d.strikes.rest(from, now), d.open, d.knock
	got, left := stale, 0
	if rest == 0 && o != nil {
		got = k.try(typed, now)
	}
	if got == wrong || got == enough {
		left = Tries - k.wrong
		d.strikes.add(from, now)
	}
	if got == right {
		d.pairing++
		defer d.paired()
	}
	d.mu.Unlock()
	switch {
	case rest > 0:
		minutes := int((rest + time.Minute - 1) / time.Minute)
		return auth.Fresh{}, fault.Because(&auth.TooMany{Until: now.Add(rest)}, fault.Limited, tooManyTries.With(minutes))
	case got == right:
		return d.auth.PairDevice(ctx, k.user, name, previous)
	case got == wrong:
		return auth.Fresh{}, at("code", fault.New(fault.Invalid, wrongCode.With(left)))
	case got == enough:
		if err := d.shutAfter(ctx, o, wrongCodes); err != nil {
			return auth.Fresh{}, err
		}
		return auth.Fresh{}, fault.New(fault.Limited, shutByTries.With())
	}
	return auth.Fresh{}, fault.New(fault.Conflict, noCode.With())
}

// paired says that one more phone is written down, or was refused.
func (d *Door) paired() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pairing--
}

// at marks err as being about a field.
func at(field string, err error) error { return &auth.FieldError{Field: field, Err: err} }

// Waits reports whether a code is there to be typed.
func (d *Door) Waits() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open != nil && d.knock.live(d.clock.Now())
}

type pairView struct {
	Form  console.Form
	Waits bool // a code is there to be typed
	Open  bool
	Name  string
}

// showPair handles GET /pair.
func (p *pages) showPair(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	switch {
	case !console.ThroughDoor(r):
		return redirect(w, r, "/phone")
	case v.Device != 0:
		return redirect(w, r, "/")
	}
	view := pairView{Waits: p.door.Waits(), Open: p.door.standing() != nil, Name: nameOf(r.UserAgent()).In(v.Lang)}
	return p.shell.Show(w, r, v, p.pair, view)
}

// doPair handles POST /pair.
func (p *pages) doPair(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if !console.ThroughDoor(r) {
		return redirect(w, r, "/phone")
	}
	from, err := netip.ParseAddrPort(r.RemoteAddr) // nobody stands between: no proxy is believed here
	if err != nil {
		return err
	}
	name := r.PostFormValue("name")
	fresh, err := p.door.Pair(r.Context(), from.Addr().Unmap(), r.PostFormValue("code"), name, p.shell.Token(r))
	if err != nil && console.Correctable(err) {
		p.shell.SetRetryAfter(w, err)
		view := pairView{Form: console.FormOf(err), Waits: p.door.Waits(), Open: p.door.standing() != nil, Name: name}
		return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.pair, view)
	}
	if err != nil {
		return err
	}
	p.shell.SetDoorSession(w, fresh)
	return redirect(w, r, "/")
}
