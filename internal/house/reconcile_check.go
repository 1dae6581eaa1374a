package house

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

var (
	triedCompared = i18n.Text{Hans: "看上次和平台对账是什么时候", Hant: "看上次與平台對帳是什麼時候", En: "See when it was last compared with the network"}
	mendCompared  = i18n.Text{
		Hans: "对账会自己再来，连不上时等平台恢复。一直没有的话，看看上面的检查和服务的日志。",
		Hant: "對帳會自己再來，連不上時等平台恢復。若一直沒有，請看上面的檢查與服務的記錄。",
		En:   "It is tried again by itself, once the network is back. If it goes on, look at the checks above and into the service's log.",
	}
)

// checkCompared says when a connection was last compared, once it ever was. All
// is well where that is not long ago.
func (a *App) checkCompared(ctx context.Context, d connection.Door, p pace) []channel.Finding {
	var c connection.Compared
	err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		c, err = a.Connection.Compared(ctx, tx, d.Workspace, d.ID)
		return err
	})
	if err != nil || c.At.IsZero() { // it has no group yet, or none that can be compared
		return nil
	}
	return []channel.Finding{{Tried: triedCompared, OK: a.DB.Clock.Now().Sub(c.At) < 3*p.every+p.again, Mend: mendCompared,
		Got: fmt.Sprintf("%s · +%d / +%d / +%d", c.At.Format(time.RFC3339), c.Messages, c.Moves, c.Names)}}
}
