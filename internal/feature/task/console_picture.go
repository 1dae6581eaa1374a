package task

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// sendPicture handles POST /w/{ws}/today/{task}/picture.
func (p *pages) sendPicture(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	sent, err := sentPicture(r)
	if err == nil {
		err = p.s.Show(r.Context(), v.Workspace, personOf(v), task, sent)
	}
	if err == nil {
		return seeOther(w, r, v.At("today", id.Show(task))+"#finish")
	}
	return p.settled(w, r, v, "", err)
}

// sentPicture reads the picture of a form.
func sentPicture(r *http.Request) ([]byte, error) {
	parts, err := console.Parts(r)
	if err != nil {
		return nil, err
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, wrong("picture", noPicture.With())
		}
		if err == nil && (part.FormName() != "picture" || part.FileName() == "") {
			continue
		}
		var sent []byte
		if err == nil {
			sent, err = io.ReadAll(io.LimitReader(part, mostPicture+1))
		}
		if _, large := errors.AsType[*http.MaxBytesError](err); large || len(sent) > mostPicture {
			return nil, tooLargePicture()
		}
		if err != nil {
			return nil, fault.Because(fmt.Errorf("receive a picture: %w", err), fault.Invalid, noPicture.With())
		}
		return sent, nil
	}
}

// showPicture handles GET /w/{ws}/today/{task}/picture.
func (p *pages) showPicture(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	jpeg, err := p.s.picture(r.Context(), v.Workspace, personOf(v), task)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, no-store")
	_, err = w.Write(jpeg)
	return err
}
