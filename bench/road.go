package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/house"
)

const (
	senders     = 64
	acceptTime  = 6 * time.Second // of each measurement
	roadEvents  = 200_000
	roadBatch   = 1000
	roadChats   = 100
	roadPeople  = 5000
	roadSenders = 4

	// With the search, which may be up to ten seconds behind: long enough for these
	// not to matter much.
	searchEvents = 1_000_000
)

var quiet = slog.New(slog.DiscardHandler)

// scratch gives the addresses of two empty databases of each kind.
func (b *bench) scratch(each func(name, ours, bare string) error) error {
	dir, err := os.MkdirTemp("", "huoshui-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a scratch folder
	if b.database != "postgres" {
		if err := each("SQLite", filepath.Join(dir, "ours.db"), filepath.Join(dir, "bare.db")); err != nil {
			return err
		}
	}
	if b.database == "sqlite" {
		return nil
	}
	address := os.Getenv("HUOSHUI_TEST_POSTGRES")
	if address == "" {
		fmt.Println("| PostgreSQL | — | HUOSHUI_TEST_POSTGRES is not set (make bench sets it) | — | — |")
		return nil
	}
	ours, drop1, err := postgresSchema(b.ctx, address, "road_ours")
	if err != nil {
		return err
	}
	defer drop1()
	bare, drop2, err := postgresSchema(b.ctx, address, "road_bare")
	if err != nil {
		return err
	}
	defer drop2()
	return each("PostgreSQL", ours, bare)
}

// told makes messages as a shop's groups might see them, the n-th always alike.
func told(n int) webhook.Event {
	r := rand.New(rand.NewPCG(uint64(n), 3))
	return webhook.Event{ID: nativeID(r), Chat: fmt.Sprint("chat-", n%roadChats), Kind: "message",
		At:    time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Second).Format(time.RFC3339),
		Actor: webhook.Person{ID: fmt.Sprint("u", speaker(n, r)), Name: "小雨"}, Text: lines[r.IntN(len(lines))]}
}

// speaker is who says the n-th message: a group has its own people, and a few of
// them say most.
func speaker(n int, r *rand.Rand) int {
	own := roadPeople / roadChats
	return n%roadChats*own + int(float64(own)*math.Pow(r.Float64(), 3))
}

// lines are what people say.
var lines = [...]string{"今天的排骨还有吗", "有的，十点到货，要几斤", "两斤，自提", "好的", "在吗", "明天几点开门？", "八点半", "哈哈哈", "这个多少钱一份", "收到，谢谢", "昨天的豆腐有点酸，能换吗", "@小雨 可以的，拿过来换"}

// nativeID is 44 random characters, as Matrix has them.
func nativeID(r *rand.Rand) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	b := make([]byte, 44)
	for i := range b {
		b[i] = letters[r.IntN(len(letters))]
	}
	return string(b)
}

// bareWaiting inserts events by one prepared statement of many rows.
func bareWaiting(ctx context.Context, tx *db.Tx, ids *id.Source, all []webhook.Event) error {
	const columns, rows = 9, 200
	row := func(dst []any, i int) []any {
		return append(dst, int64(i%inbox.Lanes), int64(id.New[id.Event](ids, tx.Now)), int64(1), int64(1), int64(i), int64(0), int64(0), all[i].ID,
			event.Append(nil, eventOf(&all[i])))
	}
	const into = `inbox_waiting (lane, id, workspace, connection, chat, attempts, replayed, key, body)`
	if tx.Dialect == db.SQLite || len(all)%rows != 0 {
		_, err := db.Bulk{Into: into, Columns: columns}.Run(ctx, tx, len(all), row)
		return err
	}
	// On PostgreSQL Bulk sends arrays, which is more than the plain statement asks for.
	var text strings.Builder
	text.WriteString("INSERT INTO " + into + " VALUES ")
	for r := range rows {
		if r > 0 {
			text.WriteByte(',')
		}
		text.WriteString(db.List(r*columns+1, columns))
	}
	for at := 0; at < len(all); at += rows {
		var args []any
		for i := at; i < at+rows; i++ {
			args = row(args, i)
		}
		if _, err := tx.Exec(ctx, text.String(), args...); err != nil {
			return err
		}
	}
	return nil
}

