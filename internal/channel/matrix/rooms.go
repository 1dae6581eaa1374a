package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

const (
	pageSize    = 100
	atOnce      = 5000 // events of one room held in memory before they are handed in
	pagesAtMost = 100000
)

// page is one answer of /messages.
type page struct {
	Chunk []json.RawMessage `json:"chunk"`
	Start string            `json:"start"`
	End   string            `json:"end"`
}

// messages reads one page of a room, backward or forward, from a token or from
// the room's end.
func (a *Adapter) messages(ctx context.Context, chat event.NativeChat, dir, from string, filter string) (page, []raw, error) {
	query := url.Values{"dir": {dir}, "limit": {strconv.Itoa(pageSize)}}
	if from != "" {
		query.Set("from", from)
	}
	if filter != "" {
		query.Set("filter", filter)
	}
	var p page
	if err := a.api.ask(ctx, request{method: http.MethodGet, path: inRoom(chat, "messages"), query: query}, &p); err != nil {
		return p, nil, err
	}
	var events []raw
	for _, text := range p.Chunk {
		var e raw
		if json.Unmarshal(text, &e) == nil && e.ID != "" && e.Sender != "" {
			e.Room = chat
			events = append(events, e)
		}
	}
	return p, events, nil
}

// visit reads what a room has said since the last visit, or, the first time,
// since Options.Since and LastSeen allow, and compares who is in it.
func (a *Adapter) visit(ctx context.Context, chat event.NativeChat) error {
	r := a.room(chat)
	err := a.refresh(ctx, chat, r)
	if err != nil {
		return err
	}
	if r.from == "" {
		err = a.firstVisit(ctx, chat, r)
	} else {
		err = a.nextVisit(ctx, chat, r)
	}
	if err != nil {
		return err
	}
	return a.compare(ctx, chat, r)
}

// refresh learns who is muted in a room, where that may have changed.
func (a *Adapter) refresh(ctx context.Context, chat event.NativeChat, r *room) error {
	a.mu.Lock()
	fresh := r.fresh
	r.fresh = true // what changes from here on makes it false again
	a.mu.Unlock()
	if fresh {
		return nil
	}
	var power levels
	if err := a.state(ctx, chat, "m.room.power_levels", &power); err != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		r.fresh = false
		return err
	}
	a.follow(chat, power)
	return nil
}

func (a *Adapter) room(chat event.NativeChat) *room {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.rooms[chat]
	if r == nil {
		r = &room{}
		a.rooms[chat] = r
	}
	return r
}

// firstVisit reads backward, and hands in what it read in the order it happened.
func (a *Adapter) firstVisit(ctx context.Context, chat event.NativeChat, r *room) error {
	floor, err := a.floor(ctx, chat)
	if err != nil {
		return err
	}
	var (
		begin, from string
		held        []raw
	)
	flush := func() error {
		slices.Reverse(held)
		err := a.again(ctx, held)
		held = held[:0]
		return err
	}
	for range pagesAtMost {
		p, events, err := a.messages(ctx, chat, "b", from, "")
		if err != nil {
			return err
		}
		if begin == "" {
			begin = p.Start
		}
		keep, more := a.until(events, floor)
		held = append(held, keep...)
		if len(held) >= atOnce {
			if err := flush(); err != nil {
				return err
			}
		}
		if !more || p.End == "" || p.End == from {
			break
		}
		from = p.End
	}
	if err := flush(); err != nil {
		return err
	}
	r.from = begin
	return nil
}

// floor is the moment before which Run tells nothing of a room.
func (a *Adapter) floor(ctx context.Context, chat event.NativeChat) (time.Time, error) {
	floor := a.opt.Clock.Now().Add(-lookBack)
	if a.opt.LastSeen != nil {
		last, err := a.opt.LastSeen(ctx, chat)
		if err != nil {
			return floor, err
		}
		if !last.IsZero() {
			floor = last.Add(-lookOver)
		}
	}
	if a.opt.Since.After(floor) {
		floor = a.opt.Since
	}
	return floor, nil
}

// until cuts a page that goes backward where history begins: at our own coming
// into the room, or where all the rest is older than floor.
func (a *Adapter) until(events []raw, floor time.Time) (keep []raw, more bool) {
	more = len(events) == 0
	for i := range events {
		e := &events[i]
		at, ok := e.at()
		if !ok || at.Before(floor) {
			continue
		}
		more = true
		keep = append(keep, *e)
		if e.Type == "m.room.member" && e.StateKey != nil && *e.StateKey == a.me &&
			into[content](e.Content).Membership == "join" && into[content](e.Unsigned.Prev).Membership != "join" {
			for _, before := range events[i+1:] { // the room is ours from its making on
				if before.Type == "m.room.create" && before.Sender == a.me {
					keep = append(keep, before)
				}
			}
			return keep, false
		}
	}
	return keep, more
}

