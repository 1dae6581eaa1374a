package qq

import (
	"strconv"
	"strings"
	"time"
)

// head is the line above each message: 2025-06-01 9:30:05 【群主】小麦(10001).
type head struct {
	clock time.Time // as written, in UTC; the zone is put on later
	valid bool      // there is such a time
	name  string
	id    string // a QQ number, or a mail address; "" where only a name is given
	rank  rank
}

// rank is what stands before a name in 【】.
type rank uint8

const (
	plain rank = iota
	admin
	owner
)

// system reports whether the head is of a notice. QQ writes notices of a
// group as number 1000000, others as 10000.
func (h head) system() bool {
	return h.id == "10000" || h.id == "1000000" || strings.HasPrefix(h.name, "系统消息") && h.id == ""
}

// readHead reads a head. Its shape decides, not its numbers: a 13th month is
// a head that is not valid.
func readHead(s string) (head, bool) {
	if len(s) < len("2000-1-1 0:00:00") || s[0] < '0' || s[0] > '9' {
		return head{}, false
	}
	date, rest, ok := strings.Cut(s, " ")
	hours, rest, more := strings.Cut(rest, " ")
	var h head
	if !ok || !shaped(date, "-", 4, 2, 2) || !shaped(hours, ":", 2, 2, 2) {
		return head{}, false
	}
	half := ""
	for _, w := range [...]string{"AM", "PM", "上午", "下午"} {
		if after, ok := strings.CutPrefix(rest, w+" "); ok && more {
			half, rest = w, after
		}
	}
	h.clock, h.valid = clock(date, hours, half)
	h.name, h.id = identity(strings.TrimSpace(rest))
	for mark, r := range map[string]rank{"【群主】": owner, "【创建者】": owner, "【管理员】": admin, "【管理員】": admin} {
		if name, ok := strings.CutPrefix(h.name, mark); ok {
			h.name, h.rank = name, r
		}
	}
	return h, h.id != "" || h.name != ""
}

// shaped reports whether s is numbers of at most these many digits.
func shaped(s, sep string, digits ...int) bool {
	parts := strings.Split(s, sep)
	if len(parts) != len(digits) {
		return false
	}
	for i, p := range parts {
		if p == "" || len(p) > digits[i] || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}

func clock(date, hours, half string) (time.Time, bool) {
	t, err := time.Parse("2006-1-2 15:4:5", date+" "+hours)
	if err != nil || t.Year() < 1999 { // QQ began in February 1999
		return time.Time{}, false
	}
	switch {
	case (half == "PM" || half == "下午") && t.Hour() < 12:
		t = t.Add(12 * time.Hour)
	case (half == "AM" || half == "上午") && t.Hour() == 12:
		t = t.Add(-12 * time.Hour)
	}
	return t, true
}

// identity takes the number or address off the end. A name may have brackets
// of its own: 小麦(2号楼)(10001).
func identity(s string) (name, id string) {
	if i := strings.LastIndexByte(s, '('); i >= 0 && strings.HasSuffix(s, ")") {
		if n := s[i+1 : len(s)-1]; isNumber(n) {
			return strings.TrimSpace(s[:i]), n
		}
	}
	if i := strings.LastIndexByte(s, '<'); i >= 0 && strings.HasSuffix(s, ">") {
		if m := s[i+1 : len(s)-1]; strings.Contains(m, "@") && !strings.ContainsAny(m, " <>") {
			return strings.TrimSpace(s[:i]), strings.ToLower(m)
		}
	}
	return s, ""
}

// isNumber reports whether s can be a QQ number: 5 to 12 digits, not from 0.
func isNumber(s string) bool {
	if len(s) < 5 || len(s) > 12 || s[0] == '0' {
		return false
	}
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil
}
