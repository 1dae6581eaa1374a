package chat

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzSafeName: whatever a browser, or somebody in its place, calls a file, the
// name stands in one folder and nowhere else.
func FuzzSafeName(f *testing.F) {
	for _, name := range []string{"a.json", "../../etc/passwd", `C:\x\y.csv`, ".", "..", "", ".htaccess", "a\x00b.txt", "\xff\xfe", strings.Repeat("长", 300) + ".json", "x." + strings.Repeat("y", 99)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := safeName(name)
		if got == "" || len(got) > maxStem+20 || !utf8.ValidString(got) || filepath.Base(got) != got || strings.HasPrefix(got, ".") || strings.ContainsAny(got, "/\\\x00:") {
			t.Errorf("%q became %q", name, got)
		}
	})
}
