package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// Adapter is the door to the platform for one connection of a workspace.
type Adapter struct {
	p       *Platform
	ws      id.Workspace
	conn    id.Connection
	account event.NativeUser
	makes   Profile // of the groups that it makes
}

// What an adapter can be asked, depending on the group.
var (
	_ channel.Adapter   = (*Adapter)(nil)
	_ channel.Finder    = (*Adapter)(nil)
	_ channel.Inviter   = (*Adapter)(nil)
	_ channel.Linker    = (*Adapter)(nil)
	_ channel.Kicker    = (*Adapter)(nil)
	_ channel.Banner    = (*Adapter)(nil)
	_ channel.Muter     = (*Adapter)(nil)
	_ channel.Deleter   = (*Adapter)(nil)
	_ channel.Creator   = (*Adapter)(nil)
	_ channel.Renamer   = (*Adapter)(nil)
	_ channel.Lister    = (*Adapter)(nil)
	_ channel.Historian = (*Adapter)(nil)
	_ channel.Fetcher   = (*Adapter)(nil)
)

// accountName is what the connection's own account is called.
const accountName = "活水助手(模拟)"

// Open returns the adapter of a connection, with an account of its own on the
// platform. The groups that it makes have the profile makes.
func (p *Platform) Open(ctx context.Context, ws id.Workspace, conn id.Connection, makes Profile) (*Adapter, error) {
	if err := makes.valid(); err != nil {
		return nil, err
	}
	a := &Adapter{p: p, ws: ws, conn: conn, account: accountID(conn), makes: makes}
	return a, p.change(ctx, ws, func(w *world) error {
		if err := w.putPerson(a.account, accountName, "account"); err != nil {
			return err
		}
		_, err := w.tx.Exec(ctx, `INSERT INTO sandbox_account (workspace, connection, person, profile, mark) VALUES ($1, $2, $3, $4, 0)
			ON CONFLICT (workspace, connection) DO UPDATE SET profile = excluded.profile`, ws, conn, string(a.account), string(makes))
		return err
	})
}

// Disconnect takes a connection's account off the platform, with what was still
// to be handed to it. What it said stays.
func (p *Platform) Disconnect(ctx context.Context, ws id.Workspace, conn id.Connection) error {
	return p.change(ctx, ws, func(w *world) error {
		for _, statement := range [...]string{
			`DELETE FROM sandbox_told WHERE workspace = $1 AND connection = $2`,
			`DELETE FROM sandbox_deed WHERE workspace = $1 AND connection = $2 AND state = 'waiting'`,
			`UPDATE sandbox_member SET gone = 1 WHERE workspace = $1 AND person IN
				(SELECT person FROM sandbox_account WHERE workspace = $1 AND connection = $2)`,
			`DELETE FROM sandbox_account WHERE workspace = $1 AND connection = $2`,
		} {
			if _, err := w.tx.Exec(ctx, statement, ws, conn); err != nil {
				return fmt.Errorf("disconnect: %w", err)
			}
		}
		return nil
	})
}

// Account is the connection's own account; what it says comes back as an echo.
func (a *Adapter) Account() event.NativeUser { return a.account }

// Capabilities says how things can be done in a chat, by its profile.
func (a *Adapter) Capabilities(chat event.NativeChat) channel.Capabilities {
	if chat == "" {
		return a.makes.Capabilities()
	}
	return a.p.profile(a.ws, chat).Capabilities()
}

// How much is handed on at a time, how long the adapter waits before it looks
// again for what other processes did, and between attempts that failed.
const (
	batch    = 200
	look     = time.Second
	soonest  = 20 * time.Millisecond
	latest   = 5 * time.Second
	keptTold = 2000 // happenings that are kept after they were handed on
)

