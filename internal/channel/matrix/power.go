package matrix

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// Mute takes from everybody of deed.Who the power to speak, by a level below
// what speaking needs. Matrix has no mute that ends by itself, so the end, and
// the level to go back to, stand in the power levels of the room: Run lifts what
// is over, after a restart too. Where Until has passed, it is lifted at once.
func (a *Adapter) Mute(ctx context.Context, deed channel.Deed) channel.Result {
	out := a.changePower(ctx, deed.Chat, func(l *levels, floor int64) {
		for _, who := range deed.Who {
			if deed.Until.After(a.opt.Clock.Now()) {
				l.mute(who, deed.Until, floor)
			} else {
				l.unmute(who, floor)
			}
		}
	})
	if out.Outcome == channel.Done {
		a.rouse() // to know when it ends
	}
	return out
}

// changePower reads a room's power levels and writes them back changed; fields
// it does not know stay as they are. floor is the highest level that cannot speak.
func (a *Adapter) changePower(ctx context.Context, chat event.NativeChat, change func(l *levels, floor int64)) channel.Result {
	a.power.Lock()
	defer a.power.Unlock()
	whole := map[string]json.RawMessage{}
	if err := a.state(ctx, chat, "m.room.power_levels", &whole); err != nil {
		return result(err, true)
	}
	if len(whole) == 0 { // written anew they would take from whoever has power by default
		return channel.Result{Outcome: channel.Rejected, Code: "no power levels"}
	}
	text, err := json.Marshal(whole)
	if err != nil {
		return result(err, true)
	}
	l := into[levels](text)
	talk, _ := l.Talk.Int64() // absent or strange is 0, as the specification has it
	if n, ok := into[map[string]json.Number](whole["events"])["m.room.message"]; ok {
		if own, err := n.Int64(); err == nil {
			talk = min(talk, own)
		}
	}
	if l.Users == nil {
		l.Users = map[event.NativeUser]json.Number{}
	}
	if l.Muted == nil {
		l.Muted = map[event.NativeUser]silence{}
	}
	change(&l, talk-1)
	for key, value := range map[string]any{"users": l.Users, "app.huoshui.muted": l.Muted} {
		if whole[key], err = json.Marshal(value); err != nil {
			return result(err, true)
		}
	}
	out := a.put(ctx, inRoom(chat, "state", "m.room.power_levels", ""), whole)
	if out.Outcome == channel.Done {
		a.follow(chat, l)
	}
	return out
}

func (l *levels) level(who event.NativeUser) int64 {
	n, ok := l.Users[who]
	if !ok {
		n = l.Default
	}
	level, _ := n.Int64() // absent or strange is 0
	return level
}

func (l *levels) mute(who event.NativeUser, until time.Time, floor int64) {
	s, again := l.Muted[who]
	if !again {
		if _, own := l.Users[who]; own {
			was := l.level(who)
			s.Was = &was
		}
	}
	s.Until = until.UnixMilli()
	l.Muted[who] = s
	l.Users[who] = number(min(floor, l.level(who)))
}

// unmute gives back the level somebody had, unless another has given them one since.
func (l *levels) unmute(who event.NativeUser, floor int64) {
	s, muted := l.Muted[who]
	delete(l.Muted, who)
	if l.level(who) > floor {
		return
	}
	if muted && s.Was != nil {
		l.Users[who] = number(*s.Was)
		return
	}
	delete(l.Users, who)
}

func number(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

// follow remembers until when somebody is muted in a room.
func (a *Adapter) follow(chat event.NativeChat, l levels) {
	muted := map[event.NativeUser]time.Time{}
	for who, s := range l.Muted {
		muted[who] = time.UnixMilli(s.Until)
	}
	r := a.room(chat)
	a.mu.Lock()
	defer a.mu.Unlock()
	r.muted = muted
}

// liftDue lifts every mute that is over. One that cannot be lifted is tried
// again as long after as the rooms are read again.
func (a *Adapter) liftDue(ctx context.Context) {
	now := a.opt.Clock.Now()
	for chat, over := range a.due(now) {
		out := a.changePower(ctx, chat, func(l *levels, floor int64) {
			for _, who := range over {
				if s, muted := l.Muted[who]; muted && s.Until <= now.UnixMilli() {
					l.unmute(who, floor)
				}
			}
		})
		if out.Outcome == channel.Done {
			continue
		}
		a.opt.Log.Warn("matrix: a mute that is over was not lifted", "chat", chat, "code", out.Code, "err", out.Err)
		a.postpone(chat, over, now.Add(a.opt.Every))
	}
}

func (a *Adapter) postpone(chat event.NativeChat, who []event.NativeUser, until time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, w := range who {
		if r := a.rooms[chat]; r != nil {
			r.muted[w] = until
		}
	}
}

func (a *Adapter) due(now time.Time) map[event.NativeChat][]event.NativeUser {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := map[event.NativeChat][]event.NativeUser{}
	for chat, r := range a.rooms {
		for who, until := range r.muted {
			if !until.After(now) {
				out[chat] = append(out[chat], who)
			}
		}
	}
	return out
}
