package task

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

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
	sent, err := sentPicture(r, "picture")
	if err == nil {
		err = p.s.Show(r.Context(), v.Workspace, personOf(v), task, sent)
	}
	if err == nil {
		return seeOther(w, r, v.At("today", id.Show(task))+"#finish")
	}
	return p.settled(w, r, v, "", err)
}

// sentPicture reads the picture of a form.
func sentPicture(r *http.Request, field string) ([]byte, error) {
	parts, err := console.Parts(r)
	if err != nil {
		return nil, err
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, wrong(field, noPicture.With())
		}
		if err == nil && (part.FormName() != field || part.FileName() == "") {
			continue
		}
		var sent []byte
		if err == nil {
			sent, err = io.ReadAll(io.LimitReader(part, mostPicture+1))
		}
		if _, large := errors.AsType[*http.MaxBytesError](err); large || len(sent) > mostPicture {
			return nil, tooLargePicture(field)
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
	return writePicture(w, jpeg)
}

func writePicture(w http.ResponseWriter, jpeg []byte) error {
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, no-store")
	_, err := w.Write(jpeg)
	return err
}

// attach handles POST /w/{ws}/today/{task}/image.
func (p *pages) attach(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	sent, err := sentPicture(r, "image")
	if err == nil {
		err = p.s.Attach(r.Context(), v.Workspace, personOf(v), task, sent)
	}
	if err == nil {
		return seeOther(w, r, v.At("today", id.Show(task))+"#words")
	}
	return p.settled(w, r, v, "", err)
}

// detach handles POST /w/{ws}/today/{task}/image/{n}/remove.
func (p *pages) detach(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, n, err := imageIn(r)
	if err != nil {
		return err
	}
	if err := p.s.Detach(r.Context(), v.Workspace, personOf(v), task, n); err != nil {
		return p.settled(w, r, v, "", err)
	}
	return seeOther(w, r, v.At("today", id.Show(task))+"#words")
}

// showImage handles GET /w/{ws}/today/{task}/image/{n}.
func (p *pages) showImage(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, n, err := imageIn(r)
	if err != nil {
		return err
	}
	jpeg, err := p.s.image(r.Context(), v.Workspace, personOf(v), task, n)
	if err != nil {
		return err
	}
	return writePicture(w, jpeg)
}

// imageIn reads from the address which picture of which to-do is meant.
func imageIn(r *http.Request) (task id.Task, n int, err error) {
	if task, err = id.Parse[id.Task](r.PathValue("task")); err != nil {
		return 0, 0, err
	}
	if n, err = strconv.Atoi(r.PathValue("n")); err != nil || n < 1 || n > mostImages {
		return 0, 0, fault.New(fault.NotFound, noTask.With())
	}
	return task, n, nil
}
