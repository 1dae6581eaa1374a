package house

import (
	"context"
	"log/slog"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/matrix"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

var (
	noTokens = i18n.Text{Hans: "这个接入没有令牌要填。", Hant: "這個連線沒有權杖要填。", En: "This connection has no tokens to enter."}
	notOpen  = i18n.Text{
		Hans: "这个接入还没有打开，读不了历史。请先做接入检查。",
		Hant: "這個連線尚未開啟，無法讀取歷史。請先做連線檢查。",
		En:   "This connection is not open, so its history cannot be read. Check the connection first.",
	}
	readingAlready = i18n.Text{Hans: "已经在导入了，进度在导入页。", Hant: "已經在匯入了，進度在匯入頁。", En: "It is being brought already; the import page shows how far it is."}
	pastOf         = i18n.Text{Hans: "%s：接入前的聊天", Hant: "%s：連線前的聊天", En: "%s: before it was connected"}
)

// backfill brings what was said in a connection's groups before we came into
// them, as history: it moves figures and causes nothing else.
func (a *App) backfill(ctx context.Context, d connection.Door, by id.User) error {
	g := a.gates
	adapter, _, _ := g.of(d.Workspace, d.ID)
	if adapter == nil || d.Network != event.Matrix {
		return fault.New(fault.Conflict, notOpen.With())
	}
	g.mu.Lock()
	busy := g.back[d.ID]
	g.back[d.ID] = true
	g.mu.Unlock()
	if busy {
		return fault.New(fault.Conflict, readingAlready.With())
	}
	done := func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.back, d.ID)
	}
	imp, err := a.Chat.Begin(ctx, d.Workspace, by, pastOf.With(d.Name).In(i18n.ZhHans), "")
	if err != nil {
		done()
		return err
	}
	g.work.Go("bring the history of a connection", func(ctx context.Context) error {
		defer done()
		return a.Chat.Run(ctx, d.Workspace, imp, func(ctx context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
			return export.Result{}, a.tellMatrixPast(ctx, d.Workspace, adapter, sink, g.log)
		})
	})
	return nil
}

// tellMatrixPast tells what was said in every group of a homeserver that we are in.
func (a *App) tellMatrixPast(ctx context.Context, ws id.Workspace, adapter *matrix.Adapter, sink export.Sink, log *slog.Logger) error {
	var groups []community.Group
	if err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		groups, err = a.Community.Groups(ctx, tx, ws)
		return err
	}); err != nil {
		return err
	}
	for _, c := range groups {
		if c.Network != event.Matrix {
			continue
		}
		if err := sink.Group(export.Group{Network: event.Matrix, Namespace: c.Namespace, Chat: c.Chat, Name: c.Name}); err != nil {
			return err
		}
		p := past{me: adapter.Me(), sink: sink, latest: map[event.NativeMessage]event.Event{}}
		err := adapter.History(ctx, c.Chat, a.DB.Clock.Now().Add(-pastAtMost), p.see)
		if fault.KindOf(err) == fault.Forbidden { // another connection's group, or we are in it no more
			log.Info("the history of a group cannot be read", "group", id.Show(c.ID))
			continue
		}
		if err != nil {
			return err
		}
	}
	return sink.Stamp(a.DB.Clock.Now())
}

// pastAtMost is how far back history is read.
const pastAtMost = 5 * 366 * 24 * time.Hour

// past turns pages of history, the newest first, into messages as they read now.
// Until our own coming has gone by nothing is told: that comes in live.
type past struct {
	me     event.NativeUser
	sink   export.Sink
	before bool // our coming has gone by
	latest map[event.NativeMessage]event.Event
}

func (p *past) see(page []channel.Arrived) error {
	for i := range page {
		e := page[i].Event
		switch e.Kind {
		case event.Join:
			p.before = p.before || len(e.Subjects) > 0 && e.Subjects[0].ID == p.me
		case event.Edit:
			if _, later := p.latest[e.Target]; !later {
				p.latest[e.Target] = e
			}
		case event.Message:
			if edit, ok := p.latest[e.NativeID]; ok && edit.Actor.ID == e.Actor.ID {
				e.Body, e.Chars = edit.Body, edit.Chars
			}
			if !p.before {
				continue
			}
			if err := p.sink.Event(&e); err != nil {
				return err
			}
		}
	}
	return nil
}
