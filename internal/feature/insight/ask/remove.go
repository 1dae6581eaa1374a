package ask

import (
	"strings"
	"unicode/utf8"
)

// This file takes out what is not the author's own words: mentions, sticker
// names, quotations, code and web addresses.

// atLineStart reports whether nothing of the line has been kept so far.
func (s *scanner) atLineStart() bool {
	return s.n == 0 && !s.open && (s.at == 0 || s.lineFrom == s.at)
}

// line looks at the beginning of a line: it passes by a quoted line (> …), a
// rule under a quotation (- - - -) and fenced code, and counts the entries of
// a sign-up chain.
func (s *scanner) line() {
	for {
		s.lineFrom = s.at
		rest := s.text[s.at:]
		if rest == "" || lower(rest[0]) >= 'a' && lower(rest[0]) <= 'z' {
			return
		}
		if strings.HasPrefix(rest, "```") {
			s.code()
			return
		}
		lineEnd := strings.IndexByte(rest, '\n')
		if lineEnd < 0 {
			lineEnd = len(rest)
		}
		if !isQuotedLine(rest[:lineEnd]) {
			s.chainEntry(rest[:lineEnd])
			return
		}
		if s.at += lineEnd; s.at == len(s.text) {
			return
		}
		s.at++
	}
}

// isQuotedLine reports whether line quotes another message or is the rule
// under a quotation.
func isQuotedLine(line string) bool {
	for len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
		line = line[1:]
	}
	if line == "" {
		return false
	}
	switch line[0] {
	case '>':
		return true
	case '-', 0xe2: // a dash, or the first byte of — and ─
		return isRule(line)
	}
	return false
}