func eventOf(e *webhook.Event) *event.Event {
	at, _ := time.Parse(time.RFC3339, e.At) // made by told
	return &event.Event{Network: event.Webhook, Chat: event.NativeChat(e.Chat), Kind: event.Message, At: at, NativeID: event.NativeMessage(e.ID),
		Actor: event.Actor{ID: event.NativeUser(e.Actor.ID), Name: e.Actor.Name}, Body: e.Text}
}

// road measures the whole road of events, from their acceptance until all they
// cause is written.
func (b *bench) road() error {
	return b.scratch(func(name, ours, bare string) error {
		a, ws, err := fresh(b.ctx, ours)
		if err != nil {
			return err
		}
		defer a.Close() //nolint:errcheck // a scratch database
		least, err := bareRoad(b.ctx, bare)
		if err != nil {
			return err
		}
		index := a.Index
		for n, part := range []struct {
			what, bar string
			index     *chat.Index
			share     float64 // of the bare rate at which events are sent; 0 for as fast as they are taken
		}{{"whole road", "≥ 0.25", nil, 0}, {"whole road and search index", "≥ 0.18", index, 0}, {"… at a fifth of the bare rate", "≥ 0.18", index, .2}} {
			a.Index = part.index
			for did := chat.ReadMonths; a.Index != nil && did != chat.Nothing; { // what the first part told
				var err error
				if did, err = a.Index.Step(b.ctx); err != nil {
					return err
				}
			}
			many := roadEvents
			if a.Index != nil {
				many = searchEvents
			}
			got, err := wholeRoad(b.ctx, a, ws, n*(roadEvents+searchEvents), many, part.share*least)
			if err != nil {
				return err
			}
			measured := fmt.Sprintf("%.0f events/s", got.rate)
			if a.Index != nil {
				measured += fmt.Sprintf(" for %.0f s, the search %.1f s behind at most; %.0f/s until it had read everything", float64(many)/got.rate, got.behind.Seconds(), got.whole)
			}
			row(fmt.Sprintf("%s, %s, batches of %d", part.what, name, roadBatch), measured,
				fmt.Sprintf("bare insert into the inbox table: %.0f/s", least), got.rate/least, part.bar)
		}
		return nil
	})
}

// bareRoad inserts the events into the inbox table alone.
func bareRoad(ctx context.Context, address string) (float64, error) {
	d, err := db.Open(ctx, address, clock.Real{})
	if err != nil {
		return 0, err
	}
	defer d.Close() //nolint:errcheck // a scratch database
	if err := d.Migrate(ctx, house.Schemas()...); err != nil {
		return 0, err
	}
	ids := id.NewSource(9)
	var all []webhook.Event
	for n := range roadEvents {
		all = append(all, told(n))
	}
	begun := time.Now()
	for at := 0; at < len(all); at += roadBatch {
		if err := d.Write(ctx, func(tx *db.Tx) error { return bareWaiting(ctx, tx, ids, all[at:at+roadBatch]) }); err != nil {
			return 0, err
		}
	}
	return float64(len(all)) / time.Since(begun).Seconds(), nil
}

// entriesOf are the events from one to another, as a connection hands them in.
func entriesOf(ws id.Workspace, from, many int) []inbox.Entry {
	entries := make([]inbox.Entry, many)
	for n := range entries {
		e := told(from + n)
		ev := eventOf(&e)
		entries[n] = inbox.Entry{Workspace: ws, Connection: 1, Key: e.Chat + "\x1f" + e.ID, Chat: event.GroupKey(ev.Network, "", ev.Chat), Body: event.Append(nil, ev)}
	}
	return entries
}

// pass is how events passed the road.
type pass struct {
	rate   float64       // events a second, until all were recorded and told
	whole  float64       // until the search had read them, too
	behind time.Duration // how far the search was behind at most
}

