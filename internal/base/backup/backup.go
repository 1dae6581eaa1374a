// Package backup writes an installation into one file and makes one from it, on
// the same kind of database or the other.
//
// Owns: the format of the file. No table.
// Needs: the schemas of all owners, from which it finds every table; the tables
// are the owners', and it copies rows without knowing what they mean.
// Never: takes along what its owner says must stay (db.Schema's Stays), or a key
// that secrets are sealed with: sealed secrets travel sealed, and are of no use
// without the key file, which whoever runs the program keeps elsewhere; writes
// into a database that is in use; ends with half of a restore that looks whole.
//
// A file begins with a line of text, goes on as one zstd stream of blocks, and
// ends with the SHA-256 of all before it. The first block is the Header, in
// JSON. Each table follows as its name, blocks of rows, and an end with the
// number and the sum of its rows. The sum is that of the SHA-256 of every row,
// so that it does not depend on the order in which a database gives them out,
// and is the same for the same rows on both databases.
package backup

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// format is raised whenever an older program could not read what this one
// writes.
const format = 1

const (
	opening = "huoshui backup\n"
	closing = "huosum1\n" // before the 32 bytes of the sum
	tailLen = len(closing) + 32
)

// The types of blocks.
const (
	blockHeader = 'H'
	blockTable  = 'T'
	blockRows   = 'R'
	blockEnd    = 'E' // of a table
	blockLast   = 'Z'
)

// Sizes of blocks, in bytes.
const (
	fullBlock    = 1 << 20   // when a block of rows is written out
	largestBlock = 256 << 20 // which is more than a row can have
)

// Header says what a file holds.
type Header struct {
	Format  int           `json:"format"`
	Program string        `json:"program"`
	Created time.Time     `json:"created"`
	Dialect db.Dialect    `json:"dialect"`
	Schemas []db.Version  `json:"schemas"`
	Tables  []Table       `json:"tables"`
	Stays   []string      `json:"stays"` // tables left out
	Floors  []lease.Floor `json:"ids"`
}

// Table is a table in a file.
type Table struct {
	Name    string      `json:"name"`
	Columns []db.Column `json:"columns"`
	Rows    int64       `json:"rows"`
}

// Rows is how many rows a file has.
func (h *Header) Rows() (n int64) {
	for _, t := range h.Tables {
		n += t.Rows
	}
	return n
}

// Progress hears how many rows of all are done.
type Progress func(done, total int64)

func (p Progress) tell(done, total int64) {
	if p != nil {
		p(done, total)
	}
}

var (
	notBackup = i18n.Text{
		Hans: "文件 %s 不是活水的备份。请选 huoshui backup 写出的文件。",
		Hant: "檔案 %s 不是活水的備份。請選 huoshui backup 寫出的檔案。",
		En:   "The file %s is not a backup of Huoshui. Name one that huoshui backup wrote.",
	}
	cut = i18n.Text{
		Hans: "备份文件 %s 不完整：末尾少了一截，可能是没拷完。什么也没有恢复；请重新拷一份，或换一个备份。",
		Hant: "備份檔案 %s 不完整：結尾少了一截，可能是沒有複製完。什麼都沒有還原；請重新複製一份，或換一個備份。",
		En:   "The backup %s is cut short; perhaps it was not copied to its end. Nothing was restored. Copy it again, or use another backup.",
	}
	damaged = i18n.Text{
		Hans: "备份文件 %s 坏了：内容和校验值对不上。什么也没有恢复；请重新拷一份，或换一个备份。",
		Hant: "備份檔案 %s 已損毀：內容與校驗值不符。什麼都沒有還原；請重新複製一份，或換一個備份。",
		En:   "The backup %s is damaged: its content does not match its checksum. Nothing was restored. Copy it again, or use another backup.",
	}
	newer = i18n.Text{
		Hans: "备份文件 %s 是更新的版本写的（%s）。请用那个版本或更新的程序来恢复；什么也没有恢复。",
		Hant: "備份檔案 %s 是較新的版本寫的（%s）。請用該版本或更新的程式來還原；什麼都沒有還原。",
		En:   "The backup %s was written by a newer version (%s). Restore it with that version or a later one. Nothing was restored.",
	}
	inUse = i18n.Text{
		Hans: "这里已经有数据了，恢复只能恢复到空的地方，免得盖掉。请用 --data 或 --database 指定一个空的位置。",
		Hant: "這裡已經有資料了，還原只能還原到空的地方，以免覆蓋。請用 --data 或 --database 指定一個空的位置。",
		En:   "There are data here already. A backup is restored only into an empty place, so that nothing is overwritten. Name an empty one with --data or --database.",
	}
	atIt = i18n.Text{
		Hans: "另一个进程正在往这个数据库恢复。请等它结束。",
		Hant: "另一個行程正在還原到這個資料庫。請等它結束。",
		En:   "Another process is restoring into this database. Wait for it to end.",
	}
	differs = i18n.Text{
		Hans: "恢复后核对，表 %s 和备份对不上，已经全部撤回。请再试一次；如果还这样，请连同备份里的程序版本一起报告给我们。",
		Hant: "還原後核對，資料表 %s 與備份不符，已經全部撤回。請再試一次；如果仍然如此，請連同備份裡的程式版本一起回報給我們。",
		En:   "Checked after the restore, the table %s is not what the backup holds, so everything was taken back. Try again; if it stays so, report it to us with the program version of the backup.",
	}
)

// errDamaged is a fault about the file at path, with what was found.
func errDamaged(cause error, path string) error {
	return fault.Because(cause, fault.Invalid, damaged.With(path))
}
