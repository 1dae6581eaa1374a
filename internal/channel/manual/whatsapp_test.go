package manual

import (
	"testing"
)

// readsAs is what a line of a paste was taken for, in one word where it is asked about.
func readsAs(p Paste, n int, c Copied) string {
	if p.Lines[n-1].What == Unclear {
		return "asked"
	}
	return lineAs(p.Lines[n-1], c.Zone)
}

// claims are what lines of texts have to be read as.
type claims []struct {
	name, text string
	line       int
	want       string
}

func (all claims) hold(t *testing.T) {
	t.Helper()
	c := copied(t)
	for _, one := range all {
		if as := readsAs(Read(one.text, c), one.line, c); as != one.want {
			t.Errorf("%s: line %d is read as %s, is %s", one.name, one.line, as, one.want)
		}
	}
}

// TestTheTimeBeforeTheDay: what WhatsApp Web copies.
func TestTheTimeBeforeTheDay(t *testing.T) {
	const sue = "see you then\n[18:44, 28/02/2030] Becky (No. 9): So:\nSat: 1 dozen\nTotal: 4.50\n[18:52, 28/02/2030] Egg Lady Sue: ok: both\nPick up 10:30 at the hall\n"
	claims{
		{"a first line cut off", sue, 1, "asked"},
		{"name and words", sue, 2, "said|Becky (No. 9)|2030-02-28 18:44:00|So:"},
		{"a day in a list", sue, 3, "said|Becky (No. 9)|2030-02-28 18:44:00|Sat: 1 dozen"},
		{"a sum", sue, 4, "said|Becky (No. 9)|2030-02-28 18:44:00|Total: 4.50"},
		{"a colon in the words", sue, 5, "said|Egg Lady Sue|2030-02-28 18:52:00|ok: both"},
		{"a time in the words", sue, 6, "said|Egg Lady Sue|2030-02-28 18:52:00|Pick up 10:30 at the hall"},
		{"halves of the day", "[9:05\u202fpm, 2/27/2030] Lee: me\n[12:15 a.m., 2/28/2030] Jo: too", 1, "said|Lee|2030-02-27 21:05:00|me"},
		{"with points", "[9:05\u202fpm, 2/27/2030] Lee: me\n[12:15 a.m., 2/28/2030] Jo: too", 2, "said|Jo|2030-02-28 00:15:00|too"},
		{"without brackets it is a word", "Lee: 18:52, 28/02/2030 works\nJo: ok\nLee: good", 1, "said|Lee||18:52, 28/02/2030 works"},
		{"a picture that is not copied", "[18:44, 28/02/2030] Lee: one\n[18:45, 28/02/2030] Jo: \n[18:46, 28/02/2030] Lee: nice", 2, "head|Jo||"},
		{"below it who speaks often", "[18:44, 28/02/2030] Lee: one\n[18:45, 28/02/2030] Jo: \n[18:46, 28/02/2030] Lee: nice", 3, "said|Lee|2030-02-28 18:46:00|nice"},
		{"words below a name", "[18:44, 28/02/2030] Lee: one\n[18:45, 28/02/2030] Jo: \nmine\n[18:46, 28/02/2030] Lee: nice", 3, "said|Jo|2030-02-28 18:45:00|mine"},
		{"no such day", "Lee: [18:52, 41/02/2030] Jo\nJo: ok\nLee: good", 1, "said|Lee||[18:52, 41/02/2030] Jo"},
	}.hold(t)
}

// TestTheDayOrTheMonthFirst: one line tells it for all, or the order in which they go on.
func TestTheDayOrTheMonthFirst(t *testing.T) {
	c := copied(t) // 2 March
	for name, one := range map[string]struct {
		text string
		want string
		asks bool
	}{
		"the month, by another line":     {"[3/1/2030, 9:00] Lee: a\n[2/28/2030, 9:00] Jo: b", "2030-03-01 09:00:00", false},
		"the day, by another line":       {"[01/03/2030, 9:00] Lee: a\n[28/02/2030, 9:00] Jo: b", "2030-03-01 09:00:00", false},
		"lines at odds":                  {"[01/03/2030, 9:00] Lee: a\n[28/02/2030, 9:00] Jo: b\n[2/27/2030, 9:00] Jo: c", "2030-03-01 09:00:00", true},
		"in neither they go on":          {"[2/12/2029, 9:00] Lee: a\n[3/1/2030, 9:00] Lee: a\n[1/4/2030, 9:00] Jo: b", "2029-12-02 09:00:00", true},
		"the day, as they go on":         {"[05/01/2030, 9:00] Lee: a\n[01/02/2030, 9:00] Jo: b", "2030-01-05 09:00:00", false},
		"the month, as they go on":       {"[01/12/2030, 9:00] Lee: a\n[02/01/2030, 9:00] Jo: b", "2030-01-12 09:00:00", false},
		"either":                         {"[01/02/2030, 9:00] Lee: a\n[01/02/2030, 9:05] Jo: b", "2030-02-01 09:00:00", true},
		"a day that is its month is one": {"[02/02/2030, 9:00] Lee: a\n[02/02/2030, 9:05] Jo: b", "2030-02-02 09:00:00", false},
	} {
		p := Read(one.text, c)
		if at := p.Lines[0].At.In(c.Zone).Format("2006-01-02 15:04:05"); at != one.want || p.Slashes != one.asks {
			t.Errorf("%s: %s, asked: %v; want %s, %v", name, at, p.Slashes, one.want, one.asks)
		}
	}
}

