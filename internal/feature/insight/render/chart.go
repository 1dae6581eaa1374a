package render

import (
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// chartWidth is the width of every large chart. Letters of 12 units stay
// readable where a phone shows it at four fifths.
const chartWidth = 440

var (
	axisMonths  = text("个月", "個月", "months")
	atRiskLabel = text("还看着", "還看著", "watched")
	equalLabel  = text("人人一样多", "人人一樣多", "all alike")
	thumb90     = text("90% 只看", "90% 只看", "90% look on")
	thumb9      = text("9% 接话", "9% 接話", "9% join")
	thumb1      = text("1% 起头", "1% 起頭", "1% start")
	topPoint    = text("前 %[1]s 说了 %[2]s", "前 %[1]s 說了 %[2]s", "top %[1]s: %[2]s")
	axisPeople  = text("说过话的人,从说得最少到最多", "說過話的人,從說得最少到最多", "people who spoke, from least to most")
)

// survivalChart draws the curve with its interval and how many groups are
// still watched; empty where there is no curve.
func (s *story) survivalChart() template.HTML {
	w := s.d.Whole
	if len(w.Curve) == 0 || len(w.Survival) == 0 {
		return ""
	}
	end := 3.0
	for _, p := range w.Survival {
		if p.AtRisk > 0 {
			end = max(end, float64(p.Months))
		}
	}
	end = max(end, min(w.Curve[len(w.Curve)-1].Months, 36))
	f := frame{54, 16, chartWidth - 54 - 14, 210, end}
	d := draw("chart", chartWidth, 270, s.survival())
	d.shareGrid(f)
	var top, bottom, middle []point
	add := func(to *[]point, x, y float64) {
		if n := len(*to); n > 0 {
			*to = append(*to, point{x, (*to)[n-1].y})
		}
		*to = append(*to, point{x, y})
	}
	for _, st := range w.Curve {
		if st.Months > end {
			break
		}
		add(&middle, f.x(st.Months), f.y(st.Share))
		add(&top, f.x(st.Months), f.y(st.High))
		add(&bottom, f.x(st.Months), f.y(st.Low))
	}
	for _, ps := range []*[]point{&middle, &top, &bottom} {
		*ps = append(*ps, point{f.x(end), (*ps)[len(*ps)-1].y})
	}
	band := top
	for i := len(bottom) - 1; i >= 0; i-- {
		band = append(band, bottom[i])
	}
	d.path("band", polyline(band)+"Z")
	d.path("curve", polyline(middle))
	s.survivalMarks(d, f, end)
	return d.done()
}

// survivalMarks labels the months people ask about, where there is room.
func (s *story) survivalMarks(d *drawing, f frame, end float64) {
	d.text("tick", "end", f.left-6, f.y(0)+20, s.say(axisMonths))
	d.text("tick", "end", f.left-6, f.y(0)+38, s.say(atRiskLabel))
	taken := -100.0
	for _, p := range s.d.Whole.Survival {
		x := f.x(float64(p.Months))
		if float64(p.Months) > end {
			break
		}
		d.circle("dot", x, f.y(p.Share), 3.5)
		if x-taken < 34 || p.AtRisk == 0 {
			continue
		}
		taken = x
		anchor, lx := "start", x+5
		if x > f.left+f.width-50 {
			anchor, lx = "end", x-5
		}
		d.text("mark", anchor, lx, f.y(p.High)-7, percent(p.Share))
		d.line("axis", x, f.y(0), x, f.y(0)+4)
		month := strconv.Itoa(p.Months)
		d.text("tick", "middle", x, f.y(0)+20, month)
		d.text("tick", "middle", x, f.y(0)+38, number(p.AtRisk))
	}
}

// heatChart draws the hours of the week.
func (s *story) heatChart() template.HTML {
	cells, most := s.heat()
	if most == 0 {
		return ""
	}
	const left, top, size, gap = 46, 4, 16, 1.6
	d := draw("chart heat", chartWidth, top+7*size+22, s.liveliest())
	var paths [5]strings.Builder
	for day := range cells {
		d.text("tick", "end", left-8, top+float64(day)*size+12, s.shortWeekday(day))
		for h, n := range cells[day] {
			cell(&paths[level(n, most)], left+float64(h)*size, top+float64(day)*size, size-gap)
		}
	}
	for i := range paths {
		d.path("h"+strconv.Itoa(i), paths[i].String())
	}
	for h := 0; h <= 24; h += 6 {
		d.text("tick", "middle", left+float64(h)*size, top+7*size+15, strconv.Itoa(h))
	}
	return d.done()
}

// shortWeekday is the weekday as a chart has room for.
func (s *story) shortWeekday(day int) string {
	name := s.say(weekdays[day])
	if len(name) > 3 && name[0] < 0x80 {
		return name[:3]
	}
	return name
}

func cell(b *strings.Builder, x, y, size float64) {
	b.WriteString("M" + px(x) + " " + px(y) + "h" + px(size) + "v" + px(size) + "h-" + px(size) + "z")
}

// level is how dark n is among most: 0 for none, 4 for the darkest. The root
// keeps quiet hours visible beside a loud one.
func level(n, most int) int {
	if n == 0 {
		return 0
	}
	return min(4, 1+int(4*math.Sqrt(float64(n)/float64(most))-1e-9))
}

// hoursStrip draws the hours of the day of one group.
func hoursStrip(hours [24]int) template.HTML {
	most := 0
	for _, n := range hours {
		most = max(most, n)
	}
	if most == 0 {
		return ""
	}
	d := draw("strip", 288, 30, "")
	var paths [5]strings.Builder
	for h, n := range hours {
		cell(&paths[level(n, most)], float64(12*h), 0, 11)
	}
	for i := range paths {
		if paths[i].Len() > 0 {
			d.path("h"+strconv.Itoa(i), paths[i].String())
		}
	}
	for h := 0; h < 24; h += 6 {
		d.text("tick", "start", float64(12*h), 26, strconv.Itoa(h))
	}
	return d.done()
}

// spark draws the people of each of 28 days; empty where nobody spoke.
func spark(f *measure.Figures, label string) template.HTML {
	_, most := sparkline(f)
	if most == 0 {
		return ""
	}
	d := stretched("spark", 112, 24, label)
	var b strings.Builder
	for i, t := range f.Spark {
		if t.People > 0 {
			b.WriteString("M" + strconv.Itoa(4*i+2) + " 24v-" + px(max(2, 23*float64(t.People)/float64(most))))
		}
	}
	d.path("", b.String())
	return d.done()
}

// lorenzChart draws how much the busiest say, with the rule of thumb behind.
func (s *story) lorenzChart() template.HTML {
	c := s.d.Whole.Concentration
	if c == nil || len(c.Lorenz) < 2 {
		return ""
	}
	f := frame{44, 30, chartWidth - 44 - 18, 226, 1}
	d := draw("chart", chartWidth, 294, s.shares())
	d.shareGrid(f)
	d.line("guide", f.x(.9), f.y(0), f.x(.9), f.top-8)
	d.line("guide", f.x(.99), f.y(0), f.x(.99), f.top-8)
	d.text("tick", "middle", f.x(.45), f.top-12, s.say(thumb90))
	d.text("tick", "end", f.x(.985), f.top-12, s.say(thumb9)+" · "+s.say(thumb1))
	d.line("equal", f.x(0), f.y(0), f.x(1), f.y(1))
	d.text("tick", "end", f.x(.34), f.y(.38), s.say(equalLabel))
	var curve []point
	for _, p := range c.Lorenz {
		curve = append(curve, point{f.x(p[0]), f.y(p[1])})
	}
	d.path("band", polyline(curve)+"L"+px(f.x(1))+" "+px(f.y(0))+"Z")
	d.path("curve", polyline(curve))
	at10 := min(f.y(1-c.Top10)-2, f.y(0)-8)
	at1 := min(f.y(1-c.Top1)-2, at10-16)
	d.circle("dot", f.x(.9), f.y(1-c.Top10), 3.5)
	d.circle("dot", f.x(.99), f.y(1-c.Top1), 3.5)
	d.text("mark", "end", f.x(.9)-8, at10, s.say(topPoint, "10%", percent(c.Top10)))
	d.text("mark", "end", f.x(.9)-8, at1, s.say(topPoint, "1%", percent(c.Top1)))
	d.text("tick", "end", f.left+f.width, f.y(0)+20, s.say(axisPeople))
	return d.done()
}