// nextVisit reads forward from where the last visit ended.
func (a *Adapter) nextVisit(ctx context.Context, chat event.NativeChat, r *room) error {
	for range pagesAtMost {
		p, events, err := a.messages(ctx, chat, "f", r.from, "")
		if err != nil {
			return err
		}
		if err := a.again(ctx, events); err != nil {
			return err
		}
		if p.End == "" || p.End == r.from {
			return nil
		}
		r.from = p.End
	}
	return nil
}

// again hands in those of events that were not handed in lately.
func (a *Adapter) again(ctx context.Context, events []raw) error {
	fresh := slices.DeleteFunc(slices.Clone(events), func(e raw) bool { return a.sawLately(e.ID) })
	return a.take(ctx, fresh)
}

func (a *Adapter) sawLately(key string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.seen.has(key)
}

// compare finds who came or went without our hearing of it. They are told by
// the very events that changed their membership, so their keys are those events'.
func (a *Adapter) compare(ctx context.Context, chat event.NativeChat, r *room) error {
	now, err := a.names(ctx, chat)
	if err != nil {
		return err
	}
	known := map[event.NativeUser]bool{}
	for who := range now {
		known[who] = true
	}
	a.mu.Lock()
	var changed []event.NativeUser
	for who := range r.known {
		if !known[who] {
			changed = append(changed, who)
		}
	}
	for who := range known {
		if r.known != nil && !r.known[who] {
			changed = append(changed, who)
		}
	}
	a.mu.Unlock()
	if len(changed) > 0 {
		if err := a.tellChanged(ctx, chat, changed); err != nil {
			return err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	r.known = known
	return nil
}

func (a *Adapter) tellChanged(ctx context.Context, chat event.NativeChat, changed []event.NativeUser) error {
	var all struct {
		Chunk []raw `json:"chunk"`
	}
	if err := a.api.ask(ctx, request{method: http.MethodGet, path: inRoom(chat, "members")}, &all); err != nil {
		return err
	}
	for _, e := range all.Chunk {
		if e.ID == "" || e.StateKey == nil || !slices.Contains(changed, *e.StateKey) {
			continue
		}
		if err := a.tellWhole(ctx, chat, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// tellWhole hands in one event, unless that was done lately. Lists of members
// and of state leave out what an event replaced, without which it would be told
// otherwise than when it is put to us; its context has it.
func (a *Adapter) tellWhole(ctx context.Context, chat event.NativeChat, id string) error {
	if a.sawLately(id) {
		return nil
	}
	var around struct {
		Event raw `json:"event"`
	}
	err := a.api.ask(ctx, request{method: http.MethodGet, path: inRoom(chat, "context", id), query: url.Values{"limit": {"0"}}}, &around)
	if err != nil {
		return err
	}
	around.Event.Room = chat
	return a.again(ctx, []raw{around.Event})
}

// names lists who is in a room now, with what they are called.
func (a *Adapter) names(ctx context.Context, chat event.NativeChat) (map[event.NativeUser]string, error) {
	var out struct {
		Joined map[event.NativeUser]struct {
			Name *string `json:"display_name"`
		} `json:"joined"`
	}
	if err := a.api.ask(ctx, request{method: http.MethodGet, path: inRoom(chat, "joined_members")}, &out); err != nil {
		return nil, err
	}
	names := map[event.NativeUser]string{}
	for who, profile := range out.Joined {
		names[who] = ""
		if profile.Name != nil {
			names[who] = *profile.Name
		}
	}
	return names, nil
}

// drop forgets a room that was never visited and is closed to us.
func (a *Adapter) drop(chat event.NativeChat) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if r := a.rooms[chat]; r != nil && r.from == "" {
		delete(a.rooms, chat)
	}
}

// forget drops rooms that we are in no longer, and tells how we went where we
// did not hear of it.
func (a *Adapter) forget(ctx context.Context, chats []event.NativeChat) {
	a.mu.Lock()
	var gone []event.NativeChat
	for chat, r := range a.rooms {
		if r.from != "" && !slices.Contains(chats, chat) {
			gone = append(gone, chat)
			delete(a.rooms, chat)
		}
	}
	a.mu.Unlock()
	for _, chat := range gone {
		var e raw
		err := a.api.ask(ctx, request{
			method: http.MethodGet, path: inRoom(chat, "state", "m.room.member", string(a.me)), query: url.Values{"format": {"event"}},
		}, &e)
		if err == nil && e.ID != "" {
			err = a.tellWhole(ctx, chat, e.ID)
		}
		var no *refusal
		if err != nil && !errors.As(err, &no) { // a room that is closed to us has nothing to tell
			a.opt.Log.Warn("matrix: how we left a room was not kept", "chat", chat, "err", err)
		}
	}
}
