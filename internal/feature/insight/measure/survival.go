package measure

import (
	"cmp"
	"math"
	"slices"
)

// Survival is one point of the Kaplan–Meier curve.
type Survival struct {
	Months int     `json:"months"`
	Share  float64 `json:"share"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	AtRisk int     `json:"at_risk"` // 0: no group was watched so long, and pages show no share
}

// Step is where the whole curve falls, for drawing.
type Step struct{ Months, Share, Low, High float64 }

const month = 30.4375 * float64(day)

// span is how long one group was seen to live, in milliseconds.
type span struct {
	length int64
	died   bool
}

// kaplanMeier estimates survival of groups from their first message by a
// person, with plain Greenwood variance. It is nil with fewer than 20 groups or 5
// deaths: then a curve would say more than is known. Groups without a person are
// in no curve.
func kaplanMeier(lives []Life) (points []Survival, steps []Step) {
	spans := spansOf(lives)
	c := curve{share: 1}
	steps = []Step{{0, 1, 1, 1}}
	marks := []int{1, 3, 6, 12, 24}
	deaths := 0
	for i := 0; i < len(spans); {
		length, d, n := spans[i].length, 0, len(spans)-i
		for ; i < len(spans) && spans[i].length == length; i++ {
			if spans[i].died {
				d++
			}
		}
		for len(marks) > 0 && float64(marks[0])*month < float64(length) {
			points, marks = append(points, c.point(marks[0], n)), marks[1:]
		}
		if d > 0 {
			deaths += d
			c.fall(d, n)
			low, high := c.interval()
			steps = append(steps, Step{float64(length) / month, c.share, low, high})
		}
		if len(marks) > 0 && float64(marks[0])*month == float64(length) { // watched for just this long
			points, marks = append(points, c.point(marks[0], n)), marks[1:]
		}
	}
	if len(spans) < survivalGroups || deaths < survivalDeaths {
		return nil, nil
	}
	for _, m := range marks {
		points = append(points, c.point(m, 0))
	}
	return points, steps
}

const (
	survivalGroups = 20
	survivalDeaths = 5
)

// spansOf are the spans of lives, the shortest first.
func spansOf(lives []Life) []span {
	var spans []span
	for _, l := range lives {
		switch {
		case l.Start == 0:
		case l.Over:
			spans = append(spans, span{l.End - l.Start, true})
		default:
			spans = append(spans, span{l.Until - l.Start, false})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.length, b.length) })
	return spans
}

// curve is the Kaplan–Meier estimate as it falls.
type curve struct {
	share, greenwood float64 // Greenwood's sum d/(n(n−d))
}

// fall takes in d deaths at one time among n groups at risk. Groups last seen
// alive at that very time are among the n: events come before censorings.
func (c *curve) fall(d, n int) {
	c.share *= 1 - float64(d)/float64(n)
	if n > d {
		c.greenwood += float64(d) / (float64(n) * float64(n-d))
	}
}

// point is the curve at a number of months, atRisk groups having been watched
// for that long.
func (c *curve) point(months, atRisk int) Survival {
	low, high := c.interval()
	return Survival{months, c.share, low, high, atRisk}
}

// interval is Greenwood's 95 % interval, clipped to [0, 1].
func (c *curve) interval() (low, high float64) {
	half := 1.959963984540054 * c.share * math.Sqrt(c.greenwood)
	return max(0, c.share-half), min(1, c.share+half)
}
