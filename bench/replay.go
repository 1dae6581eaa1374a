package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/house"
)

// replayed are the ready SOPs that a past is replayed through: what begins by
// coming, by speaking, by silence, by the calendar, by days of a year and by a
// group's state.
var replayed = [...]string{"welcome", "first-words", "silent-28", "quiet-group", "sunday-talk", "care-days", "wake-up", "weekly-board", "daily-list", "feedback-digest"}

// replay measures a replay of a real community beside a loop that only reads the
// same rows.
func (b *bench) replay() error {
	folder, ok := b.community("zulip_lean")
	if !ok {
		return nil
	}
	return b.scratch(func(name, ours, _ string) error {
		a, ws, err := fresh(b.ctx, ours)
		if err != nil {
			return err
		}
		defer a.Close() //nolint:errcheck // a scratch database
		if _, err := a.Import(b.ctx, house.Importing{Workspace: ws, Name: name, Paths: []string{folder}, Options: export.Options{Zone: time.UTC, Now: time.Now()}}); err != nil {
			return err
		}
		var read, took []time.Duration
		var rows int64
		touches := 0
		for range b.runs {
			began := time.Now()
			if rows, err = b.onlyRead(a, ws); err != nil {
				return err
			}
			read = append(read, time.Since(began))
			began = time.Now()
			got, err := b.replayOnce(a)
			if err != nil {
				return err
			}
			took = append(took, time.Since(began))
			touches = got.Touches + got.Todos
		}
		slices.Sort(read)
		slices.Sort(took)
		whole, floor := took[len(took)/2], read[len(read)/2]
		row(fmt.Sprintf("replay of zulip_lean through %d SOPs, %s, %d touches and to-dos", len(replayed), name, touches), fmt.Sprintf("%.1f s", whole.Seconds()),
			fmt.Sprintf("a loop that reads its %d rows: %.1f s", rows, floor.Seconds()), whole.Seconds()/floor.Seconds(), "≤ 3")
		return nil
	})
}

// replayOnce replays all that the workspace knows.
func (b *bench) replayOnce(a *house.App) (*house.Trial, error) {
	over, err := a.Past(b.ctx, "all")
	if err != nil {
		return nil, err
	}
	var files []string
	for _, name := range replayed {
		files = append(files, filepath.Join("internal", "feature", "playbook", "library", name+".yaml"))
	}
	programs, _, err := house.ReadPlaybooks(files)
	if err != nil {
		return nil, err
	}
	if programs == nil {
		return nil, os.ErrInvalid
	}
	return a.TryOver(b.ctx, over, house.Trying{Programs: programs, Lang: i18n.En})
}

// onlyRead reads the rows that a replay reads, a month at a time, and drops them.
func (b *bench) onlyRead(a *house.App, ws id.Workspace) (rows int64, err error) {
	var months []int64
	err = a.DB.Read(b.ctx, func(tx *db.Tx) error {
		return tx.Each(b.ctx, `SELECT DISTINCT month FROM chat_span WHERE workspace = $1 ORDER BY month`, []any{ws}, func(scan func(...any) error) error {
			var m int64
			err := scan(&m)
			months = append(months, m)
			return err
		})
	})
	if err != nil {
		return 0, err
	}
	for _, m := range months {
		err := a.DB.Read(b.ctx, func(tx *db.Tx) error {
			return tx.Each(b.ctx, `SELECT group_id, key, at, tie, author, kind, form, seq, body FROM chat_message
				WHERE workspace = $1 AND month = $2 AND group_id IN (SELECT group_id FROM chat_span WHERE workspace = $1 AND month = $2) AND gone = 0`, []any{ws, m}, func(scan func(...any) error) error {
				var group, key, at, tie, author, kind, form, seq int64
				var body string
				rows++
				return scan(&group, &key, &at, &tie, &author, &kind, &form, &seq, &body)
			})
		})
		if err != nil {
			return 0, err
		}
	}
	return rows, nil
}