// Run hands what happened to in, in order, and remembers how far it has come
// only after in has kept it.
func (a *Adapter) Run(ctx context.Context, in channel.Inlet) error {
	pause := soonest
	for ctx.Err() == nil {
		changed := a.p.Changed(a.ws)
		n, err := a.hand(ctx, in)
		wait := look
		switch {
		case err != nil:
			wait, pause = pause, min(2*pause, latest)
			changed = nil
		case n > 0:
			pause = soonest
			continue
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-changed:
		case <-timer.C:
			_, _ = a.refresh(ctx) // where that fails, the next attempt to hand on does too
		}
		timer.Stop()
	}
	return nil
}

// errDown says that the platform cannot be reached.
var errDown = errors.New("the sandbox platform is down")

// hand hands on the next happenings and returns how many.
func (a *Adapter) hand(ctx context.Context, in channel.Inlet) (int, error) {
	var news []channel.Arrived
	var last int64
	err := a.p.db.Read(ctx, func(tx *db.Tx) error {
		var down int64
		if err := tx.QueryRow(ctx, `SELECT down FROM sandbox_world WHERE workspace = $1`, a.ws).Scan(&down); err != nil {
			return err
		}
		if down != 0 {
			return errDown
		}
		return tx.Each(ctx, `SELECT n, key, event FROM sandbox_told WHERE workspace = $1 AND connection = $2 AND n >
			(SELECT mark FROM sandbox_account WHERE workspace = $1 AND connection = $2) ORDER BY n LIMIT $3`, []any{a.ws, a.conn, batch},
			func(scan func(...any) error) error {
				var key string
				var body []byte
				if err := scan(&last, &key, &body); err != nil {
					return err
				}
				e, err := event.Decode(body)
				if err != nil {
					return fmt.Errorf("happening %d: %w", last, err)
				}
				news = append(news, channel.Arrived{Key: key, Event: e})
				return nil
			})
	})
	if err != nil || len(news) == 0 {
		return 0, err
	}
	if err := in.Accept(ctx, news); err != nil {
		return 0, err
	}
	return len(news), a.p.db.Write(ctx, func(tx *db.Tx) error { return a.mark(ctx, tx, last) })
}

// mark remembers that all up to last was handed on, and forgets what was handed
// on long ago. It never goes back.
func (a *Adapter) mark(ctx context.Context, tx *db.Tx, last int64) error {
	if _, err := tx.Exec(ctx, `UPDATE sandbox_account SET mark = $3 WHERE workspace = $1 AND connection = $2 AND mark < $3`, a.ws, a.conn, last); err != nil {
		return fmt.Errorf("remember what was handed on: %w", err)
	}
	_, err := tx.Exec(ctx, `DELETE FROM sandbox_told WHERE workspace = $1 AND connection = $2 AND n <= $3`, a.ws, a.conn, last-keptTold)
	return err
}

