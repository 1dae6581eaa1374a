package export

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// sure is how sure a format must be of a file for it to be read as that.
const sure = 30

// headSize is how much of a file detection looks at.
const headSize = 64 << 10

// HeadOf returns what detection may look at of in.
func HeadOf(in Input) (Head, error) {
	h := Head{Name: in.Name(), Names: in.Names()}
	if h.Names != nil {
		return h, nil
	}
	rc, err := in.OpenRaw("")
	if err != nil {
		return h, err
	}
	defer rc.Close()
	raw := make([]byte, headSize)
	n, err := io.ReadFull(rc, raw)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return h, fmt.Errorf("reading the start of %s: %w", in.Name(), err)
	}
	h.Raw = raw[:n]
	if isPacked(h.Raw) || isForeignArchive(string(h.Raw)) { // what is stored in an archive may read like text
		return h, nil
	}
	text, err := io.ReadAll(io.LimitReader(newTextReader(strings.NewReader(string(h.Raw))), headSize))
	if err != nil {
		return h, fmt.Errorf("decoding the start of %s: %w", in.Name(), err)
	}
	h.Text = text
	return h, nil
}

// Detect returns the format that in is most surely of; between equals the
// earlier one. Where none knows it, the fault names in and every format.
func Detect(in Input, formats []Format) (Format, error) {
	h, err := HeadOf(in)
	if err != nil {
		return Format{}, err
	}
	switch {
	case h.Names == nil && len(h.Raw) == 0:
		return Format{}, fault.New(fault.Invalid, emptyFile.With(in.Name()))
	case h.Names != nil && len(h.Names) == 0:
		return Format{}, fault.New(fault.Invalid, emptyFolder.With(in.Name()))
	}
	if f, ok := best(h, formats); ok {
		return f, nil
	}
	return Format{}, fault.New(fault.Invalid, whatIsIt(h, formats))
}

// best returns the format surest of h, if any is sure enough.
func best(h Head, formats []Format) (Format, bool) {
	var found Format
	top := sure - 1
	for _, f := range formats {
		if f.Folder != (h.Names != nil) {
			continue
		}
		if s := f.Sniff(h); s > top {
			found, top = f, s
		}
	}
	return found, top >= sure
}

// whatIsIt says that nothing knows h, and what would be known.
func whatIsIt(h Head, formats []Format) i18n.Message {
	switch {
	case isPacked(h.Raw):
		return nestedArchive.With(h.Name)
	case isForeignArchive(string(h.Raw)):
		return foreignArchive.With(h.Name)
	}
	return unknownFormat.With(h.Name, Titles(formats))
}

func isPacked(raw []byte) bool { return strings.HasPrefix(string(raw), "PK\x03\x04") }

func isForeignArchive(raw string) bool {
	for _, magic := range []string{"Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd"} {
		if strings.HasPrefix(raw, magic) {
			return true
		}
	}
	return len(raw) > 262 && raw[257:262] == "ustar"
}

// Titles lists what people call the formats, each title once, as one text per
// language.
func Titles(formats []Format) i18n.Text {
	var hans, hant, en []string
	seen := make(map[string]bool)
	for _, f := range formats {
		if seen[f.Title.En] {
			continue
		}
		seen[f.Title.En] = true
		hans, hant, en = append(hans, f.Title.Hans), append(hant, f.Title.Hant), append(en, f.Title.En)
	}
	return i18n.Text{Hans: strings.Join(hans, "、"), Hant: strings.Join(hant, "、"), En: strings.Join(en, ", ")}
}

var (
	unknownFormat = i18n.Text{
		Hans: "认不出“%[1]s”是什么格式。能读的有：%[2]s。如果它是其中一种，请重新导出一次；表格请确认第一行是列名，并且有时间、发言人、内容三列。",
		Hant: "認不出「%[1]s」是什麼格式。可以讀取的有：%[2]s。如果它是其中一種，請重新匯出一次；表格請確認第一列是欄位名稱，並且有時間、發言人、內容三欄。",
		En:   "The format of “%[1]s” is not known. These can be read: %[2]s. If it is one of them, export it again; a table needs column names in its first row, and columns for time, author and text.",
	}
	nestedArchive = i18n.Text{
		Hans: "“%[1]s”是压缩包里的压缩包，没有打开。请先解压出来，再单独导入它。",
		Hant: "「%[1]s」是壓縮檔裡的壓縮檔，沒有開啟。請先解壓縮出來，再單獨匯入。",
		En:   "“%[1]s” is an archive within an archive and was not opened. Take it out and import it by itself.",
	}
	foreignArchive = i18n.Text{
		Hans: "“%[1]s”是压缩包，但只能直接读取 ZIP 和 GZ。请解压后导入里面的文件。",
		Hant: "「%[1]s」是壓縮檔，但只能直接讀取 ZIP 和 GZ。請解壓縮後匯入裡面的檔案。",
		En:   "“%[1]s” is an archive of a kind that cannot be read here; only ZIP and GZ can. Decompress it and import the files in it.",
	}
)
