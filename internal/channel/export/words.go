package export

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// cannotOpen is the fault for a path that the system does not open.
func cannotOpen(path string, err error) error {
	kind := fault.Unavailable
	switch {
	case errors.Is(err, fs.ErrNotExist):
		kind = fault.NotFound
	case errors.Is(err, fs.ErrPermission):
		kind = fault.Forbidden
	}
	return fault.Because(fmt.Errorf("opening %s: %w", path, err), kind, whyNot(path, err))
}

// whyNot says why path could not be opened, and what to do.
func whyNot(path string, err error) i18n.Message {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return notThere.With(path)
	case errors.Is(err, fs.ErrPermission):
		return notAllowed.With(path)
	}
	return brokeOff.With(path)
}

// CutShort is the skip for a file whose text ends, in line, before it is
// complete.
func CutShort(file string, line int) Skip {
	return Skip{File: file, Line: line, Why: endsHere.With()}
}

var (
	notThere = i18n.Text{
		Hans: "找不到“%[1]s”。请检查路径有没有写错，文件是不是已经移走或改名。",
		Hant: "找不到「%[1]s」。請檢查路徑是否打錯，檔案是否已經搬走或改名。",
		En:   "“%[1]s” was not found. Check the spelling of the path, and whether the file was moved or renamed.",
	}
	notAllowed = i18n.Text{
		Hans: "没有读取“%[1]s”的权限。请给运行本程序的账号加上读取权限（文件夹还要有进入权限），再试一次。",
		Hant: "沒有讀取「%[1]s」的權限。請為執行本程式的帳號加上讀取權限（資料夾還需要進入權限），再試一次。",
		En:   "There is no permission to read “%[1]s”. Give the account that runs this program the right to read it (for a folder, to enter it as well) and try again.",
	}
	brokeOff = i18n.Text{
		Hans: "读取“%[1]s”时中断了，可能是磁盘或网络出了问题。之前读到的都保留；请检查后再试一次。",
		Hant: "讀取「%[1]s」時中斷了，可能是磁碟或網路有狀況。之前讀到的都保留；請檢查後再試一次。",
		En:   "Reading “%[1]s” broke off, perhaps because of the disk or the network. What was read before is kept; check both and try again.",
	}
	notAFile = i18n.Text{
		Hans: "“%[1]s”既不是文件也不是文件夹，没有读取。请指定聊天记录文件或它所在的文件夹。",
		Hant: "「%[1]s」既不是檔案也不是資料夾，沒有讀取。請指定聊天紀錄檔案或它所在的資料夾。",
		En:   "“%[1]s” is neither a file nor a folder, so it was not read. Name the file that holds the chat, or the folder it lies in.",
	}
	emptyFile = i18n.Text{
		Hans: "“%[1]s”是空的，里面没有聊天记录。请重新导出一次，确认文件大小不是 0。",
		Hant: "「%[1]s」是空的，裡面沒有聊天紀錄。請重新匯出一次，並確認檔案大小不是 0。",
		En:   "“%[1]s” is empty and holds no chat. Export it again and check that the file's size is not 0.",
	}
	emptyFolder = i18n.Text{
		Hans: "“%[1]s”里没有可读的文件。请指定放着聊天记录的文件夹。",
		Hant: "「%[1]s」裡沒有可讀取的檔案。請指定放有聊天紀錄的資料夾。",
		En:   "“%[1]s” holds no file that can be read. Name the folder that the chat histories lie in.",
	}
	noSuchInner = i18n.Text{
		Hans: "“%[2]s”里没有“%[1]s”这个文件，导出可能不完整。请重新导出一次。",
		Hant: "「%[2]s」裡沒有「%[1]s」這個檔案，匯出可能不完整。請重新匯出一次。",
		En:   "There is no file “%[1]s” in “%[2]s”; the export may be incomplete. Export it again.",
	}
	brokenZip = i18n.Text{
		Hans: "“%[1]s”看上去是 ZIP 压缩包，但打不开，可能没有下载完整。请重新下载或重新导出。",
		Hant: "「%[1]s」看起來是 ZIP 壓縮檔，但無法開啟，可能沒有下載完整。請重新下載或重新匯出。",
		En:   "“%[1]s” looks like a zip archive but cannot be opened; it may not have been downloaded completely. Download or export it again.",
	}
	unsafeName = i18n.Text{
		Hans: "压缩包里的“%[1]s”指向压缩包以外的位置，为安全起见已跳过。其余文件照常读取。",
		Hant: "壓縮檔裡的「%[1]s」指向壓縮檔以外的位置，為安全起見已略過。其他檔案照常讀取。",
		En:   "“%[1]s” in the archive points to a place outside it and was skipped for safety. The other files were read.",
	}
	locked = i18n.Text{
		Hans: "“%[1]s”加了密码，没有读取。请用密码解压后，再导入解压出来的文件。",
		Hant: "「%[1]s」設有密碼，沒有讀取。請先用密碼解壓縮，再匯入解壓縮後的檔案。",
		En:   "“%[1]s” is locked with a password and was not read. Decompress it with the password and import the result.",
	}
	rareMethod = i18n.Text{
		Hans: "“%[1]s”用了少见的压缩方式，读不了。请解压后重新打成普通 ZIP 包，或直接导入解压出来的文件。",
		Hant: "「%[1]s」用了少見的壓縮方式，無法讀取。請解壓縮後重新打包成一般 ZIP 檔，或直接匯入解壓縮後的檔案。",
		En:   "“%[1]s” is compressed in a rare way that cannot be read here. Decompress it and import the result, or zip it again in the ordinary way.",
	}
	twice = i18n.Text{
		Hans: "“%[1]s”在同一处出现了两次（例如压缩前后各一份），只读了第一份。",
		Hant: "「%[1]s」在同一處出現兩次（例如壓縮前後各一份），只讀取了第一份。",
		En:   "“%[1]s” is there twice, for instance compressed and not; only the first was read.",
	}
	cutShort = i18n.Text{
		Hans: "“%[1]s”不完整，后半部分缺失；断开之前的内容已经读入。请重新下载或重新导出，补上缺的部分。",
		Hant: "「%[1]s」不完整，後半部分缺失；中斷之前的內容已經讀入。請重新下載或重新匯出，補上缺少的部分。",
		En:   "“%[1]s” is cut short; everything before the cut was read. Download or export it again to get the rest.",
	}
	endsHere = i18n.Text{
		Hans: "文件在这里突然结束，可能没有下载完整。前面的内容已经保留；请重新导出一次，再导入不会重复。",
		Hant: "檔案在這裡突然結束，可能沒有下載完整。前面的內容已保留；請重新匯出一次，再次匯入不會重複。",
		En:   "The file ends abruptly here, perhaps because it was not downloaded completely. Everything before is kept. Export it again; importing it again duplicates nothing.",
	}
	garbled = i18n.Text{
		Hans: "“%[1]s”的压缩数据已损坏；损坏之前的内容已经读入。请重新下载或重新导出。",
		Hant: "「%[1]s」的壓縮資料已損毀；損毀之前的內容已經讀入。請重新下載或重新匯出。",
		En:   "The compressed data of “%[1]s” is damaged; what came before the damage was read. Download or export it again.",
	}
	trailing = i18n.Text{
		Hans: "“%[1]s”的压缩数据后面还有无法识别的内容，已忽略；压缩数据本身已全部读入。",
		Hant: "「%[1]s」的壓縮資料後面還有無法辨識的內容，已忽略；壓縮資料本身已全部讀入。",
		En:   "Something unknown follows the compressed data of “%[1]s” and was ignored; the compressed data itself was read completely.",
	}
)
