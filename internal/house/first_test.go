package house

import (
	"path/filepath"
	"testing"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

// TestFirstOwnerReadsWhatTheirBrowserReads: nobody has said yet which language
// the first owner wants, so none is kept and the browser decides.
func TestFirstOwnerReadsWhatTheirBrowserReads(t *testing.T) {
	ctx := t.Context()
	app, err := Open(ctx, filepath.Join(t.TempDir(), "huoshui.db"), clock.Fixed(dbtest.Noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	if made, err := app.First(ctx, false, dbtest.Noon); err != nil || !made {
		t.Fatalf("made: %v, %v", made, err)
	}
	link, err := app.Auth.AdminLink(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := app.Auth.UseLink(ctx, link.Token, "")
	if err != nil {
		t.Fatal(err)
	}
	session, err := app.Auth.Authenticate(ctx, fresh.Token)
	if err != nil || session.User.Lang != "" {
		t.Errorf("the first owner reads %q, %v; want what the browser says", session.User.Lang, err)
	}
}
