package console

import (
	"context"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
)

// doorCookie holds the secret of a paired phone's session. It has a name of its
// own: cookies do not tell one port of a host from another.
const doorCookie = "huoshui_phone"

type doorKey struct{}

// AtDoor marks a request that came by the phones' door. There only the sessions
// of paired phones hold, and everywhere else only the others do.
func AtDoor(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), doorKey{}, true))
}

// ThroughDoor reports whether a request came by the phones' door.
func ThroughDoor(r *http.Request) bool { return r.Context().Value(doorKey{}) != nil }

// SetDoorSession gives a phone the session it was paired for.
func (s *Shell) SetDoorSession(w http.ResponseWriter, f auth.Fresh) {
	s.setCookie(w, doorCookie, f.Token, f.Expires)
}

// cookieOf is the name of the cookie by which the browser of r is known.
func (s *Shell) cookieOf(r *http.Request) string {
	if ThroughDoor(r) {
		return doorCookie
	}
	return s.sessionCookie()
}

// authenticate finds the session whose secret is token, of the kind that holds
// where r came in.
func (s *Shell) authenticate(r *http.Request, token string) (auth.Session, error) {
	if ThroughDoor(r) {
		return s.auth.AuthenticateDevice(r.Context(), token)
	}
	return s.auth.Authenticate(r.Context(), token)
}
