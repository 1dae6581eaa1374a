package export_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

// notes is an invented format: files that begin with "#notes", a message a
// line, whose line "!" breaks the file; and books, folders that hold an
// index and are read like one file of notes.
func notes() []export.Format {
	read := func(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
		name := ""
		if in.Names() != nil {
			name = "index"
		}
		rc, err := in.Open(name)
		if err != nil {
			return err
		}
		defer rc.Close()
		lines := export.NewLines(rc, in.Name(), sink)
		for lines.Next() {
			switch {
			case lines.Text() == "!":
				return errors.New("it is broken here")
			case lines.Number() > 1:
				e := event.Event{Network: event.Archive, Chat: event.NativeChat(in.Name()), Kind: event.Message, Body: lines.Text()}
				if err := sink.Event(&e); err != nil {
					return err
				}
			}
		}
		return lines.Err()
	}
	return []export.Format{
		{
			Name: "notes", Title: i18n.Text{Hans: "便条", Hant: "便條", En: "Notes"}, Read: read,
			Sniff: func(h export.Head) int {
				if bytes.HasPrefix(h.Text, []byte("#notes")) {
					return 80
				}
				return 0
			},
		},
		{
			Name: "book", Title: i18n.Text{Hans: "本子", Hant: "本子", En: "Book"}, Read: read, Folder: true,
			Sniff: func(h export.Head) int {
				if slices.Contains(h.Names, "index") {
					return 80
				}
				return 0
			},
		},
	}
}

// places is a sink that also hears where exports begin and end.
type places struct {
	exporttest.Recorder
	log []string
}

func (p *places) Begin(e export.Exported) error {
	p.log = append(p.log, "begin "+e.File)
	return nil
}

func (p *places) End(e export.Exported) error {
	p.log = append(p.log, fmt.Sprintf("end %s %d", e.File, e.Events))
	return nil
}

