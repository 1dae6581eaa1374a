package house

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// village is an invented community: a few groups over some months, told by
// different programs, with the things that make histories hard to put together.
type village struct {
	people []villager
	rooms  []room
	lines  []line // in order of time; those of rooms that were left out tell of nothing
}

// villager is somebody; several may bear one name.
type villager struct {
	id, kind string
	names    []string // what they are called, the newest last
}

// room is a group and the way its history was written down.
type room struct {
	id, name string
	way      way
	stamped  bool // the export says when it was made
	ids      bool // messages carry ids, so that replies name them
	list     bool // the export lists all members; else only who runs the group
}

type way int

const (
	tsv way = iota // Huoshui archive
	lab            // ChatLab JSON
)

// line is one thing that happened.
type line struct {
	room, who int
	at        int64 // Unix seconds
	kind      string
	form      int // number of ChatLab
	text      string
	answers   int   // line that is answered, −1 for none
	refers    []int // people
	n         int   // place in the village's lines
}

var (
	villageStart = time.Date(2029, 9, 20, 0, 0, 0, 0, time.UTC).Unix()
	villageDays  = 95
	small        = []string{"好的", "收到", "哈哈", "哈哈", "1", "早呀", "今天河边风大", "我家孩子爱吃这个", "谢谢分享", "昨天做了红烧鱼,很香", "明天还下雨,记得收衣服"}
	asked        = []string{"明天几点到货?", "请问还有虾吗", "这个怎么保存", "多少钱一斤?", "能不能晚点取", "在哪里自提?", "有没有小份的"}
	told         = []string{"下午四点到,到了告诉大家", "有的,还剩六份", "放冷藏,两天内吃完", "一斤十八", "可以,留到八点", "桥头那家店", "有小份,半斤起"}
	posts        = []string{"【早市】今日到货:鲈鱼、青虾、豆腐,需要的接龙", "【晚市】最后十份豆腐,桥头自提", "本周三会员日,满五十减五,详情 https://example.com/a"}
)

// settle makes a village. The same seed makes the same one.
func settle(seed uint64) *village {
	r := rand.New(rand.NewPCG(seed, 7))
	v := &village{rooms: []room{
		{id: "10", name: "桥头一群", way: tsv}, {id: "9", name: "桥头二群", way: tsv}, {id: "b", name: "读书角", way: tsv},
		{id: "51@room", name: "鱼市邻居", way: lab, stamped: true, ids: true, list: true},
		{id: "52@room", name: "夜跑", way: lab, stamped: true},
		{id: "53@room", name: "团购", way: lab, list: true},
	}}
	names := []string{"阿岚", "小北", "小北", "大橙", "禾禾", "石头", "阿岚", "柳叶", "Momo", "船长", "豆子", "雨天"}
	for i, n := range names {
		p := villager{id: fmt.Sprintf("w%02d", i), kind: "person", names: []string{n}}
		if i%4 == 3 {
			p.names = append(p.names, n+"(搬家了)")
		}
		v.people = append(v.people, p)
	}
	v.people = append(v.people, villager{"shop", "staff", []string{"桥头店"}}, villager{"bell", "bot", []string{"报时"}})
	for i := range v.rooms {
		v.live(r, i)
	}
	slices.SortStableFunc(v.lines, func(a, b line) int { return cmp.Compare(a.at, b.at) })
	place := map[int]int{}
	for i := range v.lines {
		place[v.lines[i].n] = i
	}
	for i := range v.lines {
		l := &v.lines[i]
		l.n = i
		if l.answers >= 0 {
			l.answers = place[l.answers]
		}
	}
	return v
}

// live fills one room with what people of the village do.
func (v *village) live(r *rand.Rand, room int) {
	shop, bell, folk := len(v.people)-2, len(v.people)-1, len(v.people)-2
	regulars := r.Perm(folk)[:3+r.IntN(folk-3)]
	until := villageDays
	if r.IntN(3) == 0 {
		until = 20 + r.IntN(50) // a room that falls silent
	}
	add := func(l line) int {
		l.room, l.n = room, len(v.lines)
		v.lines = append(v.lines, l)
		return l.n
	}
	machine := r.IntN(2) == 0
	for day := range until {
		at := villageStart + int64(day)*86400
		moment := func() int64 { return at + int64(r.IntN(15*3600)) }
		if room != 2 {
			add(line{who: shop, at: at + 600 + int64(r.IntN(120)), kind: "msg", text: posts[r.IntN(len(posts))], answers: -1})
		}
		if machine {
			add(line{who: bell, at: at + 3600, kind: "msg", text: fmt.Sprintf("现在是第 %d 天八点整,祝大家安好", day), answers: -1})
		}
		for range r.IntN(5) {
			v.exchange(r, add, regulars, shop, moment())
		}
		if g := v.rooms[room]; g.way == lab && g.list && day == 30 {
			add(line{who: regulars[0], at: moment(), kind: "name", text: g.name + "(新)", answers: -1})
		}
		switch r.IntN(12) {
		case 0:
			if g := v.rooms[room]; g.way == tsv || g.list { // a system line's names are read by the members the file lists
				v.comings(r, add, regulars, moment())
			}
		case 1:
			add(line{who: regulars[0], at: moment(), kind: "msg", form: 1, text: "[图片]", answers: -1})
		case 2:
			v.chain(r, add, regulars, moment())
		}
	}
}

