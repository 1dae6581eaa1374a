package matrixtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// refusal is what the homeserver says instead of doing something.
type refusal struct {
	status int
	code   string
}

func (r refusal) Error() string { return r.code }

// in is one request: who asks, for which room, with what.
type in struct {
	r    *http.Request
	user string
	room *room
	body map[string]any
}

func (q in) text(key string) string {
	v, _ := q.body[key].(string)
	return v
}

type endpoint func(s *Server, q in) (any, error)

func endpoints() map[string]endpoint {
	const room = "/_matrix/client/v3/rooms/{room}"
	out := map[string]endpoint{
		"GET /_matrix/client/versions":                      versions,
		"GET /_matrix/client/v3/account/whoami":             whoami,
		"POST /_matrix/client/v3/register":                  register,
		"PUT /_matrix/client/v3/profile/{who}/displayname":  rename,
		"POST /_matrix/client/v3/createRoom":                createRoom,
		"POST /_matrix/client/v3/join/{room}":               join,
		"GET /_matrix/client/v3/joined_rooms":               joinedRooms,
		"POST " + room + "/leave":                           leave,
		"GET " + room + "/joined_members":                   joinedMembers,
		"GET " + room + "/members":                          members,
		"GET " + room + "/messages":                         messages,
		"GET " + room + "/event/{event}":                    oneEvent,
		"GET " + room + "/context/{event}":                  aroundEvent,
		"PUT " + room + "/send/{type}/{txn}":                send,
		"PUT " + room + "/redact/{event}/{txn}":             redact,
		"PUT " + room + "/state/{type}/{key}":               putState,
		"GET " + room + "/state/{type}/{key}":               getState,
		"POST /_matrix/media/v3/upload":                     upload,
		"POST /_matrix/client/v1/appservice/{service}/ping": ping,
	}
	for name, what := range map[string]change{
		"invite": {"invite", "invite", 0}, "kick": {"leave", "kick", 50}, "ban": {"ban", "ban", 50},
	} {
		out["POST "+room+"/"+name] = what.do
	}
	return out
}

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, do := range endpoints() {
		mux.HandleFunc(strings.Replace(pattern, "/{key}", "/{key...}", 1), func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, do) })
	}
	mux.HandleFunc("GET /_matrix/client/v1/media/download/{server}/{id}", s.download)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { write(w, nil, refusal{404, "M_UNRECOGNIZED"}) })
	return mux
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, do endpoint) {
	q := in{r: r, user: r.URL.Query().Get("user_id"), body: map[string]any{}}
	if q.user == "" {
		q.user = Bot
	}
	if r.URL.Path != "/_matrix/media/v3/upload" && r.ContentLength != 0 {
		if err := json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&q.body); err != nil {
			write(w, nil, refusal{400, "M_NOT_JSON"})
			return
		}
	}
	s.mu.Lock()
	_, registered := s.names[q.user]
	if id := r.PathValue("room"); id != "" {
		q.room = s.rooms[id]
	}
	s.mu.Unlock()
	switch {
	case r.Header.Get("Authorization") != "Bearer "+ASToken && r.URL.Path != "/_matrix/client/versions":
		write(w, nil, refusal{401, "M_UNKNOWN_TOKEN"})
	case !registered:
		write(w, nil, refusal{403, "M_FORBIDDEN"})
	case r.PathValue("room") != "" && q.room == nil:
		write(w, nil, refusal{403, "M_FORBIDDEN"})
	default:
		out, err := do(s, q)
		write(w, out, err)
	}
}

func write(w http.ResponseWriter, out any, err error) {
	status := http.StatusOK
	if no, ok := errors.AsType[refusal](err); ok {
		status, out = no.status, map[string]any{"errcode": no.code, "error": "refused"}
	}
	body, failed := json.Marshal(out)
	if failed != nil {
		status, body = http.StatusInternalServerError, []byte(failed.Error())
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// locked runs fn while nothing else changes, and encodes what it says before
// anything does.
func (s *Server) locked(fn func() (any, error)) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out, err := fn()
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(out)
	return json.RawMessage(text), err
}

type object = map[string]any

func versions(*Server, in) (any, error) { return object{"versions": []string{"v1.1", "v1.12"}}, nil }

func whoami(_ *Server, q in) (any, error) { return object{"user_id": q.user}, nil }

func ping(s *Server, q in) (any, error) {
	req, err := http.NewRequestWithContext(q.r.Context(), http.MethodPost, s.hook+"/_matrix/app/v1/ping", strings.NewReader("{}"))
	if err == nil {
		err = call(req)
	}
	if err != nil {
		return nil, refusal{502, "M_CONNECTION_FAILED"}
	}
	return object{"duration_ms": 1}, nil
}

func register(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		user := "@" + q.text("username") + ":" + ServerName
		if _, taken := s.names[user]; taken {
			return nil, refusal{400, "M_USER_IN_USE"}
		}
		s.names[user] = q.text("username")
		return object{"user_id": user}, nil
	})
}

