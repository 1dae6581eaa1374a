package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

// dated reads lines of days since 1970; any other word is skipped.
func dated() []export.Format {
	read := func(_ context.Context, in export.Input, _ export.Options, sink export.Sink) error {
		name := ""
		if names := in.Names(); names != nil {
			name = names[0]
		}
		f, err := in.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // only read from
		lines := export.NewLines(f, name, sink)
		for lines.Next() {
			day, err := strconv.Atoi(lines.Text())
			if err != nil {
				if err := sink.Skip(export.Skip{File: name, Line: lines.Number(), Why: i18n.Text{Hans: "坏", Hant: "壞", En: "bad"}.With()}); err != nil {
					return err
				}
				continue
			}
			export.At(sink, name, lines.Number())
			at := time.Unix(0, 0).UTC().AddDate(0, 0, day)
			if err := sink.Event(&event.Event{Network: event.IRC, Chat: "c", Kind: event.Message, At: at, Actor: event.Actor{Name: "n"}, Body: lines.Text()}); err != nil {
				return err
			}
		}
		return lines.Err()
	}
	return []export.Format{
		{Name: "days", Sniff: func(h export.Head) int { return 100 * strings.Count(h.Name, ".days") }, Read: read},
		{Name: "daybook", Folder: true, Sniff: func(h export.Head) int {
			if slices.Contains(h.Names, "book.txt") {
				return 100
			}
			return 0
		}, Read: read},
	}
}

// TestSkipsAreWherePeopleFindThem: two exports hold a file of one name; a skip
// says which of them it is in.
func TestSkipsAreWherePeopleFindThem(t *testing.T) {
	dir := tree(t, map[string]string{"east/book.txt": "x\n", "west/book.txt": "1\ny\n", "a.days": "z\n"})
	var sink exporttest.Recorder
	if _, err := export.ReadPath(t.Context(), dir, dated(), export.Options{}, &sink, nil); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range sink.Skips {
		file, _ := filepath.Rel(dir, s.File)
		got = append(got, file+":"+strconv.Itoa(s.Line))
	}
	slices.Sort(got)
	if want := []string{"a.days:1", "east/book.txt:1", "west/book.txt:2"}; !slices.Equal(got, want) {
		t.Errorf("skips in %v, not in %v", got, want)
	}
}

// TestWhatHasNotHappenedIsSetAside, with its line, from a day after now on.
func TestWhatHasNotHappenedIsSetAside(t *testing.T) {
	dir := tree(t, map[string]string{"a.days": "9\n11\n12\n47482\n10\n"})
	opt := export.Options{Now: time.Unix(0, 0).UTC().AddDate(0, 0, 10), Zone: time.FixedZone("east", 8*3600)}
	var sink exporttest.Recorder
	if _, err := export.ReadPath(t.Context(), dir, dated(), opt, &sink, nil); err != nil {
		t.Fatal(err)
	}
	if got := sink.Bodies(); !slices.Equal(got, []string{"9", "11", "10"}) {
		t.Errorf("told: %v", got)
	}
	if len(sink.Skips) != 2 || sink.Skips[0].Line != 3 || sink.Skips[1].Line != 4 || !strings.HasSuffix(sink.Skips[1].File, "a.days") {
		t.Fatalf("set aside: %+v", sink.Skips)
	}
	for _, l := range i18n.Langs {
		if s := sink.Skips[1].Why.In(l); !strings.Contains(s, "2100-01-01 08:00") {
			t.Errorf("%q does not say when", s)
		}
	}
	sink = exporttest.Recorder{}
	if _, err := export.ReadPath(t.Context(), dir, dated(), export.Options{}, &sink, nil); err != nil || len(sink.Skips) > 0 {
		t.Errorf("without a clock nothing lies in the future: %v, %v", sink.Skips, err)
	}
}

// TestAnArchiveIsNoText, though it holds a chat as it stands: a zip within a
// zip, or a tar.
func TestAnArchiveIsNoText(t *testing.T) {
	var packed bytes.Buffer
	zw := zip.NewWriter(&packed)
	w, err := zw.CreateHeader(&zip.FileHeader{Name: "log.txt", Method: zip.Store})
	if err == nil {
		_, err = io.WriteString(w, strings.Repeat("#notes\n", 50))
	}
	if err = errors.Join(err, zw.Close()); err != nil {
		t.Fatal(err)
	}
	dir := tree(t, map[string]string{"x.zip": string(archiveOf(t, file{"in.zip", packed.Bytes()}))})
	loose := []export.Format{{Name: "loose", Sniff: func(h export.Head) int { return strings.Count(string(h.Text), "#notes") }}}
	var sink exporttest.Recorder
	_, err = export.ReadPath(t.Context(), dir, loose, export.Options{}, &sink, nil)
	if err == nil || !strings.Contains(fault.Public(err).In("en"), "archive within an archive") {
		t.Errorf("an archive in an archive is read as %v", err)
	}
	block := []byte("log.txt" + strings.Repeat("\x00", 250) + "ustar" + strings.Repeat("\x00", 250) + strings.Repeat("#notes\n", 50))
	dir = tree(t, map[string]string{"x.tar": string(block)})
	_, err = export.ReadPath(t.Context(), filepath.Join(dir, "x.tar"), loose, export.Options{}, &sink, nil)
	if err == nil || !strings.Contains(fault.Public(err).In("en"), "only ZIP and GZ") {
		t.Errorf("a tar is read as %v", err)
	}
}
