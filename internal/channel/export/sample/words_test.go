package sample

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/channel/export"
)

func allWords(t testing.TB) *library {
	t.Helper()
	l, err := readLibrary()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// banned are words no shop should use of itself, words for shills, and what
// could lead to a real person, place or brand.
var banned = regexp.MustCompile(`最|第一|绝对|唯一|顶级|国家级|全网|史上|百分百|100%|保证|首选|万能|根治|治病|疗效|包治|永久|仅剩|手慢无|最后\d|速抢|秒杀|暴富|稳赚|` +
	`https?:|www\.|\.com|\d{5,}|路\d+号|\d+号楼|\d+栋|\d+单元|\d室|阳澄湖|五常|褚橙|佳沃|盒马|美团|淘宝|拼多多|京东|抖音|茅台|伊利|蒙牛|沃尔玛|永辉`)

var unfilled = regexp.MustCompile(`[{}()|]`)

func TestEveryWordToldIsFit(t *testing.T) {
	rec := told(t, 3, ordinaryDay)
	for _, g := range rec.Groups {
		if banned.MatchString(g.Name) {
			t.Errorf("a group is called %s", g.Name)
		}
	}
	for _, e := range rec.Events {
		if m := banned.FindString(e.Body); m != "" {
			t.Fatalf("%q holds %q", e.Body, m)
		}
		if unfilled.MatchString(e.Body) {
			t.Fatalf("%q was not filled in", e.Body)
		}
	}
}

// each calls fn with every phrase of the library as it is written.
func (l *library) each(fn func(where, phrase string)) {
	for kind, topics := range l.topics {
		for _, topic := range topics {
			for role, p := range topic.roles {
				for _, phrase := range p.phrases {
					fn(kind+" "+topic.name+" "+string(role), phrase)
				}
			}
		}
	}
	for name, p := range l.pools {
		for _, phrase := range p.phrases {
			fn(name, phrase)
		}
	}
}

func TestEveryPhraseIsFit(t *testing.T) {
	l := allWords(t)
	n, seen := 0, map[string]string{}
	l.each(func(where, phrase string) {
		n++
		if m := banned.FindString(phrase); m != "" {
			t.Errorf("%s: %q holds %q", where, phrase, m)
		}
		for seed := range uint64(20) {
			for _, season := range []string{"spring", "summer", "autumn", "winter"} {
				talk := newTalk(rand.New(rand.NewPCG(seed, 1)), l, season, int(seed)*hour)
				talk.about = []string{"", "cook", "plant"}[seed%3]
				got := talk.fill(phrase)
				if unfilled.MatchString(got) || strings.TrimSpace(got) != got || got == "" {
					t.Fatalf("%s: %q becomes %q", where, phrase, got)
				}
			}
		}
		if at := seen[phrase]; at == where {
			t.Errorf("%s: %q stands twice", where, phrase)
		}
		seen[phrase] = where
	})
	if n < 700 {
		t.Errorf("%d phrases", n)
	}
}

func TestTopicsHaveTheRolesTheyNeed(t *testing.T) {
	l := allWords(t)
	for kind, roles := range map[string]string{"ask": "qspf", "trouble": "csf", "talk": "orc"} {
		if len(l.topics[kind]) < 5 {
			t.Errorf("only %d topics of %s", len(l.topics[kind]), kind)
		}
		for _, topic := range l.topics[kind] {
			for _, role := range []byte(roles) {
				if topic.roles[role] == nil {
					t.Errorf("%s %s has no %c", kind, topic.name, role)
				}
			}
			if q, v := topic.roles['q'], topic.roles['v']; kind == "talk" && (q == nil) != (v == nil) || q != nil && v != nil && len(q.phrases) != len(v.phrases) {
				t.Errorf("talk %s has questions without their answers", topic.name)
			}
			for _, tag := range topic.tags {
				if !strings.Contains(" mums seniors workers kitchen spring summer autumn winter morning day night cook plant ", " "+tag+" ") {
					t.Errorf("%s %s fits %q, which nothing is", kind, topic.name, tag)
				}
			}
		}
	}
	for _, season := range []string{"spring", "summer", "autumn", "winter"} {
		n := 0
		for i := range l.goods {
			if g := &l.goods[i]; strings.Contains(strings.Join(g.seasons, " "), season) {
				n++
			}
		}
		if n < 3 {
			t.Errorf("%d goods of the %s", n, season)
		}
	}
}

func TestNamesDoNotCollide(t *testing.T) {
	l := allWords(t)
	w, err := newWorld(1, ordinaryDay)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range l.names {
		if seen[name] {
			t.Errorf("two people are called %s", name)
		}
		seen[name] = true
		for _, word := range []string{"店", "客服", "助手", "管理", "官方", "老师", "河边生鲜", "机器人"} {
			if strings.Contains(name, word) {
				t.Errorf("%s sounds like staff", name)
			}
		}
		if banned.MatchString(name) || len([]rune(name)) < 2 || len([]rune(name)) > 9 {
			t.Errorf("%s is no nickname", name)
		}
	}
	ids := map[string]int{}
	kinds := map[export.PersonKind]int{}
	for _, p := range w.everybody() {
		ids[string(p.id)]++
		kinds[p.kind]++
		if p.kind != export.Human && seen[p.name] {
			t.Errorf("%s is a neighbour's name too", p.name)
		}
		if ids[string(p.id)] > 1 {
			t.Errorf("the id %s is of two people", p.id)
		}
	}
	if kinds[export.Human] < 500 || kinds[export.Staff] != 6 || kinds[export.Bot] != 1 {
		t.Errorf("people of each kind: %v", kinds)
	}
}

func TestATalkSpeaksOfOneThing(t *testing.T) {
	l := allWords(t)
	for seed := range uint64(50) {
		for of := range 24 {
			talk := newTalk(rand.New(rand.NewPCG(uint64(of), 3)), l, "winter", of*hour)
			if got := talk.fill("{t}"); of >= 19 != (got == "明天上午十点") {
				t.Errorf("at %d o'clock a time to come is %s", of, got)
			}
			if got := talk.fill("{past}"); of < 11 != (got == "昨天") {
				t.Errorf("at %d o'clock a time gone is %s", of, got)
			}
		}
		for of, want := range map[int]string{10 * hour: "上午十点", 12*hour + 1800: "中午十二点半", 14 * hour: "下午两点", 18*hour + 1800: "傍晚六点半", 20 * hour: "傍晚八点"} {
			if got := clockWords(of); got != want {
				t.Errorf("%d is %s, want %s", of, got, want)
			}
		}
		talk := newTalk(rand.New(rand.NewPCG(seed, 2)), l, "autumn", 11*hour)
		if a, b := talk.fill("{g}{p}{t}{n}"), talk.fill("{g}{p}{t}{n}"); a != b {
			t.Errorf("first %q, then %q", a, b)
		}
		if talk.item().unit != talk.fill("{u}") || talk.second() == talk.item() {
			t.Errorf("%q is not the unit of %q, or there are not two things", talk.fill("{u}"), talk.fill("{g}"))
		}
	}
	for of := range 24 {
		talk := newTalk(rand.New(rand.NewPCG(uint64(of), 3)), l, "winter", of*hour)
		if got := talk.fill("{t}"); of >= 19 != (got == "明天上午十点") {
			t.Errorf("at %d o'clock a time to come is %s", of, got)
		}
		if got := talk.fill("{past}"); of < 11 != (got == "昨天") {
			t.Errorf("at %d o'clock a time gone is %s", of, got)
		}
	}
	for of, want := range map[int]string{10 * hour: "上午十点", 12*hour + 1800: "中午十二点半", 14 * hour: "下午两点", 18*hour + 1800: "傍晚六点半", 20 * hour: "傍晚八点"} {
		if got := clockWords(of); got != want {
			t.Errorf("%d is %s, want %s", of, got, want)
		}
	}
	talk := newTalk(rand.New(rand.NewPCG(1, 1)), l, "autumn", 11*hour)
	if got := talk.fill("({g}|{g})a("); got != talk.item().name+"a(" {
		t.Errorf("choices and an open bracket become %q", got)
	}
}

func TestWordsWithFaultsAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"q 没有小节":                  "line 1",
		"# ask x\nq 好\n没有角色":      "line 3",
		"# ask x\nq0 好":           "line 2",
		"# ask x\nqq 好":           "line 2",
		"# 说明\n也不在小节里":            "line 2",
		"# ask x\nq 好\n# 说明\nq 好": "line 4",
	} {
		l := &library{topics: map[string][]*topic{}, pools: map[string]*pool{}}
		if err := l.readTopics(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s named", text, err, want)
		}
	}
	for _, text := range []string{"菜|把|3|5|", "菜|把|三|5||", "菜|把|3|五||", "菜|把|5|3||"} {
		if _, err := readGoods(text); err == nil {
			t.Errorf("%q is taken for goods", text)
		}
	}
}