// exchange is a question and perhaps its answer, or small talk.
func (v *village) exchange(r *rand.Rand, add func(line) int, regulars []int, shop int, at int64) {
	who := regulars[r.IntN(len(regulars))]
	if r.IntN(3) > 0 {
		text := small[r.IntN(len(small))]
		add(line{who: who, at: at, kind: "msg", text: text, answers: -1})
		if r.IntN(6) == 0 { // said twice in one second, and meant twice
			add(line{who: who, at: at, kind: "msg", text: text, answers: -1})
		}
		return
	}
	i := r.IntN(len(asked))
	q := add(line{who: who, at: at, kind: "msg", text: asked[i], answers: -1})
	answering := shop
	if r.IntN(2) == 0 {
		answering = regulars[r.IntN(len(regulars))]
	}
	if r.IntN(4) > 0 {
		add(line{who: answering, at: at + 30 + int64(r.IntN(3000)), kind: "msg", form: 25, text: told[i], answers: q, refers: []int{who}})
	}
}

// comings are people invited, several at once, people leaving and being removed.
func (v *village) comings(r *rand.Rand, add func(line) int, regulars []int, at int64) {
	folk := len(v.people) - 2
	a, b := r.IntN(folk), r.IntN(folk)
	switch r.IntN(3) {
	case 0:
		add(line{who: regulars[0], at: at, kind: "join", refers: slices.Compact([]int{a, b}), answers: -1})
	case 1:
		add(line{who: a, at: at, kind: "part", answers: -1})
	default:
		add(line{who: regulars[0], at: at, kind: "kick", refers: []int{b}, answers: -1})
	}
}

// chain is a sign-up chain that grows.
func (v *village) chain(r *rand.Rand, add func(line) int, regulars []int, at int64) {
	text := "#接龙\n豆腐,桥头自提\n"
	for i := range 2 + r.IntN(3) {
		who := regulars[r.IntN(len(regulars))]
		text += fmt.Sprintf("\n%d. %s 一份", i+1, v.people[who].names[0])
		add(line{who: who, at: at + int64(i)*97, kind: "msg", text: text, answers: -1})
	}
}

// piece is a file or folder that tells of some of the village's lines.
type piece struct {
	rooms    []int
	from, to int64
	stamp    int64
}

// whole is the village in as few files as there are: one archive of all its
// rooms, and one ChatLab file for each of the others.
func (v *village) whole() []piece {
	end := villageStart + int64(villageDays)*86400 + 7200
	all := piece{from: 0, to: end, stamp: end}
	out := []piece{}
	for i, r := range v.rooms {
		if r.way == tsv {
			all.rooms = append(all.rooms, i)
		} else {
			out = append(out, piece{rooms: []int{i}, from: 0, to: end, stamp: end})
		}
	}
	return append(out, all)
}

