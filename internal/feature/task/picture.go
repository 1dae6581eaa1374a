package task

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	_ "image/png" // pictures of screens
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// How large a picture may be that proves something was done: in bytes as it is sent,
// and in points.
const (
	mostPicture = 8 << 20
	mostPoints  = 25_000_000
	quality     = 80
)

var (
	pictureLarge = i18n.Text{Hans: "图片太大：最多 %d MB、%d 万像素。截个屏再传就行。", Hant: "圖片太大：最多 %d MB、%d 萬像素。截個圖再傳就行。", En: "The picture is too large: at most %[1]d MB and %[3]d megapixels. A screenshot will do."}
	noPicture    = i18n.Text{Hans: "这不是能看的图片。请传 JPG 或 PNG，截屏就行。", Hant: "這不是能看的圖片。請傳 JPG 或 PNG，截圖就行。", En: "This is no picture that can be shown. Send a JPG or PNG; a screenshot will do."}
)

func tooLargePicture(field string) error {
	return wrong(field, pictureLarge.With(mostPicture>>20, mostPoints/10_000, mostPoints/1_000_000))
}

// redrawn draws a picture anew: what a camera wrote beside it, such as where it was
// taken, does not come along. It fails with Invalid about the field.
func redrawn(field string, sent []byte) ([]byte, error) {
	if len(sent) > mostPicture {
		return nil, tooLargePicture(field)
	}
	head, kind, err := image.DecodeConfig(bytes.NewReader(sent))
	switch {
	case err != nil, kind != "jpeg" && kind != "png", head.Width < 1, head.Height < 1:
		return nil, wrong(field, noPicture.With())
	case head.Width > mostPoints/head.Height:
		return nil, tooLargePicture(field)
	}
	drawn, _, err := image.Decode(bytes.NewReader(sent))
	if err != nil {
		return nil, wrong(field, noPicture.With())
	}
	flat := image.NewRGBA(drawn.Bounds()) // what was see-through is white
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), drawn, drawn.Bounds().Min, draw.Over)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, flat, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("draw a picture anew: %w", err)
	}
	return out.Bytes(), nil
}

// Show keeps a picture that proves something was done, in the place of one before. It
// fails with Invalid about the picture, and as Done does.
func (s *Service) Show(ctx context.Context, ws id.Workspace, by Person, task id.Task, sent []byte) error {
	s.drawing.Lock() // one at a time: a picture is large while it is drawn
	drawn, err := redrawn("picture", sent)
	s.drawing.Unlock()
	if err != nil {
		return err
	}
	return s.act(ctx, ws, by, task, func(tx *db.Tx, t Task) error {
		if !t.Open() {
			return ended(ctx, tx, ws, t.ID)
		}
		_, err := tx.Exec(ctx, `INSERT INTO task_picture (workspace, task, by_user, at, picture) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (workspace, task) DO UPDATE SET by_user = excluded.by_user, at = excluded.at, picture = excluded.picture`,
			ws, task, by.User, millis(s.now(ws)), drawn)
		if err != nil {
			return fmt.Errorf("keep a picture: %w", err)
		}
		return nil
	})
}

// shown is when a picture of a to-do was sent; the zero time where there is none.
func shown(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task) (at time.Time, err error) {
	var ms int64
	err = tx.QueryRow(ctx, `SELECT COALESCE(MAX(at), 0) FROM task_picture WHERE workspace = $1 AND task = $2`, ws, task).Scan(&ms)
	if err != nil {
		return at, fmt.Errorf("look for a picture: %w", err)
	}
	return timeOf(ms), nil
}

// picture is what was sent, to whom may see its to-do. It fails with NotFound.
func (s *Service) picture(ctx context.Context, ws id.Workspace, by Person, task id.Task) (jpeg []byte, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		if _, err := seen(ctx, tx, ws, &by, task); err != nil {
			return err
		}
		err := tx.QueryRow(ctx, `SELECT picture FROM task_picture WHERE workspace = $1 AND task = $2`, ws, task).Scan(&jpeg)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, noTask.With())
		}
		return err
	})
	return jpeg, err
}
