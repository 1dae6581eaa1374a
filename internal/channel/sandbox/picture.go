package sandbox

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// maxPicture is the size of the largest picture that is taken.
const maxPicture = 2 << 20

// drawn names a picture of the crowd's, which is drawn when it is looked at.
func drawn(seq int64) string { return "drawn/" + strconv.FormatInt(seq%97, 10) }

var (
	noPicture = i18n.Text{
		Hans: "没有这张图片，或者它已经随消息撤回了。",
		Hant: "沒有這張圖片，或者它已隨訊息收回。",
		En:   "There is no such picture, or it went with its message.",
	}
	tooLarge = i18n.Text{
		Hans: "图片有 %d 字节，最多 %d。请压缩后再发。",
		Hant: "圖片有 %d 位元組，最多 %d。請壓縮後再傳送。",
		En:   "The picture has %d bytes; at most %d. Make it smaller.",
	}
	notPicture = i18n.Text{
		Hans: "演练平台只收 PNG、JPEG、GIF 和 WebP 图片，不收 %s。",
		Hant: "演練平台只收 PNG、JPEG、GIF 與 WebP 圖片，不收 %s。",
		En:   "The sandbox takes PNG, JPEG, GIF and WebP pictures, not %s.",
	}
)

// keepPicture stores a picture and returns its name.
func (w *world) keepPicture(m *channel.Media) (string, error) {
	switch m.Type {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
	default:
		return "", fault.New(fault.Invalid, notPicture.With(m.Type))
	}
	if len(m.Data) > maxPicture {
		return "", fault.New(fault.Invalid, tooLarge.With(len(m.Data), maxPicture))
	}
	name := "kept/" + strconv.FormatInt(w.number(), 10)
	_, err := w.tx.Exec(w.ctx, `INSERT INTO sandbox_media (workspace, media, name, type, data) VALUES ($1, $2, $3, $4, $5)`,
		w.ws, name, m.Name, m.Type, m.Data)
	if err != nil {
		return "", fmt.Errorf("keep picture: %w", err)
	}
	return name, nil
}

// dropPicture forgets the picture of a message that is recalled.
func (w *world) dropPicture(chat event.NativeChat, seq int64) error {
	_, err := w.tx.Exec(w.ctx, `DELETE FROM sandbox_media WHERE workspace = $1 AND media IN
		(SELECT media FROM sandbox_message WHERE workspace = $1 AND chat = $2 AND seq = $3)`, w.ws, string(chat), seq)
	return err
}

// Picture returns a picture that a message names.
func (p *Platform) Picture(ctx context.Context, ws id.Workspace, media string) (m channel.Media, err error) {
	if n, ok := strings.CutPrefix(media, "drawn/"); ok {
		seed, err := strconv.Atoi(n)
		if err != nil || seed < 0 || seed > 96 {
			return m, fault.New(fault.NotFound, noPicture.With())
		}
		data, err := draw(seed)
		return channel.Media{Name: n + ".png", Type: "image/png", Data: data}, err
	}
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		err := tx.QueryRow(ctx, `SELECT name, type, data FROM sandbox_media WHERE workspace = $1 AND media = $2`, ws, media).Scan(&m.Name, &m.Type, &m.Data)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, noPicture.With())
		}
		return err
	})
	return m, err
}

// draw makes a picture that nobody takes for a photograph: a loaf on a plate in
// colours of its own.
func draw(seed int) ([]byte, error) {
	const size = 160
	img := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{
		color.RGBA{uint8(200 + seed%50), uint8(215 + seed*7%35), uint8(205 + seed*13%45), 255},
		color.RGBA{250, 250, 248, 255},
		color.RGBA{uint8(180 + seed%40), uint8(120 + seed*3%40), uint8(60 + seed*5%40), 255},
		color.RGBA{120, 75, 35, 255},
	})
	for y := range size {
		for x := range size {
			dx, dy := x-size/2, y-size/2
			long, high := 46+seed%14, 24+seed%9
			switch {
			case dx*dx*high*high+dy*dy*long*long < long*long*high*high:
				c := uint8(2)
				if (dx+dy/2+size)%(14+seed%6) < 3 && dy < 0 {
					c = 3
				}
				img.SetColorIndex(x, y, c)
			case dx*dx+dy*dy < 70*70:
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}
