package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Source is an Input made of real bytes: a file, a folder or an archive.
// Compression, archives and charsets are recognised by content, never by a
// name. What had to be passed over is kept for Skips.
type Source struct {
	name    string
	folder  bool
	entries []*entry // sorted by name; exactly one for a plain file
	lim     Limits
	watch   *watch
	stored  *parked // what the entries lie in; nil where they open themselves

	mu    sync.Mutex
	open  map[*stream]struct{}
	skips []Skip
}

// entry is one file as it is stored.
type entry struct {
	name   string // slash path within the source, without compression suffix
	shown  string // the same with the suffix, as people see it
	size   int64  // of what open returns, as far as is known beforehand
	packed bool   // lies in an archive already, whose archives stay closed
	open   func() (io.ReadCloser, error)
	seen   int64 // bytes of open's result that progress has counted
	opened bool  // a reader has asked for it
}

// OpenInput opens the file, folder or archive at path.
func OpenInput(path string, lim Limits) (*Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	if info.IsDir() {
		return FromFS(baseName(path), os.DirFS(path), lim)
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Invalid, notAFile.With(path))
	}
	f := &parked{open: func() (atCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, cannotOpen(path, err)
		}
		return f, nil
	}}
	return fromParked(baseName(path), f, info.Size(), lim)
}

// baseName is the last part of path, even where path is "." or "..".
func baseName(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return filepath.Base(path)
}

// FromReader opens the file of the given name whose bytes r holds, such as an
// upload. r stays the caller's and must outlive the source.
func FromReader(name string, r io.ReaderAt, size int64, lim Limits) (*Source, error) {
	lim = lim.orDefault()
	if size == 0 {
		return nil, fault.New(fault.Invalid, emptyFile.With(name))
	}
	if isZip(r) {
		s, err := fromZip(name, r, size, lim)
		if err != nil || s != nil {
			return s, err
		}
	}
	return &Source{name: plainName(name), lim: lim, entries: []*entry{{
		shown: name,
		size:  size,
		open:  func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, 0, size)), nil },
	}}}, nil
}

// FromFS opens fsys as a folder called name.
func FromFS(name string, fsys fs.FS, lim Limits) (*Source, error) {
	s := &Source{name: name, folder: true, lim: lim.orDefault()}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == ".":
			return cannotOpen(name, err)
		case err != nil:
			s.skip(path, whyNot(path, err))
			return nil
		case path == ".":
			return nil
		case isJunk(path):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		if len(s.entries) == s.lim.Entries {
			return fault.New(fault.Limited, tooMany.With(name, s.lim.Entries))
		}
		s.addFile(fsys, path)
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.arrange()
	return s, nil
}

// addFile takes the file at path in, following a link to it.
func (s *Source) addFile(fsys fs.FS, path string) {
	info, err := fs.Stat(fsys, path)
	if err != nil {
		s.skip(path, whyNot(path, err))
		return
	}
	if !info.Mode().IsRegular() {
		return // a socket or a link to a folder holds no chat
	}
	s.entries = append(s.entries, &entry{
		name:  plainName(path),
		shown: path,
		size:  info.Size(),
		open: func() (io.ReadCloser, error) {
			f, err := fsys.Open(path)
			if err != nil {
				return nil, cannotOpen(path, err)
			}
			return f, nil
		},
	})
}

// arrange sorts the entries and lets the first of two with one name stand.
func (s *Source) arrange() {
	sort.SliceStable(s.entries, func(i, j int) bool { return s.entries[i].name < s.entries[j].name })
	kept := s.entries[:0]
	for _, e := range s.entries {
		if n := len(kept); n > 0 && kept[n-1].name == e.name {
			s.skip(e.name, twice.With(e.name))
			continue
		}
		kept = append(kept, e)
	}
	s.entries = kept
}

// plainName is a file's name without the suffix compression adds.
func plainName(name string) string {
	if ext := filepath.Ext(name); strings.EqualFold(ext, ".gz") && len(name) > len(ext) {
		return name[:len(name)-len(ext)]
	}
	return name
}

// isJunk reports whether path is something desktops leave in folders.
func isJunk(path string) bool {
	base := path[strings.LastIndexByte(path, '/')+1:]
	switch base {
	case "__MACOSX", "Thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(base, ".")
}

// Name implements Input.
func (s *Source) Name() string { return s.name }

// Names implements Input.
func (s *Source) Names() []string {
	if !s.folder {
		return nil
	}
	names := make([]string, len(s.entries))
	for i, e := range s.entries {
		names[i] = e.name
	}
	return names
}

// Open implements Input. Damage found while reading ends the text early, as
// if the file ended there, and is told by Skips.
func (s *Source) Open(name string) (io.ReadCloser, error) {
	st, err := s.stream(name)
	if err != nil {
		return nil, err
	}
	st.top = newTextReader(st.top)
	return st, nil
}

// OpenRaw implements Input, with Open's way of telling damage.
func (s *Source) OpenRaw(name string) (io.ReadCloser, error) {
	st, err := s.stream(name)
	if err != nil {
		return nil, err
	}
	return st, nil
}

func (s *Source) find(name string) *entry {
	if !s.folder {
		if name == "" {
			return s.entries[0]
		}
		return nil
	}
	i := sort.Search(len(s.entries), func(i int) bool { return s.entries[i].name >= name })
	if i < len(s.entries) && s.entries[i].name == name {
		return s.entries[i]
	}
	return nil
}

// Skips returns what was passed over so far: unsafe names, unreadable and
// damaged files.
func (s *Source) Skips() []Skip {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Skip(nil), s.skips...)
}

// Close closes everything the source has open, streams included.
func (s *Source) Close() error {
	return errors.Join(s.closeStreams(), s.stored.Close())
}

// closeStreams closes what readers left open.
func (s *Source) closeStreams() error {
	s.mu.Lock()
	var open []*stream
	for st := range s.open {
		open = append(open, st)
	}
	s.mu.Unlock()
	var err error
	for _, st := range open {
		err = errors.Join(err, st.Close())
	}
	return err
}

// within returns the part of s below the folder prefix as a source of its own.
func (s *Source) within(prefix string) *Source {
	sub := &Source{name: prefix[strings.LastIndexByte(prefix, '/')+1:], folder: true, lim: s.lim, watch: s.watch, stored: s.stored}
	first := sort.Search(len(s.entries), func(i int) bool { return s.entries[i].name >= prefix+"/" })
	for _, e := range s.entries[first:] {
		rest, ok := strings.CutPrefix(e.name, prefix+"/")
		if !ok {
			break
		}
		below := *e
		below.name, below.shown = rest, e.shown[len(prefix)+1:]
		sub.entries = append(sub.entries, &below)
	}
	return sub
}

// single returns one entry of s as a plain file.
func (s *Source) single(e *entry) *Source {
	only := *e
	only.name = ""
	return &Source{name: e.name[strings.LastIndexByte(e.name, '/')+1:], lim: s.lim, watch: s.watch, stored: s.stored, entries: []*entry{&only}}
}

func (s *Source) skip(file string, why i18n.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skips = append(s.skips, Skip{File: file, Why: why})
}
