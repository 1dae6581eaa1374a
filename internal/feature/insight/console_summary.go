package insight

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// living are the states of groups that still live.
var living = [...]measure.State{measure.Thriving, measure.Steady, measure.Forming, measure.Fading, measure.QuietBuying}

// portfolio says in a sentence how many groups live.
func (t teller) portfolio(c *counts) string {
	alive, heard := 0, c.heard()
	for _, s := range living {
		alive += c.States[s]
	}
	head := t.say(someAlive, ofGroups.of(heard), commas(alive))
	switch {
	case heard == 0:
		return t.say(allUnheard, ofGroups.of(c.Groups)) + t.say(fullStop)
	case alive == heard:
		head = t.say(allAlive, ofGroups.of(heard))
	case alive == 0:
		head = t.say(noneAlive, ofGroups.of(heard))
	}
	var rest []string
	for _, one := range []struct {
		state measure.State
		text  i18n.Text
	}{{measure.Fading, areFading}, {measure.Dormant, areDormant}, {measure.Dead, areDead}, {measure.Empty, areEmpty}, {measure.Ended, areEnded}} {
		if n := c.States[one.state]; n > 0 {
			rest = append(rest, t.say(one.text, commas(n)))
		}
	}
	if len(rest) > 0 {
		head += t.say(semicolon) + joined(t.lang, rest)
	}
	unheard := ""
	if n := c.States[measure.Unheard]; n > 0 {
		unheard = t.say(areUnheard, ofGroups.of(n))
	}
	return t.sentences(head+t.say(fullStop), unheard)
}

// census says how often people spoke lately: each class with its share.
func (t teller) census(c *counts) []censusLine {
	var out []censusLine
	for _, one := range []struct {
		class       measure.Census
		label, mean i18n.Text
	}{{measure.All7, censusAll7, meansAll7}, {measure.Occasional, censusOccasional, meansOccasional}, {measure.Silent, censusSilent, meansSilent}} {
		n := c.Census[one.class]
		of := float64(n) / float64(max(1, c.heard()))
		out = append(out, censusLine{Label: t.say(one.label), Means: t.say(one.mean), N: commas(n), Share: share(of),
			Width: math.Round(of*1000) / 10, Class: string(one.class)})
	}
	return out
}

// curveView is the survival curve: the sentence it proves, a drawing for first
// paint, data for the chart and the numbers as a table.
type curveView struct {
	Says       string
	Line, Band string // paths of the drawing
	Ticks      []curveTick
	Data       curveData
	Points     []curvePoint
}

type curveTick struct {
	X     float64
	Label string
}

// curveData is what the chart is drawn from: [months, share, low, high].
type curveData struct {
	Steps [][4]float64 `json:"steps"`
	Words struct {
		Months string `json:"months"`
		Share  string `json:"share"`
		Range  string `json:"range"`
	} `json:"words"`
}

type curvePoint struct{ Months, Share, Range, AtRisk string }

// The drawing of the curve is this wide and high.
const curveWidth, curveHeight = 480.0, 160.0

// survival shows the curve; nil where there are too few groups for one.
func (t teller) survival(w *wholeBrief) *curveView {
	var seen []measure.Survival
	for _, s := range w.Survival {
		if s.AtRisk > 0 { // beyond the last group observed the curve knows nothing
			seen = append(seen, s)
		}
	}
	if len(w.Curve) < 2 || len(seen) == 0 {
		return nil
	}
	curve := w.Curve
	if last := seen[len(seen)-1]; float64(last.Months) > curve[len(curve)-1].Months { // groups were observed beyond the last that died
		curve = append(slices.Clone(curve), measure.Step{Months: float64(last.Months), Share: last.Share, Low: last.Low, High: last.High})
	}
	v := &curveView{Says: t.survivalSays(seen)}
	for _, s := range curve {
		v.Data.Steps = append(v.Data.Steps, [4]float64{places(s.Months, 2), places(s.Share, 4), places(s.Low, 4), places(s.High, 4)})
	}
	v.Data.Words.Months, v.Data.Words.Share, v.Data.Words.Range = t.say(curveMonths), t.say(curveShare), t.say(curveRange)
	for _, s := range seen {
		v.Points = append(v.Points, curvePoint{t.tell(ofMonths.of(s.Months)), share(s.Share), share(s.Low) + " – " + share(s.High), commas(s.AtRisk)})
	}
	v.draw(curve)
	return v
}

func places(x float64, n int) float64 {
	p := math.Pow(10, float64(n))
	return math.Round(x*p) / p
}

// survivalSays picks the mark nearest to half of the groups being gone, which
// people remember, and says it with its interval.
func (t teller) survivalSays(all []measure.Survival) string {
	best := all[0]
	for _, s := range all {
		if math.Abs(s.Share-.5) < math.Abs(best.Share-.5) {
			best = s
		}
	}
	return t.say(survivalSays, ofMonths.of(best.Months), share(best.Share), share(best.Low), share(best.High))
}

// draw makes the paths: the line falls in steps, and so does the band.
func (v *curveView) draw(curve []measure.Step) {
	end := curve[len(curve)-1].Months
	x := func(months float64) string { return coordinate(months / end * curveWidth) }
	y := func(share float64) string { return coordinate(curveHeight * (1 - share)) }
	var line, up strings.Builder
	line.WriteString("M0 " + y(curve[0].Share))
	up.WriteString("M0 " + y(curve[0].High))
	for _, s := range curve[1:] {
		line.WriteString("H" + x(s.Months) + "V" + y(s.Share))
		up.WriteString("H" + x(s.Months) + "V" + y(s.High))
	}
	last := len(curve) - 1
	up.WriteString("V" + y(curve[last].Low))
	for i := last; i > 0; i-- {
		up.WriteString("V" + y(curve[i].Low) + "H" + x(curve[i].Months) + "V" + y(curve[i-1].Low))
	}
	up.WriteString("H0Z")
	v.Line, v.Band = line.String(), up.String()
	for _, m := range []int{0, 3, 6, 12, 24, 36, 48, 60, 72, 84, 96} {
		at := float64(m) / end * curveWidth
		if at <= curveWidth && (len(v.Ticks) == 0 || at-v.Ticks[len(v.Ticks)-1].X > 40) {
			v.Ticks = append(v.Ticks, curveTick{places(at, 1), strconv.Itoa(m)})
		}
	}
}

func coordinate(x float64) string { return strconv.FormatFloat(places(x, 1), 'f', -1, 64) }
