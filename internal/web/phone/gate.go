package phone

import (
	"errors"
	"net/http"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

var atComputer = i18n.Text{
	Hans: "这一步要在电脑上做。在手机上，其他的都能做。",
	Hant: "這一步要在電腦上做。在手機上，其他的都能做。",
	En:   "This is done at the computer. Everything else works on the phone.",
}

// meet answers whoever comes by the door o. Who is not paired sees the pair page,
// and nothing of what is behind it.
func (d *Door) meet(o *opened, w http.ResponseWriter, r *http.Request) {
	if r.Host != o.at.String() { // a name that leads here is somebody's trick
		http.Error(w, "this address is not served here", http.StatusMisdirectedRequest)
		return
	}
	r = console.AtDoor(r)
	if free(r) {
		d.pages.ServeHTTP(w, r)
		return
	}
	session, err := d.auth.AuthenticateDevice(r.Context(), d.shell.Token(r))
	switch {
	case err != nil && fault.KindOf(err) == fault.Unknown:
		toPair(w, r)
		return
	case d.standing() != o: // shut while the connection stayed
		err = errors.Join(err, fault.New(fault.Unavailable, shutNow.With()))
	case err == nil && barred(r):
		err = fault.New(fault.Forbidden, atComputer.With())
	}
	if err != nil {
		d.shell.Fail(w, r, err)
		return
	}
	ctx, leave := o.guests.enter(r.Context(), session.Device)
	defer leave()
	d.pages.ServeHTTP(w, r.WithContext(ctx))
}

// free reports whether an address is for whoever comes: the pair page, what it is
// drawn with, and the choice of its language.
func free(r *http.Request) bool {
	p := r.URL.Path
	return p == "/pair" || p == "/preference" || strings.HasPrefix(p, "/static/")
}

// barred reports whether something is not done by phone: what makes sessions of
// another kind, what opens and shuts the door, and what ends the program.
func barred(r *http.Request) bool {
	p := r.URL.Path
	return p == "/sign-in" || p == "/me/password" || p == "/quit" || strings.HasPrefix(p, "/link/") || strings.HasPrefix(p, "/open/") || strings.HasPrefix(p, "/phone/")
}

// toPair sends a browser to the pair page, also when htmx asks for a part.
func toPair(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if r.Header.Get("HX-Request") == "true" {
		w.Header().Set("HX-Redirect", "/pair")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Redirect(w, r, "/pair", http.StatusSeeOther)
}