func FuzzReadTopics(f *testing.F) {
	f.Add("# ask stock\nq3 {g}还有(吗|没)\n\n# say a\n好")
	f.Add("# talk x winter\no 冷\nr2 是\n# 说明")
	f.Fuzz(func(t *testing.T, text string) {
		l := &library{topics: map[string][]*topic{}, pools: map[string]*pool{}}
		if l.readTopics(text) != nil {
			return
		}
		rng := rand.New(rand.NewPCG(1, 1))
		for _, topics := range l.topics {
			for _, topic := range topics {
				for role, p := range topic.roles {
					if p.draw(rng) == "" && len(p.phrases) == 0 {
						t.Errorf("%s has the role %c and nothing to say", topic.name, role)
					}
				}
			}
		}
	})
}

func FuzzFill(f *testing.F) {
	for _, s := range []string{"{g}还有(吗|没|)", "((a|b)|{n})", "{", "(|", "{{g}}", "{没有}"} {
		f.Add(s)
	}
	l := allWords(f)
	f.Fuzz(func(t *testing.T, phrase string) {
		a := newTalk(rand.New(rand.NewPCG(1, 1)), l, "summer", 11*hour).fill(phrase)
		b := newTalk(rand.New(rand.NewPCG(1, 1)), l, "summer", 11*hour).fill(phrase)
		if a != b {
			t.Errorf("%q becomes %q and %q by the same chance", phrase, a, b)
		}
		if !strings.ContainsAny(phrase, "({") && a != phrase {
			t.Errorf("%q becomes %q", phrase, a)
		}
	})
}
