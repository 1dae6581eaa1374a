package desktop

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

var noHome = i18n.Text{
	Hans: "系统没有告诉活水你的个人文件夹在哪里，不知道数据该放到哪。请用 --data 写明一个文件夹，再打开一次。",
	Hant: "系統沒有告訴活水你的個人資料夾在哪裡，不知道資料該放到哪。請用 --data 寫明一個資料夾，再開啟一次。",
	En:   "The system does not say where your own folder is, so there is no place for the data. Name a folder with --data and open it again.",
}

// Folder is where data belong that are one person's, on the system goos whose
// variables env tells. It fails with Unavailable where the system says nothing.
func Folder(goos string, env func(string) string) (string, error) {
	home := env("HOME")
	switch goos {
	case "windows":
		if local := env("LOCALAPPDATA"); local != "" {
			return below(`\`, local, "Huoshui"), nil
		}
		if profile := env("USERPROFILE"); profile != "" {
			return below(`\`, profile, "AppData", "Local", "Huoshui"), nil
		}
	case "darwin":
		if home != "" {
			return below("/", home, "Library", "Application Support", "Huoshui"), nil
		}
	default:
		if share := env("XDG_DATA_HOME"); strings.HasPrefix(share, "/") { // a relative one is to be ignored, says its rule
			return below("/", share, "huoshui"), nil
		}
		if home != "" {
			return below("/", home, ".local", "share", "huoshui"), nil
		}
	}
	return "", fault.New(fault.Unavailable, noHome.With())
}

// below joins as the system with this separator does, whichever one this is.
func below(separator, first string, rest ...string) string {
	return strings.Join(append([]string{strings.TrimRight(first, separator)}, rest...), separator)
}

var (
	notAFolder = i18n.Text{
		Hans: "数据本该放在文件夹 %s 里，可那里是一个同名的文件。请把那个文件改名或挪走，再打开一次。",
		Hant: "資料本該放在資料夾 %s 裡，但那裡是一個同名的檔案。請將那個檔案改名或移走，再開啟一次。",
		En:   "The data belong in the folder %s, but there is a file of that name. Rename or move the file, then open it again.",
	}
	notWritable = i18n.Text{
		Hans: "数据文件夹 %s 写不进去：它是只读的，或者不归你。请在它的属性里允许自己写入，再打开一次；也可以用 --data 换一个文件夹。",
		Hant: "資料夾 %s 無法寫入：它是唯讀的，或不屬於你。請在它的內容中允許自己寫入，再開啟一次；也可以用 --data 換一個資料夾。",
		En:   "The data folder %s cannot be written: it is read-only, or not yours. Allow yourself to write to it and open again, or name another with --data.",
	}
)

// trial is how much is written to see whether there is any room at all.
const trial = 1 << 20

// Prepare makes the folder and tries to write to it. It fails with Unavailable,
// except that a full disk is told as the system tells it.
func Prepare(folder string) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return fault.New(fault.Unavailable, notAFolder.With(folder))
	}
	err := os.MkdirAll(folder, 0o700)
	if err == nil {
		err = try(folder)
	}
	switch {
	case err == nil, Full(err):
		return err
	case errors.Is(err, syscall.ENOTDIR): // a file on the way
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			folder = at.Path
		}
		return fault.Because(err, fault.Unavailable, notAFolder.With(folder))
	}
	return fault.Because(err, fault.Unavailable, notWritable.With(folder))
}

func try(folder string) error {
	f, err := os.CreateTemp(folder, ".try-*")
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, trial))
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}
