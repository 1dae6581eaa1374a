package manual

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// head is the line above a message.
type head struct {
	name string
	at   time.Time // zero where the line has none
}

// A day as WeChat writes it, and a time of it.
const (
	dayShape  = `(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{1,2})月(\d{1,2})日|(\d{1,2})[-/](\d{1,2})|(今天|昨天|前天|Today|Yesterday))`
	timeShape = `(?:(上午|下午|凌晨|早上|中午|晚上|AM|PM) ?)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?(AM|PM))?`
)

// The lines, with the name before the time as WeChat copies them, or behind it.
var (
	nameFirst = regexp.MustCompile(`^(.+?):? +(?:` + dayShape + ` +)?` + timeShape + `$`)
	timeFirst = regexp.MustCompile(`^(?:` + dayShape + ` +)` + timeShape + ` +(.+)$`)
	nameAlone = regexp.MustCompile(`^(.+)[:：]$`)
	nameTalks = regexp.MustCompile(`^([^:：]+)[:：] ?(.+)$`)
)

// writing is how a text writes who speaks, the surest last.
type writing uint8

const (
	unknown writing = iota
	talks           // 小雨：在吗
	alone           // 小雨：, and the words below
	bare            // 小雨 10:23
	dated           // 小雨 2026-03-01 10:23:05, or the other way round
)

// readHead reads a line as the one above a message, in whichever writing it could
// be; rest is what stands behind a name on its own line.
func readHead(line string, zone *time.Location, now time.Time) (h head, rest string, how writing) {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > 400 {
		return h, "", unknown
	}
	for _, one := range []struct {
		shape *regexp.Regexp
		name  int // of the parts, from the end where negative
	}{{nameFirst, 1}, {timeFirst, -1}} {
		m := one.shape.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		parts := m[2:]
		if h.name = m[1]; one.name < 0 {
			h.name, parts = m[len(m)-1], m[1:len(m)-1]
		}
		at, ok := moment(parts, zone, now)
		if !ok || !named(h.name) {
			return head{}, "", unknown
		}
		h.at = at
		if strings.Join(parts[:8], "") == "" {
			return h, "", bare
		}
		return h, "", dated
	}
	if m := nameAlone.FindStringSubmatch(line); m != nil && named(m[1]) {
		return head{name: m[1]}, "", alone
	}
	if m := nameTalks.FindStringSubmatch(line); m != nil && named(m[1]) && !strings.HasPrefix(m[2], "//") {
		return head{name: m[1]}, m[2], talks
	}
	return head{}, "", unknown
}

// named reports whether s can be a nickname.
func named(s string) bool {
	return strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= maxName
}

// moment puts a day and a time together; false for a 13th month.
func moment(m []string, zone *time.Location, now time.Time) (time.Time, bool) {
	n := func(s string) int { v, _ := strconv.Atoi(s); return v } // digits, by the shape
	here := now.In(zone)
	y, mon, d := here.Date()
	month := int(mon)
	switch {
	case m[0] != "":
		y, month, d = n(m[0]), n(m[1]), n(m[2])
	case m[3] != "" || m[5] != "":
		month, d = n(m[3]+m[5]), n(m[4]+m[6])
	case m[7] == "昨天" || m[7] == "Yesterday":
		d--
	case m[7] == "前天":
		d -= 2
	}
	hour, minute, second := n(m[9]), n(m[10]), n(m[11])
	switch m[8] + m[12] {
	case "下午", "晚上", "PM":
		if hour < 12 {
			hour += 12
		}
	case "中午":
		if hour < 10 {
			hour += 12
		}
	case "上午", "凌晨", "早上", "AM":
		if hour == 12 {
			hour = 0
		}
	}
	if hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || d > 31 {
		return time.Time{}, false
	}
	at := time.Date(y, time.Month(month), d, hour, minute, second, 0, zone)
	if m[0] == "" && at.After(now.Add(24*time.Hour)) { // without a year it is one that has been
		at = at.AddDate(-1, 0, 0)
	}
	return at.UTC(), true
}
