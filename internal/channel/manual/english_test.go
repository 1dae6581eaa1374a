package manual

import (
	"strings"
	"testing"
	"time"
)

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

// TestShortDaysInEnglish: on a Saturday at three, each way in which a phone shortens a day
// of the week, as a time of the screen's own, behind a name and in front of one.
func TestShortDaysInEnglish(t *testing.T) {
	c := copied(t)
	days := map[string]string{"Mon": "02-25", "Tue": "02-26", "Tues": "02-26", "Wed": "02-27", "Thu": "02-28", "Thur": "02-28", "Thurs": "02-28", "Fri": "03-01", "Sat": "03-02", "Sun": "02-24"}
	for day, want := range days {
		for name, text := range map[string]string{
			"alone":          "DAY 9:05 AM\nAmy\nhi\nKen\nyes\nAmy\nok\nKen\nbye",
			"with a dot":     "DAY. 9:05 AM\nAmy\nhi\nKen\nyes\nAmy\nok\nKen\nbye",
			"with at":        "DAY at 9:05 AM\nAmy\nhi\nKen\nyes\nAmy\nok\nKen\nbye",
			"with a comma":   "DAY, 9:05 am\nAmy\nhi\nKen\nyes\nAmy\nok\nKen\nbye",
			"of 24 hours":    "DAY 09:05\nAmy\nhi\nKen\nyes\nAmy\nok\nKen\nbye",
			"behind a name":  "Amy DAY 9:05 AM\nhi\nKen DAY 9:05 AM\nyes",
			"in front of it": "DAY 9:05 AM Amy\nhi\nDAY 9:05 AM Ken\nyes",
		} {
			p := Read(strings.ReplaceAll(text, "DAY", day), c)
			if len(p.Events) < 2 || p.Events[0].Event.Actor.Name != "Amy" || p.Events[0].Event.Body != "hi" {
				t.Errorf("%s %s: %q", day, name, short(p, c.Zone))
				continue
			}
			if at := p.Events[0].Event.At.In(c.Zone).Format("01-02 15:04"); at != want+" 09:05" {
				t.Errorf("%s %s: said on %s, want %s", day, name, at, want)
			}
		}
		c.Two = &Two{Own: "me", Other: "Mei", Rest: true}
		if got := strings.Join(short(Read(day+" 9:05 AM\nany milk?\n"+day, c), c.Zone), "|"); got != want+" 09:05:00 Mei 0 any milk?|"+want+" 09:05:00 Mei 0 "+day {
			t.Errorf("%s between two: %s", day, got)
		}
		c.Two = nil
	}
	for text, want := range map[string]string{"Sat 6:20 PM\nany milk?": "02-23 18:20", "周六 18:20\n在吗": "02-23 18:20", "Sat 2:59 PM\nhi": "03-02 14:59", "Today 6:20 PM\nhi": "03-02 18:20"} {
		c.Two = &Two{Own: "me", Other: "Mei", Rest: true}
		if at := Read(text, c).From.In(c.Zone).Format("01-02 15:04"); at != want {
			t.Errorf("%q is of %s, want %s", text, at, want)
		}
	}
	c.Two = nil
	for _, words := range []string{"Monday or Tue", "Satay 9:05", "Sunny 9:05", "Tuesdays 9:05", "Weds", "Fri-end", "mon 9:05"} {
		p := Read("Amy 18:20\nwhich day?\nKen 18:21\n"+words+"\nAmy 18:22\nok", c)
		for _, a := range p.Events {
			if a.Event.At.In(c.Zone).Format(time.DateOnly) != "2030-03-01" {
				t.Errorf("%q is taken for a day: %q", words, short(p, c.Zone))
			}
		}
	}
}
