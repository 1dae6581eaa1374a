package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/house"
)

// address is where the database is.
func (c *place) address() string { return cmp.Or(c.Database, filepath.Join(c.Data, "huoshui.db")) }

// used fails where there is no installation: whoever names the wrong folder is
// told so.
func (c *place) used() error {
	if c.Database != "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(c.Data, "huoshui.db")); errors.Is(err, fs.ErrNotExist) {
		return fault.Because(err, fault.NotFound, noData.With(c.Data))
	}
	return nil
}

var (
	backedUp = i18n.Text{
		Hans: "备份已写好：%s，%d 张表，%d 行。里面有群友的话和名字，请像保管聊天记录一样保管；登录会话、一次性链接和密钥 secret.key 没有带上，密钥请另外收好。\n",
		Hant: "備份已寫好：%s，%d 張資料表，%d 列。裡面有群友的話與名字，請像保管聊天紀錄一樣保管；登入工作階段、一次性連結與金鑰 secret.key 沒有帶上，金鑰請另外收好。\n",
		En:   "Backed up to %s: %d {table|tables}, %d {row|rows}. It holds what members said and their names: keep it as closed as the chats. Sessions, one-time links and the key secret.key are not in it: keep the key apart.\n",
	}
	restored = i18n.Text{
		Hans: "已恢复：%d 张表，%d 行，来自 %s 的备份。\n",
		Hant: "已還原：%d 張資料表，%d 列，來自 %s 的備份。\n",
		En:   "Restored %d {table|tables}, %d {row|rows}, of the backup made at %s.\n",
	}
	mended = i18n.Text{
		Hans: "有 %d 处文字带着 PostgreSQL 存不了的字符，已换成 �。\n",
		Hant: "有 %d 處文字帶有 PostgreSQL 無法儲存的字元，已換成 �。\n",
		En:   "%d texts held characters that PostgreSQL cannot keep; these now stand as �.\n",
	}
	isHeld = i18n.Text{
		Hans: "这套活水是 %s 从备份恢复的，现在扣着：照常接收，但不会自己往外发。先看看备份以后是不是已经发过，再运行 huoshui admin release 放行。\n",
		Hant: "這套活水是 %s 從備份還原的，現在扣著：照常接收，但不會自己往外送。先看看備份之後是不是已經送過，再執行 huoshui admin release 放行。\n",
		En:   "This installation was restored from a backup at %s and is held: it takes what comes in, but nothing leaves by itself. Check what left after the backup was made, then let it go with huoshui admin release.\n",
	}
	letGo = i18n.Text{Hans: "已放行，可以往外发了。\n", Hant: "已放行，可以往外送了。\n", En: "Released: things may leave again.\n"}
)

// backupCommand is huoshui backup.
type backupCommand struct {
	place
	Out  string `name:"out" required:"" placeholder:"FILE" help:"File to write; it must not be there yet."`
	JSON bool   `name:"json" help:"Print the result as JSON."`
}

// Run writes the backup, while the program serves or not.
func (c *backupCommand) Run(ctx context.Context, p *program) error {
	if err := c.used(); err != nil {
		return err
	}
	bar, done := p.counting()
	h, err := house.BackUp(ctx, c.address(), c.Out, version(), bar)
	done()
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(p.out).Encode(map[string]any{"file": c.Out, "tables": len(h.Tables), "rows": h.Rows(), "created": h.Created, "stays": h.Stays})
	}
	_, err = fmt.Fprint(p.out, backedUp.With(c.Out, len(h.Tables), h.Rows()).In(p.lang))
	return err
}

// restoreCommand is huoshui restore.
type restoreCommand struct {
	place
	File string `arg:"" help:"File that huoshui backup wrote."`
	JSON bool   `name:"json" help:"Print the result as JSON."`
}

// Run restores into an empty place, which is held from then on.
func (c *restoreCommand) Run(ctx context.Context, p *program) error {
	house.Tune()
	if c.Database == "" {
		if err := os.MkdirAll(c.Data, 0o700); err != nil {
			return fault.Because(err, fault.Unavailable, noFolder.With(c.Data))
		}
	}
	bar, done := p.counting()
	h, r, err := house.Restore(ctx, c.address(), c.File, bar)
	done()
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(p.out).Encode(map[string]any{"tables": r.Tables, "rows": r.Rows, "mended": r.Mended, "created": h.Created, "held": true})
	}
	fmt.Fprint(p.out, restored.With(r.Tables, r.Rows, h.Created.Format(time.RFC3339)).In(p.lang))
	if r.Mended > 0 {
		fmt.Fprint(p.out, mended.With(r.Mended).In(p.lang))
	}
	_, err = fmt.Fprint(p.out, isHeld.With(time.Now().UTC().Format(time.RFC3339)).In(p.lang))
	return err
}

// releaseCommand is huoshui admin release.
type releaseCommand struct{ place }

// Run lets a restored installation send again.
func (c *releaseCommand) Run(ctx context.Context, p *program) error {
	app, err := c.openUsed(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	if err := app.Release(ctx, "huoshui admin release"); err != nil {
		return err
	}
	_, err = fmt.Fprint(p.out, letGo.In(p.lang))
	return err
}

// tellHeld says that an installation is held, where it is.
func (p *program) tellHeld(ctx context.Context, app *house.App) error {
	since, held, err := app.Held(ctx)
	if err != nil || !held {
		return err
	}
	_, err = fmt.Fprint(p.out, isHeld.With(since.Format(time.RFC3339)).In(p.lang))
	return err
}