// TestWhatWhatsAppSays: its own lines are nobody's words, and words are no such line.
func TestWhatWhatsAppSays(t *testing.T) {
	chat := func(line string) string {
		return "[18:44, 28/02/2030] Becky: two\n" + line + "\n[18:52, 28/02/2030] Sue: ok\n[18:53, 28/02/2030] Tom W: ok\n"
	}
	for line, want := range map[string]string{
		"Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.": "aside|||",
		"🔒 Messages you send to this group are now secured with end-to-end encryption. Tap for more info.":          "aside|||",
		"訊息和通話經端對端加密。此聊天以外的任何人，甚至是 WhatsApp 也無法讀取或收聽。":                                                              "aside|||",
		"Sue created group “Eggs”":                                         "aside|||",
		"You created this group":                                           "aside|||",
		"Sue changed the subject from \"Eggs\" to \"Eggs & Honey\"":        "aside|||",
		"Sue changed the group name to “Eggs: all”":                        "aside|||",
		"Sue changed this group's icon":                                    "aside|||",
		"Tom W changed their phone number to a new number. Tap to message": "aside|||",
		"+44 7700 900456 joined using this group's invite link":            "aside|||",
		"Sue is now an admin":                                              "aside|||",
		"This message was deleted":                                         "aside|||",
		"You were added":                                                   "aside|||",
		"Sue added Tom W":                                                  "aside|||",
		"You added Priya S":                                                "aside|||",
		"Sue added Jo and +44 7700 900456":                                 "aside|||",
		"+44 7700 900456 left":                                             "aside|||",
		"Tom W left":                                                       "aside|||",
		"~ Ken left":                                                       "aside|||",
		"Priya left":                                                       "asked",
		"Priya added Ken":                                                  "asked",
		"only 3 left":                                                      "said|Becky|2030-02-28 18:44:00|only 3 left",
		"we have two loaves left":                                          "said|Becky|2030-02-28 18:44:00|we have two loaves left",
		"You added salt":                                                   "said|Becky|2030-02-28 18:44:00|You added salt",
		"Sue left early":                                                   "said|Becky|2030-02-28 18:44:00|Sue left early",
		"are they end-to-end?":                                             "said|Becky|2030-02-28 18:44:00|are they end-to-end?",
		"I changed the order to 2":                                         "said|Becky|2030-02-28 18:44:00|I changed the order to 2",
	} {
		claims{{line, chat(line), 2, want}}.hold(t)
	}
	claims{
		{"not where WeChat speaks", "Sue: ok\nTom: one\nTom left\nSue: no\nTom: yes", 3, "said|Tom||Tom left"},
		{"with a time before it", "28/02/2030, 20:10 - Messages and calls are end-to-end encrypted.\n28/02/2030, 20:15 - May: hi\n28/02/2030, 20:16 - Sue: ok", 1, "aside|||"},
	}.hold(t)
	c := copied(t)
	const phone = "[27/02/2030, 19:01:10] Veg Box: \u200eMessages and calls are end-to-end encrypted.\n[27/02/2030, 19:06:12] Priya: hi\n[27/02/2030, 19:07:12] Tom: hello"
	if p := Read(phone, c); p.Title != "Veg Box" || p.Lines[0].What != Aside || len(p.Events) != 2 {
		t.Errorf("a group of an iPhone is %q: %v", p.Title, short(p, c.Zone))
	}
	if p := Read(phone+"\n[27/02/2030, 19:08:12] Veg Box: I speak", c); p.Title != "" || len(p.Events) != 3 {
		t.Errorf("somebody who speaks is the group %q: %v", p.Title, short(p, c.Zone))
	}
}
