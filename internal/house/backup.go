package house

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/backup"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

var (
	outThere = i18n.Text{
		Hans: "文件 %s 已经在了，不会盖掉它。请用 --out 换一个名字。",
		Hant: "檔案 %s 已經存在，不會覆蓋它。請用 --out 換一個名字。",
		En:   "The file %s is there already and is not overwritten. Give another name with --out.",
	}
	cannotWrite = i18n.Text{
		Hans: "备份写不到 %s：%s。请检查文件夹在不在、有没有权限、磁盘够不够；没写完的部分已经删掉。",
		Hant: "備份無法寫到 %s：%s。請檢查資料夾是否存在、有沒有權限、磁碟是否足夠；沒寫完的部分已經刪除。",
		En:   "The backup cannot be written to %s: %s. Check that the folder is there, may be written, and has room. What was written of it has been removed.",
	}
	cutShort = i18n.Text{
		Hans: "这里正在从备份恢复，或者上次恢复中途断了（文件 %s）。请等恢复结束；如果已经断了，用同样的命令再运行一次 huoshui restore，会重新来过。不想恢复了，就先删掉那个文件。",
		Hant: "這裡正在從備份還原，或者上次還原中途斷了（檔案 %s）。請等還原結束；如果已經斷了，用同樣的指令再執行一次 huoshui restore，會重新來過。不想還原了，就先刪除那個檔案。",
		En:   "A backup is being restored here, or a restore was cut short (the file %s). Wait for it to end; if it was cut short, run the same huoshui restore again and it begins anew. To begin without the backup, remove that file first.",
	}
	cannotRestore = i18n.Text{
		Hans: "恢复没有完成：%s。已经写入的部分都撤回了。请检查磁盘空间和数据库，再运行一次同样的命令。",
		Hant: "還原沒有完成：%s。已經寫入的部分都撤回了。請檢查磁碟空間與資料庫，再執行一次同樣的指令。",
		En:   "The restore did not come to its end: %s. What it had written was taken back. Check the disk and the database, and run the same command again.",
	}
)

// BackUp writes the installation at address into the file out, which comes into
// being whole or not at all. Programs may work on the installation meanwhile.
func BackUp(ctx context.Context, address, out, program string, progress backup.Progress) (h backup.Header, err error) {
	d, err := openPlain(ctx, address)
	if err != nil {
		return h, err
	}
	defer d.Close() //nolint:errcheck // only read from
	if err := d.NotNewer(ctx, Schemas()...); err != nil {
		return h, err
	}
	if _, err := os.Lstat(out); err == nil {
		return h, fault.New(fault.Conflict, outThere.With(out))
	}
	part := out + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return h, cannotWriteTo(out, err)
	}
	h, err = backup.Write(ctx, d, f, program, Schemas(), progress)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(part, out)
	}
	if err == nil {
		return h, syncFolder(out)
	}
	_ = os.Remove(part) // the first error tells
	switch {
	case ctx.Err() != nil:
		return h, ctx.Err()
	case fault.KindOf(err) != fault.Internal: // it says what is wrong
		return h, err
	}
	return h, cannotWriteTo(out, err)
}

func cannotWriteTo(out string, err error) error {
	cause := err
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		cause = pe.Err
	}
	return fault.Because(err, fault.Unavailable, cannotWrite.With(out, cause.Error()))
}

// syncFolder makes the name of a file last.
func syncFolder(file string) error {
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	_ = dir.Sync() // not every system can
	return dir.Close()
}

// openPlain opens a database as it is.
func openPlain(ctx context.Context, address string) (*db.DB, error) {
	d, err := db.Open(ctx, address, clock.Real{})
	if err != nil && ctx.Err() == nil {
		err = fault.Because(err, fault.Unavailable, cannotOpen.With(withoutSecret(address), err.Error()))
	}
	return d, err
}

func onPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Restore makes an installation at address from the file at path. A SQLite file
// is made beside its place and moved there when it is whole; a PostgreSQL
// database is marked until it is.
func Restore(ctx context.Context, address, path string, progress backup.Progress) (h backup.Header, r backup.Report, err error) {
	a, err := backup.Open(ctx, path, Schemas())
	if err != nil {
		return h, r, err
	}
	defer a.Close() //nolint:errcheck // only read from
	if onPostgres(address) {
		r, err = restoreInto(ctx, a, address, progress)
	} else {
		r, err = restoreFile(ctx, a, address, progress)
	}
	if err != nil && ctx.Err() == nil && fault.KindOf(err) == fault.Internal {
		err = fault.Because(err, fault.Unavailable, cannotRestore.With(err.Error()))
	}
	return a.Header, r, err
}

func restoreInto(ctx context.Context, a *backup.Archive, address string, progress backup.Progress) (r backup.Report, err error) {
	d, err := openPlain(ctx, address)
	if err != nil {
		return r, err
	}
	r, err = a.Restore(ctx, d, Schemas(), progress)
	return r, errors.Join(err, d.Close())
}

// restoreFile restores into a SQLite file that comes into its place when it is
// whole.
func restoreFile(ctx context.Context, a *backup.Archive, file string, progress backup.Progress) (r backup.Report, err error) {
	if _, err := os.Stat(file); err == nil {
		d, err := openPlain(ctx, file)
		if err != nil {
			return r, err
		}
		if err := errors.Join(backup.Empty(ctx, d, Schemas()), d.Close()); err != nil {
			return r, err
		}
	}
	part := file + restoring
	if err := db.RemoveSQLite(part); err != nil { // of a restore that was killed
		return r, err
	}
	if r, err = restoreInto(ctx, a, part, progress); err == nil {
		err = db.MoveSQLite(part, file)
	}
	if err != nil {
		return r, errors.Join(err, db.RemoveSQLite(part))
	}
	return r, syncFolder(file)
}

// restoring ends the name of a SQLite file that is being restored.
const restoring = ".restoring"

// begunOnly fails with Unavailable where a restore into a SQLite file was cut
// short, or goes on: whoever starts the program there means what was to be
// restored, not an empty installation.
func begunOnly(address string) error {
	if onPostgres(address) {
		return nil
	}
	if _, err := os.Stat(address); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(address + restoring); err != nil {
		return nil
	}
	return fault.New(fault.Unavailable, cutShort.With(address+restoring))
}

// Held reports whether the installation is held after a restore, and since when.
func (a *App) Held(ctx context.Context) (since time.Time, held bool, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		since, held, err = hold.Held(ctx, tx)
		return err
	})
	return since, held, err
}

// Release lets things leave again.
func (a *App) Release(ctx context.Context, by string) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	return a.DB.Write(ctx, func(tx *db.Tx) error {
		err := hold.Release(ctx, tx, by)
		for i := 0; err == nil && i < len(all); i++ { // each one's groups may be written to again
			err = audit.Write(ctx, tx, a.IDs, audit.Entry{Workspace: all[i].ID, Action: audit.InstallationReleased})
		}
		return err
	})
}
