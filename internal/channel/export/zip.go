package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"github.com/huoshui/huoshui/internal/base/fault"
)

func isZip(r io.ReaderAt) bool {
	var magic [4]byte
	_, err := r.ReadAt(magic[:], 0)
	return err == nil && (string(magic[:]) == "PK\x03\x04" || string(magic[:]) == "PK\x05\x06")
}

func isChecksum(err error) bool {
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat)
}

// fromZip opens a zip archive as a folder. It returns nil and no error for an
// office document, which is a zip only on the inside.
func fromZip(name string, r io.ReaderAt, size int64, lim Limits) (*Source, error) {
	zr, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // such paths are passed over below
		return nil, fault.Because(fmt.Errorf("opening zip %s: %w", name, err), fault.Invalid, brokenZip.With(name))
	}
	zr.RegisterDecompressor(zip.Deflate, flate.NewReader)
	s := &Source{name: zipName(name), folder: true, lim: lim}
	total := uint64(0)
	for _, f := range zr.File {
		if f.Name == "[Content_Types].xml" {
			return nil, nil
		}
		if len(s.entries) == lim.Entries {
			return nil, fault.New(fault.Limited, tooMany.With(name, lim.Entries))
		}
		total += f.UncompressedSize64
		if total > uint64(lim.Bytes) {
			return nil, tooBig(name, lim)
		}
		s.addZipped(f)
	}
	// Entries may share their bytes, so that only the archive's own size says
	// how far it swells.
	if err := lim.Swollen(name, size, int64(min(total, math.MaxInt64))); err != nil {
		return nil, err
	}
	s.stripRoot()
	s.arrange()
	return s, nil
}

// addZipped takes one file of an archive in, unless it cannot be read.
func (s *Source) addZipped(f *zip.File) {
	name, safe := cleanName(f)
	switch {
	case !safe:
		s.skip(name, unsafeName.With(name))
		return
	case strings.HasSuffix(name, "/"), junkAnywhere(name):
		return
	case !f.Mode().IsRegular():
		s.skip(name, notAFile.With(name))
		return
	case f.Flags&1 != 0:
		s.skip(name, locked.With(name))
		return
	case f.Method != zip.Store && f.Method != zip.Deflate:
		s.skip(name, rareMethod.With(name))
		return
	}
	lim := s.lim
	s.entries = append(s.entries, &entry{
		name:   plainName(name),
		shown:  name,
		size:   int64(min(f.UncompressedSize64, uint64(lim.Bytes))),
		packed: true,
		open: func() (io.ReadCloser, error) {
			rc, err := f.Open()
			if err != nil {
				return nil, fault.Because(fmt.Errorf("opening %s: %w", name, err), fault.Invalid, garbled.With(name))
			}
			stored := func() int64 { return int64(f.CompressedSize64) }
			return struct {
				io.Reader
				io.Closer
			}{&bounded{src: rc, name: name, lim: lim, stored: stored}, rc}, nil
		},
	})
}

// cleanName returns the slash path of f, and whether it stays within the
// archive. Names in a Chinese charset, as Windows writes them, are decoded.
func cleanName(f *zip.File) (string, bool) {
	name := f.Name
	if !utf8.ValidString(name) {
		if b, err := narrowCharset([]byte(name)).encoding().NewDecoder().String(name); err == nil {
			name = b
		}
		name = strings.ToValidUTF8(name, "\uFFFD")
	}
	name = strings.ReplaceAll(name, `\`, "/")
	if name == "" || strings.HasPrefix(name, "/") || strings.ContainsRune(name, 0) {
		return name, false
	}
	if len(name) >= 2 && name[1] == ':' { // a Windows drive
		return name, false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return name, false
		}
	}
	clean := path.Clean(name)
	if strings.HasSuffix(name, "/") {
		clean += "/"
	}
	return clean, clean != "." && clean != "./"
}

// junkAnywhere reports whether name or a folder above it is junk.
func junkAnywhere(name string) bool {
	for dir := name; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if isJunk(dir) {
			return true
		}
	}
	return false
}

func zipName(name string) string {
	if ext := path.Ext(name); strings.EqualFold(ext, ".zip") && len(name) > len(ext) {
		return name[:len(name)-len(ext)]
	}
	return name
}

// stripRoot removes folders that all entries share, as zipping a folder makes
// them; the innermost names the source from then on.
func (s *Source) stripRoot() {
	for len(s.entries) > 0 {
		root, _, ok := strings.Cut(s.entries[0].name, "/")
		if !ok {
			return
		}
		for _, e := range s.entries {
			if !strings.HasPrefix(e.name, root+"/") {
				return
			}
		}
		for _, e := range s.entries {
			e.name, e.shown = e.name[len(root)+1:], e.shown[len(root)+1:]
		}
		s.name = root
	}
}
