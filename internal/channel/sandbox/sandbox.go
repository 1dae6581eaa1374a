// Package sandbox is the built-in chat platform: groups, people and messages
// that are all simulated, so that everything can be lived with before a real
// network is there. It is a network like any other: Huoshui knows of it only
// through its Adapter.
//
// Owns: sandbox_* (groups, people, messages, the workspace's clock, and what is
// still to be handed to each connection).
// Needs: a database and the wall clock; Tick, called a few times a second for
// each workspace, lets the crowds live.
// Never: passes for a real network. Its events say event.Sandbox, its ids begin
// with "sim-", and nothing it makes leaves the workspace.
package sandbox

import (
	"context"
	"embed"
	"fmt"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the sandbox's own tables.
var Schema = db.Schema{Owner: "sandbox", Files: files}

// Namespace is the one in which simulated people have their ids.
const Namespace = "simulated"

// Profile is what adapters can do in a group, so that every way in which a
// real network falls short can be lived with beforehand.
type Profile string

// The profiles.
const (
	Rich  Profile = "rich"  // everything, at once
	WeCom Profile = "wecom" // what is sent waits for a person, what is said cannot be read
	Poor  Profile = "poor"  // no deleting, no history, no list of members
)

// Capabilities is how each action can be done in a group of a profile; nothing
// where it is unknown.
func (p Profile) Capabilities() channel.Capabilities {
	switch p {
	case Rich:
		return channel.Capabilities{
			channel.ReadMessages: channel.Direct, channel.ReadHistory: channel.Direct, channel.ListMembers: channel.Direct,
			channel.Send: channel.Direct, channel.MassSend: channel.Direct, channel.Welcome: channel.Direct,
			channel.InviteLink: channel.Direct, channel.Invite: channel.Direct, channel.Kick: channel.Direct, channel.Ban: channel.Direct,
			channel.Mute: channel.Direct, channel.DeleteMessage: channel.Direct, channel.CreateGroup: channel.Direct, channel.RenameGroup: channel.Direct,
		}
	case WeCom:
		return channel.Capabilities{
			channel.ListMembers: channel.Direct, channel.InviteLink: channel.Direct,
			channel.Send: channel.NeedsHuman, channel.MassSend: channel.NeedsHuman, channel.Welcome: channel.NeedsHuman,
			channel.Invite: channel.OutOfBand, channel.Kick: channel.OutOfBand, channel.Mute: channel.OutOfBand,
			channel.CreateGroup: channel.OutOfBand, channel.RenameGroup: channel.OutOfBand,
		}
	case Poor:
		return channel.Capabilities{
			channel.ReadMessages: channel.Direct, channel.Send: channel.Direct, channel.MassSend: channel.Direct,
			channel.Welcome: channel.Direct, channel.Kick: channel.Direct, channel.Mute: channel.Direct,
		}
	}
	return nil
}

var badProfile = i18n.Text{
	Hans: "没有“%s”这种能力档。可以选：全能(rich)、像企业微信(wecom)、简陋(poor)。",
	Hant: "沒有「%s」這種能力設定。可以選：全能(rich)、像企業微信(wecom)、簡陋(poor)。",
	En:   "There is no capability profile %q. Choose rich, wecom or poor.",
}

func (p Profile) valid() error {
	if p.Capabilities() == nil {
		return fault.New(fault.Invalid, badProfile.With(string(p)))
	}
	return nil
}

// Platform is the sandbox of every workspace in a database. Any number of
// processes may have one on the same database.
type Platform struct {
	db    *db.DB
	clock clock.Clock
	lib   *crowd.Library

	mu       sync.Mutex // guards what follows
	profiles map[place]Profile
	changed  map[id.Workspace]chan struct{} // closed when something happens
	marks    map[id.Workspace]mark          // where each stood when it was last looked at
}

// mark is unlike before whenever something happened in a workspace.
type mark struct{ next, last int64 }

// place is a chat of a workspace.
type place struct {
	ws   id.Workspace
	chat event.NativeChat
}

// New returns the platform in a database that has Schema.
func New(d *db.DB, wall clock.Clock) (*Platform, error) {
	lib, err := crowd.Read()
	if err != nil {
		return nil, err
	}
	return &Platform{db: d, clock: wall, lib: lib, profiles: map[place]Profile{}, changed: map[id.Workspace]chan struct{}{}, marks: map[id.Workspace]mark{}}, nil
}

// Changed returns a channel that is closed when something next happens in a
// workspace by this process. Losing it loses nothing: what happened is stored.
func (p *Platform) Changed(ws id.Workspace) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.changed[ws] == nil {
		p.changed[ws] = make(chan struct{})
	}
	return p.changed[ws]
}

// Look finds out whether anything happened by another process since it was last
// called, and says so to whoever waits for Changed.
func (p *Platform) Look(ctx context.Context, ws id.Workspace) error {
	var now mark
	if err := p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT coalesce((SELECT next FROM sandbox_world WHERE workspace = $1), 0),
			coalesce((SELECT max(last) FROM sandbox_group WHERE workspace = $1), 0)`, ws).Scan(&now.next, &now.last)
	}); err != nil {
		return fmt.Errorf("look whether anything happened: %w", err)
	}
	p.mu.Lock()
	was, known := p.marks[ws]
	p.marks[ws] = now
	p.mu.Unlock()
	if known && was != now {
		p.wake(ws)
	}
	return nil
}

func (p *Platform) wake(ws id.Workspace) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.changed[ws]; c != nil {
		close(c)
		delete(p.changed, ws)
	}
}

func (p *Platform) know(ws id.Workspace, chat event.NativeChat, profile Profile) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.profiles[place{ws, chat}] = profile
}

// profile is a group's, "" where there is no such group. It asks the database
// only for a group that nobody has touched yet.
func (p *Platform) profile(ws id.Workspace, chat event.NativeChat) Profile {
	p.mu.Lock()
	known := p.profiles[place{ws, chat}]
	p.mu.Unlock()
	if known != "" {
		return known
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT profile FROM sandbox_group WHERE workspace = $1 AND chat = $2`, ws, string(chat)).Scan(&known)
	}); err != nil {
		return "" // no such group, or nobody can tell: then nothing can be done in it
	}
	p.know(ws, chat, known)
	return known
}
