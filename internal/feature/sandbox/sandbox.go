package sandbox

import (
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// Happening is one event that came in from the platform, as far as it has come.
type Happening struct {
	N       int64 // counts up within a workspace
	Kind    event.Kind
	Form    event.Form
	Chars   int
	Chat    event.NativeChat
	Message event.NativeMessage // what was said, or what was changed
	At      time.Time           // by the workspace's clock
	Refused bool                // it could not be handled and was set aside
	Again   bool                // it was told before: it was known, and changed nothing

	Group  Known // as what the chat was recognised
	Who    Known // as whom who did it, or whom it was done to, was recognised
	Staff  bool
	Bot    bool
	Found  bool // by comparing: the platform had not told of it
	Others int  // further people it was done to

	Settled       bool // the figures were made anew since
	Before, After Figures
	Along         int // how many events of the group moved them together
}

// Sent is something that Huoshui was to say in a group.
type Sent struct {
	Key, Text string
	Chat      event.NativeChat
	State     string    // of the outbox
	At        time.Time // by the wall
	Passed    bool      // it was let through at least once
	Held      bool      // nothing leaves until a person releases the installation
	Next      time.Time // when it is tried next, by the wall; zero where it is due or settled
}

// Known is what Huoshui knows something as; nothing where it does not.
type Known struct {
	ID   string
	Name string
}

// Figures are the figures of a group that the story follows.
type Figures struct {
	Messages, People, Active, Waiting int64
	State                             string
}

// Speeds are those offered for a workspace's clock.
var Speeds = [...]int{1, 100, 1000, 10000}

// newcomers and spammers are the names of people made to be acted as, taken in
// turn.
var (
	newcomers = []string{"新来的小满", "新来的阿禾", "新来的青柠", "新来的周周", "新来的知了", "新来的果子"}
	spammers  = []string{"日结兼职小助手", "低价代充客服", "免费领大米", "专业贷款顾问"}
)

// nextName is the first name of a pool that nobody bears yet, and the last one
// for good when all are taken.
func nextName(pool, taken []string) string {
	for _, n := range pool {
		if !slices.Contains(taken, n) {
			return n
		}
	}
	return pool[len(pool)-1]
}

// hue is a colour for somebody, the same every time.
func hue(s string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // never fails
	return int(h.Sum32() % 12)
}

// initial is the letter in the picture of whoever bears a name.
func initial(name string) string {
	name = strings.TrimPrefix(name, "新来的")
	for _, r := range name {
		return string(r)
	}
	return "?"
}

// faces draw the stickers that the crowd sends.
var faces = map[string]string{
	"[捂脸]": "🤦", "[笑哭]": "😂", "[玫瑰]": "🌹", "[强]": "👍", "[撇嘴]": "😒", "[奸笑]": "😏", "[偷笑]": "🤭", "[可怜]": "🥺",
	"[抱拳]": "🙏", "[太阳]": "☀️", "[咖啡]": "☕", "[蛋糕]": "🍰", "[裂开]": "💔", "[加油]": "💪",
}

// seconds is how long a voice message is drawn: the platform keeps no sound.
func seconds(seq int64) int64 { return 2 + seq*7%29 }
