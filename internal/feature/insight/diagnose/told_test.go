package diagnose_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/channel/export/known"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// room is a group as a test tells it. Days are counted back from T's day.
type room struct {
	t        testing.TB
	at       time.Time // T
	id, name string
	lines    []*saying
	kinds    map[string]string // of people, for archives: person, bot or staff
	dice     *rand.Rand
}

// saying is one line. Form is "" for text, else picture, sticker, chain, join,
// leave or rename.
type saying struct {
	at              time.Time
	who, form, text string
	to              *saying // the line it answers
}

// newRoom is a group judged at a time such as "2026-05-20 21:00" in Shanghai.
func newRoom(t testing.TB, id, at string) *room {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04:05"[:len(at)], at, mustZone(t, "Asia/Shanghai"))
	if err != nil {
		t.Fatal(err)
	}
	return &room{t: t, at: when, id: id, name: id, kinds: map[string]string{}, dice: rand.New(rand.NewPCG(uint64(len(id)), 20260520))}
}

// clock is a time of the day that lies days before T.
func (r *room) clock(days int, clock string) time.Time {
	r.t.Helper()
	layout := "2006-01-02 15:04:05"[:11+len(clock)]
	at, err := time.ParseInLocation(layout, r.at.AddDate(0, 0, -days).Format("2006-01-02 ")+clock, r.at.Location())
	if err != nil {
		r.t.Fatal(err)
	}
	return at
}

func (r *room) say(days int, clock, who, text string) *saying {
	return r.add(r.clock(days, clock), who, "", text)
}

func (r *room) add(at time.Time, who, form, text string) *saying {
	s := &saying{at: at, who: who, form: form, text: text}
	r.lines = append(r.lines, s)
	return s
}

// reply is what who writes minutes after s, quoting it.
func (r *room) reply(s *saying, minutes int, who, text string) *saying {
	a := r.add(s.at.Add(time.Duration(minutes)*time.Minute), who, "", text)
	a.to = s
	return a
}

// pick is one of words, by chance that is the same in every run.
func (r *room) pick(words []string) string { return words[r.dice.IntN(len(words))] }

func (r *room) sorted() []*saying {
	out := slices.Clone(r.lines)
	slices.SortStableFunc(out, func(a, b *saying) int { return a.at.Compare(b.at) })
	return out
}

// tsv keeps tabs and line breaks out of a field.
func tsv(s string) string { return strings.NewReplacer("\t", " ", "\n", `\n`).Replace(s) }

// rows are what an archive of rooms holds.
type rows struct{ groups, users, messages []string }

// archived writes rooms down as rows. Kinds are stated where a room states them.
func archived(rooms ...*room) (out rows) {
	met := map[string]bool{}
	for _, r := range rooms {
		out.groups = append(out.groups, r.id+"\t"+r.name)
		for _, s := range r.sorted() {
			if !met[s.who] {
				met[s.who] = true
				out.users = append(out.users, s.who+"\t"+s.who+"\t"+r.kinds[s.who])
			}
			kind, refers := "msg", ""
			if k, ok := map[string]string{"join": "join", "leave": "part"}[s.form]; ok {
				kind = k
			}
			if s.to != nil {
				refers = s.to.who
			}
			out.messages = append(out.messages, fmt.Sprintf("%s\t%d\t%s\t%s\t\t%s\t%d\t%s", r.id, s.at.Unix(), s.who, kind, refers, len([]rune(s.text)), tsv(s.text)))
		}
	}
	return out
}

// folder is an archive of rows.
func (r rows) folder(t testing.TB) *export.Source {
	t.Helper()
	file := func(head string, lines []string) []byte {
		return []byte(head + "\n" + strings.Join(lines, "\n") + "\n")
	}
	return exporttest.Folder(t, "archive", map[string][]byte{"groups.tsv": file("group\tname", r.groups), "users.tsv": file("user\tname\tkind", r.users),
		"messages.tsv": file("group\ttime\tuser\tkind\tthread\trefers_to\tchars\ttext", r.messages)})
}

// archive writes rooms as a Huoshui archive.
func archive(t testing.TB, rooms ...*room) *export.Source {
	t.Helper()
	return archived(rooms...).folder(t)
}

