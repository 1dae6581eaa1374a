package event

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func drawActor(t *rapid.T, label string) Actor {
	return Actor{ID: NativeUser(rapid.String().Draw(t, label+"'s id")), Name: rapid.String().Draw(t, label+"'s name")}
}

func TestDecodeReadsWhatAppendWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string { return rapid.String().Draw(t, label) }
		actors := func(label string) (out []Actor) {
			for range rapid.IntRange(0, 3).Draw(t, label) {
				out = append(out, drawActor(t, label))
			}
			return out
		}
		want := Event{
			Network: Network(text("network")), Namespace: text("namespace"), Chat: NativeChat(text("chat")), NativeID: NativeMessage(text("id")),
			Kind: Kind(rapid.Byte().Draw(t, "kind")), At: time.UnixMilli(rapid.Int64Range(-1<<40, 1<<44).Draw(t, "at")).UTC(),
			Order: rapid.Uint16().Draw(t, "order"), Actor: drawActor(t, "actor"), Subjects: actors("subjects"), Scene: text("scene"),
			Form: Form(rapid.Byte().Draw(t, "form")), Body: text("body"), Chars: rapid.IntRange(0, 1<<30).Draw(t, "chars"),
			ReplyTo: NativeMessage(text("reply")), Target: NativeMessage(text("target")), Mentions: actors("mentions"), Thread: text("thread"),
			Media: text("media"), Ref: text("ref"), Amount: rapid.Int64().Draw(t, "amount"), Currency: text("currency"),
		}
		b := Append(nil, &want)
		got, err := Decode(b)
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Fatalf("error %v, differs:\n%s", err, d)
		}
		for i := range b {
			if _, err := Decode(b[:i]); err == nil {
				t.Fatalf("the first %d of %d bytes pass for an event", i, len(b))
			}
		}
		if _, err := Decode(append(b, 0)); err == nil {
			t.Fatal("an event with a byte too many was read")
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(Append(nil, &Event{Network: Webhook, Chat: "c", Kind: Message, Actor: Actor{ID: "u", Name: "小雨"}, Body: "在吗", Subjects: []Actor{{}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Decode(Append(nil, &e))
		if d := cmp.Diff(e, again); err != nil || d != "" {
			t.Errorf("error %v, differs:\n%s", err, d)
		}
	})
}
