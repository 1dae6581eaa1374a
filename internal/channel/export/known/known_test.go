package known_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/archive"
	"github.com/huoshui/huoshui/internal/channel/export/chatlab"
	"github.com/huoshui/huoshui/internal/channel/export/discord"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/channel/export/irc"
	"github.com/huoshui/huoshui/internal/channel/export/known"
	"github.com/huoshui/huoshui/internal/channel/export/matrix"
	"github.com/huoshui/huoshui/internal/channel/export/qq"
	"github.com/huoshui/huoshui/internal/channel/export/slack"
	"github.com/huoshui/huoshui/internal/channel/export/table"
	"github.com/huoshui/huoshui/internal/channel/export/telegram"
	"github.com/huoshui/huoshui/internal/channel/export/wechat"
	"github.com/huoshui/huoshui/internal/channel/export/whatsapp"
)

func TestEveryFormatIsComplete(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range known.Formats() {
		if f.Name == "" || seen[f.Name] || f.Sniff == nil || f.Read == nil {
			t.Errorf("format %q lacks something or is there twice", f.Name)
		}
		seen[f.Name] = true
		for _, l := range i18n.Langs {
			if f.Title.In(l) == "" {
				t.Errorf("format %q has no title in %s", f.Name, l)
			}
		}
	}
	if len(seen) < 15 {
		t.Errorf("only %d formats are known", len(seen))
	}
}

// TestSamplesAreTakenForWhatTheyAre: with every format asked, each package's
// samples are recognised as that package's, and read without a skip.
func TestSamplesAreTakenForWhatTheyAre(t *testing.T) {
	rooms := map[string][]export.Format{
		"archive": archive.Formats(), "chatlab": chatlab.Formats(), "discord": discord.Formats(), "irc": irc.Formats(),
		"matrix": matrix.Formats(), "qq": qq.Formats(), "slack": slack.Formats(), "table": table.Formats(),
		"telegram": telegram.Formats(), "wechat": wechat.Formats(), "whatsapp": whatsapp.Formats(),
	}
	for room, formats := range rooms {
		t.Run(room, func(t *testing.T) {
			own := make(map[string]bool)
			for _, f := range formats {
				own[f.Name] = true
			}
			dir := filepath.Join("..", room, "testdata")
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			var found samples
			for _, e := range entries {
				if e.Name() == "fuzz" || strings.Contains(e.Name(), "golden") || strings.Contains(e.Name(), ".want") {
					continue
				}
				found.check(t, filepath.Join(dir, e.Name()), own)
			}
			if found.exports == 0 {
				t.Errorf("no sample of %s was recognised", room)
			}
			if found.telling == 0 {
				t.Errorf("no sample of %s has a group with ten messages or more", room)
			}
		})
	}
}

// samples counts what the samples of one package came to.
type samples struct {
	exports int
	telling int // of them with a group of ten messages or more
}

// check reads what lies at path. Every export in it must be taken for one of
// own, and tell messages of a group that was told.
func (s *samples) check(t *testing.T, path string, own map[string]bool) {
	t.Helper()
	var rec exporttest.Recorder
	got, err := export.ReadPath(t.Context(), path, known.Formats(), exporttest.Defaults(export.Options{}), &rec, nil)
	if err != nil {
		t.Logf("%s: %v", path, err) // expectations lie among the samples
		return
	}
	for _, e := range got.Exports {
		if !own[e.Format.Name] {
			t.Errorf("%s is taken for %q", e.File, e.Format.Name)
		}
		t.Logf("%s: %s, %d events, %d skips", e.File, e.Format.Name, e.Events, e.Skips)
	}
	groups := make(map[event.NativeChat]bool)
	for _, g := range rec.Groups {
		groups[g.Chat] = true
	}
	said, most := make(map[event.NativeChat]int), 0
	for _, e := range rec.Events {
		if !groups[e.Chat] {
			t.Fatalf("%s: an event is in chat %q, of which no group was told", path, e.Chat)
		}
		if e.Kind == event.Message {
			said[e.Chat]++
			most = max(most, said[e.Chat])
		}
	}
	if most == 0 {
		t.Errorf("%s gives %d groups and not one message", path, len(groups))
	}
	s.exports += len(got.Exports)
	if most >= 10 {
		s.telling++
	}
}
