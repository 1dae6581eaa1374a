package channeltest

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel"
)

// TestASoundAdapterPasses holds two fakes that keep every promise to the suite.
func TestASoundAdapterPasses(t *testing.T) {
	all := Exercise(t, openFake(everything(), "", 5*time.Second))
	var hand Table
	t.Run("by hand", func(t *testing.T) { hand = Exercise(t, openFake(byHand(), "", 5*time.Second)) })
	for _, a := range channel.Actions {
		if a != channel.ReadMessages && (!all.Proved(a) || !hand.Proved(a) && hand.Modes[a] != channel.NeedsHuman) {
			t.Errorf("%s is not proved: %v as %s, %v as %s", a, all.Proved(a), modeName(all.Modes[a]), hand.Proved(a), modeName(hand.Modes[a]))
		}
	}
	dir := t.TempDir()
	t.Setenv("HUOSHUI_CONFORMANCE", dir)
	all.Keep(t, "a everything")
	hand.Keep(t, "b by hand")
	read, err := ReadColumns(dir)
	if err != nil || !reflect.DeepEqual(read, []Column{{"a everything", all}, {"b by hand", hand}}) {
		t.Errorf("kept tables read back as %v (%v)", read, err)
	}
	text := Markdown(Column{"Everything", all}, Column{"By hand", hand})
	for _, want := range []string{
		"| Action | Everything | By hand |", "| `kick` | Direct ✓ | OutOfBand ✓ |", "| `send` | Direct ✓ | NeedsHuman ✓ |",
		"| `tag` | None ✓ | None ✓ |", "| an edit is told | kept | — |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the table lacks %q:\n%s", want, text)
		}
	}
}

// broken are adapters that break one promise each, and the check that has to
// see it.
func broken() map[string]string {
	return map[string]string{
		"tells no joins":                        "joins and leaves are heard",
		"answers name nothing":                  "an answer names what it answers",
		"tells no edits":                        "an edit is told",
		"uses one key twice":                    "an edit is told",
		"tells no deletions":                    "a deletion is told",
		"has new keys when told again":          "told again in order, nothing is new",
		"has other content when told again":     "told again in another order, nothing is new",
		"skips what was refused":                "what an inlet refused is told again",
		"acknowledges before it is kept":        "what an inlet refused is told again",
		"lists an old state":                    "lost joins and leaves are found by listing",
		"forgets history":                       "lost messages are found in the history",
		"has other keys in the history":         "lost messages are found in the history",
		"tells history the oldest first":        "lost messages are found in the history",
		"does not stop its history":             "lost messages are found in the history",
		"heeds no limit":                        "a limit is told with its end, and ends",
		"knows no end of a limit":               "a limit is told with its end, and ends",
		"says done while the network is away":   "the network away and back",
		"gives up when the network is away":     "the network away and back",
		"finds nothing wrong":                   "the network away and back",
		"goes on after its end":                 "Run ends with its context and can begin again",
		"lacks the interface":                   "what is Direct has its interface",
		"says done and sends nothing":           "what is sent is said once and its echo is known",
		"sends twice":                           "what is sent is said once and its echo is known",
		"names its echo otherwise":              "what is sent is said once and its echo is known",
		"sends no pictures as such":             "a picture is sent",
		"finds what was never sent":             "what was sent can be looked up",
		"only says kick":                        "kick: they are out",
		"only says ban":                         "ban: they are out and stay out",
		"only says mute":                        "mute: nobody hears them until it is lifted",
		"only says delete_message":              "delete: the message is gone",
		"only says rename_group":                "rename: the group has the name",
		"only says create_group":                "create: the group is there",
		"makes links that lead nowhere":         "a link leads into the group",
		"by hand: tells what it cannot read":    "what cannot be read is not told",
		"by hand: does not wait for a person":   "what a person does is Pending",
		"by hand: tells of no confirmation":     "what needs a person is told when it was done",
		"by hand: has new keys when told again": "told again in order, nothing is new",
	}
}

// TestABrokenAdapterIsCaught proves that each check can fail: it does, for an
// adapter that breaks what it is about.
func TestABrokenAdapterIsCaught(t *testing.T) {
	for breaks, by := range broken() {
		t.Run(breaks, func(t *testing.T) {
			t.Parallel()
			name, hand := strings.CutPrefix(breaks, "by hand: ")
			caps := everything()
			if hand {
				caps = byHand()
			}
			rig := openFake(caps, name, 300*time.Millisecond)(t.Context(), t)
			for _, c := range checks() {
				if c.name != by {
					continue
				}
				tr := attempt(t, func(t testing.TB) { c.try(t, begin(t, rig)) })
				if !tr.Failed() {
					t.Errorf("an adapter that %s passes %q: %q", name, by, tr.log)
				}
				return
			}
			t.Fatalf("there is no check %q", by)
		})
	}
}

// TestWhatIsDeclaredNoneIsTried catches an adapter that answers for what it
// says it cannot do.
func TestWhatIsDeclaredNoneIsTried(t *testing.T) {
	for _, c := range checks() {
		if len(c.proves) == 0 && c.needs == nil {
			continue
		}
		rig := openFake(channel.Capabilities{}, "", time.Second)(t.Context(), t)
		tr := attempt(t, func(t testing.TB) { c.try(t, begin(t, rig)) })
		if !tr.Skipped() && c.name != "what cannot be read is not told" {
			t.Errorf("%q is tried on a network that can do nothing: %q", c.name, tr.log)
		}
	}
}
