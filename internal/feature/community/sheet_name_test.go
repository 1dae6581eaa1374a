package community

import (
	"net/http/httptest"
	"testing"

	"github.com/huoshui/huoshui/internal/web/console"
)

// TestATableOfMadeUpGroupsSaysSo: it is read back, so it says so in its name.
func TestATableOfMadeUpGroupsSaysSo(t *testing.T) {
	for want, v := range map[string]console.Viewer{
		"group-profiles.csv": {}, "sample-group-profiles.csv": {Sample: true}, "simulated-group-profiles.csv": {Simulated: true},
	} {
		w := httptest.NewRecorder()
		if err := sendFile(w, v, "text/csv; charset=utf-8", "group-profiles.csv", nil); err != nil {
			t.Fatal(err)
		}
		if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="`+want+`"` {
			t.Errorf("%q, want %s", got, want)
		}
	}
}
