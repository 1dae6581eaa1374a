package sample

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// the is one group of the ordinary day.
func the(t *testing.T, name string) *chat {
	t.Helper()
	c := chats(t, ordinaryDay, june(t))[name]
	if c == nil {
		t.Fatalf("there is no group called %s", name)
	}
	return c
}

// find returns the first event of a day that fits.
func (c *chat) find(day int, fits func(e *event.Event) bool) *event.Event {
	for i := range c.events {
		if e := &c.events[i]; c.day(e) == day && fits(e) {
			return e
		}
	}
	return nil
}

func says(body string) func(*event.Event) bool {
	return func(e *event.Event) bool { return e.Kind == event.Message && strings.Contains(e.Body, body) }
}

func TestTheThreeGroupsAreToldBeforeTheOthers(t *testing.T) {
	var names []string
	for _, g := range june(t).Groups {
		names = append(names, g.Name)
	}
	if !slices.Equal(names[1:4], []string{Offers, Members, Flash}) {
		t.Errorf("the groups are %v", names)
	}
	for _, name := range names {
		if !slices.Contains(names[1:4], name) && strings.Contains(name, "河边生鲜") {
			t.Errorf("%s bears the brand's name too, which is how the three stand out", name)
		}
	}
	for _, name := range names[1:4] {
		forms := map[event.Form]bool{}
		for _, e := range the(t, name).events {
			if e.Kind == event.Message {
				forms[e.Form] = true
			}
		}
		for _, f := range []event.Form{event.Text, event.Picture, event.Sticker, event.Quote, event.Chain} {
			if !forms[f] {
				t.Errorf("%s has no message of form %d", name, f)
			}
		}
	}
}

// TestYesterdayHasWhatANeighbourhoodGroupHas: one test of each thing that a visitor
// is to find in the chats.
func TestYesterdayHasWhatANeighbourhoodGroupHas(t *testing.T) {
	c := the(t, Members)
	kind := func(e *event.Event) export.PersonKind { return c.kinds[e.Actor.ID] }
	t.Run("a complaint is put right", func(t *testing.T) {
		picture := c.find(-1, func(e *event.Event) bool { return e.Form == event.Picture && e.At.In(zone).Hour() == 10 })
		complaint, sorry := c.find(-1, says("碎了一块")), c.find(-1, says("这块给您退"))
		thanks := c.find(-1, says("退款收到了"))
		if picture == nil || complaint == nil || sorry == nil || thanks == nil {
			t.Fatal("it is not there")
		}
		if sorry.ReplyTo != complaint.NativeID || kind(sorry) != export.Staff || thanks.Actor != complaint.Actor || sorry.At.Sub(complaint.At) > 15*time.Minute {
			t.Errorf("%+v is answered by %+v, then %+v", complaint, sorry, thanks)
		}
	})
	t.Run("a stranger's advert is removed", func(t *testing.T) {
		join := c.find(-1, func(e *event.Event) bool {
			return e.Kind == event.Join && e.Scene == "qr" && e.Subjects[0].Name == "兼职小蜜蜂"
		})
		advert := c.find(-1, says("兼职"))
		gone := c.find(-1, func(e *event.Event) bool { return e.Kind == event.Remove })
		if join == nil || advert == nil || gone == nil || gone.Subjects[0] != advert.Actor || kind(gone) != export.Staff || gone.At.Sub(advert.At) > 10*time.Minute {
			t.Errorf("came %+v, said %+v, went %+v", join, advert, gone)
		}
	})
	t.Run("last night's 在吗 is open", func(t *testing.T) {
		call := c.find(-1, func(e *event.Event) bool { return e.Body == "在吗" })
		asks := c.find(-1, says("几点开门"))
		if call == nil || asks == nil || call.Actor != asks.Actor || call.At.In(zone).Hour() != 22 || asks.At.Sub(call.At) > 2*time.Minute {
			t.Fatalf("called %+v, asked %+v", call, asks)
		}
		for _, e := range c.events {
			if e.Kind == event.Message && e.At.After(asks.At) && (kind(&e) != export.Human || e.At.Sub(asks.At) < time.Hour) {
				t.Errorf("%+v follows it", e)
			}
		}
	})
	t.Run("a red packet is taken", func(t *testing.T) {
		red, took := c.find(-2, func(e *event.Event) bool { return e.Form == event.Red }), 0
		for _, e := range c.events {
			if e.Kind == event.Notice && c.day(&e) == -2 && strings.Contains(e.Body, "领取了“"+red.Actor.Name+"”的红包") {
				took++
			}
		}
		if red == nil || red.Body == "" || kind(red) != export.Staff || took < 2 {
			t.Errorf("%+v was taken %d times", red, took)
		}
	})
	t.Run("voice, recall, poke, newcomer", func(t *testing.T) {
		voice := c.find(-2, func(e *event.Event) bool { return e.Form == event.Voice })
		poke := c.find(-2, func(e *event.Event) bool { return e.Form == event.Poke })
		recall := c.find(-3, func(e *event.Event) bool { return e.Kind == event.Delete })
		brought := c.find(-3, func(e *event.Event) bool { return e.Kind == event.Join && e.Scene == "invite" })
		switch {
		case voice == nil || !regexp.MustCompile(`^\d+"$`).MatchString(voice.Body):
			t.Errorf("the voice is %+v", voice)
		case poke == nil || !strings.HasPrefix(poke.Body, "拍了拍“"):
			t.Errorf("the poke is %+v", poke)
		case recall == nil || !strings.HasSuffix(recall.Body, "撤回了一条消息") || c.find(-3, says("撤回了啥")) == nil:
			t.Errorf("the recall is %+v, or nobody saw it", recall)
		case brought == nil || c.find(-3, says("豆腐好吃")) == nil:
			t.Errorf("the newcomer is %+v, or says nothing", brought)
		}
	})
}

