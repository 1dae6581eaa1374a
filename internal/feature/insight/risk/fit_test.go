package risk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/fault"
)

// villages invents communities whose groups speak at a rate of their own,
// and fall silent for good the sooner the lower it is.
func villages(n, groups int) []Community {
	draw := rand.New(rand.NewPCG(1, 2))
	var out []Community
	for v := range n {
		c := Community{Name: fmt.Sprintf("village %d", v)}
		for g := range groups {
			h := History{Group: fmt.Sprint(g), End: 500 * day}
			rate := 1 + 20*draw.Float64() // days between words
			at := draw.Float64() * 30
			for stop := draw.ExpFloat64() * 2000 / rate; at < min(stop, 500); at += draw.ExpFloat64() * rate {
				h.Points = append(h.Points, Point{
					At: int64(at * float64(day)), Author: uint32(draw.IntN(4)), Person: true,
				})
			}
			c.Groups = append(c.Groups, h)
		}
		out = append(out, c)
	}
	return out
}

func written(t *testing.T, m *Model) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := m.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFittingTwiceGivesTheSameBytes(t *testing.T) {
	a, err := Fit(context.Background(), villages(3, 25))
	if err != nil {
		t.Fatal(err)
	}
	b, err := Fit(context.Background(), villages(3, 25))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(written(t, a), written(t, b)) {
		t.Error("two fits on the same histories differ")
	}
	if _, err := Read(bytes.NewReader(written(t, a))); err != nil {
		t.Errorf("a fitted model cannot be read back: %v", err)
	}
}

func TestAFittedModelBeatsChanceOnAVillageItNeverSaw(t *testing.T) {
	card, err := LeaveOut(context.Background(), villages(4, 30), []string{"village 0"})
	if err != nil {
		t.Fatal(err)
	}
	if got := card.DyingPooled.AUC; got == nil || got.Value < .7 {
		t.Errorf("area on the village left out = %+v, want well above chance", got)
	}
	if got, rows := card.Dying[0].Community, card.DyingPooled.Rows; got != "village 0" || rows == 0 || rows != card.Dying[0].Rows {
		t.Errorf("asked of %q with %d rows", got, rows)
	}
	shares := 0
	for _, b := range card.Bands {
		shares += b.Rows
	}
	if shares != card.DyingPooled.Rows {
		t.Errorf("bands hold %d of %d rows", shares, card.DyingPooled.Rows)
	}
}

func TestOneCommunityIsCutIntoPieces(t *testing.T) {
	if _, err := Fit(context.Background(), villages(1, 60)); err != nil {
		t.Errorf("a lone community: %v", err)
	}
}

func TestTooLittleIsSaid(t *testing.T) {
	for name, cs := range map[string][]Community{
		"nothing":            nil,
		"groups of one fate": {{Name: "a", Groups: []History{told(500, 0)}}, {Name: "b", Groups: []History{told(500, 0)}}},
	} {
		if _, err := Fit(context.Background(), cs); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: Fit says %v, want an invalid fault", name, err)
		}
	}
}

func TestFitStopsWhenAsked(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Fit(ctx, villages(3, 25)); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled fit says %v", err)
	}
}

func TestChoosingTakesWhatHelpsAndLeavesWhatDoesNot(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 4))
	tb := table{folds: 3, ridge: 1, figures: []figure{
		{name: "noise", family: "noise"}, {name: "signal", family: "signal"}, {name: "echo", family: "echo"},
	}}
	for i := range 600 {
		signal := draw.NormFloat64()
		label := draw.Float64() < logistic(2*signal)
		tb.questions = append(tb.questions, question{
			sample: sample{x: []float64{draw.NormFloat64(), signal, signal}, label: label}, community: i % 3, fold: i % 3,
		})
	}
	got, err := choose(context.Background(), []table{tb}, nil, []string{"noise", "signal", "echo"}, .003)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, []string{"signal"}) {
		t.Errorf("chose %v, want the signal and neither its echo nor the noise", got)
	}
}

func TestHeldOutAnswersNeverSawTheirFold(t *testing.T) {
	cs := villages(3, 25)
	d := gather(cs)
	columns := d.dying.columns([]string{"messages"})
	before := d.dying.heldOut(columns)
	for i := range d.dying.questions { // turn every answer of fold 0 round
		if d.dying.questions[i].fold == 0 {
			d.dying.questions[i].label = !d.dying.questions[i].label
		}
	}
	after := d.dying.heldOut(columns)
	changed := false
	for i, q := range d.dying.questions {
		if q.fold == 0 && before[i] != after[i] {
			t.Fatalf("an answer held out changed with the outcomes of its own fold")
		}
		changed = changed || before[i] != after[i]
	}
	if !changed {
		t.Error("turning the outcomes of a fold round changed nothing elsewhere")
	}
}
