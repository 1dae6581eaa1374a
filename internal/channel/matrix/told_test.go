package matrix

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/event"
)

// tell reads one event and returns what it is told as, nil for nothing.
func tell(t *testing.T, text string) *event.Event {
	t.Helper()
	events, strange, err := readTransaction([]byte(`{"events":[` + text + `]}`))
	if err != nil || strange > 0 || len(events) != 1 {
		t.Fatalf("%d events, %d strange, %v: %s", len(events), strange, err, text)
	}
	h, ok := events[0].told()
	if !ok {
		return nil
	}
	if h.Key != events[0].ID {
		t.Errorf("the key of %s is %q", text, h.Key)
	}
	return &h.Event
}

// made writes an event of @a:x in room !r with id $1 at second 1.
func made(kind, content, rest string) string {
	return `{"type":"` + kind + `","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1000,"content":` + content + rest + `}`
}

func TestMessagesAreTold(t *testing.T) {
	base := event.Event{Network: event.Matrix, Chat: "!r", NativeID: "$1", Kind: event.Message, At: time.Unix(1, 0).UTC(), Actor: event.Actor{ID: "@a:x"}}
	with := func(change func(*event.Event)) *event.Event {
		e := base
		change(&e)
		return &e
	}
	text := func(body string, chars int) *event.Event {
		return with(func(e *event.Event) { e.Body, e.Chars = body, chars })
	}
	form := func(f event.Form, media string) *event.Event {
		return with(func(e *event.Event) { e.Form, e.Media = f, media })
	}
	for name, c := range map[string]struct {
		kind, content, rest string
		want                *event.Event
	}{
		"text":            {"m.room.message", `{"msgtype":"m.text","body":"在吗"}`, "", text("在吗", 2)},
		"notice":          {"m.room.message", `{"msgtype":"m.notice","body":"ok"}`, "", text("ok", 2)},
		"emote":           {"m.room.message", `{"msgtype":"m.emote","body":"waves"}`, "", text("waves", 5)},
		"picture":         {"m.room.message", `{"msgtype":"m.image","body":"a.png","url":"mxc://x/1"}`, "", form(event.Picture, "mxc://x/1")},
		"its name twice":  {"m.room.message", `{"msgtype":"m.image","body":"a.png","filename":"a.png","url":"mxc://x/1"}`, "", form(event.Picture, "mxc://x/1")},
		"captioned":       {"m.room.message", `{"msgtype":"m.image","body":"look","filename":"a.png","url":"mxc://x/1"}`, "", with(func(e *event.Event) { e.Form, e.Media, e.Body, e.Chars = event.Picture, "mxc://x/1", "look", 4 })},
		"file":            {"m.room.message", `{"msgtype":"m.file","body":"a.pdf","url":"mxc://x/1"}`, "", form(event.File, "mxc://x/1")},
		"music":           {"m.room.message", `{"msgtype":"m.audio","body":"a.ogg","url":"mxc://x/1"}`, "", form(event.File, "mxc://x/1")},
		"voice":           {"m.room.message", `{"msgtype":"m.audio","body":"a.ogg","url":"mxc://x/1","org.matrix.msc3245.voice":{}}`, "", form(event.Voice, "mxc://x/1")},
		"video":           {"m.room.message", `{"msgtype":"m.video","body":"a.mp4","url":"mxc://x/1"}`, "", form(event.Video, "mxc://x/1")},
		"place":           {"m.room.message", `{"msgtype":"m.location","body":"Pier 7","geo_uri":"geo:1,2"}`, "", with(func(e *event.Event) { e.Form, e.Body, e.Chars = event.Location, "Pier 7", 6 })},
		"sticker":         {"m.sticker", `{"body":"cat","url":"mxc://x/1"}`, "", form(event.Sticker, "mxc://x/1")},
		"unknown form":    {"m.room.message", `{"msgtype":"m.poll","body":"?"}`, "", form(event.Other, "")},
		"encrypted":       {"m.room.encrypted", `{"algorithm":"m.megolm.v1.aes-sha2"}`, "", form(event.Other, "")},
		"answer":          {"m.room.message", `{"msgtype":"m.text","body":"> <@b:x> q\n\nyes","m.relates_to":{"m.in_reply_to":{"event_id":"$0"}}}`, "", with(func(e *event.Event) { e.Body, e.Chars, e.ReplyTo = "yes", 3, "$0" })},
		"in a thread":     {"m.room.message", `{"msgtype":"m.text","body":"hm","m.relates_to":{"rel_type":"m.thread","event_id":"$t","is_falling_back":true,"m.in_reply_to":{"event_id":"$0"}}}`, "", with(func(e *event.Event) { e.Body, e.Chars, e.Thread = "hm", 2, "$t" })},
		"answer in one":   {"m.room.message", `{"msgtype":"m.text","body":"hm","m.relates_to":{"rel_type":"m.thread","event_id":"$t","m.in_reply_to":{"event_id":"$0"}}}`, "", with(func(e *event.Event) { e.Body, e.Chars, e.Thread, e.ReplyTo = "hm", 2, "$t", "$0" })},
		"mentions":        {"m.room.message", `{"msgtype":"m.text","body":"b!","m.mentions":{"user_ids":["@b:x","@b:x",""]}}`, "", with(func(e *event.Event) { e.Body, e.Chars, e.Mentions = "b!", 2, []event.Actor{{ID: "@b:x"}} })},
		"edit":            {"m.room.message", `{"msgtype":"m.text","body":"* first","m.new_content":{"msgtype":"m.text","body":"first"},"m.relates_to":{"rel_type":"m.replace","event_id":"$0"}}`, "", with(func(e *event.Event) { e.Kind, e.Body, e.Chars, e.Target = event.Edit, "first", 5, "$0" })},
		"edit of nothing": {"m.room.message", `{"msgtype":"m.text","body":"* x","m.relates_to":{"rel_type":"m.replace","event_id":"$0"}}`, "", nil},
		"reaction":        {"m.reaction", `{"m.relates_to":{"rel_type":"m.annotation","event_id":"$0","key":"👍"}}`, "", with(func(e *event.Event) { e.Kind, e.Target, e.Body, e.Chars = event.Reaction, "$0", "👍", 1 })},
		"redaction":       {"m.room.redaction", `{"redacts":"$0","reason":"spam"}`, "", with(func(e *event.Event) { e.Kind, e.Target = event.Delete, "$0" })},
		"old redaction":   {"m.room.redaction", `{}`, `,"redacts":"$0"`, with(func(e *event.Event) { e.Kind, e.Target = event.Delete, "$0" })},
		"redacted":        {"m.room.message", `{}`, `,"unsigned":{"redacted_because":{"event_id":"$2"}}`, nil},
		"wrong type":      {"m.room.message", `{"msgtype":"m.text","body":"still read","m.mentions":7}`, "", text("still read", 10)},
		"no time":         {"m.room.message", `{"msgtype":"m.text","body":"x"}`, `,"origin_server_ts":-5`, nil},
		"a topic":         {"m.room.topic", `{"topic":"x"}`, `,"state_key":""`, nil},
	} {
		if d := cmp.Diff(c.want, tell(t, made(c.kind, c.content, c.rest))); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

func TestStateIsTold(t *testing.T) {
	const was = `,"unsigned":{"prev_content":`
	for name, c := range map[string]struct {
		kind, content, rest string
		want                string // kind, actor, subjects, scene, body; "" for nothing
	}{
		"a name":           {"m.room.name", `{"name":"New"}`, `,"state_key":""` + was + `{"name":"Old"}}`, "renamed @a:x New"},
		"the same name":    {"m.room.name", `{"name":"New"}`, `,"state_key":""` + was + `{"name":"New"}}`, ""},
		"no state":         {"m.room.name", `{"name":"New"}`, ``, ""},
		"a room":           {"m.room.create", `{}`, `,"state_key":""`, "created @a:x"},
		"its end":          {"m.room.tombstone", `{"body":"moved"}`, `,"state_key":""`, "dismissed @a:x moved"},
		"first levels":     {"m.room.power_levels", `{"users":{"@a:x":100}}`, `,"state_key":""`, ""},
		"another owner":    {"m.room.power_levels", `{"users":{"@b:x":100}}`, `,"state_key":""` + was + `{"users":{"@a:x":100}}}`, "owner @a:x -> @b:x"},
		"two owners":       {"m.room.power_levels", `{"users":{"@c:x":100,"@b:x":100}}`, `,"state_key":""` + was + `{"users":{"@b:x":100}}}`, "owner @a:x -> @b:x @c:x"},
		"a mute":           {"m.room.power_levels", `{"users":{"@b:x":100,"@c:x":-1}}`, `,"state_key":""` + was + `{"users":{"@b:x":100}}}`, ""},
		"a join":           {"m.room.member", `{"membership":"join","displayname":"Ann"}`, `,"state_key":"@a:x"`, "join  -> @a:x/Ann"},
		"back again":       {"m.room.member", `{"membership":"join"}`, `,"state_key":"@a:x"` + was + `{"membership":"leave"}}`, "join  -> @a:x"},
		"by invitation":    {"m.room.member", `{"membership":"join"}`, `,"state_key":"@a:x","unsigned":{"prev_content":{"membership":"invite"},"prev_sender":"@b:x"}`, "join @b:x -> @a:x invite"},
		"an invitation":    {"m.room.member", `{"membership":"invite"}`, `,"state_key":"@c:x"`, ""},
		"a new name":       {"m.room.member", `{"membership":"join","displayname":"Anna"}`, `,"state_key":"@a:x"` + was + `{"membership":"join","displayname":"Ann"}}`, "called @a:x/Ann Anna"},
		"a new picture":    {"m.room.member", `{"membership":"join","displayname":"Ann","avatar_url":"mxc://x/2"}`, `,"state_key":"@a:x"` + was + `{"membership":"join","displayname":"Ann"}}`, ""},
		"leaving":          {"m.room.member", `{"membership":"leave"}`, `,"state_key":"@a:x"` + was + `{"membership":"join","displayname":"Ann"}}`, "leave  -> @a:x/Ann"},
		"leaving, unsaid":  {"m.room.member", `{"membership":"leave"}`, `,"state_key":"@a:x"`, "leave  -> @a:x"},
		"declining":        {"m.room.member", `{"membership":"leave"}`, `,"state_key":"@a:x"` + was + `{"membership":"invite"}}`, ""},
		"removal":          {"m.room.member", `{"membership":"leave"}`, `,"state_key":"@b:x"` + was + `{"membership":"join"}}`, "remove @a:x -> @b:x"},
		"uninviting":       {"m.room.member", `{"membership":"leave"}`, `,"state_key":"@b:x"` + was + `{"membership":"invite"}}`, ""},
		"lifting a ban":    {"m.room.member", `{"membership":"leave"}`, `,"state_key":"@b:x"` + was + `{"membership":"ban"}}`, ""},
		"a ban":            {"m.room.member", `{"membership":"ban"}`, `,"state_key":"@b:x"` + was + `{"membership":"join"}}`, "remove @a:x -> @b:x"},
		"an outsider's":    {"m.room.member", `{"membership":"ban"}`, `,"state_key":"@b:x"` + was + `{"membership":"leave"}}`, ""},
		"knocking":         {"m.room.member", `{"membership":"knock"}`, `,"state_key":"@a:x"`, ""},
		"a joining nobody": {"m.room.member", `{"membership":"join"}`, `,"state_key":""`, ""},
	} {
		if got := short(tell(t, made(c.kind, c.content, c.rest))); got != c.want {
			t.Errorf("%s: told as %q, want %q", name, got, c.want)
		}
	}
}

// short writes what matters of a change of state on one line.
func short(e *event.Event) string {
	if e == nil {
		return ""
	}
	who := func(a event.Actor) string {
		if a.Name == "" {
			return string(a.ID)
		}
		return string(a.ID) + "/" + a.Name
	}
	out := map[event.Kind]string{
		event.GroupRenamed: "renamed", event.GroupCreated: "created", event.GroupDismissed: "dismissed", event.OwnerChanged: "owner",
		event.Join: "join", event.Leave: "leave", event.Remove: "remove", event.Renamed: "called",
	}[e.Kind] + " " + who(e.Actor)
	if len(e.Subjects) > 0 {
		out += " ->"
	}
	for _, s := range e.Subjects {
		out += " " + who(s)
	}
	for _, s := range []string{e.Scene, e.Body} {
		if s != "" {
			out += " " + s
		}
	}
	return out
}

func TestAStrangeEventCostsOnlyItself(t *testing.T) {
	const good = `{"type":"m.room.message","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1000,"content":{"msgtype":"m.text","body":"x"}}`
	for _, bad := range []string{`7`, `null`, `"x"`, `{}`, `{"type":7}`, `{"event_id":"$2","sender":"@a:x"}`, `[]`} {
		events, strange, err := readTransaction([]byte(`{"events":[` + good + `,` + bad + `,` + good + `]}`))
		if err != nil || len(events) != 2 || strange != 1 {
			t.Errorf("%s: %d events, %d strange, %v", bad, len(events), strange, err)
		}
	}
	for _, bad := range []string{``, `[]`, `{"events":7}`, `{"events":[`} {
		if _, _, err := readTransaction([]byte(bad)); err == nil {
			t.Errorf("%s passes for a transaction", bad)
		}
	}
}

func TestWithoutQuote(t *testing.T) {
	for body, want := range map[string]string{
		"plain": "plain", "> <@a:x> q\n\nanswer": "answer", "> a\n> b\n\nanswer\n\nmore": "answer\n\nmore",
		"> only a quote": "> only a quote", ">_<": ">_<",
	} {
		if got := withoutQuote(body); got != want {
			t.Errorf("%q becomes %q; want %q", body, got, want)
		}
	}
}

// TestWhatSynapsePuts holds the reading to transactions as a running Synapse
// put them.
func TestWhatSynapsePuts(t *testing.T) {
	text, err := os.ReadFile("testdata/synapse.json")
	if err != nil {
		t.Fatal(err)
	}
	events, strange, err := readTransaction(text)
	if err != nil || strange > 0 {
		t.Fatalf("%d strange, %v", strange, err)
	}
	var got []string
	for i := range events {
		if h, ok := events[i].told(); ok {
			line := short(&h.Event)
			if h.Event.Kind == event.Message {
				line = "said " + string(h.Event.Actor.ID) + " " + h.Event.Body
			}
			got = append(got, strings.TrimSpace(line))
		}
	}
	want := []string{
		"created @huoshui:matrix.test", "join  -> @huoshui:matrix.test/huoshui", "renamed @huoshui:matrix.test 花店会员群",
		"join @huoshui:matrix.test -> @sim_a:matrix.test/小雨 invite", "said @sim_a:matrix.test 在吗",
		"@huoshui:matrix.test", "called @sim_a:matrix.test/小雨 小雨天", "remove @huoshui:matrix.test -> @sim_a:matrix.test/小雨天",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func FuzzTransaction(f *testing.F) {
	f.Add([]byte(`{"events":[` + made("m.room.message", `{"msgtype":"m.text","body":"x","m.relates_to":{"rel_type":"m.replace","event_id":"$0"},"m.new_content":{"body":"y"}}`, "") + `]}`))
	f.Add([]byte(`{"events":[` + made("m.room.member", `{"membership":"join"}`, `,"state_key":"@a:x","unsigned":{"prev_content":{"membership":"invite"},"prev_sender":"@b:x"}`) + `]}`))
	f.Add([]byte(`{"events":[` + made("m.room.power_levels", `{"users":{"@b:x":100}}`, `,"state_key":"","unsigned":{"prev_content":{"users":{"@a:x":"100"}}}`) + `]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		events, _, err := readTransaction(body)
		if err != nil {
			return
		}
		for i := range events {
			h, ok := events[i].told()
			if !ok {
				continue
			}
			if h.Key == "" || h.Event.Chat == "" || h.Event.Kind == 0 || h.Event.At.IsZero() {
				t.Errorf("told without a key, chat, kind or time: %+v", h)
			}
			again, err := json.Marshal(&events[i])
			if err != nil {
				t.Fatal(err)
			}
			var e raw
			if err := json.Unmarshal(again, &e); err != nil {
				continue // what Go writes otherwise than it reads
			}
			if second, _ := e.told(); cmp.Diff(h, second) != "" {
				t.Errorf("the same event told twice differs:\n%s", cmp.Diff(h, second))
			}
		}
	})
}
