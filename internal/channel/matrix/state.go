package matrix

import (
	"encoding/json"
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
)

// state fills in what a change of a room's state means, and reports whether it
// means anything to the group. What was before stands in the event itself.
func (e *raw) state(ev *event.Event, c *content) bool {
	if e.Type == "m.room.member" {
		return e.member(ev, c)
	}
	if *e.StateKey != "" {
		return false
	}
	switch e.Type {
	case "m.room.name":
		ev.Kind, ev.Body = event.GroupRenamed, c.Name
		return into[content](e.Unsigned.Prev).Name != c.Name
	case "m.room.create":
		ev.Kind = event.GroupCreated
		return true
	case "m.room.tombstone":
		ev.Kind, ev.Body = event.GroupDismissed, c.Body
		return true
	}
	return e.power(ev)
}

// member fills in a join, a leave, a removal or a new name. An invitation is
// no coming, and what happens to somebody outside is no going.
func (e *raw) member(ev *event.Event, c *content) bool {
	who := event.Actor{ID: *e.StateKey, Name: c.DisplayName}
	prev := into[content](e.Unsigned.Prev)
	before := prev.Membership
	self := e.Sender == who.ID
	inside := before == "join" || before == ""
	if who.ID == "" {
		return false
	}
	switch c.Membership {
	case "join":
		if before == "join" {
			ev.Kind, ev.Actor, ev.Body = event.Renamed, event.Actor{ID: who.ID, Name: prev.DisplayName}, who.Name
			return prev.DisplayName != who.Name && who.Name != ""
		}
		ev.Kind, ev.Actor, ev.Subjects = event.Join, event.Actor{}, []event.Actor{who}
		if by := e.Unsigned.PrevSender; before == "invite" && by != "" && by != who.ID {
			ev.Actor, ev.Scene = event.Actor{ID: by}, "invite"
		}
		return true
	case "leave", "ban":
		who.Name = prev.DisplayName
		ev.Kind, ev.Subjects = event.Remove, []event.Actor{who}
		if self {
			ev.Kind, ev.Actor = event.Leave, event.Actor{}
		}
		return inside
	}
	return false
}

// levels are a room's power levels. Unknown fields are kept by writing the
// whole content back, see power.go.
type levels struct {
	Users   map[event.NativeUser]json.Number `json:"users"`
	Default json.Number                      `json:"users_default"`
	Talk    json.Number                      `json:"events_default"`
	Muted   map[event.NativeUser]silence     `json:"app.huoshui.muted"`
}

// silence says how long somebody is muted and what their level was before.
type silence struct {
	Until int64  `json:"until"` // milliseconds since 1970
	Was   *int64 `json:"was"`   // nil where they had none of their own
}

const ownerLevel = 100

// owners lists who may do everything in the room, in the order of their ids.
func (l levels) owners() []event.NativeUser {
	var out []event.NativeUser
	for who, level := range l.Users {
		if n, err := level.Int64(); err == nil && n >= ownerLevel {
			out = append(out, who)
		}
	}
	slices.Sort(out)
	return out
}

// power fills in that the group has other owners than before.
func (e *raw) power(ev *event.Event) bool {
	if !given(e.Unsigned.Prev) {
		return false // the room is being made
	}
	before, now := into[levels](e.Unsigned.Prev).owners(), into[levels](e.Content).owners()
	ev.Kind = event.OwnerChanged
	for _, who := range now {
		ev.Subjects = append(ev.Subjects, event.Actor{ID: who})
	}
	return len(now) > 0 && !slices.Equal(before, now)
}
