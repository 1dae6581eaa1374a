package whatsapp

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

func text() export.Format   { return Formats()[0] }
func zipped() export.Format { return Formats()[1] }

func TestConform(t *testing.T) {
	for name, file := range map[string]string{
		"WhatsApp Chat with Allotment South.txt": "android.txt", "_chat.txt": "ios_zh.txt", "WhatsApp 与晨练的对话.txt": "us.txt",
	} {
		t.Run(file, func(t *testing.T) {
			exporttest.Conform(t, text(), exporttest.Sample{Name: name, Data: exporttest.Testdata(t, file)})
		})
	}
	t.Run("zip", func(t *testing.T) {
		exporttest.Conform(t, zipped(), exporttest.Sample{Name: "WhatsApp Chat - 晒谷场", Files: map[string][]byte{
			"_chat.txt": exporttest.Testdata(t, "ios_zh.txt"), "00000012-PHOTO-2024-03-02.jpg": []byte("\xff\xd8\xff"),
		}})
	})
}

func TestGolden(t *testing.T) {
	for file, name := range map[string]string{
		"android.txt": "WhatsApp Chat with Allotment South.txt", "ios_zh.txt": "_chat.txt", "us.txt": "WhatsApp 与晨练的对话.txt",
	} {
		rec := exporttest.Read(t, text(), name, exporttest.Testdata(t, file), export.Options{})
		exporttest.Golden(t, strings.TrimSuffix(file, ".txt")+".golden", exporttest.Told(rec), *update)
	}
}

func TestHeads(t *testing.T) {
	for line, want := range map[string]string{
		"13/02/2024, 09:05 - A: x":                   "13 2 2024 09:05:00 A: x",
		"2/13/24, 9:05 PM - A: x":                    "2 13 24 21:05:00 A: x",
		"2/13/24, 9:05\u202fPM - A: x":               "2 13 24 21:05:00 A: x",
		"2/13/24, 12:05 am - A: x":                   "2 13 24 00:05:00 A: x",
		"2/13/24, 12:05 p.m. - A: x":                 "2 13 24 12:05:00 A: x",
		"[13.02.24, 09:05:07] A: x":                  "13 2 24 09:05:07 A: x",
		"\u200e[13/02/2024, 09:05:07] A: \u200ex":    "13 2 2024 09:05:07 A: \u200ex",
		"[12.3.2022 klo 14.08.18] A: x":              "12 3 2022 14:08:18 A: x",
		"2024/3/2 上午12:05 - A: x":                    "2024 3 2 00:05:00 A: x",
		"2024/3/2 下午12:05 - A: x":                    "2024 3 2 12:05:00 A: x",
		"2024/3/2 中午12:05 - A: x":                    "2024 3 2 12:05:00 A: x",
		"2024/3/2 中午1:05 - A: x":                     "2024 3 2 13:05:00 A: x",
		"2024/3/2 凌晨3:05 - A: x":                     "2024 3 2 03:05:00 A: x",
		"2024/3/2 凌晨12:05 - A: x":                    "2024 3 2 00:05:00 A: x",
		"2024/3/2 晚上9:05 - A: x":                     "2024 3 2 21:05:00 A: x",
		"2024/3/2 下午15:05 - A: x":                    "2024 3 2 15:05:00 A: x",
		"[2024/3/2 星期六 晚上9:05:01] A: x":              "2024 3 2 21:05:01 A: x",
		"2024年3月2日 21:05 - A: x":                     "2024 3 2 21:05:00 A: x",
		"2024-03-02 21:05 - A: x":                    "2024 3 2 21:05:00 A: x",
		"13/02/2024, 09:05 - A joined":               "13 2 2024 09:05:00 A joined",
		"13/02/2024, 09:05 - ":                       "13 2 2024 09:05:00 ",
		"13/02/2024, 25:05 - A: x":                   "",
		"[13/02/2024, 09:05 - A: x":                  "",
		"13/02/2024, 09:05] A: x":                    "",
		"13/02/2024 the day we met - a story":        "",
		"[12:34:56] <nick> not this":                 "",
		"2024-03-02 21:05:00 昵称(10001)":              "",
		"- 13/02/2024, 09:05 - quoted in a message":  "",
		"Total 13/02/2024, 09:05 - A: quoted inside": "",
	} {
		h, ok := parseHead(line)
		got := ""
		if ok {
			got = fmt.Sprintf("%d %d %d %02d:%02d:%02d %s", h.part[0], h.part[1], h.part[2], h.hour, h.min, h.sec, h.rest)
		}
		if got != want {
			t.Errorf("%q reads as %q; want %q", line, got, want)
		}
	}
}

