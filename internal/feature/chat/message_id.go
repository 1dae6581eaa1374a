package chat

import (
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/id"
)

// MessageRef names a message as it is kept: it holds for as long as the message
// does, whatever network it came from.
type MessageRef struct {
	Group id.Group
	Month int32
	Key   uint64
}

// String is the ref as addresses hold it.
func (m MessageRef) String() string {
	return id.Show(m.Group) + "~" + strconv.FormatInt(int64(m.Month), 36) + "~" + strconv.FormatUint(m.Key, 36)
}

// ParseMessageRef reads what String wrote; ok is false for everything else.
func ParseMessageRef(s string) (m MessageRef, ok bool) {
	parts := strings.Split(s, "~")
	if len(parts) != 3 {
		return m, false
	}
	var err error
	if m.Group, err = id.Parse[id.Group](parts[0]); err != nil {
		return m, false
	}
	month, err := strconv.ParseInt(parts[1], 36, 32)
	if err != nil {
		return m, false
	}
	m.Month = int32(month)
	m.Key, err = strconv.ParseUint(parts[2], 36, 64)
	return m, err == nil && m.String() == s
}
