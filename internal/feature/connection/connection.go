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
	ID       id.Connection
	Network  event.Network
	Name     string
	Settings string // JSON
	Created  time.Time
	Closed   time.Time // zero while it is open
}

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
)

// maxName is how long a name may be, in characters.
const maxName = 60

var (
	badScope = i18n.Text{
		Hans: "权限要从 events、read 里选，用逗号隔开，比如 events,read；现在是 %s。",
		Hant: "權限須從 events、read 中選擇，以逗號隔開，例如 events,read；現在是 %s。",
		En:   "Scopes are events and read, separated by commas, such as events,read; not %s.",
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
		if one != ScopeEvents && one != ScopeRead {
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