func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestAFolderOfManyExports: each is recognised by itself, in the order of
// names; what is none is told; what is broken costs nothing else.
func TestAFolderOfManyExports(t *testing.T) {
	pack := archiveOf(t, file{"in/c.txt", []byte("#notes\nfrom a zip\n")}, file{"in/d.txt", []byte("#notes\ntoo\n")},
		file{"in/nested.zip", archiveOf(t, file{"e.txt", []byte("#notes\nno\n")})})
	dir := tree(t, map[string]string{
		"a.txt":         "#notes\none\ntwo\n",
		"b.txt.gz":      string(zipped(t, "#notes\nthree\n")),
		"broken.txt":    "#notes\nkept\n!\nlost\n",
		"cut.txt.gz":    string(zipped(t, "#notes\nnot all\n")[:30]),
		"deep/er/index": "#book\nin a book\n",
		"empty.txt":     "",
		"pack.zip":      string(pack),
		"photo.jpg":     "\xff\xd8\xff",
		"readme.md":     "# Nothing here\n",
	})
	var sink places
	var told []int64
	got, err := export.ReadPath(t.Context(), dir, notes(), export.Options{}, &sink, func(done, total int64) { told = append(told, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"one", "two", "three", "kept", "in a book", "from a zip", "too"}
	if d := cmp.Diff(want, slices.DeleteFunc(sink.Bodies(), func(s string) bool { return strings.HasPrefix("not all", s) })); d != "" {
		t.Error(d)
	}
	if len(got.Exports) != 7 || len(sink.log) != 14 || sink.log[1] != "end "+dir+"/a.txt 2" {
		t.Errorf("exports %+v\nlog %q", got.Exports, sink.log)
	}
	for _, want := range []struct{ file, says string }{
		{"broken.txt", "it is broken here"},
		{"cut.txt.gz", "cut short"},
		{"empty.txt", "is empty"},
		{"pack.zip/nested.zip", "archive within an archive"},
		{"readme.md", "no chat history"},
		{"", "beside the chats: 1."},
	} {
		if !slices.ContainsFunc(sink.Skips, func(s export.Skip) bool {
			return strings.HasSuffix(s.File, want.file) && strings.Contains(s.Why.In("en"), want.says)
		}) {
			t.Errorf("no skip of %q says %q", want.file, want.says)
		}
	}
	if len(sink.Skips) != 6 {
		t.Errorf("%d skips: %+v", len(sink.Skips), sink.Skips)
	}
	if n := len(told); n < 2 || told[n-2] != told[n-1] {
		t.Errorf("progress ends with %v", told)
	}
}

func TestNothingKnownIsAFault(t *testing.T) {
	cases := map[string]struct {
		files map[string]string
		path  string
		kind  fault.Kind
		words []string
	}{
		"one unknown file":      {map[string]string{"x.txt": "what\n"}, "x.txt", fault.Invalid, []string{"x.txt"}},
		"one file in a folder":  {map[string]string{"d/x.txt": "what\n"}, "d", fault.Invalid, []string{"x.txt"}},
		"a folder of unknowns":  {map[string]string{"d/x.txt": "what\n", "d/y.txt": "what\n"}, "d", fault.Invalid, []string{"d"}},
		"binary junk":           {map[string]string{"x.txt": "\x7fELF\x02\x01\x01\x00\x00\xff\xfe"}, "x.txt", fault.Invalid, []string{"x.txt"}},
		"a rar":                 {map[string]string{"x.rar": "Rar!\x1a\x07\x01\x00rest"}, "x.rar", fault.Invalid, []string{"x.rar", "ZIP"}},
		"an empty file":         {map[string]string{"x.txt": ""}, "x.txt", fault.Invalid, []string{"x.txt"}},
		"an empty gzip":         {map[string]string{"x.gz": string(zipped(t, ""))}, "x.gz", fault.Invalid, []string{"x"}},
		"an empty folder":       {map[string]string{"d/.keep": ""}, "d", fault.Invalid, []string{"d"}},
		"pictures only":         {map[string]string{"d/a.jpg": "x"}, "d", fault.Invalid, []string{"d"}},
		"an empty zip":          {map[string]string{"x.zip": string(archiveOf(t))}, "x.zip", fault.Invalid, []string{"x.zip"}},
		"only unsafe names":     {map[string]string{"x.zip": string(archiveOf(t, file{"../a", []byte("#notes\n")}))}, "x.zip", fault.Invalid, []string{"x.zip", "../a"}},
		"not there":             {nil, "gone.txt", fault.NotFound, []string{"gone.txt"}},
		"a file broken at once": {map[string]string{"x.txt": "#notes\n!\n"}, "x.txt", fault.Internal, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var sink exporttest.Recorder
			_, err := export.ReadPath(t.Context(), filepath.Join(tree(t, c.files), c.path), notes(), export.Options{}, &sink, nil)
			wantFault(t, err, c.kind, c.words...)
			for _, l := range i18n.Langs {
				if titles := export.Titles(notes()).In(l); strings.Contains(name, "unknown") && !strings.Contains(fault.Public(err).In(l), titles) {
					t.Errorf("%q does not list %q", fault.Public(err).In(l), titles)
				}
			}
		})
	}
}

// TestOneBadPathDoesNotLoseTheOthers.
func TestOneBadPathDoesNotLoseTheOthers(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "#notes\none\n", "b.txt": "#notes\ntwo\n"})
	var sink exporttest.Recorder
	paths := []string{filepath.Join(dir, "b.txt"), filepath.Join(dir, "gone.txt"), filepath.Join(dir, "a.txt")}
	got, err := export.ReadPaths(t.Context(), paths, notes(), export.Options{}, &sink, nil)
	if err != nil || got.Unknown != 1 || len(sink.Skips) != 1 || !strings.Contains(sink.Skips[0].Why.In("zh-Hant"), "gone.txt") {
		t.Errorf("error %v, result %+v, skips %v", err, got, sink.Skips)
	}
	if d := cmp.Diff([]string{"two", "one"}, sink.Bodies()); d != "" {
		t.Errorf("not in the order given:\n%s", d)
	}
}

// TestFoldersOfOneNameStayApart: what they are called grows until it differs.
func TestFoldersOfOneNameStayApart(t *testing.T) {
	dir := tree(t, map[string]string{
		"2024/east/mums/index": "#\na\n", "2025/east/mums/index": "#\nb\n", "2025/west/mums/index": "#\nc\n", "dads/index": "#\nd\n",
	})
	var sink exporttest.Recorder
	if _, err := export.ReadPath(t.Context(), dir, notes(), export.Options{}, &sink, nil); err != nil {
		t.Fatal(err)
	}
	var chats []event.NativeChat
	for _, e := range sink.Events {
		chats = append(chats, e.Chat)
	}
	if d := cmp.Diff([]event.NativeChat{"2024/east/mums", "2025/east/mums", "west/mums", "dads"}, chats); d != "" {
		t.Error(d)
	}
}

// TestWhatAnExportLeavesUnreadIsLookedAt: a folder that one format knows as a
// whole may hold other exports, which are not lost; what is none is not told.
func TestWhatAnExportLeavesUnreadIsLookedAt(t *testing.T) {
	dir := tree(t, map[string]string{
		"all/index": "#\na\n", "all/more.txt": "#notes\nb\n", "all/deep/c.txt": "#notes\nc\n", "all/deep/index": "#\nd\n",
		"all/sub/index": "#\ne\n", "all/unknown.txt": "what", "all/deep/photo.jpg": "x",
	})
	var sink exporttest.Recorder
	got, err := export.ReadPath(t.Context(), filepath.Join(dir, "all"), notes(), export.Options{}, &sink, nil)
	if err != nil || len(sink.Skips) != 0 || got.Unknown != 0 {
		t.Errorf("error %v, result %+v, skips %v", err, got, sink.Skips)
	}
	if d := cmp.Diff([]string{"a", "d", "b", "e", "c"}, sink.Bodies()); d != "" {
		t.Error(d)
	}
}

