package export_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

func TestOpenInputSaysWhatIsWrongWithAPath(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.txt")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := export.OpenInput(empty, export.Limits{})
	wantFault(t, err, fault.Invalid, "empty.txt", "0")
	_, err = export.OpenInput(filepath.Join(dir, "nowhere.txt"), export.Limits{})
	wantFault(t, err, fault.NotFound, "nowhere.txt")
	_, err = export.OpenInput("/dev/null", export.Limits{})
	wantFault(t, err, fault.Invalid, "/dev/null")
}

// shut is a file system some of whose paths may not be read.
type shut struct {
	fs.FS
	paths []string
}

func (s shut) Open(name string) (fs.File, error) {
	if slices.Contains(s.paths, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.FS.Open(name)
}

// TestPermissionIsAskedFor: a shut folder is a fault, a shut part of it a skip.
func TestPermissionIsAskedFor(t *testing.T) {
	files := fstest.MapFS{"a.txt": {Data: []byte("a")}, "in/b.txt": {Data: []byte("b")}}
	_, err := export.FromFS("group", shut{files, []string{"."}}, export.Limits{})
	wantFault(t, err, fault.Forbidden, "group")

	s, err := export.FromFS("group", shut{files, []string{"in"}}, export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Names(), []string{"a.txt"}) || len(s.Skips()) != 1 || s.Skips()[0].File != "in" {
		t.Errorf("names %v, skips %v", s.Names(), s.Skips())
	}

	s, err = export.FromFS("group", shut{files, []string{"a.txt"}}, export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.Open("a.txt"); err == nil && len(s.Skips()) == 0 {
		t.Error("a file that may not be read opens")
	}
}

func TestAFolderThatMayNotBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the administrator may read every folder; TestPermissionIsAskedFor makes the same claim")
	}
	dir := filepath.Join(t.TempDir(), "shut")
	if err := os.Mkdir(dir, 0); err != nil {
		t.Fatal(err)
	}
	_, err := export.OpenInput(dir, export.Limits{})
	wantFault(t, err, fault.Forbidden, "shut")
}

func TestFoldersLeaveJunkOut(t *testing.T) {
	s := exporttest.Folder(t, "x", map[string][]byte{
		"a.txt": []byte("a"), ".git/config": []byte("x"), "b/.DS_Store": []byte("x"), "b/c.txt.gz": zipped(t, "c"), "b/c.txt": []byte("plain"),
	})
	if d := cmp.Diff([]string{"a.txt", "b/c.txt"}, s.Names()); d != "" {
		t.Error(d)
	}
	if got, err := readAll(t, s, "b/c.txt"); got != "plain" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
	if len(s.Skips()) != 1 {
		t.Errorf("the second b/c.txt is not told: %v", s.Skips())
	}
}

// TestFewFilesAreOpenAtATime, however many a run reads.
func TestFewFilesAreOpenAtATime(t *testing.T) {
	open := func() int {
		fds, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("open files can be counted only where /proc shows them")
		}
		return len(fds)
	}
	files := make(map[string]string)
	for i := range 50 {
		files[fmt.Sprintf("%02d.zip", i)] = string(archiveOf(t, file{"a.txt", []byte("#notes\nhello\n")}))
		files[fmt.Sprintf("%02d.txt", i)] = "#notes\nhello\n"
	}
	dir := tree(t, files)
	paths := []string{dir}
	for name := range files {
		paths = append(paths, filepath.Join(dir, name))
	}
	before, most := open(), 0
	var sink exporttest.Recorder
	sink.Fail = func(*event.Event) error {
		most = max(most, open())
		return nil
	}
	if _, err := export.ReadPaths(t.Context(), paths, notes(), export.Options{}, &sink, nil); err != nil {
		t.Fatal(err)
	}
	if len(sink.Events) != 200 || most > before+4 || open() > before {
		t.Errorf("%d events; %d files open before, up to %d while reading, %d after", len(sink.Events), before, most, open())
	}
}
