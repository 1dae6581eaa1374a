package connection

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Door is a connection to a network, or a source of events.
type Door struct {
	ID        id.Connection
	Workspace id.Workspace
	Network   event.Network
	Name      string
	Settings  string // JSON, without secrets
	Sealed    []byte // the secrets, unreadable; empty where there are none
	Version   int64  // grows whenever what a process has to know of it changes
	Created   time.Time
	Closed    time.Time // zero while it is open
	Paused    time.Time // zero while it works
	Why       Pause     // it is paused
	Failing   time.Time // since when every attempt fails; zero where the last did not
}

// Hook is the network of doors by which a workspace's facts are posted to a
// program of its own.
const Hook event.Network = "hook"

// Pause is why a door is paused.
type Pause string

// The reasons.
const (
	ByHand  Pause = "hand"    // a person paused it
	Failing Pause = "failing" // every attempt failed for a day
	Gone    Pause = "gone"    // the receiver said that it is there no more (410)
	Backlog Pause = "backlog" // too much waits
	Inside  Pause = "inside"  // the address leads into our own network
	NoKey   Pause = "key"     // its secret cannot be read
)

// Token is what a program may show, without its secret.
type Token struct {
	ID         id.Token
	Workspace  id.Workspace
	Connection id.Connection
	Name       string
	Scopes     []string
	Created    time.Time
	Revoked    time.Time // zero while it is good
}

// The scopes of tokens.
const (
	ScopeEvents = "events" // post events
	ScopeRead   = "read"   // read figures and the state of things
	ScopeSend   = "send"   // send messages into groups
	ScopeTasks  = "tasks"  // read to-dos, open and settle them
)

// maxName is how long a name may be, in characters.
const maxName = 60

var (
	badScope = i18n.Text{
		Hans: "权限要从 events、read、send、tasks 里选，用逗号隔开，比如 events,read；现在是 %s。",
		Hant: "權限須從 events、read、send、tasks 中選擇，以逗號隔開，例如 events,read；現在是 %s。",
		En:   "Scopes are events, read, send and tasks, separated by commas, such as events,read; not %s.",
	}
	badName = i18n.Text{
		Hans: "名称最多 %d 个字，不能有换行之类的控制字符。",
		Hant: "名稱最多 %d 個字，不能有換行之類的控制字元。",
		En:   "A name has at most %d characters and no control characters.",
	}
)

// ParseScopes reads scopes separated by commas, or fails with Invalid.
func ParseScopes(s string) ([]string, error) {
	var out []string
	for one := range strings.SplitSeq(s, ",") {
		one = strings.TrimSpace(one)
		if one != ScopeEvents && one != ScopeRead && one != ScopeSend && one != ScopeTasks {
			return nil, fault.New(fault.Invalid, badScope.With(s))
		}
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	slices.Sort(out)
	return out, nil
}

func checkName(s string) error {
	control := func(r rune) bool { return r < 0x20 || r == 0x7f || r == utf8.RuneError }
	if utf8.RuneCountInString(s) > maxName || strings.ContainsFunc(s, control) {
		return fault.New(fault.Invalid, badName.With(maxName))
	}
	return nil
}
