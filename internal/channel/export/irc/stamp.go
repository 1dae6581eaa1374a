package irc

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// stamp is the time a line begins with.
type stamp struct {
	year, month, day int // 0 where the line leaves them out
	hour, min, sec   int
	tabbed           bool // fields are separated by tabs (WeeChat)
}

var (
	clock = regexp.MustCompile(`^\[?(\d{1,2}):(\d{2})(?::(\d{2}))?\]? ?`)
	full  = regexp.MustCompile(`^\[?(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:Z|[+-]\d{4})?\]?([ \t])`)
	named = regexp.MustCompile(`^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{2}) (\d{2}):(\d{2}):(\d{2}) `)
)

// parseStamp reads the time of a line and returns what stands after it.
func parseStamp(line string) (stamp, string, bool) {
	if line == "" || !strings.ContainsAny(line[:1], "[0123456789JFMASOND") {
		return stamp{}, "", false
	}
	var s stamp
	var m []string
	if m = full.FindStringSubmatch(line); m != nil {
		s = stamp{atoi(m[1]), atoi(m[2]), atoi(m[3]), atoi(m[4]), atoi(m[5]), atoi(m[6]), m[7] == "\t"}
	} else if m = named.FindStringSubmatch(line); m != nil {
		s = stamp{0, monthOf(m[1]), atoi(m[2]), atoi(m[3]), atoi(m[4]), atoi(m[5]), false}
	} else if m = clock.FindStringSubmatch(line); m != nil && (line[0] == '[') == strings.Contains(m[0], "]") {
		s = stamp{0, 0, 0, atoi(m[1]), atoi(m[2]), atoi(m[3]), false}
	} else {
		return stamp{}, "", false
	}
	if s.hour > 23 || s.min > 59 || s.sec > 60 || s.month > 12 || s.day > 31 {
		return stamp{}, "", false
	}
	return s, line[len(m[0]):], true
}

// atoi reads digits; "" is 0.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func monthOf(name string) int {
	return strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", name)/3 + 1
}

var controls = []*regexp.Regexp{
	regexp.MustCompile(`^--- (?:Log opened|Log closed|Day changed) \w{3} (.+)$`),
	regexp.MustCompile(`^\*{4} (?:BEGIN|ENDING) LOGGING AT \w{3} (.+)$`),
	regexp.MustCompile(`^Session (?:Start|Time|Close): \w{3} (.+)$`),
}

var ident = regexp.MustCompile(`^Session Ident: (\S+)$`)

// control reads a line in which the client speaks of the log itself: the day
// that begins, where the line says so.
func control(line string) (time.Time, bool) {
	for _, re := range controls {
		m := re.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		text := strings.Join(strings.Fields(m[1]), " ")
		for _, layout := range []string{"Jan 2 15:04:05 2006", "Jan 2 2006", "2 Jan 2006"} {
			if day, err := time.Parse(layout, text); err == nil {
				return day, true
			}
		}
		return time.Time{}, true
	}
	return time.Time{}, ident.MatchString(line) || strings.HasPrefix(line, "--- Log ")
}

var dateInName = regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})[-_.]?([01]\d)[-_.]?([0-3]\d)(?:\D|$)`)

// nameParts splits the name of a file into the channel it is of and the day,
// which is zero where the name holds none. Of names such as
// user_network_#channel_20240131.log and irc.network.#channel.weechatlog the
// channel is what begins with its sign.
func nameParts(name string) (channel string, day time.Time) {
	stem := name
	for _, ext := range []string{".txt", ".log", ".weechatlog"} {
		stem = strings.TrimSuffix(stem, ext)
	}
	if m := dateInName.FindStringSubmatchIndex(stem); m != nil {
		y, mo, d := atoi(stem[m[2]:m[3]]), atoi(stem[m[4]:m[5]]), atoi(stem[m[6]:m[7]])
		if at := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, time.UTC); at.Day() == d && at.Month() == time.Month(mo) {
			day = at
			stem = stem[:m[2]] + stem[m[7]:]
		}
	}
	stem = strings.Trim(stem, " _-.")
	if i := strings.IndexByte(stem, '#'); i > 0 && strings.ContainsAny(stem[i-1:i], "_. -") {
		stem = stem[i:]
	}
	return stem, day
}
