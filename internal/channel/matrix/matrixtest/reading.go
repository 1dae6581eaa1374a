package matrixtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

func joinedRooms(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		out := []string{}
		for id, r := range s.rooms {
			if r.membership(q.user) == "join" {
				out = append(out, id)
			}
		}
		slices.Sort(out)
		return object{"joined_rooms": out}, nil
	})
}

func joinedMembers(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		if q.room.membership(q.user) != "join" {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		out := object{}
		for key, e := range q.room.state {
			if key[0] == "m.room.member" && e.Content["membership"] == "join" {
				out[key[1]] = object{"display_name": e.Content["displayname"]}
			}
		}
		return object{"joined": out}, nil
	})
}

func members(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		if q.room.membership(q.user) != "join" {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		out := []*item{}
		for key, e := range q.room.state {
			if key[0] == "m.room.member" {
				out = append(out, e.bare())
			}
		}
		return object{"chunk": out}, nil
	})
}

// messages reads a room in pages; a token is a place between two events. As
// in Synapse, a page with nothing in it has no end.
func messages(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		if q.room.membership(q.user) != "join" {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		get := q.r.URL.Query()
		limit, _ := strconv.Atoi(get.Get("limit"))
		limit = max(limit, 1)
		all, at := q.room.items, len(q.room.items)
		if from := get.Get("from"); from != "" {
			if _, err := fmt.Sscanf(from, "t%d", &at); err != nil || at < 0 || at > len(all) {
				return nil, refusal{400, "M_INVALID_PARAM"}
			}
		}
		var chunk []*item
		to := at
		if get.Get("dir") == "f" {
			to = min(at+limit, len(all))
			chunk = slices.Clone(all[at:to])
		} else {
			to = max(at-limit, 0)
			chunk = slices.Clone(all[to:at])
			slices.Reverse(chunk)
		}
		out := object{"start": fmt.Sprintf("t%d", at)}
		if len(chunk) > 0 {
			out["end"] = fmt.Sprintf("t%d", to)
		}
		var only struct{ Senders, Types []string }
		if text := get.Get("filter"); text != "" {
			if err := json.Unmarshal([]byte(text), &only); err != nil {
				return nil, refusal{400, "M_NOT_JSON"}
			}
		}
		out["chunk"] = slices.DeleteFunc(chunk, func(e *item) bool {
			return only.Senders != nil && !slices.Contains(only.Senders, e.Sender) || only.Types != nil && !slices.Contains(only.Types, e.Type)
		})
		return out, nil
	})
}

func oneEvent(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		i := slices.IndexFunc(q.room.items, func(e *item) bool { return e.ID == q.r.PathValue("event") })
		if i < 0 || q.room.membership(q.user) != "join" {
			return nil, refusal{404, "M_NOT_FOUND"}
		}
		return q.room.items[i], nil
	})
}

// bare is an event without what it replaced, as Synapse lists state.
func (e *item) bare() *item {
	out := *e
	out.Unsigned = object{"age": 1}
	if id, ok := e.Unsigned["replaces_state"]; ok {
		out.Unsigned["replaces_state"] = id
	}
	return &out
}

func aroundEvent(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		all := append(slices.Clone(q.room.items), q.room.slips...)
		i := slices.IndexFunc(all, func(e *item) bool { return e.ID == q.r.PathValue("event") })
		switch m := q.room.membership(q.user); {
		case i < 0, m != "join" && q.room.state[[2]string{"m.room.member", q.user}] != all[i]:
			return nil, refusal{404, "M_NOT_FOUND"}
		}
		return object{"event": all[i]}, nil
	})
}

func getState(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		if q.room.membership(q.user) == "" {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		e := q.room.state[[2]string{q.r.PathValue("type"), q.r.PathValue("key")}]
		switch {
		case e == nil:
			return nil, refusal{404, "M_NOT_FOUND"}
		case q.r.URL.Query().Get("format") == "event":
			return e.bare(), nil
		}
		return e.Content, nil
	})
}

func putState(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		if !q.room.may(q.user, "state_default", 50) {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		key := q.r.PathValue("key")
		return object{"event_id": s.add(q.room, q.user, q.r.PathValue("type"), &key, q.body).ID}, nil
	})
}
