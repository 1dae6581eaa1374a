package matrix

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/event"
)

// TestAMuteGivesBackWhatItTook mutes and lifts, beside what others do to the levels.
func TestAMuteGivesBackWhatItTook(t *testing.T) {
	const ann = event.NativeUser("@a:x")
	until := time.UnixMilli(5000)
	for name, c := range map[string]struct {
		levels string
		do     func(*levels)
		want   string
	}{
		"none of their own": {`{}`, func(l *levels) { l.mute(ann, until, -1) }, `{"@a:x":-1}`},
		"an own level":      {`{"users":{"@a:x":10}}`, func(l *levels) { l.mute(ann, until, -1) }, `{"@a:x":-1}`},
		"lower already":     {`{"users":{"@a:x":-5}}`, func(l *levels) { l.mute(ann, until, -1) }, `{"@a:x":-5}`},
		"lifted, none":      {`{}`, func(l *levels) { l.mute(ann, until, -1); l.unmute(ann, -1) }, `{}`},
		"lifted, own":       {`{"users":{"@a:x":10}}`, func(l *levels) { l.mute(ann, until, -1); l.unmute(ann, -1) }, `{"@a:x":10}`},
		"muted twice": {`{"users":{"@a:x":10}}`, func(l *levels) {
			l.mute(ann, until, -1)
			l.mute(ann, until.Add(time.Hour), -1)
			l.unmute(ann, -1)
		}, `{"@a:x":10}`},
		"raised meanwhile": {`{}`, func(l *levels) { l.mute(ann, until, -1); l.Users[ann] = "50"; l.unmute(ann, -1) }, `{"@a:x":50}`},
		"never muted":      {`{"users":{"@a:x":10}}`, func(l *levels) { l.unmute(ann, -1) }, `{"@a:x":10}`},
		"muted by others":  {`{"users":{"@a:x":-1}}`, func(l *levels) { l.unmute(ann, -1) }, `{}`},
	} {
		l := into[levels]([]byte(c.levels))
		if l.Users == nil {
			l.Users = map[event.NativeUser]json.Number{}
		}
		l.Muted = map[event.NativeUser]silence{}
		c.do(&l)
		got, err := json.Marshal(l.Users)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, string(got)); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}
