package render_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

// looks are the reports whose every character is kept in testdata.
var looks = []struct {
	name string
	of   func(testing.TB) *diagnose.Diagnosis
	opt  render.Options
}{
	{"town-zh-Hans", town, render.Options{Lang: i18n.ZhHans, Width: 80, Sample: true}},
	{"town-zh-Hant", town, render.Options{Lang: i18n.ZhHant, Width: 100, All: true}},
	{"town-en", town, render.Options{Lang: i18n.En, Width: 80, Color: true}},
	{"unsaid-zh-Hans", unsaid, render.Options{Lang: i18n.ZhHans, Width: 80}},
	{"unsaid-en", unsaid, render.Options{Lang: i18n.En, Width: 100}},
}

func TestReportsLookAsTheyDid(t *testing.T) {
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := render.Terminal(&b, l.of(t), l.opt); err != nil {
				t.Fatal(err)
			}
			golden(t, l.name+".txt", b.Bytes())
			b.Reset()
			if err := render.HTML(&b, l.of(t), l.opt); err != nil {
				t.Fatal(err)
			}
			golden(t, l.name+".html", shorn(b.Bytes()))
		})
	}
}

// shorn leaves out style and script, which have their own files, and the
// script's hash.
func shorn(page []byte) []byte {
	page = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAll(page, []byte("<style></style>"))
	page = regexp.MustCompile(`(?s)<script>.*?</script>\n</body>`).ReplaceAll(page, []byte("<script></script>\n</body>"))
	return regexp.MustCompile(`sha256-[^&]*&#39;`).ReplaceAll(page, []byte("sha256-&#39;"))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-was +is); look at it, then run go test -update:\n%s", name, diff)
	}
}
