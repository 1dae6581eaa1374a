package task_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// screen is a picture as a phone takes it of its screen.
func screen(t *testing.T, wide, high int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, wide, high))
	m.Set(0, 0, color.RGBA{200, 10, 10, 255})
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// send posts a picture by the form of a to-do.
func (k *desk) send(task string, name string, file []byte) *httptest.ResponseRecorder {
	k.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	k.must(w.WriteField("csrf", k.csrf))
	part, err := w.CreateFormFile(name, "截屏.png")
	k.must(err)
	_, err = part.Write(file)
	k.must(err)
	k.must(w.Close())
	return k.doAs("POST", "/w/{ws}/today/"+task+"/picture", w.FormDataContentType(), &body)
}

// TestAPictureIsProof: once somebody sent one, nothing has to be written; it is shown to
// whom may see the to-do, drawn anew, and goes with whom it is about.
func TestAPictureIsProof(t *testing.T) {
	each(t, func(k *desk) {
		ctx, boss := k.t.Context(), k.person("老板")
		one := hello("p/1")
		one.Money, one.About, one.Member = true, true, 7 // proof is always asked
		todo := k.open(one)[0]
		at := "/w/{ws}/today/" + id.Show(todo.ID)
		k.kind("done without proof", k.s.Done(ctx, k.ws, boss, todo.ID, task.Did{}), fault.Invalid)
		if page := k.page(at).Body.String(); !strings.Contains(page, `enctype="multipart/form-data"`) || !strings.Contains(page, `name="proof" maxlength="500" autocomplete="off" value="" required`) {
			k.t.Error("the page does not take a picture, or asks for nothing")
		}
		k.want("no picture yet", k.page(at+"/picture"), 404)

		taken := append([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00GPS 31.2N"), make([]byte, 20)...)
		for what, file := range map[string][]byte{"text": []byte("<script>alert(1)</script>"), "half a picture": screen(k.t, 40, 40)[:60], "a broken one": taken, "nothing": nil} {
			k.want(what, k.send(id.Show(todo.ID), "picture", file), 422)
		}
		k.want("a picture under another name", k.send(id.Show(todo.ID), "file", screen(k.t, 4, 4)), 422)
		k.want("too many points", k.send(id.Show(todo.ID), "picture", screen(k.t, 30_000, 1000)), 422)
		k.want("of a to-do that is not there", k.send("task_0000000000001", "picture", screen(k.t, 4, 4)), 404)
		k.want("no picture came of that", k.page(at+"/picture"), 404)

		k.want("a picture", k.send(id.Show(todo.ID), "picture", screen(k.t, 40, 30)), 303)
		got := k.page(at + "/picture")
		drawn, err := jpeg.Decode(bytes.NewReader(got.Body.Bytes()))
		if err != nil || drawn.Bounds().Dx() != 40 || got.Header().Get("Content-Type") != "image/jpeg" || got.Header().Get("X-Content-Type-Options") != "nosniff" {
			k.t.Errorf("shown is %v (%v), %v", drawn, err, got.Header())
		}
		if page := k.page(at).Body.String(); !strings.Contains(page, `<img class="td-picture"`) || strings.Contains(page, `value="" required>`) {
			k.t.Error("the page does not show it, or still asks for words")
		}
		_, token := k.join("小林", auth.Operator, k.head)
		k.join("阿店", auth.Operator, k.shop)
		k.as(token)
		k.want("to a colleague who sees the to-do", k.page(at+"/picture"), 200)
		k.as(k.boss)
		k.must(k.s.Done(ctx, k.ws, boss, todo.ID, task.Did{}))
		k.want("once it has ended", k.send(id.Show(todo.ID), "picture", screen(k.t, 4, 4)), 422)
		if page := k.page(at).Body.String(); !strings.Contains(page, `<img class="td-picture"`) {
			k.t.Error("the ended to-do does not show its proof")
		}
		k.must(k.db.Write(ctx, func(tx *db.Tx) error { return k.s.Erase(ctx, tx, k.ws, []uint32{7}) }))
		k.want("after whom it was about was forgotten", k.page(at+"/picture"), 404)
	})
}

// TestAPictureLosesWhatTheCameraWrote beside it.
func TestAPictureLosesWhatTheCameraWrote(t *testing.T) {
	k := onSQLite(t)
	var plainOne bytes.Buffer
	k.must(jpeg.Encode(&plainOne, image.NewGray(image.Rect(0, 0, 8, 8)), nil))
	raw := plainOne.Bytes()
	note := []byte("Exif\x00\x00GPS 31.2N 121.4E")
	marked := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(note) + 2)}, note...)
	marked = append(marked, raw[2:]...)
	todo := k.open(hello(plain("gps")))[0]
	k.want("a photo", k.send(id.Show(todo.ID), "picture", marked), 303)
	kept, err := io.ReadAll(k.page("/w/{ws}/today/" + id.Show(todo.ID) + "/picture").Body)
	if err != nil || len(kept) == 0 || bytes.Contains(kept, []byte("GPS")) {
		t.Errorf("%d bytes are kept (%v), with where it was taken: %v", len(kept), err, bytes.Contains(kept, []byte("GPS")))
	}
}