// wholeRoad accepts events, not more than pace a second where that is given, and
// waits until nothing of them waits any more.
func wholeRoad(ctx context.Context, a *house.App, ws id.Workspace, from, many int, pace float64) (p pass, err error) {
	road, err := a.NewRoad(ctx, quiet, true)
	if err != nil {
		return p, err
	}
	defer road.Stop()
	return onRoad(ctx, a, ws, road, from, many, pace)
}

func onRoad(ctx context.Context, a *house.App, ws id.Workspace, road *house.Road, from, many int, pace float64) (p pass, err error) {
	entries := entriesOf(ws, from, many)
	for a.Index != nil && err == nil { // until the search has heard what was told without it
		var behind time.Duration
		if behind, err = searchBehind(ctx, a); behind == 0 {
			break
		}
		<-time.After(50 * time.Millisecond)
	}
	if err != nil {
		return p, err
	}
	before, err := recordedIn(ctx, a, ws)
	if err != nil {
		return p, err
	}
	begun := time.Now()
	var wg sync.WaitGroup
	fails := make(chan error, roadSenders)
	for s := range roadSenders {
		wg.Go(func() {
			for at := s * roadBatch; at < len(entries); at += roadSenders * roadBatch {
				if pace > 0 { // not before its time
					<-time.After(time.Until(begun.Add(time.Duration(float64(at) / pace * float64(time.Second)))))
				}
				if _, err := road.Accept(ctx, entries[at:at+roadBatch]); err != nil {
					fails <- err
					return
				}
			}
		})
	}
	p.behind, err = settled(ctx, a, ws, before+int64(many))
	p.rate = float64(many) / time.Since(begun).Seconds()
	wg.Wait()
	close(fails)
	for fail := range fails {
		err = errors.Join(err, fail)
	}
	for a.Index != nil && err == nil {
		var behind time.Duration
		if behind, err = searchBehind(ctx, a); behind == 0 {
			break
		}
		p.behind = max(p.behind, behind)
		<-time.After(50 * time.Millisecond)
	}
	p.whole = float64(many) / time.Since(begun).Seconds()
	return p, err
}

// settled waits until so many messages are recorded and nothing of what was
// accepted waits any more, and tells how far the search was behind at most. It
// looks at the counts first: where rows come and go as fast as in the inbox,
// PostgreSQL reads all those that are gone to say that none is left, and that
// would be work that is not the road's.
func settled(ctx context.Context, a *house.App, ws id.Workspace, messages int64) (most time.Duration, err error) {
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for left := int64(1); left > 0; {
		select {
		case <-ctx.Done():
			return most, ctx.Err()
		case <-look.C:
		}
		if a.Index != nil {
			behind, err := searchBehind(ctx, a)
			if err != nil {
				return most, err
			}
			most = max(most, behind)
		}
		recorded, err := recordedIn(ctx, a, ws)
		if err != nil {
			return most, err
		}
		if recorded < messages {
			continue
		}
		err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
			left, err = inbox.Pending(ctx, tx, ws)
			return err
		})
		if err != nil {
			return most, err
		}
	}
	return most, nil
}

// searchBehind is how long ago the oldest of what the search has not read was
// recorded.
func searchBehind(ctx context.Context, a *house.App) (behind time.Duration, err error) {
	now := time.Now()
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		var told, noted id.Fact
		if err := tx.QueryRow(ctx, `SELECT COALESCE(MIN(id), 0) FROM herald_waiting WHERE hearer = 'search'`).Scan(&told); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT COALESCE(MIN(fact), 0) FROM chat_unread`).Scan(&noted); err != nil {
			return err
		}
		for _, f := range []id.Fact{told, noted} {
			if f != 0 {
				behind = max(behind, now.Sub(id.Made(f)))
			}
		}
		return nil
	})
	return behind, err
}

// recordedIn counts the messages that connections have told.
func recordedIn(ctx context.Context, a *house.App, ws id.Workspace) (n int64, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT COALESCE(SUM(messages), 0) FROM chat_count WHERE workspace = $1`, ws).Scan(&n)
	})
	return n, err
}
