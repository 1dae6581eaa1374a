package i18n

import (
	"fmt"
	"strings"
)

// mark stands for a word that goes by a number while the numbers are written in.
const mark = "\x00"

// counted writes an English sentence in which words go by the numbers before them:
// "%d {group is|groups are} quiet". Braces in what is written in stay as they are.
func counted(text string, args []any) string {
	format, words := forms(text)
	if words == nil {
		return fmt.Sprintf(text, args...)
	}
	parts := strings.Split(fmt.Sprintf(format, args...), mark)
	if len(parts) != len(words)+1 { // what was written in holds a mark itself: nothing is chosen by it
		return fmt.Sprintf(text, args...)
	}
	var b strings.Builder
	number := ""
	for i, part := range parts {
		b.WriteString(part)
		if n := lastNumber(part); n != "" {
			number = n
		}
		if i == len(words) {
			break
		}
		if number == "1" {
			b.WriteString(words[i][0])
		} else {
			b.WriteString(words[i][1])
		}
	}
	return b.String()
}

// forms puts a mark for each {one|many} of a text and lists them; nil where there is none.
func forms(text string) (format string, words [][2]string) {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		inside, rest, closed := strings.Cut(text[open+1:], "}")
		one, many, two := strings.Cut(inside, "|")
		if !closed || !two || strings.ContainsAny(inside, "{%") {
			b.WriteString(text[:open+1])
			text = text[open+1:]
			continue
		}
		b.WriteString(text[:open] + mark)
		words, text = append(words, [2]string{one, many}), rest
	}
	b.WriteString(text)
	return b.String(), words
}

// lastNumber is the last number in a piece of a sentence, with its commas and its point;
// "" where there is none. What is part of a word, such as T1, is none.
func lastNumber(text string) string {
	isDigit := func(c byte) bool { return '0' <= c && c <= '9' }
	for end := len(text); end > 0; end-- {
		if !isDigit(text[end-1]) {
			continue
		}
		begin := end
		for begin > 0 && (isDigit(text[begin-1]) || (text[begin-1] == ',' || text[begin-1] == '.') && begin > 1 && isDigit(text[begin-2])) {
			begin--
		}
		return text[begin:end]
	}
	return ""
}
