package sample

import (
	"embed"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// The pictures are drawn by us; each says in itself that it is a sample. The
// drawings beside them are what they were made of.
//
//go:embed pictures/*.png
var pictures embed.FS

var noPicture = i18n.Text{Hans: "样例里没有这张图。", Hant: "範例裡沒有這張圖。", En: "The sample has no such picture."}

// Picture is a picture of the sample as a PNG: "noon.png" or "thanks.png". It
// fails with NotFound where there is none of that name.
func Picture(name string) ([]byte, error) {
	b, err := pictures.ReadFile("pictures/" + name)
	if err != nil {
		return nil, fault.New(fault.NotFound, noPicture.With())
	}
	return b, nil
}
