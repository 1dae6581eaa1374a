package manual

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// What WhatsApp writes into a chat itself. Its export puts a time before that; a copy
// out of WhatsApp Web does not. The wordings are known from what people show of theirs;
// nobody has checked them on a phone for us.
var (
	sealed = regexp.MustCompile(`^(?:🔒 ?)?(?:(?i:messages (?:and calls |(?:you send )?to this (?:group|chat) (?:and calls )?)?are (?:now )?(?:secured with )?end-to-end encrypt(?:ed|ion)\b).*|(?:消息|訊息|讯息)[和及與与]通[话話].{0,8}端[对對到]端加密.*)$`)
	waSays = regexp.MustCompile(`^(?:` +
		`.{1,60} created (?:this )?group(?: ["“'‘].{1,100}["”'’])?` +
		`|.{1,60} changed (?:the subject|the group name) (?:from ["“].{1,100}["”] )?to ["“].{1,100}["”]` +
		`|.{1,60} (?:changed|deleted) (?:the group description|(?:this|the) group[’']s icon)` +
		`|.{1,60} changed (?:this|the) group[’']s settings to .{1,200}` +
		`|.{1,60} changed (?:their|your) phone number(?: to a new number)?` +
		`|.{1,60} changed to \+[\d ]{6,20}` +
		`|.{1,60} joined (?:using|via) (?:this group[’']s|your|an|a) (?:group )?(?:invite|invite link|link)` +
		`|(?:You were|.{1,60} was) (?:added|removed)` +
		`|(?:You[’']re|.{1,60} is) (?:now|no longer) an admin` +
		`|You deleted this message|This message was deleted` +
		`|.{1,60} turned (?:on|off) disappearing messages` +
		`|Your security code with .{1,60} changed` +
		`|.{1,60} pinned a message` +
		`|Missed (?:group )?(?:voice|video) call(?: at \d{1,2}:\d{2}.{0,6})?` +
		`)(?:\. .{1,200}|\.)?$`)
	waMoves = regexp.MustCompile(`^(.{1,60}?) (?:left|(?:added|removed) (.{1,200}?))\.?$`)
	phone   = regexp.MustCompile(`^\+\d[\d ()-]{6,20}$`)
)

// whatsAppSays says what a line without a time is in a copy with time, name and words in
// one line: Aside where WhatsApp says it, Unclear where somebody who never speaks came or
// went, or it is a word of the one who speaks; Said for the rest.
func (r *reader) whatsAppSays(row *row) What {
	if r.way != stampLine || row.as(stampLine) != nil || len(row.text) > 600 {
		return Said
	}
	if sealed.MatchString(row.text) || waSays.MatchString(row.text) {
		return Aside
	}
	m := waMoves.FindStringSubmatch(row.text)
	if m == nil || !r.person(m[1]) && !capitals(m[1]) {
		return Said
	}
	for _, whom := range strings.FieldsFunc(strings.ReplaceAll(m[2], " and ", ","), func(c rune) bool { return c == ',' }) {
		if whom = strings.TrimSpace(whom); !r.person(whom) && !capitals(whom) {
			return Said
		}
	}
	if r.person(m[1]) {
		return Aside
	}
	return Unclear
}

// person reports whether somebody of that name speaks, or it can be nothing but a person.
func (r *reader) person(name string) bool {
	return name == "You" || name == "you" || r.names[name] > 0 || phone.MatchString(name) || strings.HasPrefix(name, "~")
}

// capitals reports whether each word begins as those of names do.
func capitals(name string) bool {
	words := strings.Fields(name)
	return len(words) > 0 && len(words) < 5 && !slices.ContainsFunc(words, func(w string) bool { return !unicode.IsUpper([]rune(w)[0]) })
}

// sealedAs reads what WhatsApp for iPhone puts above a chat in the group's own name.
func sealedAs(rows []row) (title string) {
	for i := range rows {
		row := &rows[i]
		if g := row.as(stampLine); g != nil && sealed.MatchString(g.rest) {
			row.note, title, row.guesses = g.rest, g.name, nil
			continue
		}
		if rest := strings.TrimLeft(behindTime(row.text), " -–"); rest != row.text && sealed.MatchString(rest) {
			row.note, row.guesses = rest, nil
		}
	}
	for i := range rows {
		if g := rows[i].as(stampLine); g != nil && g.name == title {
			return "" // it is somebody who speaks
		}
	}
	return title
}

// behindTime is what stands behind the time with which a line begins, if it does.
func behindTime(line string) string {
	if len(line) > longestHead {
		return line
	}
	if found := when(line); len(found) > 0 {
		if before, after, _ := opened(line[:found[0].from], line[found[0].to:]); before == "" {
			return after
		}
	}
	return line
}
