package house

import (
	"net/http"
	"strconv"

	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/web/console"
)

// samplePictures serves the pictures that the SOPs of the sample name. Their
// address stays the same over versions, for to-dos keep it.
func samplePictures(shell *console.Shell) error {
	shell.HandleOpen("GET /sample/{name}", func(w http.ResponseWriter, r *http.Request, _ console.Viewer) error {
		b, err := sample.Picture(r.PathValue("name"))
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "image/png")
		w.Header().Set("Content-Length", strconv.Itoa(len(b)))
		w.Header().Set("Cache-Control", "public, max-age=86400")
		_, err = w.Write(b)
		return err
	})
	return nil
}
