// Package ics writes calendars as programs read them (RFC 5545): events only, in
// UTC, so that no zone has to be told.
//
// Pure: it is given the time, and returns text.
package ics

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Event is one entry of a calendar.
type Event struct {
	UID         string // the same for ever
	Changed     time.Time
	Start, End  time.Time // End is not before Start
	Summary     string
	Description string // "" for none
	URL         string // "" for none
	Categories  []string
	Tentative   bool // it may not come to it
}

// Write returns a calendar of that name.
func Write(name string, events []Event) string {
	var b strings.Builder
	line := func(s string) { fold(&b, s) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Huoshui//Calendar//ZH")
	line("CALSCALE:GREGORIAN")
	line("METHOD:PUBLISH")
	line("X-WR-CALNAME:" + escape(name))
	line("REFRESH-INTERVAL;VALUE=DURATION:PT15M")
	for _, e := range events {
		line("BEGIN:VEVENT")
		line("UID:" + escape(e.UID))
		line("DTSTAMP:" + stamp(e.Changed))
		line("DTSTART:" + stamp(e.Start))
		line("DTEND:" + stamp(e.End))
		line("SUMMARY:" + escape(e.Summary))
		if e.Description != "" {
			line("DESCRIPTION:" + escape(e.Description))
		}
		if e.URL != "" {
			line("URL:" + strings.Map(printable, e.URL))
		}
		if len(e.Categories) > 0 {
			words := make([]string, len(e.Categories))
			for i, c := range e.Categories {
				words[i] = escape(c)
			}
			line("CATEGORIES:" + strings.Join(words, ","))
		}
		if e.Tentative {
			line("STATUS:TENTATIVE")
		}
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return b.String()
}

func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}

// escape writes a text as a value: what separates is escaped, lines become \n, and
// other control characters are left out (section 3.3.11).
func escape(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\t' || printable(r) >= 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// maxLine is how many octets a line has at most, without its end (section 3.1).
const maxLine = 75

// fold writes a line, going on in further ones that begin with a blank where it is
// too long, and never within a character.
func fold(b *strings.Builder, s string) {
	room := maxLine
	for len(s) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut])
		b.WriteString("\r\n ")
		s, room = s[cut:], maxLine-1
	}
	b.WriteString(s)
	b.WriteString("\r\n")
}