// read reads lines of a chat called G.
func read(t *testing.T, opt export.Options, lines ...string) *exporttest.Recorder {
	t.Helper()
	return exporttest.Read(t, text(), "WhatsApp Chat with G.txt", []byte(strings.Join(lines, "\n")), opt)
}

func TestTheWholeFileDecidesTheOrderOfDates(t *testing.T) {
	for name, c := range map[string]struct {
		dates   []string
		first   string // what the first date is
		assumed bool
		zone    *time.Location
	}{
		"a day over twelve, late":          {[]string{"1/2/24", "2/2/24", "25/2/24"}, "2024-02-01", false, nil},
		"a day over twelve in the middle":  {[]string{"1/2/24", "1/25/24"}, "2024-01-02", false, nil},
		"time that only goes on one way":   {[]string{"1/2/24", "2/2/24", "3/2/24", "1/3/24"}, "2024-02-01", false, nil},
		"time that goes on the other":      {[]string{"1/2/24", "1/3/24", "2/1/24", "2/2/24"}, "2024-01-02", false, nil},
		"a future that cannot be":          {[]string{"3/9/25", "2/10/25", "1/12/25"}, "2025-09-03", false, nil},
		"a year of four digits in front":   {[]string{"2024/1/2", "2024/1/3"}, "2024-01-02", false, nil},
		"a year of two digits in front":    {[]string{"24/1/30", "24/1/31", "24/2/1"}, "2024-01-30", false, nil},
		"nothing to tell by":               {[]string{"01/02/2024", "01/02/2024"}, "2024-02-01", true, nil},
		"nothing but the place":            {[]string{"01/02/2024", "01/02/2024"}, "2024-01-02", true, mustZone(t, "America/Chicago")},
		"one impossible line among many":   {[]string{"01/02/2024", "13/02/2024", "14/02/2024", "99/99/2024", "15/02/2024"}, "2024-02-01", false, nil},
		"one clock put back among the day": {[]string{"30/01/2024", "01/02/2024", "31/01/2024", "02/02/2024"}, "2024-01-30", false, nil},
		"years of the Buddhist era":        {[]string{"13/2/2567", "14/2/2567"}, "2024-02-13", false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var lines []string
			for _, d := range c.dates {
				lines = append(lines, d+", 12:00 - A: x")
			}
			zone := c.zone
			if zone == nil {
				zone = time.UTC
			}
			rec := read(t, export.Options{Zone: zone}, lines...)
			if len(rec.Events) == 0 {
				t.Fatalf("got %s", exporttest.Told(rec))
			}
			if got := rec.Events[0].At.In(zone).Format(time.DateOnly); got != c.first {
				t.Errorf("the first date is %s; want %s", got, c.first)
			}
			said := false
			for _, s := range rec.Skips {
				said = said || s.Line == 0
			}
			if said != c.assumed {
				t.Errorf("says that it assumed: %t; want %t", said, c.assumed)
			}
		})
	}
}

func mustZone(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("this machine has no time zone data: %v", err)
	}
	return zone
}

// Whatever the order of its parts, a file of messages in the order they were
// sent gives back the days they were sent on, once a month has passed a 12th.
func TestAnyOrderGivesBackTheDays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		layout := rapid.SampledFrom([]string{"2/1/06", "1/2/06", "02/01/2006", "01/02/2006", "2006/1/2", "2006-01-02", "2.1.06"}).Draw(rt, "layout")
		day := time.Date(2023, 1, rapid.IntRange(1, 28).Draw(rt, "first"), 0, 0, 0, 0, time.UTC)
		var days []string
		var b strings.Builder
		for _, step := range rapid.SliceOfN(rapid.IntRange(0, 9), 12, 40).Draw(rt, "steps") {
			day = day.AddDate(0, 0, step)
			days = append(days, day.Format(time.DateOnly))
			fmt.Fprintf(&b, "%s, 12:00 - A: x\n", day.Format(layout))
		}
		if len(days) == 0 || days[0][8:] <= "12" && days[len(days)-1][:7] == days[0][:7] && days[len(days)-1][8:] <= "12" {
			return // nothing tells
		}
		rec := exporttest.Read(t, text(), "x.txt", []byte(b.String()), export.Options{Zone: time.UTC})
		for i, e := range rec.Events {
			if got := e.At.Format(time.DateOnly); got != days[i] && len(rec.Skips) == 0 {
				rt.Fatalf("with %s line %d is %s; want %s\n%s", layout, i+1, got, days[i], b.String())
			}
		}
	})
}