func TestACallAtNightIsAnsweredInTheMorning(t *testing.T) {
	c, met := the(t, Members), 0
	for i, e := range c.events {
		if e.Body != "在吗" || c.day(&e) == -1 {
			continue
		}
		met++
		j := slices.IndexFunc(c.events[i+1:], says2("昨晚睡了"))
		if j < 0 || len(c.events[i+1+j].Mentions) != 1 || c.events[i+1+j].Mentions[0] != e.Actor || c.events[i+1+j].At.Sub(e.At) > 12*time.Hour {
			t.Errorf("%v: %s was not answered in the morning", e.At, e.Actor.Name)
		}
	}
	if met < 2 {
		t.Errorf("it happened %d times", met)
	}
}

func says2(body string) func(event.Event) bool {
	return func(e event.Event) bool { return says(body)(&e) }
}

// TestChainsGrowByALine: each that signs up sends the whole list on with one line
// more, or with a change to their own.
func TestChainsGrowByALine(t *testing.T) {
	row := regexp.MustCompile(`^(\d+)\. (\S+) (\S+?)(?:[两一二三]|\d)\S+$`)
	for _, name := range []string{Offers, Flash} {
		c, lists, changed := the(t, name), 0, 0
		before := 0
		for _, e := range c.events {
			if e.Form != event.Chain {
				continue
			}
			head, rest, signed := strings.Cut(e.Body, "\n\n")
			if !strings.HasPrefix(head, "#接龙\n") || strings.Count(head, "元") != 2 {
				t.Fatalf("%s: the head of a list is %q", name, head)
			}
			if !signed {
				lists, before = lists+1, 0
				continue
			}
			rows := strings.Split(rest, "\n")
			for _, line := range rows {
				m := row.FindStringSubmatch(line)
				if m == nil {
					t.Fatalf("%s: %q is no line of a list", name, line)
				}
				if !strings.Contains(head, m[3]) {
					t.Fatalf("%s: %q wants what %q does not offer", name, line, head)
				}
			}
			switch {
			case len(rows) == before+1 && strings.Contains(rows[before], ". "+e.Actor.Name+" "):
			case len(rows) == before && strings.Contains(rest, e.Actor.Name+" "):
				changed++
			default:
				t.Fatalf("%s: after %d lines %s sends %q", name, before, e.Actor.Name, e.Body)
			}
			before = len(rows)
		}
		if lists == 0 || name == Offers && (lists < 40 || changed < 5) {
			t.Errorf("%s: %d lists, %d changes", name, lists, changed)
		}
	}
}

// TestNoticesReadAsWeChatsOwn: what the chat notes of comings, goings and recalls
// is worded so that the reader of real notices understands the same.
func TestNoticesReadAsWeChatsOwn(t *testing.T) {
	read := map[event.Kind]int{}
	for _, e := range june(t).Events {
		switch e.Kind {
		case event.Join, event.Remove, event.Delete, event.Notice:
		default:
			continue
		}
		got := notice.Read(e.Body, nil)
		if got.Kind != e.Kind || len(got.Subjects) != len(e.Subjects) || e.Scene != "" && got.Scene != e.Scene || e.Actor.Known() && got.Actor.Name != e.Actor.Name {
			t.Fatalf("%+v reads as %+v", e, got)
		}
		for i, s := range got.Subjects {
			if s.Name != e.Subjects[i].Name {
				t.Fatalf("%q reads as of %s", e.Body, s.Name)
			}
		}
		read[e.Kind]++
	}
	for _, k := range []event.Kind{event.Join, event.Remove, event.Delete, event.Notice} {
		if read[k] < 3 {
			t.Errorf("only %d of kind %d", read[k], k)
		}
	}
}

func TestTheFlashGroupIsOverAfterItsSaturday(t *testing.T) {
	for _, day := range []int{15, 20, 21} { // a Monday, a Saturday, a Sunday in June 2026
		now := time.Date(2026, 6, day, 15, 0, 0, 0, zone)
		c := chats(t, now, told(t, 20260217, now))[Flash]
		last := c.events[len(c.events)-1]
		open, done := 0, 0
		for _, e := range c.events {
			if says("摆好了")(&e) && e.At.In(zone).Weekday() == time.Saturday {
				open++
			}
			if says("收摊啦")(&e) {
				done++
			}
			if e.Kind == event.Message && e.Form == event.Text && strings.Contains(e.Body, "仅剩") {
				t.Errorf("%q makes things scarce", e.Body)
			}
		}
		if open != 1 || done != 1 || now.Sub(last.At) > 8*24*time.Hour || c.day(&c.events[0]) < -10 {
			t.Errorf("on the %dth it opened %d times and closed %d times; it began %v and was last heard %v", day, open, done, c.events[0].At, last.At)
		}
	}
}