func TestTheSinksErrorEndsTheRun(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "#notes\none\ntwo\n", "b.txt": "#notes\nthree\n"})
	full := errors.New("the disk is full")
	var sink exporttest.Recorder
	sink.Fail = func(e *event.Event) error {
		if e.Body == "two" {
			return full
		}
		return nil
	}
	if _, err := export.ReadPath(t.Context(), dir, notes(), export.Options{}, &sink, nil); err != full { //nolint:errorlint // unchanged is the claim
		t.Errorf("got %v; want the sink's error unchanged", err)
	}
	if len(sink.Events) != 1 {
		t.Errorf("%d events were told", len(sink.Events))
	}
}

// TestCallingOffStopsARun, in the middle of a file without any events too.
func TestCallingOffStopsARun(t *testing.T) {
	for name, line := range map[string]string{"events": "hello\n", "no events": "\n"} {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, map[string]string{"a.txt": "#notes\n" + strings.Repeat(line, 1<<20)})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var sink exporttest.Recorder
			_, err := export.ReadPath(ctx, dir, notes(), export.Options{}, &sink, func(int64, int64) { cancel() })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got error %v", err)
			}
			if len(sink.Events) > 1<<19 {
				t.Errorf("%d events were told after the run was called off", len(sink.Events))
			}
		})
	}
}

func TestUploadsAreReadLikeFiles(t *testing.T) {
	pack := archiveOf(t, file{"c.txt", []byte("#notes\none\n")}, file{"d.txt", zipped(t, "#notes\ntwo\n")})
	s, err := open(t, "upload.zip", pack, export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var sink exporttest.Recorder
	if _, err := export.ReadSources(t.Context(), []*export.Source{s}, notes(), export.Options{}, &sink, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"one", "two"}, sink.Bodies()); d != "" {
		t.Error(d)
	}
}

// failing is a file system whose files break after a few bytes.
type failing struct{ fs.FS }

type failingFile struct {
	fs.File
	n int
}

func (f failing) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if info, serr := fs.Stat(f.FS, name); err != nil || serr != nil || info.IsDir() {
		return file, err
	}
	return &failingFile{file, 20}, nil
}

func (f *failingFile) Read(p []byte) (int, error) {
	if f.n == 0 {
		return 0, errors.New("input/output error")
	}
	n, err := f.File.Read(p[:min(len(p), f.n)])
	f.n -= n
	return n, err
}

// TestAFailingDiskIsNoEndOfFile: what was read stands and the failure is told.
func TestAFailingDiskIsNoEndOfFile(t *testing.T) {
	fsys := fstest.MapFS{"index": {Data: []byte("#book\none\ntwo\nthree\nfour\nfive\n"), ModTime: time.Now()}}
	s, err := export.FromFS("shelf", failing{fsys}, export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var sink exporttest.Recorder
	got, err := export.ReadSources(t.Context(), []*export.Source{s}, notes(), export.Options{}, &sink, nil)
	if err != nil || len(got.Exports) != 1 || got.Exports[0].Err == nil {
		t.Fatalf("error %v, exports %+v", err, got.Exports)
	}
	if d := cmp.Diff([]string{"one", "two", "three"}, sink.Bodies()); d != "" {
		t.Error(d)
	}
	if len(sink.Skips) != 1 || !strings.Contains(sink.Skips[0].Why.In("en"), "broke off") {
		t.Errorf("skips %v", sink.Skips)
	}
	if _, err := s.OpenRaw("none"); err == nil {
		t.Error("a file that is not there opens")
	}
	var _ io.Closer = s
}

func TestDetectTakesTheSurest(t *testing.T) {
	named := func(name string, sure int) export.Format {
		return export.Format{Name: name, Sniff: func(export.Head) int { return sure }}
	}
	in := exporttest.File(t, "x.txt", []byte("anything"))
	f, err := export.Detect(in, []export.Format{named("a", 40), named("b", 90), named("c", 90)})
	if f.Name != "b" || err != nil {
		t.Errorf("got %q, %v", f.Name, err)
	}
	_, err = export.Detect(in, []export.Format{named("a", 5)})
	wantFault(t, err, fault.Invalid, "x.txt")
}
