package sandbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

// readClock is a workspace's clock, that of the wall where it was never set,
// and when anybody last lived by it.
func readClock(ctx context.Context, tx *db.Tx, ws id.Workspace) (c clock.Workspace, seen time.Time, err error) {
	var wall, shown, paused, last int64
	err = tx.QueryRow(ctx, `SELECT speed, wall, shown, paused, seen FROM sandbox_clock WHERE workspace = $1`, ws).
		Scan(&c.Speed, &wall, &shown, &paused, &last)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return clock.Workspace{}, seen, nil
	case err != nil:
		return c, seen, fmt.Errorf("read the workspace's clock: %w", err)
	}
	c.Wall, c.Then, c.Paused = time.UnixMilli(wall).UTC(), time.UnixMilli(shown).UTC(), paused != 0
	return c, time.UnixMilli(last).UTC(), nil
}

func (w *world) putClock() error {
	const put = `INSERT INTO sandbox_clock (workspace, speed, wall, shown, paused, seen) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (workspace) DO UPDATE SET speed = excluded.speed, wall = excluded.wall, shown = excluded.shown,
		paused = excluded.paused, seen = excluded.seen`
	c := w.clock
	if _, err := w.tx.Exec(w.ctx, put, w.ws, c.Speed, c.Wall.UnixMilli(), c.Then.UnixMilli(), flag(c.Paused), w.wall.UnixMilli()); err != nil {
		return fmt.Errorf("keep the workspace's clock: %w", err)
	}
	return nil
}

var noGroup = i18n.Text{
	Hans: "演练平台上没有这个群。请从群列表里打开。",
	Hant: "演練平台上沒有這個群組。請由群組列表開啟。",
	En:   "There is no such group on the sandbox platform. Open it from the list of groups.",
}

const groupColumns = `chat, name, profile, owner, code, made, dismissed, seq, last, plan, crowd`

func (w *world) getGroup(chat event.NativeChat) (*group, error) {
	var g group
	var state string
	err := w.tx.QueryRow(w.ctx, `SELECT `+groupColumns+` FROM sandbox_group WHERE workspace = $1 AND chat = $2`, w.ws, string(chat)).
		Scan(&g.Chat, &g.Name, &g.Profile, &g.Owner, &g.Code, &g.Made, &g.Dismissed, &g.Seq, &g.Last, &g.plan, &state)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fault.New(fault.NotFound, noGroup.With())
	case err != nil:
		return nil, fmt.Errorf("read group: %w", err)
	case g.plan == "":
		return &g, nil
	}
	var plan crowd.Plan
	if err := json.Unmarshal([]byte(g.plan), &plan); err != nil {
		return nil, fmt.Errorf("read the plan of %s's crowd: %w", chat, err)
	}
	if err := json.Unmarshal([]byte(state), &g.state); err != nil {
		return nil, fmt.Errorf("read where %s's crowd stands: %w", chat, err)
	}
	g.people = crowd.New(w.p.lib, plan)
	return &g, nil
}

func (w *world) putGroup(g *group) error {
	state := ""
	if g.people != nil {
		text, err := json.Marshal(g.state)
		if err != nil {
			return err
		}
		state = string(text)
	}
	const put = `INSERT INTO sandbox_group (workspace, ` + groupColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (workspace, chat) DO UPDATE SET name = excluded.name, profile = excluded.profile, owner = excluded.owner,
		dismissed = excluded.dismissed, seq = excluded.seq, last = excluded.last, plan = excluded.plan, crowd = excluded.crowd`
	if _, err := w.tx.Exec(w.ctx, put, w.ws, string(g.Chat), g.Name, string(g.Profile), string(g.Owner), g.Code, g.Made, g.Dismissed,
		g.Seq, g.Last, g.plan, state); err != nil {
		return fmt.Errorf("keep group: %w", err)
	}
	return nil
}

// hearers lists the connections whose account is in a chat.
func (w *world) hearers(chat event.NativeChat) (out []id.Connection, err error) {
	err = w.tx.Each(w.ctx, `SELECT a.connection FROM sandbox_account a JOIN sandbox_member m ON m.workspace = a.workspace AND m.person = a.person
		WHERE a.workspace = $1 AND m.chat = $2 AND m.gone = 0 ORDER BY a.connection`, []any{w.ws, string(chat)},
		func(scan func(...any) error) error {
			var c id.Connection
			err := scan(&c)
			out = append(out, c)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("who hears a group: %w", err)
	}
	return out, nil
}

var noPerson = i18n.Text{
	Hans: "演练平台上没有这个人。请先新建一位。",
	Hant: "演練平台上沒有這個人。請先新增一位。",
	En:   "There is no such person on the sandbox platform. Make one first.",
}

func (w *world) personName(who event.NativeUser) (name string, err error) {
	err = w.tx.QueryRow(w.ctx, `SELECT name FROM sandbox_person WHERE workspace = $1 AND person = $2`, w.ws, string(who)).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New(fault.NotFound, noPerson.With())
	}
	return name, err
}

func (w *world) putPerson(who event.NativeUser, name, kind string) error {
	_, err := w.tx.Exec(w.ctx, `INSERT INTO sandbox_person (workspace, person, name, kind) VALUES ($1, $2, $3, $4)
		ON CONFLICT (workspace, person) DO NOTHING`, w.ws, string(who), name, kind)
	if err != nil {
		return fmt.Errorf("keep person: %w", err)
	}
	return nil
}

// membership is somebody's place in a group.
type membership struct {
	in     bool
	muted  int64
	banned bool
}

func (w *world) membership(chat event.NativeChat, who event.NativeUser) (m membership, err error) {
	var gone, banned int64
	err = w.tx.QueryRow(w.ctx, `SELECT gone, muted, banned FROM sandbox_member WHERE workspace = $1 AND chat = $2 AND person = $3`,
		w.ws, string(chat), string(who)).Scan(&gone, &m.muted, &banned)
	if errors.Is(err, sql.ErrNoRows) {
		return m, nil
	}
	m.in, m.banned = gone == 0, banned != 0
	return m, err
}

func (w *world) putIn(chat event.NativeChat, who event.NativeUser, at int64) error {
	const put = `INSERT INTO sandbox_member (workspace, chat, person, joined, gone, muted, banned, seen) VALUES ($1, $2, $3, $4, 0, 0, 0, 0)
		ON CONFLICT (workspace, chat, person) DO UPDATE SET joined = excluded.joined, gone = 0, muted = 0`
	if _, err := w.tx.Exec(w.ctx, put, w.ws, string(chat), string(who), at); err != nil {
		return fmt.Errorf("keep member: %w", err)
	}
	return nil
}

func (w *world) putOut(chat event.NativeChat, who event.NativeUser, at int64, banned bool) error {
	_, err := w.tx.Exec(w.ctx, `UPDATE sandbox_member SET gone = $4, banned = $5 WHERE workspace = $1 AND chat = $2 AND person = $3`,
		w.ws, string(chat), string(who), at, flag(banned))
	return err
}

// flush writes what was said and not written yet.
func (w *world) flush() error {
	b := db.Bulk{Into: `sandbox_message (workspace, chat, seq, person, at, form, body, reads, edits, answers, media, deleted)`, Columns: 12}
	_, err := b.Run(w.ctx, w.tx, len(w.messages), func(dst []any, i int) []any {
		m := w.messages[i]
		return append(dst, int64(w.ws), string(m.chat), m.seq, string(m.who), m.at, int64(m.form), m.body, m.body, int64(0), m.answers, m.media, int64(0))
	})
	w.messages = w.messages[:0]
	return err
}
