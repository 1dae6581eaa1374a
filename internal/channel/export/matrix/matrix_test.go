package matrix

import (
	"flag"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

func format() export.Format { return Formats()[0] }

func TestConform(t *testing.T) {
	exporttest.Conform(t, format(), exporttest.Sample{Name: "matrix - 芦苇荡.json", Data: exporttest.Testdata(t, "reeds.json")})
}

func TestGolden(t *testing.T) {
	exporttest.Golden(t, "reeds.golden", exporttest.Told(exporttest.Read(t, format(), "reeds.json", exporttest.Testdata(t, "reeds.json"), export.Options{})), *update)
}

func room(messages string) []byte {
	return []byte(`{"room_name":"R","messages":[` + "\n" + messages + "\n]}")
}

// members reads changes of membership, each "sender state_key content
// unsigned", and returns what came of them.
func members(t *testing.T, changes ...[4]string) []event.Event {
	t.Helper()
	text := ""
	for i, c := range changes {
		if i > 0 {
			text += ","
		}
		text += `{"type":"m.room.member","sender":"` + c[0] + `","state_key":"` + c[1] + `","room_id":"!r","event_id":"$` + c[0] +
			`","origin_server_ts":171455040000` + string(rune('0'+i)) + `,"content":` + c[2] + `,"unsigned":` + c[3] + `}`
	}
	rec := exporttest.Read(t, format(), "x.json", room(text), export.Options{})
	if rec.Err != nil || len(rec.Skips) > 0 || len(rec.Events) != len(changes) {
		t.Fatalf("got %s", exporttest.Told(rec))
	}
	return rec.Events
}

func TestChangesOfMembership(t *testing.T) {
	const (
		in, out, ban, inv = `{"membership":"join"}`, `{"membership":"leave"}`, `{"membership":"ban"}`, `{"membership":"invite"}`
		none              = `{}`
	)
	was := func(m string) string { return `{"prev_content":{"membership":"` + m + `"}}` }
	for name, c := range map[string]struct {
		change [4]string
		want   event.Kind
	}{
		"a join":                 {[4]string{"@a:x", "@a:x", in, none}, event.Join},
		"a join after leaving":   {[4]string{"@a:x", "@a:x", in, was("leave")}, event.Join},
		"the same again":         {[4]string{"@a:x", "@a:x", in, was("join")}, event.Notice},
		"leaving":                {[4]string{"@a:x", "@a:x", out, was("join")}, event.Leave},
		"leaving, past unknown":  {[4]string{"@a:x", "@a:x", out, none}, event.Leave},
		"declining":              {[4]string{"@a:x", "@a:x", out, was("invite")}, event.Notice},
		"removal":                {[4]string{"@b:x", "@a:x", out, was("join")}, event.Remove},
		"taking an invite back":  {[4]string{"@b:x", "@a:x", out, was("invite")}, event.Notice},
		"lifting a ban":          {[4]string{"@b:x", "@a:x", out, was("ban")}, event.Notice},
		"a ban":                  {[4]string{"@b:x", "@a:x", ban, was("join")}, event.Remove},
		"a ban of an outsider":   {[4]string{"@b:x", "@a:x", ban, was("leave")}, event.Notice},
		"an invite is no coming": {[4]string{"@b:x", "@a:x", inv, none}, event.Notice},
		"knocking":               {[4]string{"@a:x", "@a:x", `{"membership":"knock"}`, none}, event.Notice},
	} {
		if got := members(t, c.change)[0]; got.Kind != c.want {
			t.Errorf("%s is kind %d; want %d", name, got.Kind, c.want)
		}
	}
	got := members(t, [4]string{"@b:x", "@a:x", inv, none}, [4]string{"@a:x", "@a:x", in, none})[1]
	if got.Actor.ID != "@b:x" || got.Scene != "invite" || got.Subjects[0].ID != "@a:x" {
		t.Errorf("who came by an invite: %+v", got)
	}
	got = members(t, [4]string{"@a:x", "@a:x", in, none}, [4]string{"@a:x", "@a:x", in, none})[1]
	if got.Kind != event.Notice {
		t.Errorf("a second join without a leave between is kind %d", got.Kind)
	}
	got = members(t, [4]string{"@a:x", "@a:x", `{"membership":"join","displayname":"Ann"}`, none},
		[4]string{"@a:x", "@a:x", `{"membership":"join","displayname":"Anna"}`, none})[1]
	if got.Kind != event.Renamed || got.Actor.Name != "Ann" || got.Body != "Anna" {
		t.Errorf("a new name: %+v", got)
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

func TestEditsAndLockedMessagesAreCounted(t *testing.T) {
	rec := exporttest.Read(t, format(), "x.json", room(`
{"type":"m.room.message","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1714550400000,"content":{"msgtype":"m.text","body":"frist"}},
{"type":"m.room.message","sender":"@a:x","event_id":"$2","room_id":"!r","origin_server_ts":1714550401000,"content":{"msgtype":"m.text","body":"* first","m.relates_to":{"rel_type":"m.replace","event_id":"$1"}}},
{"type":"m.room.encrypted","sender":"@a:x","event_id":"$3","room_id":"!r","origin_server_ts":1714550402000,"content":{"algorithm":"m.megolm.v1.aes-sha2"}}`), export.Options{})
	if len(rec.Events) != 2 || rec.Events[0].Body != "frist" || rec.Events[1].Form != event.Other || len(rec.Skips) != 2 {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}

func TestADeletionIsToldOnce(t *testing.T) {
	rec := exporttest.Read(t, format(), "x.json", room(`
{"type":"m.room.message","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1714550400000,"content":{},"unsigned":{"redacted_because":{"sender":"@b:x","event_id":"$2","origin_server_ts":1714550405000}}},
{"type":"m.room.redaction","sender":"@b:x","event_id":"$2","room_id":"!r","origin_server_ts":1714550405000,"content":{"redacts":"$1"}}`), export.Options{})
	if len(rec.Events) != 1 || rec.Events[0].Target != "$1" || rec.Events[0].Actor.ID != "@b:x" || rec.Events[0].At.Second() != 5 {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}

func TestStamp(t *testing.T) {
	zone := time.FixedZone("east", 8*3600)
	now := time.Date(2024, 5, 2, 4, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2024/05/02": "2024-05-02T04:00:00Z", "2024-05-01": "2024-05-01T15:59:59Z", "2024/5/1": "2024-05-01T15:59:59Z",
		"2024-05-01T10:00:00+02:00": "2024-05-01T08:00:00Z", "1714550400000": "2024-05-01T08:00:00Z",
	} {
		at, ok := stamp(text, zone, now)
		if got := at.Format(time.RFC3339); !ok || got != want {
			t.Errorf("%q is %s, %t; want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "5/1/2024", "Wednesday"} {
		if at, ok := stamp(text, zone, now); ok {
			t.Errorf("%q is read as %v", text, at)
		}
	}
}

func TestABadRowCostsOnlyItself(t *testing.T) {
	const good = `{"type":"m.room.message","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1714550400000,"content":{"msgtype":"m.text","body":"x"}}`
	for name, bad := range map[string]string{
		"wrong type":      `{"type":7,"sender":"@a:x","origin_server_ts":1714550400000}`,
		"strange content": `{"type":"m.room.message","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1714550400000,"content":{"msgtype":5}}`,
		"no time":         `{"type":"m.room.message","sender":"@a:x","content":{"body":"x"}}`,
		"nobody":          `{"type":"m.room.message","origin_server_ts":1714550400000,"content":{"body":"x"}}`,
		"not JSON":        `{"type":}`,
		"null":            `null`,
	} {
		rec := exporttest.Read(t, format(), "x.json", room(good+",\n"+bad+",\n"+good), export.Options{})
		if rec.Err != nil || len(rec.Events) != 2 || len(rec.Skips) != 1 || rec.Skips[0].Line != 3 {
			t.Errorf("%s: %s", name, exporttest.Told(rec))
		}
	}
}

func TestRoomNameMayComeLastOrNot(t *testing.T) {
	const one = `{"type":"m.room.message","sender":"@a:x","event_id":"$1","room_id":"!r","origin_server_ts":1714550400000,"content":{"msgtype":"m.text","body":"x"}}`
	for text, want := range map[string]string{
		`{"messages":[` + one + `],"room_name":"Later"}`: "Later",
		`{"messages":[` + one + `]}`:                     "a file",
	} {
		rec := exporttest.Read(t, format(), "a file.json", []byte(text), export.Options{})
		if len(rec.Events) != 1 || len(rec.Groups) != 1 || rec.Groups[0].Name != want || rec.Groups[0].Chat != "!r" {
			t.Errorf("%s: %s", want, exporttest.Told(rec))
		}
	}
}

func TestSomethingElseIsRefused(t *testing.T) {
	rec := exporttest.Read(t, format(), "x.json", []byte(`"text"`), export.Options{})
	if fault.KindOf(rec.Err) != fault.Invalid {
		t.Errorf("error is %v", rec.Err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(exporttest.Beginning(f, "reeds.json"))
	f.Add([]byte(`{"messages":[{"content":`))
	f.Fuzz(func(t *testing.T, data []byte) {
		exporttest.Survive(t, format(), exporttest.Memory("x", data))
	})
}
