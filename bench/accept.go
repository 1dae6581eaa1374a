package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/house"
)

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
		if bytes.IndexByte(out[at:], '"') == 44 { // an event's, not a person's
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
	row := func(dst []any, i int) []any {
		return append(dst, int64(1), int64(1), int64(rand.Uint64()), int64(rand.Uint64()), int64(i), int64(i))
	}
	if tx.Dialect == db.SQLite { // where keys are noted in the order in which they come
		seen = db.Bulk{Into: `inbox_fresh (workspace, era, h1, h2, content, event)`, Columns: 6}
	}
	if _, err := seen.Run(ctx, tx, len(all), row); err != nil {
		return err
	}
	return bareWaiting(ctx, tx, ids, all)
}
