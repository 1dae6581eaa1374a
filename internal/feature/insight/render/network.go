package render

import (
	"cmp"
	"html"
	"html/template"
	"math"
	"slices"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// networkNodes is how many people the network shows at most.
const networkNodes = 40

var (
	networkTitle = text("近 28 天有 %[1]s互相接话;接得最多的是「%[2]s」,%[3]s 次", "近 28 天有 %[1]s互相接話;接得最多的是「%[2]s」,%[3]s 次", "%[1]s answered each other in 28 days; %[2]s answered most, %[3]s {time|times}")
	networkOne   = text("%s 个人", "%s 個人", "%s {person|people}")
	networkNone  = text("近 28 天没有谁回谁", "近 28 天沒有誰回誰", "Nobody answered anybody in the last 28 days")
	networkNote  = text("画的是接话最多的 %[1]s 个人。实线写明了回谁,虚线多半靠推断(共 %[2]s 是推断的)。方块是工作人员,空心是机器人。", "畫的是接話最多的 %[1]s 個人。實線寫明了回誰,虛線多半靠推斷(共 %[2]s 是推斷的)。方塊是工作人員,空心是機器人。", "The %[1]s people with most answers. Solid lines say whom they answer, dashed ones are mostly inferred (%[2]s in all). Squares are staff, hollow circles bots.")
)

// web is who answers whom over all groups in 28 days.
type web struct {
	people   int // who answered or were answered
	most     uint32
	mostN    int
	answers  int
	inferred int
	nodes    []node // the busiest, those with most answers first
	ties     []tie  // among them, strongest first
}

type node struct {
	member   uint32
	standing measure.Standing
	messages int
	answers  int // given and got
	at       point
	r        float64
}

type tie struct{ from, to, n, inferred int } // from and to are indexes of nodes

// webOf joins the ties of all groups.
func (s *story) webOf() web {
	type pair struct{ from, to uint32 }
	ties, degree, given := map[pair]*measure.Edge{}, map[uint32]int{}, map[uint32]int{}
	var w web
	for _, f := range s.d.Figures {
		for _, e := range f.Edges {
			t := ties[pair{e.From, e.To}]
			if t == nil {
				t = &measure.Edge{From: e.From, To: e.To}
				ties[pair{e.From, e.To}] = t
			}
			t.N, t.Inferred = t.N+e.N, t.Inferred+e.Inferred
			degree[e.From] += e.N
			degree[e.To] += e.N
			given[e.From] += e.N
			w.answers, w.inferred = w.answers+e.N, w.inferred+e.Inferred
		}
	}
	w.people = len(degree)
	for m, n := range given {
		if n > w.mostN || n == w.mostN && s.between(m, w.most) < 0 {
			w.most, w.mostN = m, n
		}
	}
	index := map[uint32]int{}
	for m, n := range degree {
		w.nodes = append(w.nodes, node{member: m, answers: n})
	}
	slices.SortFunc(w.nodes, func(a, b node) int { return cmp.Or(cmp.Compare(b.answers, a.answers), s.between(a.member, b.member)) })
	w.nodes = w.nodes[:min(len(w.nodes), networkNodes)]
	for i, n := range w.nodes {
		index[n.member] = i
	}
	s.weigh(w.nodes, index)
	for p, e := range ties {
		from, ok1 := index[p.from]
		to, ok2 := index[p.to]
		if ok1 && ok2 && from != to {
			w.ties = append(w.ties, tie{from, to, e.N, e.Inferred})
		}
	}
	slices.SortFunc(w.ties, func(a, b tie) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	return w
}

// between orders members in a way that does not hang on their numbering,
// which follows the order of the files, where their names differ.
func (s *story) between(a, b uint32) int {
	return cmp.Or(cmp.Compare(s.d.Name(a), s.d.Name(b)), cmp.Compare(a, b))
}

// weigh fills in what the people of nodes wrote and what they are.
func (s *story) weigh(nodes []node, index map[uint32]int) {
	for _, f := range s.d.Figures {
		for _, a := range f.Authors {
			if i, ok := index[a.Member]; ok {
				nodes[i].messages += a.N
				nodes[i].standing = max(nodes[i].standing, a.Standing)
			}
		}
	}
	most := 1
	for _, n := range nodes {
		most = max(most, n.messages, n.answers)
	}
	for i := range nodes {
		nodes[i].r = 3.5 + 11*math.Sqrt(float64(max(nodes[i].messages, nodes[i].answers))/float64(most))
	}
}

// title says what the network shows.
func (w *web) title(s *story) string {
	if w.people == 0 {
		return s.say(networkNone)
	}
	return s.say(networkTitle, s.say(networkOne, number(w.people)), s.member(w.most), number(w.mostN))
}

func (w *web) note() i18n.Message {
	return networkNote.With(number(len(w.nodes)), percent(share(w.inferred, w.answers)))
}

// chart draws the network.
func (w *web) chart(s *story) template.HTML {
	if len(w.nodes) < 2 || len(w.ties) == 0 {
		return ""
	}
	const height = 400
	w.layout(chartWidth, height)
	d := draw("chart web", chartWidth, height, w.title(s))
	strongest := float64(w.ties[0].n)
	for i := range w.ties {
		t := &w.ties[i]
		class := "tie"
		if 2*t.inferred > t.n {
			class = "tie guess"
		}
		a, b := w.nodes[t.from].at, w.nodes[t.to].at
		d.add(`<line class="`, class, `" x1="`, px(a.x), `" y1="`, px(a.y), `" x2="`, px(b.x), `" y2="`, px(b.y),
			`" stroke-width="`, px(.7+3*math.Sqrt(float64(t.n)/strongest)), `"/>`)
	}
	for i := range w.nodes {
		n := &w.nodes[i]
		name := html.EscapeString(s.member(n.member))
		switch n.standing {
		case measure.Staff:
			d.add(`<rect class="node staff" x="`, px(n.at.x-n.r*.9), `" y="`, px(n.at.y-n.r*.9), `" width="`, px(1.8*n.r), `" height="`, px(1.8*n.r), `" rx="2">`)
		case measure.Bot:
			d.add(`<circle class="node bot"`)
		default:
			d.add(`<circle class="node"`)
		}
		if n.standing != measure.Staff {
			d.add(` cx="`, px(n.at.x), `" cy="`, px(n.at.y), `" r="`, px(n.r), `">`)
		}
		d.add(`<title>`, name, ` `, strconv.Itoa(n.messages), `</title>`, closing(n.standing))
	}
	w.labels(s, d, chartWidth, height)
	return d.done()
}

func closing(st measure.Standing) string {
	if st == measure.Staff {
		return `</rect>`
	}
	return `</circle>`
}

// box is where something was drawn.
type box struct{ x1, y1, x2, y2 float64 }

func (b box) meets(o box) bool { return b.x1 < o.x2 && o.x1 < b.x2 && b.y1 < o.y2 && o.y1 < b.y2 }

// labels names the busiest people, as long as the names find room.
func (w *web) labels(s *story, d *drawing, width, height float64) {
	var taken []box
	for _, n := range w.nodes {
		taken = append(taken, box{n.at.x - n.r, n.at.y - n.r, n.at.x + n.r, n.at.y + n.r})
	}
	for i, n := range w.nodes {
		name := cutColumns(s.member(n.member), 14)
		wide := 5.8*float64(columns(name)) + 2
		for _, p := range []struct {
			anchor string
			x, y   float64
			left   float64
		}{
			{"middle", n.at.x, n.at.y - n.r - 4, n.at.x - wide/2},
			{"middle", n.at.x, n.at.y + n.r + 12, n.at.x - wide/2},
			{"start", n.at.x + n.r + 3, n.at.y + 4, n.at.x + n.r + 3},
			{"end", n.at.x - n.r - 3, n.at.y + 4, n.at.x - n.r - 3 - wide},
		} {
			b := box{p.left, p.y - 10, p.left + wide, p.y + 2}
			if b.x1 < 0 || b.x2 > width || b.y1 < 0 || b.y2 > height || slices.ContainsFunc(taken, b.meets) {
				continue
			}
			taken = append(taken, b)
			class := "name"
			if i < 5 {
				class = "name first"
			}
			d.text(class, p.anchor, p.x, p.y, name)
			break
		}
	}
}
