package exporttest

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Memory is a plain file of any bytes, none included, for fuzzing a reader
// alone: it makes text sound, as every input does, and nothing else. What a
// source does besides (charsets, compression, archives) it does not.
func Memory(name string, data []byte) export.Input {
	return memory{name: name, files: map[string][]byte{"": data}}
}

// MemoryFolder is Memory for a folder, its files by slash path.
func MemoryFolder(name string, files map[string][]byte) export.Input {
	return memory{name: name, files: files, folder: true}
}

type memory struct {
	name   string
	files  map[string][]byte
	folder bool
}

func (m memory) Name() string { return m.name }

func (m memory) Names() []string {
	if !m.folder {
		return nil
	}
	names := slices.AppendSeq([]string{}, maps.Keys(m.files)) // never nil, which would be a plain file
	slices.Sort(names)
	return names
}

func (m memory) Open(name string) (io.ReadCloser, error) {
	raw, err := m.OpenRaw(name)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(raw)
	sound := strings.ReplaceAll(strings.ToValidUTF8(string(text), "\ufffd"), "\x00", "\ufffd")
	return io.NopCloser(strings.NewReader(sound)), err
}

func (m memory) OpenRaw(name string) (io.ReadCloser, error) {
	data, ok := m.files[name]
	if !ok {
		return nil, fmt.Errorf("opening %q: %w", name, fs.ErrNotExist)
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// TryFile is File for bytes that may be no file at all, such as none or half
// an archive: it returns why not.
func TryFile(t testing.TB, name string, data []byte) (*export.Source, error) {
	t.Helper()
	s, err := export.FromReader(name, bytes.NewReader(data), int64(len(data)), export.Limits{})
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, nil
}

// TryFolder is Folder for files that may be no folder, such as none.
func TryFolder(t testing.TB, name string, files map[string][]byte) (*export.Source, error) {
	t.Helper()
	fsys := make(fstest.MapFS, len(files))
	for path, data := range files {
		fsys[path] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	s, err := export.FromFS(name, fsys, export.Limits{})
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, nil
}

// Survive claims what holds of any bytes: that looking at them and reading
// them ends without panic, that a refusal has a sentence for people, and that
// no event is half told. It returns what was told.
func Survive(t testing.TB, f export.Format, in export.Input) *Recorder {
	t.Helper()
	head := export.Head{Name: in.Name(), Names: in.Names()}
	if !f.Folder {
		for _, read := range []struct {
			into *[]byte
			open func(string) (io.ReadCloser, error)
		}{{&head.Text, in.Open}, {&head.Raw, in.OpenRaw}} {
			if r, err := read.open(""); err == nil {
				*read.into, _ = io.ReadAll(io.LimitReader(r, 64<<10)) // damage shows again when it is read
				_ = r.Close()
			}
		}
	}
	if sure := f.Sniff(head); sure < 0 || sure > 100 {
		t.Errorf("%s is sure by %d; want 0 to 100", f.Name, sure)
	}
	rec := new(Recorder)
	rec.Err = f.Read(t.Context(), in, Defaults(export.Options{}), rec)
	if rec.Err != nil && fault.KindOf(rec.Err) == fault.Internal {
		t.Errorf("an error nobody classified: %v", rec.Err)
	}
	checkEvents(t, rec)
	return rec
}
