package account_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
)

// TestTriesCountByTheRealAddress: whoever is no trusted proxy cannot pretend
// to be many addresses.
func TestTriesCountByTheRealAddress(t *testing.T) {
	k := newDesk(t, auth.Own)
	last := 0
	for i := range auth.AddressTries + 1 {
		form := url.Values{"login": {fmt.Sprintf("guess%d", i)}, "password": {"wrong"}}
		r := httptest.NewRequest("POST", "/sign-in", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "https://hs.example")
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("198.51.100.%d", i))
		w := httptest.NewRecorder()
		k.mux.ServeHTTP(w, r)
		if last = w.Code; i < auth.AddressTries && last != 401 {
			t.Fatalf("try %d: status %d", i, last)
		}
		if i == auth.AddressTries && w.Header().Get("Retry-After") == "" {
			t.Error("the answer does not say when to come back")
		}
	}
	if last != 429 {
		t.Errorf("after %d tries from one address: status %d", auth.AddressTries+1, last)
	}
}

// TestPagesAreSmall: the frame and the largest page of this package without
// scripts and styles.
func TestPagesAreSmall(t *testing.T) {
	k := newDesk(t, auth.Own)
	k.signInAsOwner()
	w := k.get("/w/{ws}/settings/staff")
	if n := w.Body.Len(); n > 16<<10 {
		t.Errorf("the staff page is %d bytes", n)
	}
	if !strings.Contains(w.Body.String(), "</html>") {
		t.Error("the page is cut")
	}
}
