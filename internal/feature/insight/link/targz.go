package link

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// maxArchive bounds how much an archive of gold links may unpack to.
const maxArchive = 512 << 20

var errArchive = errors.New("link: the archive unpacks to more than 512 MB")

// OpenTarGz reads a .tar.gz into memory and returns what it holds as a file
// system (inside, a stored zip: the standard library opens those as one). Only regular files are taken, and none whose name leads out of it.
func OpenTarGz(r io.Reader) (fs.FS, error) {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("unpacking the gold links: %w", err)
	}
	var memory bytes.Buffer
	files := zip.NewWriter(&memory)
	archive := tar.NewReader(io.LimitReader(unzipped, maxArchive+1))
	total := int64(0)
	for {
		h, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("unpacking the gold links: %w", err)
		}
		name := path.Clean(h.Name)
		if h.Typeflag != tar.TypeReg || !fs.ValidPath(name) {
			continue
		}
		if total += h.Size; total > maxArchive {
			return nil, errArchive
		}
		to, err := files.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return nil, fmt.Errorf("keeping %s: %w", name, err)
		}
		if _, err := io.Copy(to, archive); err != nil {
			return nil, fmt.Errorf("unpacking %s: %w", name, err)
		}
	}
	if err := files.Close(); err != nil {
		return nil, fmt.Errorf("keeping the gold links: %w", err)
	}
	return zip.NewReader(bytes.NewReader(memory.Bytes()), int64(memory.Len()))
}