// wechat writes rooms as a WeChat export in one JSON array.
func wechat(t testing.TB, self string, rooms ...*room) *export.Source {
	t.Helper()
	var rows []map[string]any
	for _, r := range rooms {
		for i, s := range r.sorted() {
			row := map[string]any{"seq": s.at.UnixMilli() + int64(i%1000), "time": s.at.Format(time.RFC3339), "talker": r.id + "@chatroom", "talkerName": r.name, "isChatRoom": true,
				"sender": "wxid_" + s.who, "senderName": s.who, "isSelf": s.who == self, "type": 1, "subType": 0, "content": s.text}
			switch s.form {
			case "picture":
				row["type"], row["content"] = 3, ""
			case "sticker":
				row["type"], row["content"] = 47, ""
			case "chain":
				row["type"], row["subType"] = 49, 53
			case "rename":
				row["type"], row["sender"], row["senderName"], row["content"] = 10000, "系统消息", "", fmt.Sprintf("\"%s\"修改群名为“%s”", s.who, s.text)
			}
			if s.to != nil {
				row["type"], row["subType"] = 49, 57
				row["contents"] = map[string]any{"refer": map[string]any{"time": s.to.at.Format(time.RFC3339), "sender": "wxid_" + s.to.who, "senderName": s.to.who}}
			}
			rows = append(rows, row)
		}
	}
	return jsonFile(t, "wechat.json", rows)
}

// chatlab writes one room with the time it was exported.
func chatlab(t testing.TB, r *room, exported time.Time) *export.Source {
	t.Helper()
	var members, messages []map[string]any
	met := map[string]bool{}
	for i, s := range r.sorted() {
		if !met[s.who] {
			met[s.who] = true
			members = append(members, map[string]any{"platformId": s.who, "accountName": s.who})
		}
		messages = append(messages, map[string]any{"platformMessageId": fmt.Sprint("m", i), "sender": s.who, "accountName": s.who, "timestamp": s.at.Unix(), "type": 0, "content": s.text})
	}
	return jsonFile(t, "chatlab.json", map[string]any{"chatlab": map[string]any{"version": "0.0.2", "exportedAt": exported.Unix()},
		"meta": map[string]any{"name": r.name, "platform": "wechat", "type": "group", "groupId": r.id}, "members": members, "messages": messages})
}

func jsonFile(t testing.TB, name string, v any) *export.Source {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return exporttest.File(t, name, b)
}

// table writes one room as a table with Chinese column names.
func table(t testing.TB, r *room) *export.Source {
	t.Helper()
	text := "时间,昵称,内容,类型,群名\n"
	for _, s := range r.sorted() {
		kind := map[string]string{"": "文本", "picture": "图片", "sticker": "表情", "chain": "接龙", "join": "入群", "leave": "退群"}[s.form]
		text += fmt.Sprintf("%s,%s,%q,%s,%s\n", s.at.Format(time.DateTime), s.who, s.text, kind, r.name)
	}
	return exporttest.File(t, "table.csv", []byte(text))
}

// judge reads sources and judges them, a day after the latest T a test tells.
func judge(t testing.TB, opt diagnose.Options, sources ...*export.Source) (*diagnose.Diagnosis, *measure.Report) {
	t.Helper()
	opt.Zone = mustZone(t, "Asia/Shanghai")
	now := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
	book := diagnose.NewBook(now, opt.AsOf)
	reading := export.Options{Zone: opt.Zone, Now: now, Namespace: "one"} // parts of one archive name the same people
	if _, err := export.ReadSources(t.Context(), sources, known.Formats(), reading, book, nil); err != nil {
		t.Fatal(err)
	}
	d, err := book.Judge(t.Context(), opt, models(t))
	if err != nil {
		t.Fatal(err)
	}
	return d, d.Report()
}

func want[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// wantWithin claims that a figure is known and lies between two bounds.
func wantWithin(t testing.TB, what string, got *float64, low, high float64) {
	t.Helper()
	if got == nil || *got < low || *got > high {
		t.Errorf("%s: got %s, want %v to %v", what, shown(got), low, high)
	}
}

func shown(v *float64) string {
	if v == nil {
		return "unknown"
	}
	return fmt.Sprint(*v)
}
