package console

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed static
var static embed.FS

// Vendored files by the short names that templates use.
const (
	tablerCSS = "vendor/tabler-1.6.1/tabler.min.css"
	htmxJS    = "vendor/htmx-2.0.11/htmx.min.js"
	echartsJS = "vendor/echarts-6.1.0/echarts.min.js"
)

// assets are the files under /static/. Their addresses hold a hash of what is
// in them, so browsers may keep them for ever.
type assets struct{ files map[string]*file }

type file struct {
	data  []byte
	print string // of data
	kind  string // content type

	once   sync.Once
	zipped []byte // nil where that is no smaller
}

func newAssets() (*assets, error) {
	a := &assets{files: map[string]*file{}}
	sub, err := fs.Sub(static, "static")
	if err != nil {
		return nil, err
	}
	if err := a.add("", sub); err != nil {
		return nil, err
	}
	for short, name := range map[string]string{"tabler": tablerCSS, "htmx": htmxJS, "echarts": echartsJS} {
		f, ok := a.files[name]
		if !ok {
			return nil, fmt.Errorf("the program was built without %s", name)
		}
		a.files[short] = f
	}
	return a, nil
}

func (a *assets) add(prefix string, files fs.FS) error {
	return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		full := path.Join(prefix, name)
		if _, taken := a.files[full]; taken {
			return fmt.Errorf("there are two assets called %s", full)
		}
		sum := sha256.Sum256(data)
		a.files[full] = &file{data: data, print: hex.EncodeToString(sum[:6]), kind: kindOf(name)}
		return nil
	})
}

func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".png", ".json", ".webp", ".ico":
		return mime.TypeByExtension(path.Ext(name))
	}
	return "text/plain; charset=utf-8"
}

// url returns the address of an asset, or an error where there is none.
func (a *assets) url(name string) (string, error) {
	f, ok := a.files[name]
	if !ok {
		return "", fmt.Errorf("there is no asset called %q", name)
	}
	return "/static/" + f.print + "/" + name, nil
}

func (f *file) gzipped() []byte {
	f.once.Do(func() {
		var buf bytes.Buffer
		z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
		if err != nil {
			return
		}
		if _, err := z.Write(f.data); err != nil || z.Close() != nil || buf.Len() >= len(f.data) {
			return
		}
		f.zipped = buf.Bytes()
	})
	return f.zipped
}

// serveAsset handles GET /static/{print}/{name}. An address with another
// print is not found: a page of another version must not get this one's file.
func (s *Shell) serveAsset(w http.ResponseWriter, r *http.Request) {
	f, ok := s.assets.files[r.PathValue("name")]
	if !ok || f.print != r.PathValue("print") {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding")
	body := f.data
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if z := f.gzipped(); z != nil {
			h.Set("Content-Encoding", "gzip")
			body = z
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
