package matrixtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// People speak at a homeserver through its application service: each is a
// puppet named sim_….
type People struct {
	Homeserver string
	Token      string
	Server     string // the server name
	Tag        string // makes the names of one test its own
	HTTP       *http.Client
	count      atomic.Int64
}

// NewPeople returns nobody yet. On a homeserver that lives on, tag keeps tests apart.
func NewPeople(homeserver, token, server, tag string) *People {
	return &People{Homeserver: homeserver, Token: token, Server: server, Tag: tag, HTTP: http.DefaultClient}
}

// Refused is an answer other than 200.
type Refused struct {
	Status int
	Code   string `json:"errcode"`
	Text   string `json:"error"`
}

func (r *Refused) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Text) }

// Call asks the homeserver something as somebody, "" for the service itself.
func (p *People) Call(t testing.TB, as, method, path string, body, out any) error {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	address := p.Homeserver + "/_matrix/client/v3" + path
	if as != "" {
		if strings.Contains(path, "?") {
			address += "&user_id=" + url.QueryEscape(as)
		} else {
			address += "?user_id=" + url.QueryEscape(as)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), method, address, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodGet {
		req.Body, req.ContentLength = nil, 0
	}
	req.Header.Set("Authorization", "Bearer "+p.Token)
	req.Header.Set("Content-Type", "application/json")
	answer, err := p.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err = io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		no := &Refused{}
		_ = json.Unmarshal(text, no) // what is no JSON has no code
		no.Status = answer.StatusCode
		return no
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(text, out)
}

// Must is Call for what has to work.
func (p *People) Must(t testing.TB, as, method, path string, body, out any) {
	t.Helper()
	if err := p.Call(t, as, method, path, body, out); err != nil {
		t.Fatalf("%s %s as %s: %v", method, path, as, err)
	}
}

// Person makes somebody of that name.
func (p *People) Person(t testing.TB, name string) string {
	t.Helper()
	local := fmt.Sprintf("sim_%s%d", p.Tag, p.count.Add(1))
	id := "@" + local + ":" + p.Server
	p.Must(t, "", http.MethodPost, "/register", object{"type": "m.login.application_service", "username": local, "inhibit_login": true}, nil)
	p.Must(t, id, http.MethodPut, "/profile/"+url.PathEscape(id)+"/displayname", object{"displayname": name}, nil)
	return id
}

// Room is the path of something of a room.
func Room(room string, segments ...string) string {
	path := "/rooms/" + url.PathEscape(room)
	for _, s := range segments {
		path += "/" + url.PathEscape(s)
	}
	return path
}

// Create makes a room, by anybody's hand, that everybody may enter.
func (p *People) Create(t testing.TB, by, name string) string {
	t.Helper()
	var made struct {
		Room string `json:"room_id"`
	}
	p.Must(t, by, http.MethodPost, "/createRoom", object{"name": name, "preset": "public_chat"}, &made)
	return made.Room
}

// Join has somebody come into a room.
func (p *People) Join(t testing.TB, room, who string) {
	t.Helper()
	p.Must(t, who, http.MethodPost, "/join/"+url.PathEscape(room), object{}, nil)
}

// Put has somebody make an event, and returns its id, "" where they may not.
func (p *People) Put(t testing.TB, room, who, kind string, content object) string {
	t.Helper()
	var made struct {
		ID string `json:"event_id"`
	}
	txn := fmt.Sprintf("%s%d", p.Tag, p.count.Add(1))
	err := p.Call(t, who, http.MethodPut, Room(room, "send", kind, txn), content, &made)
	if no, refused := errors.AsType[*Refused](err); refused && no.Status == http.StatusForbidden {
		return ""
	}
	if err != nil {
		t.Fatalf("%s says something in %s: %v", who, room, err)
	}
	return made.ID
}

// Text is the content of a message.
func Text(text string) map[string]any { return object{"msgtype": "m.text", "body": text} }

// Say has somebody say something, and returns the event's id, "" where they may not.
func (p *People) Say(t testing.TB, room, who, text string) string {
	t.Helper()
	return p.Put(t, room, who, "m.room.message", Text(text))
}

// Redact has somebody take something back.
func (p *People) Redact(t testing.TB, room, who, id string) {
	t.Helper()
	p.Must(t, who, http.MethodPut, Room(room, "redact", id, fmt.Sprintf("%s%d", p.Tag, p.count.Add(1))), object{}, nil)
}

// Item is an event as the homeserver has it.
type Item struct {
	Type    string `json:"type"`
	Sender  string `json:"sender"`
	ID      string `json:"event_id"`
	TS      int64  `json:"origin_server_ts"`
	Content struct {
		Body      string `json:"body"`
		RelatesTo struct {
			Type string `json:"rel_type"`
			ID   string `json:"event_id"`
		} `json:"m.relates_to"`
		New struct {
			Body string `json:"body"`
		} `json:"m.new_content"`
	} `json:"content"`
}

// Items reads a whole room as somebody sees it, the oldest first.
func (p *People) Items(t testing.TB, room, as string) []Item {
	t.Helper()
	var out []Item
	for from := ""; ; {
		var page struct {
			Chunk []Item `json:"chunk"`
			End   string `json:"end"`
		}
		query := url.Values{"dir": {"b"}, "limit": {"500"}}
		if from != "" {
			query.Set("from", from)
		}
		p.Must(t, as, http.MethodGet, Room(room, "messages")+"?"+query.Encode(), nil, &page)
		out = append(out, page.Chunk...)
		if page.End == "" || page.End == from {
			slices.Reverse(out)
			return out
		}
		from = page.End
	}
}

// Newest is the id of the last thing that happened in a room.
func (p *People) Newest(t testing.TB, room, as string) string {
	t.Helper()
	var page struct {
		Chunk []Item `json:"chunk"`
	}
	p.Must(t, as, http.MethodGet, Room(room, "messages")+"?dir=b&limit=1", nil, &page)
	if len(page.Chunk) == 0 {
		return ""
	}
	return page.Chunk[0].ID
}

// In reports whether somebody is in a room, as another in it sees.
func (p *People) In(t testing.TB, room, who, as string) bool {
	t.Helper()
	var now struct {
		Joined map[string]any `json:"joined"`
	}
	p.Must(t, as, http.MethodGet, Room(room, "joined_members"), nil, &now)
	_, in := now.Joined[who]
	return in
}

// patience is how long a homeserver may take to put something.
const patience = 30 * time.Second
