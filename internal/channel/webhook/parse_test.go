package webhook

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/event"
)

func one(fields string) []byte {
	return []byte(`{"events":[{"id":"e1","chat":"c1","kind":"message","at":"2026-01-31T20:00:00+08:00","actor":{"id":"u1","name":"小雨"},"text":"在吗"` + fields + `}]}`)
}

func TestAMessageArrivesWhole(t *testing.T) {
	got, wrong, err := Parse(one(`,"reply_to":"e0","mentions":[{"id":"u2"}],"form":"quote","thread":"t"`), "con")
	if err != nil || wrong != nil {
		t.Fatal(err, wrong)
	}
	want := event.Event{Network: event.Webhook, Chat: "c1", NativeID: "con\x1fe1", Kind: event.Message, At: time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC),
		Actor: event.Actor{ID: "u1", Name: "小雨"}, Form: event.Quote, Body: "在吗", Chars: 2, ReplyTo: "con\x1fe0", Mentions: []event.Actor{{ID: "u2"}}, Thread: "t"}
	if d := cmp.Diff(want, got[0].Event); d != "" || got[0].Key != "c1\x1fe1" {
		t.Errorf("key %q, differs:\n%s", got[0].Key, d)
	}
}

func TestWhoeverIsMissingIsTheActor(t *testing.T) {
	for kind, want := range map[string]event.Kind{"join": event.Join, "leave": event.Leave, "remove": event.Remove} {
		got, wrong, err := Parse([]byte(`{"events":[{"id":"e","chat":"c","kind":"`+kind+`","at":"2026-01-01T00:00:00Z","actor":{"id":"u"}}]}`), "con")
		if err != nil || wrong != nil {
			t.Fatal(err, wrong)
		}
		if e := got[0].Event; e.Kind != want || len(e.Subjects) != 1 || e.Subjects[0].ID != "u" || e.Actor.Known() {
			t.Errorf("%s arrives as %+v", kind, e)
		}
	}
}

func TestEveryKindIsTaken(t *testing.T) {
	for kind := range kindOf {
		body := fmt.Sprintf(`{"events":[{"id":"e","chat":"c","kind":%q,"at":"2026-01-01T00:00:00Z","actor":{"id":"u"},"target":"t","who":[{"id":"v"}],"name":"n","ref":"r"}]}`, kind)
		if got, wrong, err := Parse([]byte(body), "con"); err != nil || wrong != nil || got[0].Event.Kind != kindOf[kind] {
			t.Errorf("%s: %v %v", kind, wrong, err)
		}
		if !strings.Contains(kindNames, kind) {
			t.Errorf("%s is not among the kinds people are told of", kind)
		}
	}
}

func TestWhatCannotBeTakenIsListedWithItsReason(t *testing.T) {
	good := `{"id":"e1","chat":"c1","kind":"message","at":"2026-01-31T20:00:00Z","actor":{"id":"u1"},"text":"x"}`
	change := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	for name, c := range map[string]struct{ event, reason string }{
		"no id":         {change(`"id":"e1",`, ""), "id is missing"},
		"no chat":       {change(`"chat":"c1",`, ""), "chat is missing"},
		"no kind":       {change(`"kind":"message",`, ""), "kind is missing"},
		"unknown kind":  {change("message", "shout"), `kind "shout" is not known; it is one of message, edit`},
		"no time":       {change(`"at":"2026-01-31T20:00:00Z",`, ""), "at is missing"},
		"odd time":      {change("2026-01-31T20:00:00Z", "yesterday"), "is not RFC 3339"},
		"no author":     {change(`"actor":{"id":"u1"},`, ""), "actor.id or actor.name is missing"},
		"a long id":     {change("e1", strings.Repeat("x", 300)), "id has 300 bytes"},
		"a zero":        {change("e1", `\u0000`), "id holds a zero character"},
		"a long text":   {change(`"text":"x"`, `"text":"`+strings.Repeat("x", MaxText+1)+`"`), "text has 65537 bytes"},
		"a wrong type":  {change(`"e1"`, "7"), "id must be string, not number"},
		"no target":     {change("message", "delete"), "target is missing"},
		"no order":      {change("message", "order_paid"), "ref, the order's id, is missing"},
		"an odd form":   {change(`"text":"x"`, `"text":"x","form":"dance"`), "is not known"},
		"not an object": {`7`, "cannot unmarshal"},
	} {
		_, wrong, err := Parse([]byte(`{"events":[`+good+`,`+c.event+`]}`), "con")
		if err != nil || len(wrong) != 1 || wrong[0].Index != 1 || !strings.Contains(wrong[0].Reason, c.reason) {
			if name == "not an object" && len(wrong) == 1 && wrong[0].Index == 1 {
				continue
			}
			t.Errorf("%s: %v %v", name, wrong, err)
		}
	}
	for _, body := range []string{`{}`, `{"events":null}`, `{"events":7}`, `[]`, `null`} {
		if _, wrong, err := Parse([]byte(body), "con"); err != nil || len(wrong) != 1 || wrong[0].Index != -1 {
			t.Errorf("%s: %v %v", body, wrong, err)
		}
	}
	many := `{"events":[` + strings.TrimSuffix(strings.Repeat(good+",", MaxEvents+1), ",") + `]}`
	if _, wrong, _ := Parse([]byte(many), "con"); len(wrong) != 1 || wrong[0].Index != -1 {
		t.Errorf("too many events: %v", wrong)
	}
}

func TestBrokenJSONIsSaidWhere(t *testing.T) {
	_, _, err := Parse([]byte("{\"events\": [\n  {\"id\": \"小雨\", }\n]}"), "con")
	pos, ok := errors.AsType[*Position](err)
	if !ok || pos.Line != 2 || pos.Column != 16 {
		t.Errorf("got %v", err)
	}
	if _, _, err := Parse(nil, "con"); err == nil {
		t.Error("nothing at all passes for JSON")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(one(""))
	f.Add([]byte(`{"events":[{"id":1}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, wrong, err := Parse(body, "con")
		if (err != nil || wrong != nil) && got != nil {
			t.Error("half of a request was taken")
		}
		for i := range got {
			b := event.Append(nil, &got[i].Event)
			if again, err := event.Decode(b); err != nil || again.Kind == 0 {
				t.Errorf("event %d cannot be stored: %v", i, err)
			}
			if strings.ContainsRune(got[i].Event.Body+got[i].Key, 0) || !json.Valid(body) {
				t.Errorf("event %d holds a zero", i)
			}
		}
	})
}
