package irc

import (
	"regexp"
	"strings"
)

// what a line is about.
type what uint8

const (
	nothing what = iota // it cannot be understood
	speech
	join
	leave
	kick
	rename
	notice
)

// parsed is a line without its time.
type parsed struct {
	what what
	nick string // who spoke, came, went, was kicked or renamed
	by   string // who kicked
	text string // what was said, the new nick, or the notice
}

var (
	said      = regexp.MustCompile(`^<[@+%&~! ]*([^\s<>]+)>[ \t]?(.*)$`)
	wordsTo   = regexp.MustCompile(`^-([^\s:-][^\s:]*?)(?::[#&][^\s]*)?- (.*)$`)
	action    = regexp.MustCompile(`^\*[ \t]+([^\s]+) (.*)$`)
	weeNick   = regexp.MustCompile(`^[@+%&~! ]*([^\s]+)\t(.*)$`)
	marker    = regexp.MustCompile(`^(?:\*\*\*|-!-|===) (.*)$`)
	weeMarker = regexp.MustCompile(`^(?:-->|<--|--|=!=)\t(.*)$`)
)

// happenings are the wordings of what clients report, each with the kind of
// thing it reports. The groups are named nick, by and text.
var happenings = []struct {
	what what
	re   *regexp.Regexp
}{
	{join, regexp.MustCompile(`^Joins: (?P<nick>\S+)`)},
	{join, regexp.MustCompile(`^(?P<nick>\S+) (?:[\[(]\S*\s?[\])] )?has joined\b`)},
	{leave, regexp.MustCompile(`^(?:Quits|Parts): (?P<nick>\S+)`)},
	{leave, regexp.MustCompile(`^(?P<nick>\S+) (?:[\[(]\S*\s?[\])] )?has (?:quit|left)\b`)},
	{kick, regexp.MustCompile(`^(?P<nick>\S+) was kicked (?:from \S+ )?by (?P<by>\S+)`)},
	{kick, regexp.MustCompile(`^(?P<by>\S+) has kicked (?P<nick>\S+)`)},
	{rename, regexp.MustCompile(`^(?P<nick>\S+) is now known as (?P<text>\S+)$`)},
}

// bare tells reports from actions where a client begins both with "* " (mIRC,
// HexChat): only these forms are reports.
var bare = regexp.MustCompile(`^\*[ \t]+(\S+ \([^)]*@[^)]*\) has (?:joined|left|quit)\b.*|\S+ is now known as \S+|\S+ was kicked by \S+ \(.*\)|\S+ has kicked \S+ from \S+.*|\S+ sets mode:? .*|\S+ (?:changes topic to|has changed the topic to).*|\S+ gives channel operator status to .*)$`)

// parseBody reads a line after its time. tabbed says that the line has tabs
// between its fields; starred that this log marks reports by "*** ", so that
// "* " begins actions only.
func parseBody(rest string, tabbed, starred bool) parsed {
	trimmed := strings.TrimLeft(rest, " ")
	if m := said.FindStringSubmatch(trimmed); m != nil {
		return parsed{what: speech, nick: m[1], text: m[2]}
	}
	if tabbed {
		return parseTabbed(rest)
	}
	if m := marker.FindStringSubmatch(trimmed); m != nil {
		return report(m[1])
	}
	if !starred {
		if m := bare.FindStringSubmatch(trimmed); m != nil {
			return report(m[1])
		}
	}
	if m := action.FindStringSubmatch(trimmed); m != nil {
		return parsed{what: speech, nick: withoutRank(m[1]), text: m[2]}
	}
	if m := wordsTo.FindStringSubmatch(trimmed); m != nil {
		return parsed{what: speech, nick: m[1], text: m[2]}
	}
	return parsed{}
}

// withoutRank is a nick without the marks of rank before it. What is nothing
// but marks stays as it is: everybody is called something.
func withoutRank(nick string) string {
	if bare := strings.TrimLeft(nick, "@+%&~!"); bare != "" {
		return bare
	}
	return nick
}

// parseTabbed reads what WeeChat writes: who or a marker, a tab, the rest.
func parseTabbed(rest string) parsed {
	if m := weeMarker.FindStringSubmatch(rest); m != nil {
		return report(m[1])
	}
	if m := action.FindStringSubmatch(strings.TrimLeft(rest, " ")); m != nil {
		return parsed{what: speech, nick: withoutRank(m[1]), text: m[2]}
	}
	if text, ok := strings.CutPrefix(rest, "\t"); ok {
		return parsed{what: notice, text: text}
	}
	if m := weeNick.FindStringSubmatch(rest); m != nil {
		return parsed{what: speech, nick: m[1], text: m[2]}
	}
	return parsed{}
}

// report reads what a client says happened. What it does not know is a
// notice.
func report(text string) parsed {
	text = strings.TrimSpace(text)
	for _, h := range happenings {
		m := h.re.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		p := parsed{what: h.what}
		for i, group := range h.re.SubexpNames() {
			switch group {
			case "nick":
				p.nick = withoutRank(m[i])
			case "by":
				p.by = withoutRank(m[i])
			case "text":
				p.text = m[i]
			}
		}
		return p
	}
	return parsed{what: notice, text: text}
}