// split cuts a village's files at random moments; neighbours may overlap. The
// last piece of each keeps the stamp of the whole.
func (v *village) split(r *rand.Rand) (out []piece) {
	for _, p := range v.whole() {
		cuts, lines := []int64{p.from, p.to}, v.of(p)
		for range r.IntN(4) { // between two lines: a file in which nobody speaks is refused
			if at := lines[r.IntN(len(lines))].at; at > lines[0].at {
				cuts = append(cuts, at)
			}
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		for i := range len(cuts) - 1 {
			q := piece{rooms: p.rooms, from: cuts[i], to: cuts[i+1], stamp: cuts[i+1]}
			if r.IntN(3) == 0 {
				q.from -= 5 * 86400
			}
			out = append(out, q)
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// of lists the lines a piece tells of.
func (v *village) of(p piece) (lines []line) {
	for _, l := range v.lines {
		if slices.Contains(p.rooms, l.room) && l.at >= p.from && l.at < p.to {
			lines = append(lines, l)
		}
	}
	return lines
}

// write puts a piece down below dir and returns its path.
func (v *village) write(t testing.TB, r *rand.Rand, dir string, p piece) string {
	t.Helper()
	path := filepath.Join(dir, fmt.Sprintf("piece-%d", r.Uint64()))
	lines := v.of(p)
	if v.rooms[p.rooms[0]].way == lab {
		path += ".json"
		put(t, path, v.chatlab(p, lines))
		return path
	}
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	put(t, filepath.Join(path, "namespace"), "riverside\n")
	put(t, filepath.Join(path, "messages.tsv"), v.archive(lines))
	groups, users := "group\tname\n", "user\tname\tkind\n"
	for _, i := range p.rooms {
		groups += v.rooms[i].id + "\t" + v.rooms[i].name + "\n"
	}
	for _, u := range v.people {
		users += u.id + "\t" + u.names[0] + "\t" + u.kind + "\n"
	}
	put(t, filepath.Join(path, "groups.tsv"), groups)
	put(t, filepath.Join(path, "users.tsv"), users)
	return path
}

func put(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// archive writes messages.tsv. A join of several people is several rows.
func (v *village) archive(lines []line) string {
	var b strings.Builder
	b.WriteString("group\ttime\tuser\tkind\tthread\trefers_to\tchars\ttext\n")
	row := func(l line, who int, refers []int) {
		var ids []string
		for _, p := range refers {
			ids = append(ids, v.people[p].id)
		}
		fmt.Fprintf(&b, "%s\t%d\t%s\t%s\t\t%s\t\t%s\n", v.rooms[l.room].id, l.at, v.people[who].id, l.kind, strings.Join(ids, ","),
			strings.ReplaceAll(l.text, "\n", `\n`))
	}
	for _, l := range lines {
		if l.kind != "join" {
			row(l, l.who, l.refers)
			continue
		}
		for _, p := range l.refers {
			row(l, p, []int{l.who})
		}
	}
	return b.String()
}

// chatlab writes a ChatLab file. People are called by their newer name in the
// second half of the time.
func (v *village) chatlab(p piece, lines []line) string {
	g := v.rooms[p.rooms[0]]
	called := func(who int, at int64) string {
		names := v.people[who].names
		return names[min(len(names)-1, int(2*(at-villageStart)/(int64(villageDays)*86400)))]
	}
	messages := []map[string]any{}
	for _, l := range lines {
		m := map[string]any{"sender": v.people[l.who].id, "accountName": called(l.who, l.at), "timestamp": l.at, "type": l.form, "content": l.text}
		if g.ids {
			m["platformMessageId"] = "m" + strconv.Itoa(l.n)
			if l.answers >= 0 {
				m["replyToMessageId"] = "m" + strconv.Itoa(l.answers)
			}
		}
		if l.kind != "msg" {
			m = map[string]any{"sender": "system", "accountName": "系统消息", "timestamp": l.at, "type": 80, "content": v.notice(l)}
		}
		messages = append(messages, m)
	}
	members := []map[string]any{{"platformId": "shop", "accountName": "桥头店", "roles": []map[string]string{{"id": "owner"}}}}
	for _, u := range v.people {
		if g.list && u.id != "shop" {
			members = append(members, map[string]any{"platformId": u.id, "accountName": u.names[0]})
		}
	}
	head := map[string]any{"version": "0.0.1"}
	if g.stamped {
		head["exportedAt"] = p.stamp
	}
	text, _ := json.Marshal(map[string]any{"chatlab": head, "messages": messages, "members": members, // strings and numbers marshal
		"meta": map[string]any{"name": g.name, "platform": "wechat", "type": "group", "groupId": g.id}})
	return string(text)
}

// notice is the system line that tells of a coming or going.
func (v *village) notice(l line) string {
	name := func(i int) string { return `"` + v.people[i].names[0] + `"` }
	switch l.kind {
	case "join":
		var in []string
		for _, i := range l.refers {
			in = append(in, v.people[i].names[0])
		}
		return name(l.who) + `邀请"` + strings.Join(in, "、") + `"加入了群聊`
	case "part":
		return name(l.who) + "退出了群聊"
	}
	if l.kind == "name" {
		return name(l.who) + `修改群名为“` + l.text + `”`
	}
	return name(l.who) + "将" + name(l.refers[0]) + "移出了群聊"
}
