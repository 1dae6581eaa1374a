package manual

import "testing"

// TestDaysInEnglish: a phone's screen shortens the day of the week, Telegram's copy writes
// the month; a day's short name alone is somebody's, or a word.
func TestDaysInEnglish(t *testing.T) {
	const (
		screen   = "Golders Green Dumplings (58)\nThu 6:20 PM\nAuntie Fang\nFresh batch tonight\nYiwen\n1 prawn\nAuntie Fang\nyes dear\nYesterday at 8:05 AM\nYiwen\nSo good"
		telegram = "Mei Lin, [1 Mar 2030 at 14:05:12]:\nhello, any milk?\n\nCorner Shop 24/7, [1 Mar 2030 at 14:07:40]:\nYes! Two kinds:\nPlain 1L – £1.85\n\nЮля, [Mar 1, 2030 at 2:20:31 PM]:\n[ Photo ]"
	)
	claims{
		{"the group", screen, 1, "aside|||"},
		{"a short day", screen, 2, "aside|||"},
		{"who speaks below it", screen, 3, "head|Auntie Fang|2030-02-28 18:20:00|"},
		{"words", screen, 8, "said|Auntie Fang|2030-02-28 18:20:00|yes dear"},
		{"yesterday", screen, 10, "head|Yiwen|2030-03-01 08:05:00|"},
		{"behind a name", "Amy Thu 6:20 PM\nhi\nKen Fri 6:21 PM\nyes\nAmy Fri 6:22 PM\nok", 3, "head|Ken|2030-03-01 18:21:00|"},
		{"somebody called so", "Sun: any milk?\nAmy: yes\nSun: 2 please", 3, "said|Sun||2 please"},
		{"a word of that name", "Amy 18:20\nwhich day?\nKen 18:21\nSun\nAmy 18:22\nok", 4, "said|Ken|2030-03-01 18:21:00|Sun"},
		{"part of a word", "Amy 18:20\nwhich day?\nSimon 18:21\nMonday\nAmy 18:22\nok", 3, "head|Simon|2030-03-01 18:21:00|"},
		{"Telegram's", telegram, 1, "head|Mei Lin|2030-03-01 14:05:12|"},
		{"words below", telegram, 2, "said|Mei Lin|2030-03-01 14:05:12|hello, any milk?"},
		{"a name with a sign", telegram, 4, "head|Corner Shop 24/7|2030-03-01 14:07:40|"},
		{"a line with a colon", telegram, 5, "said|Corner Shop 24/7|2030-03-01 14:07:40|Yes! Two kinds:"},
		{"the month first", telegram, 8, "head|Юля|2030-03-01 14:20:31|"},
		{"what stands for a picture", telegram, 9, "said|Юля|2030-03-01 14:20:31|[ Photo ]"},
		{"a day in English", "1 March 2030\nAmy 18:20\nhi\nKen 18:21\nyes", 4, "head|Ken|2030-03-01 18:21:00|"},
		{"without its year it may be a word", "Amy 18:20\nwhich day?\nKen 18:21\n1 March\nAmy 18:22\nok", 4, "said|Ken|2030-03-01 18:21:00|1 March"},
		{"a 32nd", "Mei Lin, [32 Mar 2030 at 14:05:12]:\nhello", 1, "asked"},
	}.hold(t)
}
