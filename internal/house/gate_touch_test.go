package house

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
)

// TestEveryDeedPassesTheGate: what a deed says of itself decides, hooks and
// moderation are no touches, and 全部暂停 holds all but hooks.
func TestEveryDeedPassesTheGate(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		gated := touchGate{s.app}
		may := func(key, action string, deed channel.Deed, want string) {
			t.Helper()
			body, err := json.Marshal(deed)
			if err != nil {
				t.Fatal(err)
			}
			err = d.Write(t.Context(), func(tx *db.Tx) error {
				said, err := gated.May(t.Context(), tx, outbox.Deed{Workspace: s.ws, Connection: 7, Key: key, Action: action, Body: body})
				got := said.Why
				if said.Pass {
					got = "pass"
				} else if said.Until.IsZero() {
					got += " never"
				} else if !said.Until.After(tx.Now) {
					t.Errorf("%s is held until %v, which is now", key, said.Until)
				}
				if got != want {
					t.Errorf("%s: %q, want %q", key, got, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		send := func(p *channel.Purpose) channel.Deed {
			return channel.Deed{Action: channel.Send, Chat: "room", Purpose: p}
		}
		zone, err := s.app.Auth.Workspaces(t.Context())
		if err != nil || len(zone) == 0 {
			t.Fatal(err)
		}
		night := time.Date(2030, 1, 2, 23, 0, 0, 0, zone[0].Zone)
		d.Clock = clock.Fixed(night)
		s.app.times.wall = clock.Fixed(night)
		may("spoken", "send", send(nil), "pass")
		may("news", "send", send(&channel.Purpose{Kind: "news"}), "quiet")
		may("answer", "send", channel.Deed{Action: channel.Send, Chat: "room", ReplyTo: "m"}, "pass")
		may("care", "send", send(&channel.Purpose{Kind: "care", Member: 5}), "no_consent never")
		may("kick", "kick", channel.Deed{Action: channel.Kick, Chat: "room"}, "pass")
		err = d.Write(t.Context(), func(tx *db.Tx) error { return s.app.Compliance.StopAll(t.Context(), tx, s.ws, 0, id.User(1)) })
		if err != nil {
			t.Fatal(err)
		}
		may("spoken", "send", send(nil), "stopped")
		may("kick", "kick", channel.Deed{Action: channel.Kick, Chat: "room"}, "stopped")
		may("hook", actionHook, channel.Deed{}, "pass")
	})
}
