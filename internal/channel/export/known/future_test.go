package known_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/channel/export/known"
)

// TestEveryReaderSaysWhichLineIsInTheFuture: read with a clock of long ago,
// every sample is set aside whole, each event with its file and line.
func TestEveryReaderSaysWhichLineIsInTheFuture(t *testing.T) {
	dirs, err := filepath.Glob("../*/testdata")
	if err != nil || len(dirs) < 11 {
		t.Fatal(dirs, err)
	}
	for _, dir := range dirs {
		var sink exporttest.Recorder
		opt := export.Options{Now: time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC), Zone: time.UTC}
		if _, err := export.ReadPath(t.Context(), dir, known.Formats(), opt, &sink, nil); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		told := 0
		for _, s := range sink.Skips {
			if !strings.Contains(s.Why.In("en"), "lies in the future") {
				continue
			}
			told++
			if _, err := os.Stat(s.File); s.Line == 0 || err != nil && !strings.Contains(s.File, ".xlsx") {
				t.Errorf("%s: set aside in %q, line %d: %v", dir, s.File, s.Line, err)
			}
		}
		if told < 8 || len(sink.Events) > 0 {
			t.Errorf("%s: %d set aside, %d told", dir, told, len(sink.Events))
		}
	}
}
