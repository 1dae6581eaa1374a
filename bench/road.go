package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/herald"
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
)

var quiet = slog.New(slog.DiscardHandler)

// scratch gives the addresses of two empty databases of each kind.
func (b *bench) scratch(each func(name, ours, bare string) error) error {
	dir, err := os.MkdirTemp("", "huoshui-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a scratch folder
	if err := each("SQLite", filepath.Join(dir, "ours.db"), filepath.Join(dir, "bare.db")); err != nil {
		return err
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

// accept measures how many events a second are durable at 64 senders.
func (b *bench) accept() error {
	return b.scratch(func(name, ours, bare string) error {
		a, ws, err := fresh(b.ctx, ours)
		if err != nil {
			return err
		}
		defer a.Close() //nolint:errcheck // a scratch database
		road, err := a.NewRoad(b.ctx, quiet, false)
		if err != nil {
			return err
		}
		defer road.Stop()
		token, _, err := a.Connection.NewToken(b.ctx, ws, "bench", []string{"events"})
		if err != nil {
			return err
		}
		floor, stop, err := bareServer(b.ctx, bare)
		if err != nil {
			return err
		}
		defer stop()
		for i, batch := range []int{1, 100} {
			n := 10_000_000 * (i + 1)
			got, err := b.load(road.API(quiet), token, batch, n)
			if err != nil {
				return err
			}
			least, err := b.load(floor, token, batch, n)
			if err != nil {
				return err
			}
			row(fmt.Sprintf("accept into %s, %d senders, %d at a time", name, senders, batch), fmt.Sprintf("%.0f events/s", got),
				fmt.Sprintf("decode and group-commit the same rows: %.0f/s", least), got/least, "≥ 0.60")
		}
		return nil
	})
}

// load posts batches from all senders for a while and returns events a second.
func (b *bench) load(h http.Handler, token string, batch, from int) (float64, error) {
	listener, err := (&net.ListenConfig{}).Listen(b.ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	go server.Serve(listener) //nolint:errcheck // closed below
	defer server.Close()      //nolint:errcheck // measured already
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: senders}}
	var bodies [][]byte
	for s := range senders * 4 {
		var r webhook.Request
		for i := range batch {
			r.Events = append(r.Events, told(from+s*batch+i))
		}
		body, err := json.Marshal(r)
		if err != nil {
			return 0, err
		}
		bodies = append(bodies, body)
	}
	var total, failed atomic.Int64
	var wg sync.WaitGroup
	begun := time.Now()
	for s := range senders {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(from), uint64(s)))
			for n := 0; time.Since(begun) < acceptTime; n++ {
				body := fresher(bodies[(s*4+n)%len(bodies)], r)
				req, err := http.NewRequestWithContext(b.ctx, http.MethodPost, "http://"+listener.Addr().String()+"/api/v1/events", bytes.NewReader(body))
				if err != nil {
					failed.Add(1)
					return
				}
				req.Header.Set("Authorization", "Bearer "+token)
				resp, err := client.Do(req)
				if err != nil || resp.StatusCode != http.StatusOK {
					failed.Add(1)
					return
				}
				_ = resp.Body.Close()
				total.Add(int64(batch))
			}
		})
	}
	wg.Wait()
	if failed.Load() > 0 {
		return 0, fmt.Errorf("%d senders failed", failed.Load())
	}
	return float64(total.Load()) / time.Since(begun).Seconds(), nil
}

var idField = []byte(`"id":"`)

// fresher gives every event of a body another id, so that none is a duplicate.
func fresher(body []byte, r *rand.Rand) []byte {
	out := bytes.Clone(body)
	for at := 0; ; {
		i := bytes.Index(out[at:], idField)
		if i < 0 {
			return out
		}
		at += i + len(idField)
		if at+44 <= len(out) && out[at+44] == '"' { // an event's, not a person's
			copy(out[at:], nativeID(r))
		}
	}
}

