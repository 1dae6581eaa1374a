package wording

import (
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// How much of it people read with pleasure.
const (
	mostEmoji = 1
	mostMarks = 2
	mostWords = 90
)

var emptyPlaceholder = advice{
	refused: true,
	why: i18n.Text{
		Hans: "空的占位符没有东西可填。",
		Hant: "空的預留位置沒有東西可填。",
		En:   "There is nothing to fill an empty placeholder with.",
	},
	remedy: i18n.Text{
		Hans: "写上名字，比如 {{昵称}}，或者删掉。",
		Hant: "寫上名字，例如 {{暱稱}}，或者刪掉。",
		En:   "Name it, as in {{昵称}} (nickname), or take it out.",
	},
}

var strayBraces = advice{
	refused: true,
	why: i18n.Text{
		Hans: "大括号没有配成对，会原样发给群友。",
		Hant: "大括號沒有配成對，會原樣發給群友。",
		En:   "These braces are not a pair and would be sent as they stand.",
	},
	remedy: i18n.Text{
		Hans: "占位符写成两个半角大括号一对：{{昵称}}。",
		Hant: "預留位置寫成兩個半形大括號一對：{{暱稱}}。",
		En:   "Write a placeholder between two plain braces on each side: {{昵称}}.",
	},
}

var emojiAdvice = advice{
	why: i18n.Text{
		Hans: "一条消息超过一个表情，看着像群发广告。",
		Hant: "一則訊息超過一個表情，看起來像群發廣告。",
		En:   "With more than one emoji a message looks like an advert.",
	},
	remedy: i18n.Text{
		Hans: "留最要紧的那一个。",
		Hant: "留最要緊的那一個。",
		En:   "Keep the one that matters.",
	},
}

var marksAdvice = advice{
	why: i18n.Text{
		Hans: "感叹号太多，像在喊。",
		Hant: "驚嘆號太多，像在喊。",
		En:   "So many exclamation marks sound like shouting.",
	},
	remedy: i18n.Text{
		Hans: "换成句号，让内容自己说话。",
		Hant: "換成句號，讓內容自己說話。",
		En:   "Use full stops and let the words do the work.",
	},
}

var lengthAdvice = advice{
	why: i18n.Text{
		Hans: "超过 90 字，群里很少有人读完。",
		Hant: "超過 90 字，群裡很少有人讀完。",
		En:   "Longer than 90 words; few people in a group read to the end.",
	},
	remedy: i18n.Text{
		Hans: "一条只说一件事：先说对方得到什么，再说要做什么；其余放进公告或下一条。",
		Hant: "一則只說一件事：先說對方得到什麼，再說要做什麼；其餘放進公告或下一則。",
		En:   "One thing to a message: what they get, then what to do. Put the rest into the announcement or the next one.",
	},
}

// noise adds what text has too much of: from the second emoji on, from the
// third exclamation mark on.
func noise(text string, found []Finding) []Finding {
	var emoji, marks, firstEmoji, firstMark, lastEmoji, lastMark int
	joined, flag := false, false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == '!' || r == '！':
			if marks++; marks == mostMarks+1 {
				firstMark = at
			}
			lastMark = at + size
		case r == '\u200d': // joins two pictures to one
			joined = true
			at += size
			continue
		case isFlag(r) && flag: // the second half of a flag
			lastEmoji = at + size
			flag = false
			at += size
			continue
		case isEmoji(r):
			if !joined {
				emoji++
			}
			if emoji == mostEmoji+1 && firstEmoji == 0 {
				firstEmoji = at
			}
			lastEmoji = at + size
		}
		joined, flag = false, isFlag(r)
		at += size
	}
	if emoji > mostEmoji {
		found = append(found, says(Noise, firstEmoji, lastEmoji, emojiAdvice))
	}
	if marks > mostMarks {
		found = append(found, says(Noise, firstMark, lastMark, marksAdvice))
	}
	return found
}

func isFlag(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// isEmoji reports whether r is a picture, without those that change the one
// before them.
func isEmoji(r rune) bool {
	switch {
	case r >= 0x1F3FB && r <= 0x1F3FF: // colours of skin
		return false
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0x2600 && r <= 0x27BF, r == 0x2B50, r == 0x2B55, r == 0x231A, r == 0x231B, r == 0x23F0, r == 0x23F3:
		return true
	}
	return false
}

// length adds a finding for what goes beyond the 90th word. A Chinese
// character or mark is a word, and so is a run of letters and digits; of a
// placeholder its name counts.
func length(text string, found []Finding) []Finding {
	words, beyond, in := 0, -1, false
	for at, r := range text {
		switch {
		case unicode.IsSpace(r):
			in = false
			continue
		case brace(r) != 0, unseen(r):
			continue
		case r < 0x2E80: // letters, digits and the marks among them
			if in {
				continue
			}
			in = true
		default:
			in = false
		}
		if words++; words == mostWords+1 {
			beyond = at
		}
	}
	if beyond < 0 {
		return found
	}
	return append(found, says(Length, beyond, len(text), lengthAdvice))
}