// refresh renews what is known of the groups' profiles, which another process
// may have changed.
func (a *Adapter) refresh(ctx context.Context) (groups int, err error) {
	err = a.p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT chat, profile FROM sandbox_group WHERE workspace = $1`, []any{a.ws}, func(scan func(...any) error) error {
			var chat event.NativeChat
			var profile Profile
			if err := scan(&chat, &profile); err != nil {
				return err
			}
			groups++
			a.p.know(a.ws, chat, profile)
			return nil
		})
	})
	return groups, err
}

var (
	triedReach = i18n.Text{Hans: "连接演练平台", Hant: "連線到演練平台", En: "Reach the sandbox platform"}
	mendReach  = i18n.Text{
		Hans: "演练平台正在模拟断线。到演练群页面把“断线”关掉。",
		Hant: "演練平台正在模擬斷線。到演練群頁面把「斷線」關掉。",
		En:   "The platform is rehearsing an outage. Switch the outage off on the sandbox page.",
	}
	triedGroups = i18n.Text{Hans: "列出模拟的群", Hant: "列出模擬的群組", En: "List the simulated groups"}
	mendGroups  = i18n.Text{
		Hans: "还没有群。到演练群页面新建一个。",
		Hant: "還沒有群組。到演練群頁面新增一個。",
		En:   "There is no group yet. Make one on the sandbox page.",
	}
)

// Check tries to reach the platform and to list its groups.
func (a *Adapter) Check(ctx context.Context) []channel.Finding {
	err := a.reach(ctx)
	found := []channel.Finding{{Tried: triedReach, OK: err == nil, Got: "ok", Mend: mendReach}}
	if err != nil {
		found[0].Got = fault.Public(err).In(i18n.En)
		return found
	}
	n, err := a.refresh(ctx)
	return append(found, channel.Finding{Tried: triedGroups, OK: err == nil && n > 0, Got: strconv.Itoa(n), Mend: mendGroups})
}

var unreachable = i18n.Text{
	Hans: "现在连不上演练平台（正在模拟断线）。",
	Hant: "現在連不上演練平台（正在模擬斷線）。",
	En:   "The sandbox platform cannot be reached now (an outage is being rehearsed).",
}

// reach fails while the platform is down.
func (a *Adapter) reach(ctx context.Context) error {
	return a.p.db.Read(ctx, func(tx *db.Tx) error {
		var down int64
		err := tx.QueryRow(ctx, `SELECT down FROM sandbox_world WHERE workspace = $1`, a.ws).Scan(&down)
		if err == nil && down != 0 {
			err = fault.New(fault.Unavailable, unreachable.With())
		}
		return err
	})
}

// Fetch returns a picture that an event names.
func (a *Adapter) Fetch(ctx context.Context, media string, limit int64) (channel.Media, error) {
	if err := a.reach(ctx); err != nil {
		return channel.Media{}, err
	}
	m, err := a.p.Picture(ctx, a.ws, media)
	if err == nil && int64(len(m.Data)) > limit {
		return channel.Media{}, fault.New(fault.Limited, tooLarge.With(len(m.Data), limit))
	}
	return m, err
}

var cannot = i18n.Text{
	Hans: "这个模拟群的能力档里没有这一项。",
	Hant: "這個模擬群組的能力設定裡沒有這一項。",
	En:   "The capability profile of this simulated group does not have that.",
}

// able fails where an adapter cannot do something at once in a chat.
func (a *Adapter) able(ctx context.Context, tx *db.Tx, chat event.NativeChat, action channel.Action) error {
	var profile Profile
	err := tx.QueryRow(ctx, `SELECT profile FROM sandbox_group WHERE workspace = $1 AND chat = $2`, a.ws, string(chat)).Scan(&profile)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fault.New(fault.NotFound, noGroup.With())
	case err != nil:
		return err
	case profile.Capabilities()[action] != channel.Direct:
		return fault.New(fault.Invalid, cannot.With())
	}
	return nil
}

// Members lists who is in a chat now.
func (a *Adapter) Members(ctx context.Context, chat event.NativeChat) (s channel.Snapshot, err error) {
	if err := a.reach(ctx); err != nil {
		return s, err
	}
	err = a.p.db.Read(ctx, func(tx *db.Tx) error {
		if err := a.able(ctx, tx, chat, channel.ListMembers); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT name, owner FROM sandbox_group WHERE workspace = $1 AND chat = $2`, a.ws, string(chat)).Scan(&s.Name, &s.Owner); err != nil {
			return err
		}
		return tx.Each(ctx, `SELECT m.person, p.name FROM sandbox_member m JOIN sandbox_person p ON p.workspace = m.workspace AND p.person = m.person
			WHERE m.workspace = $1 AND m.chat = $2 AND m.gone = 0 ORDER BY m.joined, m.person`, []any{a.ws, string(chat)}, func(scan func(...any) error) error {
			var who event.Actor
			err := scan(&who.ID, &who.Name)
			s.Members = append(s.Members, who)
			return err
		})
	})
	return s, err
}
