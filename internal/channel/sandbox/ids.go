package sandbox

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Native ids begin with "sim-", so that whoever sees one sees that it is simulated.

func chatID(n int64) event.NativeChat   { return event.NativeChat(fmt.Sprintf("sim-g%d", n)) }
func playerID(n int64) event.NativeUser { return event.NativeUser(fmt.Sprintf("sim-p%d", n)) }
func accountID(c id.Connection) event.NativeUser {
	return event.NativeUser(fmt.Sprintf("sim-a%d", int64(c)))
}
func crowdID(who int) event.NativeUser { return event.NativeUser(fmt.Sprintf("sim-c%04d", who)) }

// crowdNumber is the number of a person of the crowd, -1 for everybody else.
func crowdNumber(who event.NativeUser) int {
	digits, ok := strings.CutPrefix(string(who), "sim-c")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return -1
	}
	return n
}

func messageID(chat event.NativeChat, seq int64) event.NativeMessage {
	if seq == 0 {
		return ""
	}
	return event.NativeMessage(string(chat) + "/" + strconv.FormatInt(seq, 10))
}

// messageSeq is the number of a message of a chat, 0 where it is none.
func messageSeq(chat event.NativeChat, m event.NativeMessage) int64 {
	digits, ok := strings.CutPrefix(string(m), string(chat)+"/")
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n < 0 {
		return 0
	}
	return n
}

// joinPrefix stands before a group's code in a link.
const joinPrefix = "sim-join:"
