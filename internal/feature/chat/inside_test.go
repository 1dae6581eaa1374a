package chat

import (
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
)

// TestMovesHold: the latest holds, what was found and told late is one move, and
// what the network tells twice under two names stays two.
func TestMovesHold(t *testing.T) {
	const minute = 60_000
	base := int64(1_900_000_000_000)
	for _, c := range []struct {
		name, moves string // kind, minute, and ! where it was found: join 3!
		want        string // what counts: kind at minute
		in          bool
	}{
		{"as told", "join1 leave2 join3", "join1 leave2 join3", true},
		{"in another order", "join3 leave2 join1", "join3 leave2 join1", true},
		{"joined twice, told by the network", "join1 join2", "join1 join2", true},
		{"found", "join5!", "join5", true},
		{"found again", "join5! join6!", "join5", true},
		{"found, then told late", "join5! join2", "join5 =join2", true},
		{"told late before it is found", "join2 join5!", "join2", true},
		{"gone, found, then told late as a removal", "join1 leave5! remove3", "join1 leave5 =leave3", false},
		{"known to be gone", "leave5!", "", false},
		{"moved since the list was made", "join1 leave6 join5!", "join1 leave6", false},
		{"an earlier stay is another", "join1 leave2 join8! join1", "join1 leave2 join8 join1", true},
		{"told late after they went again", "join5! leave7 join2", "join5 leave7 =join2", false},
		{"moved after it was found", "join5! leave6 join7", "join5 leave6 join7", true},
	} {
		var s Inside
		var got []string
		foundKey := uint64(0)
		for i, m := range strings.Fields(c.moves) {
			var at int64
			m, found := strings.CutSuffix(m, "!")
			kind := map[byte]event.Kind{'j': event.Join, 'l': event.Leave, 'r': event.Remove}[m[0]]
			if _, err := fmt.Sscanf(strings.TrimLeft(m, "abcdefghijklmnopqrstuvwxyz"), "%d", &at); err != nil {
				t.Fatal(err)
			}
			r := Recorded{Key: uint64(100 + i), Kind: kind, At: base + at*minute}
			if !s.take(&r, found) {
				continue
			}
			same := ""
			if found {
				foundKey = r.Key
			} else if r.Key == foundKey {
				same = "="
			}
			name := map[event.Kind]string{event.Join: "join", event.Leave: "leave", event.Remove: "remove"}[r.Kind]
			got = append(got, fmt.Sprintf("%s%s%d", same, name, (r.At-base)/minute))
		}
		if have := strings.Join(got, " "); have != c.want || s.In != c.in {
			t.Errorf("%s: %q, in: %v", c.name, have, s.In)
		}
	}
}

// TestAMoveToldLateOfAnotherMonthIsKeptWhereItWasFound: else it would be two.
func TestAMoveToldLateOfAnotherMonthIsKeptWhereItWasFound(t *testing.T) {
	var s Inside
	found := Recorded{Key: 1, Kind: event.Join, At: 1_893_456_000_000} // the first of a month
	s.take(&found, true)
	late := Recorded{Key: 2, Kind: event.Join, At: found.At - 60_000}
	if !s.take(&late, false) || late.Key != 1 || late.At != found.At {
		t.Errorf("kept as %+v", late)
	}
}
