package chat

import (
	"errors"
	"syscall"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

var (
	fullTakenBack = i18n.Text{
		Hans: "磁盘满了，这次导入已经撤回，什么也没有留下。请清出空间（最好是所导文件大小的三倍），再导入一次。",
		Hant: "磁碟已滿，這次匯入已經收回，什麼也沒有留下。請清出空間（最好是所匯入檔案大小的三倍），再匯入一次。",
		En:   "The disk is full. The import was taken back and nothing of it stays. Free some space (three times the size of the files is plenty) and import again.",
	}
	fullAndLeft = i18n.Text{
		Hans: "磁盘满了，导入停了下来，页面上看不到它的任何内容；占着的空间要等有了余地才能收回。请清出空间（最好是所导文件大小的三倍），再用同样的文件导入一次，剩下的会自动处理。",
		Hant: "磁碟已滿，匯入停了下來，頁面上看不到它的任何內容；占用的空間要等有餘裕才能收回。請清出空間（最好是所匯入檔案大小的三倍），再用同樣的檔案匯入一次，剩下的會自動處理。",
		En:   "The disk is full. The import has stopped and nothing of it shows; what it wrote can be taken back only once there is room. Free some space (three times the size of the files is plenty) and import the same files again; the rest is seen to.",
	}
)

var fullAlready = i18n.Text{
	Hans: "磁盘满了，这一步没有做成，原来的内容都还在。请清出一些空间，再做一次。",
	Hant: "磁碟已滿，這一步沒有做成，原來的內容都還在。請清出一些空間，再做一次。",
	En:   "The disk is full, so this could not be done; what was there is as it was. Free some space and do it again.",
}

// SQLite's and PostgreSQL's own codes for a disk without room.
const (
	sqliteFull     = 13
	sqliteNoShared = 10 | 19<<8 // the file that readers and writers share cannot grow
	postgresFull   = "53100"
)

// isFull reports whether err came of a disk without room.
func isFull(err error) bool {
	if coded, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok && (coded.Code()&0xff == sqliteFull || coded.Code() == sqliteNoShared) {
		return true
	}
	if stated, ok := errors.AsType[interface {
		error
		SQLState() string
	}](err); ok && stated.SQLState() == postgresFull {
		return true
	}
	return errors.Is(err, syscall.ENOSPC)
}

// plainly gives an error a sentence where a person can do something about it:
// full where the disk has no room.
func plainly(err error, full i18n.Text) error {
	if err != nil && fault.KindOf(err) == fault.Internal && isFull(err) {
		return fault.Because(err, fault.Unavailable, full.With())
	}
	return err
}