func TestLinesOfTheSystem(t *testing.T) {
	for line, want := range map[string]string{
		"Ann added Bo":                                      "join |Ann > |Bo invite",
		"Ann added Bo, Cy and +1 555 010 0000":              "join |Ann > |Bo;|Cy;+15550100000|+1 555 010 0000 invite",
		"You added Bo":                                      "join self|You > |Bo invite",
		"Ann added you":                                     "join |Ann > self|you invite",
		"Bo was added":                                      "join  > |Bo ",
		"Bo joined using this group's invite link":          "join  > |Bo link",
		"Bo joined using an invite link":                    "join  > |Bo link",
		"Bo joined from the community":                      "join  > |Bo ",
		"Bo left":                                           "leave  > |Bo ",
		"Ann removed Bo":                                    "remove |Ann > |Bo ",
		"Bo was removed":                                    "remove  > |Bo ",
		"You were removed":                                  "remove  > self|You ",
		`Ann created group "Tea: late"`:                     "named |Ann >  Tea: late",
		`Ann changed the subject from "A: b" to "C: d"`:     "named |Ann >  C: d",
		`Ann changed the group name to “C”`:                 "named |Ann >  C",
		"Ann changed this group's icon":                     "notice  >  Ann changed this group's icon",
		"Ann removed this group's icon":                     "notice  >  Ann removed this group's icon",
		"Bo changed their phone number to a new number.":    "notice  >  Bo changed their phone number to a new number.",
		"Your security code with Bo changed. Tap to learn.": "notice  >  Your security code with Bo changed. Tap to learn.",
		"You're now an admin":                               "notice  >  You're now an admin",
		"Ann pinned a message":                              "notice  >  Ann pinned a message",
		"安添加了博":                                             "join |安 > |博 invite",
		"安 已添加 博、慈":                                         "join |安 > |博;|慈 invite",
		"您添加了博":                                             "join self|您 > |博 invite",
		"安将博加入群组":                                           "join |安 > |博 invite",
		"安邀请博加入群组":                                          "join |安 > |博 invite",
		"博使用此群组的邀请链接加入":                                     "join  > |博 link",
		"博 已透過此群組的邀請連結加入":                                   "join  > |博 link",
		"博加入了群组":                                            "join  > |博 ",
		"博已加入":                                              "join  > |博 ",
		"安新增了博":                                             "join |安 > |博 invite",
		"博退出了群组":                                            "leave  > |博 ",
		"博 已離開":                                             "leave  > |博 ",
		"安移除了博":                                             "remove |安 > |博 ",
		"安 已將 博 移出群組":                                       "remove |安 > |博 ",
		"博被安移出群组":                                           "remove |安 > |博 ",
		"安创建了群组“茶:晚”":                                       "named |安 >  茶:晚",
		"安 建立了群組「茶」":                                        "named |安 >  茶",
		"安将群组主题从“甲”更改为“乙”":                                  "named |安 >  乙",
		"安 已將群組名稱變更為「乙」":                                    "named |安 >  乙",
		"安更改了群组名称为“乙”":                                      "named |安 >  乙",
		"安更改了此群组的图标":                                        "notice  >  安更改了此群组的图标",
		"您现在是管理员":                                           "notice  >  您现在是管理员",
		"客服管理员退出了群组":                                        "leave  > |客服管理员 ",
		"安更换了手机号码":                                          "notice  >  安更换了手机号码",
		"消息和通话都进行端到端加密。":                                    "notice  >  消息和通话都进行端到端加密。",
	} {
		rec := read(t, export.Options{}, "13/02/2024, 09:05 - "+line)
		if len(rec.Events) != 1 {
			t.Errorf("%s: %s", line, exporttest.Told(rec))
			continue
		}
		e := rec.Events[0]
		kind := map[event.Kind]string{event.Join: "join", event.Leave: "leave", event.Remove: "remove", event.GroupRenamed: "named", event.Notice: "notice"}[e.Kind]
		if got := fmt.Sprintf("%s %s > %s %s", kind, exporttest.Actors(e.Actor), exporttest.Actors(e.Subjects...), e.Scene+e.Body); got != want {
			t.Errorf("%s\n reads %q\n want  %q", line, got, want)
		}
	}
}

func TestWhatPeopleWriteIsNoLineOfTheSystem(t *testing.T) {
	for _, words := range []string{"Ann left", "I added milk", "He said: Bo was removed", `"quoted: so" I thought`, "安退出了群组", "<b>bold</b>", "image", "图片"} {
		rec := read(t, export.Options{}, "13/02/2024, 09:05 - Ann: "+words)
		if e := rec.Events[0]; e.Kind != event.Message || e.Form != event.Text || e.Body != words || e.Actor.Name != "Ann" {
			t.Errorf("%q: %s", words, exporttest.Told(rec))
		}
	}
}

