package manual

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestTwoTapsMakeOneGroup of what was pasted.
func TestTwoTapsMakeOneGroup(t *testing.T) {
	k := onSQLite(t)
	for range 2 {
		k.Want("take", k.Post("/wechat/paste", "text", mailed, "do", "take", "group", "new", "name", "福利群"), 200)
	}
	if len(k.places) != 1 || len(k.kept) != 5 {
		t.Errorf("%d groups with %d messages", len(k.places), len(k.kept))
	}
	k.clock.at = k.clock.at.Add(2 * justNow) // another day's is another group
	k.Want("later", k.Post("/wechat/paste", "text", mailed, "do", "take", "group", "new", "name", "福利群"), 200)
	if len(k.places) != 2 {
		t.Errorf("%d groups", len(k.places))
	}
}

// TestAPasteWithTheTokenElsewhere is read as any other.
func TestAPasteWithTheTokenElsewhere(t *testing.T) {
	k := onSQLite(t)
	path := "/w/" + id.Show(k.ws) + "/wechat/" + id.Show(k.make("福利群")[0]) + "/paste"
	send := func(kind, token, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.Host = "hs.example"
		r.Header.Set("Origin", "http://hs.example")
		r.Header.Set("X-CSRF-Token", token)
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.Token})
		w := httptest.NewRecorder()
		k.Mux.ServeHTTP(w, r)
		return w
	}
	k.Want("header", send("application/x-www-form-urlencoded", k.CSRF, "do=read&text=x"), 422)
	form := fmt.Sprintf("--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n--b--\r\n", k.CSRF)
	k.Want("parts", send("multipart/form-data; boundary=b", "", form), 422)
}

// TestAllWhoTellAtOnceCount: nobody who writes down that somebody came writes over what
// another does at the same moment.
func TestAllWhoTellAtOnceCount(t *testing.T) {
	each(t, func(k *desk) {
		g := k.make("福利群")[0]
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				if _, err := k.s.Moved(t.Context(), k.ws, k.by(), g, event.Join, []string{fmt.Sprint("客", i)}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		k.must(k.db.Read(t.Context(), func(tx *db.Tx) error {
			kept, err := groupOf(t.Context(), tx, k.ws, g)
			if kept.Since != 12 || kept.Came%perDay != 12 {
				t.Errorf("%d came since, %d today, of 12", kept.Since, kept.Came%perDay)
			}
			return err
		}))
	})
}

// TestAPlaceThatNobodyCouldHaveKept is not on the list, whatever its name is made of.
func TestAPlaceThatNobodyCouldHaveKept(t *testing.T) {
	each(t, func(k *desk) {
		for _, name := range []string{"a\x00b", "\xff", strings.Repeat("长", 9000)} {
			k.Want("dropped", k.Post("/wechat/settings/place", "do", "drop", "shop", name, "area", name), 303)
		}
	})
}