// isRule reports whether line is made of at least three dashes.
func isRule(line string) bool {
	dashes := 0
	for _, r := range line {
		switch r {
		case '-', '—', '─', '–', '━':
			dashes++
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return dashes >= 3
}

// chainEntry notes that line is headed 接龙, or numbered as the entries of a
// sign-up chain are.
func (s *scanner) chainEntry(line string) {
	if line == "" || line[0] < utf8.RuneSelf && line[0] != '#' && (line[0] < '0' || line[0] > '9') {
		return
	}
	name := strings.TrimPrefix(line, "#")
	if strings.HasPrefix(name, "接龙") || strings.HasPrefix(name, "接龍") {
		s.turn.chain = true
		return
	}
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 3 {
		return
	}
	for _, mark := range [...]string{". ", "、", "．", ".", ")", "）"} {
		if strings.HasPrefix(line[digits:], mark) {
			s.turn.entries++
			return
		}
	}
}

// longestName is how many bytes a mentioned name may have.
const longestName = 96

// mention takes out @name. WeChat ends a mention with a space of its own
// (U+2005), so a name may hold ordinary ones; elsewhere a name ends at a space
// or a mark. At the head of a line, where no end is found, only the @ goes:
// 「@团长今天有菜吗」 was typed without a space.
func (s *scanner) mention() bool {
	if s.at > 0 && isWord(letter(lower(s.text[s.at-1]))) {
		return false // an e-mail address
	}
	rest := s.text[s.at+1:]
	if len(rest) > longestName {
		rest = rest[:longestName]
	}
	if i := strings.IndexAny(rest, "@\n"); i >= 0 {
		rest = rest[:i]
	}
	length := 0
	if i := strings.Index(rest, "\u2005"); i >= 0 {
		length = i + len("\u2005")
	} else {
		length = s.nameEnd(rest)
	}
	if length == 0 {
		return false
	}
	heads := s.lineFrom == s.at
	if heads && s.at+1+length == len(s.text) {
		s.at++
		s.lineFrom = s.at
		return true
	}
	s.at += 1 + length
	if heads {
		for s.peek(0) == ' ' {
			s.at++
		}
		s.line()
	} else {
		s.space = true
	}
	return true
}

// nameEnd returns where the name at the head of rest ends: at a space or a
// mark, or with rest.
func (s *scanner) nameEnd(rest string) int {
	for i, r := range rest {
		switch l := s.voc.alphabet.of(r); {
		case l == ' ', l == letterSpace, l == letterStop, l == letterAsk, l == letterOpen:
			return i
		case r == ',', r == ':', r == '!', r == '?', r == ';', r == '[', r == '(':
			return i
		}
	}
	return len(rest)
}

// longestSticker is how many bytes the name of a sticker may have.
const longestSticker = 24

// bracket takes out [表情] and the like, which ends the clause before it.
func (s *scanner) bracket() bool {
	rest := s.text[s.at+1:]
	if len(rest) > longestSticker {
		rest = rest[:longestSticker]
	}
	end := strings.IndexByte(rest, ']')
	if end < 1 {
		return false
	}
	name := rest[:end]
	for i := range len(name) {
		if c := name[i]; c < utf8.RuneSelf && (lower(c) < 'a' || lower(c) > 'z') {
			return false
		}
	}
	after := s.at + 1 + end + 1
	if after < len(s.text) && s.text[after] == '(' {
		return false // a link with its text
	}
	switch strings.ToLower(name) {
	case "图片", "圖片", "照片", "相片", "视频", "視頻", "影片", "语音", "語音", "文件", "檔案", "链接", "連結", "位置", "code",
		"image", "picture", "photo", "video", "voice", "audio", "file", "link", "location", "media":
		s.turn.media = true
	default:
		s.turn.sticker = true
	}
	s.end(false, false)
	s.at = after
	return true
}

// shortcode takes out an emoji by name, :+1: or :tada:, as a sticker.
func (s *scanner) shortcode() bool {
	if s.at > 0 && isWord(letter(lower(s.text[s.at-1]))) {
		return false
	}
	letters := false
	for i := s.at + 1; i < len(s.text) && i <= s.at+longestSticker; i++ {
		switch c := s.text[i]; {
		case c == ':' && letters && !strings.HasPrefix(s.text[i+1:], "//"):
			s.turn.sticker = true
			s.end(false, false)
			s.at = i + 1
			return true
		case c >= 'a' && c <= 'z' || c == '+' || c == '_' || c == '-':
			letters = true
		case c >= '0' && c <= '9':
		default:
			return false
		}
	}
	return false
}

// code takes out `code` and fenced code. A fence that never closes takes all
// that follows, and so does a single mark where the text was cut.
func (s *scanner) code() bool {
	ticks := 1
	for s.peek(ticks) == '`' {
		ticks++
	}
	from := s.at + ticks
	mark := s.text[s.at:from]
	end := strings.Index(s.text[from:], mark)
	if ticks < 3 && end >= 0 && strings.IndexByte(s.text[from:from+end], '\n') >= 0 {
		return false
	}
	if end < 0 && ticks < 3 && !s.cut {
		return false
	}
	s.push(letterQuoted)
	if end < 0 {
		s.at = len(s.text)
	} else {
		s.at = from + end + ticks
	}
	return true
}

// quoted takes out a quotation whose opening mark, of size bytes, stands here.
// It must close in the same line, unless it is WeChat's quotation of a whole
// message (lines), which a rule follows.
func (s *scanner) quoted(closing string, size int, lines bool) bool {
	from := s.at + size
	end := strings.Index(s.text[from:], closing)
	if lines {
		if ruled := strings.Index(s.text[from:], closing+"\n"); ruled >= 0 && startsWithRule(s.text[from+ruled+len(closing)+1:]) {
			end = ruled
			s.at = from + end + len(closing)
			return true
		}
	}
	if end < 0 || strings.IndexByte(s.text[from:from+end], '\n') >= 0 {
		return false
	}
	s.push(letterQuoted)
	s.at = from + end + len(closing)
	return true
}

// startsWithRule reports whether the first line of text is a rule.
func startsWithRule(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	return isRule(line)
}

// link takes out a web address.
func (s *scanner) link() bool {
	if s.n > 0 && !s.space && isWord(s.clause[s.n-1]) {
		return false
	}
	rest := s.text[s.at:]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") {
		return false
	}
	end := linkEnd(rest)
	s.turn.marks |= HasLink
	s.push(letterQuoted)
	s.at += end
	return true
}

// hasPrefixFold reports whether text begins with prefix, which is lower case.
func hasPrefixFold(text, prefix string) bool {
	if len(text) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lower(text[i]) != prefix[i] {
			return false
		}
	}
	return true
}

// linkEnd returns where the address at the head of text ends. Characters
// beyond ASCII belong to it only where a value may stand, after = / & or the
// like; a mark at its very end does not.
func linkEnd(text string) int {
	end := 0
	for end < len(text) && text[end] > ' ' && text[end] != '"' && text[end] != '<' && text[end] != '`' {
		if text[end] >= utf8.RuneSelf {
			if strings.IndexByte("=/&_%-", text[end-1]) < 0 && text[end-1] < utf8.RuneSelf {
				break
			}
			r, size := utf8.DecodeRuneInString(text[end:])
			if r == '？' || r == '，' || r == '。' || r == '！' || r == '\u2005' || r == '\u3000' {
				break
			}
			end += size
			continue
		}
		end++
	}
	for end > 0 && strings.IndexByte(".,!?;:')]", text[end-1]) >= 0 {
		end--
	}
	return end
}

// unwrap takes off the straight quotation marks around all of a turn, which
// tables put there when a cell holds a line break or a comma. Marks inside
// must be doubled, as tables do, or the turn is not wrapped but quotes.
func (s *scanner) unwrap() bool {
	if s.turn.clauses > 0 || s.n > 0 || !strings.HasSuffix(s.text[s.at+1:], `"`) {
		return false
	}
	inner := s.text[s.at+1 : len(s.text)-1]
	for i := 0; i < len(inner); i++ {
		if inner[i] != '"' {
			continue
		}
		if i++; i == len(inner) || inner[i] != '"' {
			return false
		}
	}
	s.text = s.text[:len(s.text)-1]
	s.at++
	s.line()
	return true
}