func TestSeasonsComeWithTheirDays(t *testing.T) {
	if testing.Short() {
		t.Skip("the sample of many days is made")
	}
	for day, want := range map[string]string{
		"2026-12-23": "冬至", "2026-06-24": "夏至", "2026-11-12": "立冬", "2026-04-06": "青团",
	} {
		now, err := time.ParseInLocation("2006-01-02", day, zone)
		if err != nil {
			t.Fatal(err)
		}
		c, heard := chats(t, now, told(t, 20260217, now))[Members], false
		for _, e := range c.events {
			if c.day(&e) > -25 {
				heard = heard || strings.Contains(e.Body, want)
			}
		}
		if !heard {
			t.Errorf("on %s nobody has spoken of %s", day, want)
		}
	}
	l := allWords(t)
	for month := time.January; month <= time.December; month++ {
		w, err := newWorld(1, time.Date(2026, month, 28, 0, 0, 0, 0, zone))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(l.acts, func(a *act) bool {
			for d := -27; d < 0; d++ {
				if a.rare() && a.suits(w, "club", d) {
					return true
				}
			}
			return false
		}) {
			t.Errorf("nothing belongs to %s", month)
		}
	}
}

// TestTheThreeGroupsDoNotRepeatThemselves: a sentence that comes again and again
// gives a made-up chat away.
func TestTheThreeGroupsDoNotRepeatThemselves(t *testing.T) {
	for _, name := range []string{Offers, Members, Flash} {
		c, times := the(t, name), map[string]int{}
		for _, e := range append(c.said(export.Human), c.said(export.Staff)...) {
			if c.day(&e) < -14 || e.Form == event.Chain || e.Chars < 9 {
				continue
			}
			body := e.Body
			if i := strings.Index(body, "\u2005"); i >= 0 {
				body = body[i:]
			}
			if times[body]++; times[body] > 3 {
				t.Errorf("%s: %q for the %dth time in two weeks", name, body, times[body])
			}
		}
	}
}

func TestAThingCostsTheSameAllDay(t *testing.T) {
	price := regexp.MustCompile(`(\p{Han}+) (\d+)元/`)
	said := map[string]string{}
	for _, e := range the(t, Offers).events {
		if e.Form == event.Chain {
			continue
		}
		for _, m := range price.FindAllStringSubmatch(e.Body, -1) {
			key := e.At.In(zone).Format("2006-01-02 ") + strings.NewReplacer("福利来了：", "").Replace(m[1])
			if was := said[key]; was != "" && was != m[2] {
				t.Errorf("%s costs %s and %s", key, was, m[2])
			}
			said[key] = m[2]
		}
	}
	if len(said) < 200 {
		t.Errorf("only %d prices", len(said))
	}
}

func TestEveryActIsFit(t *testing.T) {
	l := allWords(t)
	if len(l.acts) < 50 {
		t.Errorf("%d acts", len(l.acts))
	}
	names := map[string]bool{}
	for _, a := range l.acts {
		if names[a.name] {
			t.Errorf("two acts are called %s", a.name)
		}
		names[a.name] = true
		for i, c := range a.cues {
			if i > 0 && c.at < a.cues[i-1].at {
				t.Errorf("%s: line %d is before the one above it", a.name, i+1)
			}
			if of := c.at % secondsADay; (c.who == 'K' || c.who == 'H') && (of < 7*hour+45*minute || of > 22*hour) {
				t.Errorf("%s: staff write at night", a.name)
			}
			talk := newTalk(rand.New(rand.NewPCG(uint64(i), 1)), l, "winter", c.at)
			if body := talk.fill(c.text); unfilled.MatchString(body) || banned.MatchString(body) {
				t.Errorf("%s: %q", a.name, body)
			}
		}
	}
	for text, want := range map[string]string{
		"10:00 A 没有场景":               "line 1",
		"# act x club\n25:00 A 好":    "line 2",
		"# act x club\n10:00 A":      "line 2",
		"# act x club\n10:00 A>3 好":  "line 2",
		"# act x club\n10:00 A? 好":   "line 2",
		"# act x club\n10:00 A [鞠躬]": "line 2",
	} {
		if _, err := readActs(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s named", text, err, want)
		}
	}
}

func TestPicturesAreThere(t *testing.T) {
	for _, name := range []string{"noon.png", "thanks.png"} {
		b, err := Picture(name)
		if err != nil || !strings.HasPrefix(string(b), "\x89PNG") || len(b) > 20<<10 {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
	for _, name := range []string{"", "noon.svg", "../words/acts.txt", "..", "none.png"} {
		if _, err := Picture(name); err == nil {
			t.Errorf("%q is a picture", name)
		}
	}
}