func TestForms(t *testing.T) {
	for words, want := range map[string]event.Form{
		"<Media omitted>": event.Picture, "<省略影音内容>": event.Picture, "<媒體已略去>": event.Picture,
		"image omitted": event.Picture, "video omitted": event.Video, "audio omitted": event.Voice, "sticker omitted": event.Sticker,
		"GIF omitted": event.Sticker, "Contact card omitted": event.Other, "plan.pdf • 3 pages document omitted": event.File,
		"图片已略去": event.Picture, "圖片已略去": event.Picture, "已略去视频": event.Video, "語音訊息已略去": event.Voice, "忽略图片": event.Picture,
		"<attached: 0001-PHOTO-2024.jpg>": event.Picture, "<附件:0002-AUDIO.opus>": event.Voice, "STK-1.webp (file attached)": event.Sticker,
		"VID-1.mp4 (文件附件)": event.Video, "a b.xlsx (檔案附件)": event.File, "Bo.vcf (file attached)": event.Other,
		"Location: https://maps.google.com/?q=1,2": event.Location, "位置: https://maps.google.com/?q=1,2": event.Location,
		"Missed voice call": event.Other, "未接语音通话": event.Other,
	} {
		rec := read(t, export.Options{}, "13/02/2024, 09:05 - Ann: \u200e"+words, "and a caption")
		if e := rec.Events[0]; e.Kind != event.Message || e.Form != want && want != event.Other || e.Body != "and a caption" && e.Form != event.Text {
			t.Errorf("%q: %s", words, exporttest.Told(rec))
		}
		rec = read(t, export.Options{}, "13/02/2024, 09:05 - Ann: \u200e"+words)
		if e := rec.Events[0]; e.Form != want || e.Body != "" {
			t.Errorf("%q alone: %s", words, exporttest.Told(rec))
		}
	}
}

func TestDeletedMessages(t *testing.T) {
	for _, words := range []string{"This message was deleted", "This message was deleted.", "You deleted this message", "此消息已删除", "您已删除此消息", "此訊息已刪除", "您刪除了此訊息", "这条消息已被删除", "This message was deleted by admin Bo."} {
		rec := read(t, export.Options{}, "13/02/2024, 09:05 - Ann: "+words)
		if e := rec.Events[0]; e.Kind != event.Delete || e.Actor.Name != "Ann" || e.Target != "" {
			t.Errorf("%q: %s", words, exporttest.Told(rec))
		}
	}
}

func TestPeople(t *testing.T) {
	for shown, want := range map[string]event.Actor{
		"Ann": {Name: "Ann"}, "~\u00a0Ann": {Name: "Ann"}, "\u202a+86 138 0000 0003\u202c": {ID: "+8613800000003", Name: "+86 138 0000 0003"},
		"+1 (555) 010-0000": {ID: "+15550100000", Name: "+1 (555) 010-0000"}, "007": {Name: "007"}, "2024": {Name: "2024"}, "You": {ID: "self", Name: "You"},
		"Room 12345678": {Name: "Room 12345678"},
	} {
		if got := person(shown); got != want {
			t.Errorf("%q is %+v; want %+v", shown, got, want)
		}
	}
}

func TestTitles(t *testing.T) {
	for name, want := range map[string]string{
		"WhatsApp Chat with Tea.txt": "Tea", "WhatsApp Chat - Tea.zip": "Tea", "WhatsApp 与晨练的对话.txt": "晨练", "與「晨練」的 WhatsApp 對話.txt": "晨練",
		"与“晨练”的 WhatsApp 聊天记录.txt": "晨练", "WhatsApp 對話 - 晨練.txt": "晨練", "「晨練」WhatsApp 對話.txt": "晨練", "notes.txt": "", "_chat.txt": "",
	} {
		if got := titleIn(stem(name)); got != want {
			t.Errorf("%q names %q; want %q", name, got, want)
		}
	}
}

