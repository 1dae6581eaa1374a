// Package matrix is the door to Matrix: an application service beside any
// homeserver, on net/http alone.
//
// In: the homeserver puts transactions to Handler. A transaction is answered
// with 200 only once the Inlet has kept it, so the homeserver replays what was
// not. Run reads the rooms again every so often and hands in what was never
// put. An event's key is its Matrix event id, and what an event becomes depends
// on that event alone: told twice, it is the same twice.
//
// Out: the client API, as the service's own user. See Find for what is done
// about a message of which nobody knows whether it was sent.
//
// Owns: what is kept in memory to know what was told already; none of it is
// missed after a restart.
// Needs: an Inlet, a clock, a homeserver with a registration as Registration
// writes it.
// Never: reads encrypted rooms (it tells that somebody spoke, not what); joins
// a room because a stranger says so (Settings.InvitedBy); tries a deed twice.
package matrix

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// Options are what an adapter is given besides a connection's settings. Every
// field may be left out.
type Options struct {
	Clock clock.Clock
	Log   *slog.Logger
	HTTP  *http.Client // by which the homeserver is called; redirects are never followed

	// Every is how long Run waits between two readings of the rooms.
	Every time.Duration
	// Since is when the connection was made. What happened before is history:
	// Run does not tell it, History does.
	Since time.Time
	// LastSeen tells when something was last heard from a chat, zero where nothing
	// was. Run reads a room from an hour before that on when it first comes to it.
	// Without it, it reads one day.
	LastSeen func(context.Context, event.NativeChat) (time.Time, error)
}

const (
	everyDefault = 5 * time.Minute
	lookBack     = 24 * time.Hour // where nobody knows what was last seen
	lookOver     = time.Hour      // clocks of other servers may be that wrong
)

// Adapter is one connection to a homeserver.
type Adapter struct {
	set  Settings
	opt  Options
	api  *client
	me   event.NativeUser
	wake chan struct{} // of one place: Run has something to do before its time

	gate  sync.RWMutex // held for reading while something is handed in
	inlet channel.Inlet

	power sync.Mutex // held while power levels are read and written

	mu      sync.Mutex // guards what follows
	last    stamp      // the transaction kept last
	heard   time.Time  // when the homeserver last put one
	away    bool       // the homeserver did not answer Run
	rooms   map[event.NativeChat]*room
	invited []event.NativeChat // rooms to come into
	seen    recent             // ids of events handed in
}

// room is what is remembered of a room between two readings.
type room struct {
	from  string                         // the token up to which it was read; "" for never
	known map[event.NativeUser]bool      // who was in it
	muted map[event.NativeUser]time.Time // until when
	fresh bool                           // muted is as the homeserver has it
}

// Open makes an adapter of a connection's settings. It fails, with a sentence,
// where they cannot work; it asks nobody over the network.
func Open(set Settings, opt Options) (*Adapter, error) {
	if err := set.Validate(); err != nil {
		return nil, err
	}
	if opt.Clock == nil {
		opt.Clock = clock.Real{}
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Every <= 0 {
		opt.Every = everyDefault
	}
	a := &Adapter{
		set: set, opt: opt, me: set.User(), wake: make(chan struct{}, 1),
		rooms: map[event.NativeChat]*room{},
	}
	a.api = newClient(set, opt)
	return a, nil
}

// The interfaces beyond the required one that Matrix honours.
var _ interface {
	channel.Adapter
	channel.Finder
	channel.Inviter
	channel.Kicker
	channel.Banner
	channel.Muter
	channel.Deleter
	channel.Creator
	channel.Renamer
	channel.Lister
	channel.Historian
	channel.Fetcher
} = (*Adapter)(nil)

// Me is the service's own user, by which its own messages are known.
func (a *Adapter) Me() event.NativeUser { return a.me }

// Capabilities are the same in every room: whether our user may kick in one is
// for its homeserver to say, which refuses plainly. Matrix has no links that tell
// who came by them.
func (a *Adapter) Capabilities(event.NativeChat) channel.Capabilities {
	out := channel.Capabilities{}
	for _, action := range [...]channel.Action{
		channel.ReadMessages, channel.ReadHistory, channel.ListMembers, channel.Send, channel.MassSend, channel.Welcome,
		channel.Invite, channel.Kick, channel.Ban, channel.Mute, channel.DeleteMessage, channel.CreateGroup, channel.RenameGroup,
	} {
		out[action] = channel.Direct
	}
	return out
}

// handIn gives what happened to the inlet. It fails where nobody runs.
func (a *Adapter) handIn(ctx context.Context, happened []channel.Arrived) error {
	if len(happened) == 0 {
		return nil
	}
	a.gate.RLock()
	defer a.gate.RUnlock()
	if a.inlet == nil {
		return errNotRunning
	}
	if err := a.inlet.Accept(ctx, happened); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, h := range happened {
		a.seen.add(h.Key)
	}
	return nil
}

// look makes Run visit a room soon.
func (a *Adapter) look(chat event.NativeChat) {
	r := a.room(chat)
	a.mu.Lock()
	defer a.mu.Unlock()
	r.fresh = false
	a.rouse()
}

// rouse makes Run look for something to do now.
func (a *Adapter) rouse() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// recent remembers the newest few thousand keys, so that reading a room again
// hands in little that was handed in before.
type recent struct{ now, before map[string]bool }

const recentKeys = 1 << 14

func (r *recent) add(key string) {
	if r.now == nil || len(r.now) >= recentKeys {
		r.before, r.now = r.now, map[string]bool{}
	}
	r.now[key] = true
}

func (r *recent) has(key string) bool { return r.now[key] || r.before[key] }
