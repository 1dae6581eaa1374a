package export

import (
	"io"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Limits keep a small hostile file from becoming an endless one. A zero field
// stands for its default.
type Limits struct {
	Entries int   // files inside one folder or archive; 100,000
	Bytes   int64 // of one file or archive once decompressed; 64 GiB
	Ratio   int64 // decompressed to stored bytes; 200
	From    int64 // decompressed bytes below which the ratio does not matter; 64 MiB
}

func (l Limits) orDefault() Limits {
	if l.Entries == 0 {
		l.Entries = 100_000
	}
	if l.Bytes == 0 {
		l.Bytes = 64 << 30
	}
	if l.Ratio == 0 {
		l.Ratio = 200
	}
	if l.From == 0 {
		l.From = 64 << 20
	}
	return l
}

// Swollen refuses an archive called name whose files take more bytes once
// unpacked than the archive's own size allows; nil where they do not.
func (l Limits) Swollen(name string, stored, unpacked int64) error {
	l = l.orDefault()
	if unpacked > l.From && unpacked > l.Ratio*max(stored, 1) {
		return fault.New(fault.Limited, swells.With(name, l.Ratio))
	}
	return nil
}

// bounded refuses to go on once what it decompresses outgrows the limits.
// stored tells how many compressed bytes were taken so far.
type bounded struct {
	src    io.Reader
	name   string
	lim    Limits
	stored func() int64
	size   int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.src.Read(p)
	b.size += int64(n)
	switch {
	case b.size > b.lim.Bytes:
		return n, tooBig(b.name, b.lim)
	case b.size > b.lim.From && b.size > b.lim.Ratio*max(b.stored(), 1):
		return n, fault.New(fault.Limited, swells.With(b.name, b.lim.Ratio))
	}
	return n, err
}

func tooBig(name string, lim Limits) error {
	return fault.New(fault.Limited, tooMuch.With(name, lim.Bytes>>20))
}

var (
	tooMuch = i18n.Text{
		Hans: "“%[1]s”解压后超过 %[2]d MB 的上限，没有继续读取。如果它确实是聊天记录，请拆成几个文件再导入。",
		Hant: "「%[1]s」解壓縮後超過 %[2]d MB 的上限，沒有繼續讀取。如果它確實是聊天紀錄，請拆成幾個檔案再匯入。",
		En:   "“%[1]s” decompresses to more than the limit of %[2]d MB, so reading stopped there. If it really is a chat history, split it into several files and import those.",
	}
	swells = i18n.Text{
		Hans: "“%[1]s”解压后是原来的 %[2]d 倍以上，像是压缩炸弹，没有继续读取。如果它确实是聊天记录，请先自行解压再导入。",
		Hant: "「%[1]s」解壓縮後是原來的 %[2]d 倍以上，像是壓縮炸彈，沒有繼續讀取。如果它確實是聊天紀錄，請先自行解壓縮再匯入。",
		En:   "“%[1]s” swells to more than %[2]d times its size when decompressed, as a zip bomb does, so reading stopped there. If it really is a chat history, decompress it yourself and import the result.",
	}
	tooMany = i18n.Text{
		Hans: "“%[1]s”里有 %[2]d 个以上的文件，超过了上限，没有读取。请只留下聊天记录再导入。",
		Hant: "「%[1]s」裡有 %[2]d 個以上的檔案，超過上限，沒有讀取。請只留下聊天紀錄再匯入。",
		En:   "“%[1]s” holds more than %[2]d files, over the limit, so none was read. Leave only the chat histories in it and import again.",
	}
)