func TestTheGroupsNameComesFromTheFileElseFromItsLines(t *testing.T) {
	const named = `13/02/2024, 09:05 - Ann created group "Tea"`
	for name, c := range map[string]struct{ file, line, want string }{
		"file":            {"WhatsApp Chat with Coffee.txt", named, "Coffee"},
		"lines":           {"_chat.txt", named, "Tea"},
		"second download": {"WhatsApp Chat with Tea (1).txt", named, "Tea"},
		"iPhone":          {"_chat.txt", "[13/02/2024, 09:05:00] Tea: \u200eMessages and calls are end-to-end encrypted.", "Tea"},
		"nothing":         {"saved.txt", "13/02/2024, 09:05 - Ann: x", "saved"},
	} {
		rec := exporttest.Read(t, text(), c.file, []byte(c.line), export.Options{})
		if len(rec.Groups) != 1 || rec.Groups[0].Name != c.want {
			t.Errorf("%s: %s", name, exporttest.Told(rec))
		}
	}
}

func TestTheSignedNoticesOfAnIPhone(t *testing.T) {
	rec := read(t, export.Options{},
		"[13/02/2024, 09:05:00] Tea: \u200eMessages and calls are end-to-end encrypted.",
		"[13/02/2024, 09:05:01] Tea: \u200eOnly new words nobody has met yet.",
		"[13/02/2024, 09:06:00] Ann: hello", "[13/02/2024, 09:06:00] Ann: \u200eimage omitted")
	if rec.Events[0].Kind != event.Notice || rec.Events[1].Kind != event.Notice || rec.Events[3].Form != event.Picture {
		t.Errorf("in a group: %s", exporttest.Told(rec))
	}
	rec = read(t, export.Options{},
		"[13/02/2024, 09:05:00] Ann: \u200eMessages and calls are end-to-end encrypted.",
		"[13/02/2024, 09:06:00] Ann: hello", "[13/02/2024, 09:06:00] Ann: \u200eimage omitted")
	if rec.Events[0].Kind != event.Notice || rec.Events[1].Kind != event.Message || rec.Events[2].Form != event.Picture {
		t.Errorf("between two, where the other one signs: %s", exporttest.Told(rec))
	}
}

func TestPastedHeadsOfAnotherStyleStayWords(t *testing.T) {
	rec := read(t, export.Options{}, "13/02/2024, 09:05 - Ann: look", "[1/2/24, 10:00:00 AM] Bo: pasted", "13/02/2024, 09:06 - Bo: ok")
	if len(rec.Events) != 2 || rec.Events[0].Body != "look\n[1/2/24, 10:00:00 AM] Bo: pasted" {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}

func TestABadLineCostsOnlyItself(t *testing.T) {
	rec := read(t, export.Options{}, "", "stray words", "more of them", "13/02/2024, 09:05 - Ann: a", "31/02/2024, 09:05 - Ann: b", "goes with it", "14/02/2024, 09:05 - Ann: c")
	if len(rec.Events) != 2 || len(rec.Skips) != 2 || rec.Skips[0].Line != 2 || rec.Skips[1].Line != 5 {
		t.Errorf("got %s", exporttest.Told(rec))
	}
	rec = read(t, export.Options{}, "nothing", "here")
	if fault.KindOf(rec.Err) != fault.Invalid || len(rec.Events) != 0 {
		t.Errorf("a file without messages: %s", exporttest.Told(rec))
	}
}

func TestALongMessageIsCutAndItsLengthKept(t *testing.T) {
	line := strings.Repeat("长", 50_000)
	rec := read(t, export.Options{}, "13/02/2024, 09:05 - Ann: "+line, line, line)
	e := rec.Events[0]
	if len(e.Body) > maxBody || e.Chars != 150_002 {
		t.Errorf("%d bytes kept, %d characters; want at most %d, and 150002", len(e.Body), e.Chars, maxBody)
	}
}

func TestOnlyOneChatMakesAnExportWithMedia(t *testing.T) {
	for want, names := range map[string][]string{
		"_chat.txt": {"_chat.txt", "a.jpg"}, "WhatsApp Chat with Tea.txt": {"WhatsApp Chat with Tea.txt", "readme.txt"},
		"": {"WhatsApp Chat with Tea.txt", "WhatsApp Chat with Milk.txt"},
	} {
		if got := inner(names); got != want {
			t.Errorf("of %v the chat is %q; want %q", names, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"android.txt", "ios_zh.txt", "us.txt"} {
		f.Add(exporttest.Beginning(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		exporttest.Survive(t, text(), exporttest.Memory("x.txt", data))
	})
}

func FuzzInterpret(f *testing.F) {
	f.Add("Ann added Bo")
	f.Add("安将群组主题从“甲”更改为“乙”")
	f.Fuzz(func(t *testing.T, line string) {
		if r, ok := interpret(line); !ok && r.kind != event.Notice {
			t.Errorf("%q fits no rule and is kind %d", line, r.kind)
		}
	})
}