// bareServer only decodes JSON and group-commits rows like ours.
func bareServer(ctx context.Context, address string) (http.Handler, func(), error) {
	d, err := db.Open(ctx, address, clock.Real{})
	if err != nil {
		return nil, nil, err
	}
	if err := d.Migrate(ctx, house.Schemas()...); err != nil {
		return nil, nil, err
	}
	ids := id.NewSource(9)
	type call struct {
		events []webhook.Event
		done   chan error
	}
	calls := make(chan call, 256)
	var wg sync.WaitGroup
	wg.Go(func() {
		for c := range calls {
			all, waiting := c.events, []chan error{c.done}
			for more := true; more && len(all) < 2000; {
				select {
				case next, ok := <-calls:
					if more = ok; ok {
						all, waiting = append(all, next.events...), append(waiting, next.done)
					}
				default:
					more = false
				}
			}
			err := d.Write(ctx, func(tx *db.Tx) error { return bareRows(ctx, tx, ids, all) })
			for _, w := range waiting {
				w <- err
			}
		}
	})
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in webhook.Request
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, "bad", http.StatusBadRequest)
			return
		}
		c := call{in.Events, make(chan error, 1)}
		calls <- c
		if err := <-c.done; err != nil {
			http.Error(w, "bad", http.StatusServiceUnavailable)
			return
		}
		_, _ = fmt.Fprintf(w, `{"accepted":%d}`, len(in.Events))
	})
	return h, func() { close(calls); wg.Wait(); _ = d.Close() }, nil
}

// bareRows writes the rows that accepting writes, without a look at anything.
func bareRows(ctx context.Context, tx *db.Tx, ids *id.Source, all []webhook.Event) error {
	seen := db.Bulk{Into: `inbox_seen (workspace, era, h1, h2, content, event)`, Columns: 6, Then: `ON CONFLICT (workspace, era, h1, h2) DO NOTHING`}
	if _, err := seen.Run(ctx, tx, len(all), func(dst []any, i int) []any {
		return append(dst, int64(1), int64(1), int64(rand.Uint64()), int64(rand.Uint64()), int64(i), int64(i))
	}); err != nil {
		return err
	}
	return bareWaiting(ctx, tx, ids, all)
}

func bareWaiting(ctx context.Context, tx *db.Tx, ids *id.Source, all []webhook.Event) error {
	b := db.Bulk{Into: `inbox_waiting (lane, id, workspace, connection, chat, attempts, replayed, key, body)`, Columns: 9}
	_, err := b.Run(ctx, tx, len(all), func(dst []any, i int) []any {
		return append(dst, int64(i%inbox.Lanes), int64(id.New[id.Event](ids, tx.Now)), int64(1), int64(1), int64(i), int64(0), int64(0), all[i].ID,
			event.Append(nil, eventOf(&all[i])))
	})
	return err
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
		}{{"whole road", "≥ 0.25", nil}, {"whole road and search index", "≥ 0.18", index}} {
			a.Index = part.index
			for did := chat.ReadMonths; a.Index != nil && did != chat.Nothing; { // what the first part told
				var err error
				if did, err = a.Index.Step(b.ctx); err != nil {
					return err
				}
			}
			got, err := wholeRoad(b.ctx, a, ws, n*roadEvents)
			if err != nil {
				return err
			}
			row(fmt.Sprintf("%s, %s, batches of %d", part.what, name, roadBatch), fmt.Sprintf("%.0f events/s", got),
				fmt.Sprintf("bare insert into the inbox table: %.0f/s", least), got/least, part.bar)
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

// wholeRoad accepts events and waits until nothing of them waits any more, nor
// is to be read for the search.
func wholeRoad(ctx context.Context, a *house.App, ws id.Workspace, from int) (float64, error) {
	entries := make([]inbox.Entry, roadEvents)
	for n := range entries {
		e := told(from + n)
		ev := eventOf(&e)
		entries[n] = inbox.Entry{Workspace: ws, Connection: 1, Key: e.Chat + "\x1f" + e.ID, Chat: event.GroupKey(ev.Network, "", ev.Chat), Body: event.Append(nil, ev)}
	}
	road, err := a.NewRoad(ctx, quiet, true)
	if err != nil {
		return 0, err
	}
	defer road.Stop()
	begun := time.Now()
	var wg sync.WaitGroup
	fails := make(chan error, roadSenders)
	for s := range roadSenders {
		wg.Go(func() {
			for at := s * roadBatch; at < len(entries); at += roadSenders * roadBatch {
				if _, err := road.Accept(ctx, entries[at:at+roadBatch]); err != nil {
					fails <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(fails)
	for err := range fails {
		return 0, err
	}
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for left := int64(1); left > 0; {
		<-look.C
		err := a.DB.Read(ctx, func(tx *db.Tx) (err error) {
			left, err = inbox.Pending(ctx, tx, ws)
			if err != nil || left > 0 || a.Index == nil {
				return err
			}
			left, err = herald.Pending(ctx, tx, ws)
			return err
		})
		if err == nil && left == 0 && a.Index != nil {
			left, err = a.Index.Waiting(ctx)
		}
		if err != nil {
			return 0, err
		}
	}
	return float64(len(entries)) / time.Since(begun).Seconds(), nil
}