func rename(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		s.names[q.user] = q.text("displayname")
		for _, r := range s.rooms {
			if r.membership(q.user) == "join" {
				s.member(r, q.user, q.user, "join", "")
			}
		}
		return object{}, nil
	})
}

func createRoom(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		s.count++
		r := &room{id: fmt.Sprintf("!room%d:%s", s.count, ServerName), state: map[[2]string]*item{}}
		s.rooms[r.id] = r
		none := ""
		made := object{"room_version": "11"}
		if extra, ok := q.body["creation_content"].(map[string]any); ok {
			for k, v := range extra {
				made[k] = v
			}
		}
		s.add(r, q.user, "m.room.create", &none, made)
		s.member(r, q.user, q.user, "join", "")
		s.add(r, q.user, "m.room.power_levels", &none, object{
			"users": object{q.user: 100.0}, "users_default": 0.0, "events_default": 0.0, "state_default": 50.0,
			"ban": 50.0, "kick": 50.0, "redact": 50.0, "invite": 0.0, "historical": 100.0,
		})
		rule := "invite"
		if q.text("preset") == "public_chat" {
			rule = "public"
		}
		s.add(r, q.user, "m.room.join_rules", &none, object{"join_rule": rule})
		if name := q.text("name"); name != "" {
			s.add(r, q.user, "m.room.name", &none, object{"name": name})
		}
		invited, _ := q.body["invite"].([]any)
		for _, who := range invited {
			if user, ok := who.(string); ok {
				s.member(r, q.user, user, "invite", "")
			}
		}
		return object{"room_id": r.id}, nil
	})
}

func join(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		m := q.room.membership(q.user)
		if m == "ban" || m != "invite" && m != "join" && !q.room.public() {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		if m != "join" {
			s.member(q.room, q.user, q.user, "join", "")
		}
		return object{"room_id": q.room.id}, nil
	})
}

func leave(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		if m := q.room.membership(q.user); m != "join" && m != "invite" {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		s.member(q.room, q.user, q.user, "leave", "")
		return object{}, nil
	})
}

// change is what one member does to another.
type change struct {
	to, power string
	otherwise float64
}

func (c change) do(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		user := q.text("user_id")
		is := q.room.membership(user)
		has, _ := q.room.power(q.user, c.power, c.otherwise)
		other, _ := q.room.power(user, "", 0)
		switch {
		case !q.room.may(q.user, c.power, c.otherwise),
			c.to == "leave" && is != "join" && is != "invite",
			c.to == "invite" && (is == "join" || is == "ban"),
			c.to != "invite" && other >= has:
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		if is != c.to {
			s.member(q.room, q.user, user, c.to, q.text("reason"))
		}
		return object{}, nil
	})
}

// once does something unless the same request was answered before.
func (s *Server) once(q in, fn func() *item) (any, error) {
	key := q.user + " " + q.r.URL.Path
	if s.txns[key] == "" {
		s.txns[key] = fn().ID
	}
	return object{"event_id": s.txns[key]}, nil
}

func send(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		if !q.room.may(q.user, "events_default", 0) {
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		return s.once(q, func() *item { return s.add(q.room, q.user, q.r.PathValue("type"), nil, q.body) })
	})
}

func redact(s *Server, q in) (any, error) {
	return s.locked(func() (any, error) {
		target := q.r.PathValue("event")
		i := slices.IndexFunc(q.room.items, func(e *item) bool { return e.ID == target })
		switch {
		case i < 0:
			return nil, refusal{404, "M_NOT_FOUND"}
		case q.room.items[i].Sender != q.user && !q.room.may(q.user, "redact", 50):
			return nil, refusal{403, "M_FORBIDDEN"}
		}
		return s.once(q, func() *item { return s.redact(q.room, q.user, target, q.body) })
	})
}

func upload(s *Server, q in) (any, error) {
	data, err := io.ReadAll(q.r.Body)
	if err != nil {
		return nil, refusal{400, "M_UNKNOWN"}
	}
	return s.locked(func() (any, error) {
		s.count++
		id := "file" + strconv.Itoa(s.count)
		s.files[id] = file{q.r.Header.Get("Content-Type"), q.r.URL.Query().Get("filename"), data}
		return object{"content_uri": "mxc://" + ServerName + "/" + id}, nil
	})
}

func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f, ok := s.files[r.PathValue("id")]
	s.mu.Unlock()
	if !ok {
		write(w, nil, refusal{404, "M_NOT_FOUND"})
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", f.name))
	_, _ = w.Write(f.data)
}
