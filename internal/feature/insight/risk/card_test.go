package risk

import (
	"bytes"
	"context"
	"flag"
	"math"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "fit anew on the shared archives, measure by leaving out, and write model.json")

// barred are the communities that bars are set for. The last one shared, a
// single channel that never fell silent, only ever helps to learn.
var barred = folders[:6]

func TestShippedIsWhatTheSharedArchivesGive(t *testing.T) {
	if testing.Short() {
		t.Skip("fitting on all shared archives takes a minute; run without -short")
	}
	all := communities(t)
	m, err := Fit(context.Background(), all)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		rewrite(t, m, all)
	}
	ships := mustShipped(t)
	same := func(what string, got, want Formula) {
		if len(got.Terms) != len(want.Terms) || math.Abs(got.Bias-want.Bias) > 1e-6 {
			t.Errorf("%s: fitted %d terms with bias %v, shipped %d with %v; run this test with -update", what, len(got.Terms), got.Bias, len(want.Terms), want.Bias)
			return
		}
		for i, term := range got.Terms {
			if term.Figure != want.Terms[i].Figure || math.Abs(term.Weight-want.Terms[i].Weight) > 1e-6 {
				t.Errorf("%s: fitted %+v, shipped %+v; run this test with -update", what, term, want.Terms[i])
			}
		}
	}
	same("dying", m.Silence, ships.Silence)
	same("days silent", m.Baselines.DaysSilent, ships.Baselines.DaysSilent)
	same("messages in 30 days", m.Baselines.Messages30, ships.Baselines.Messages30)
	for i, y := range m.Young {
		same("early", y.Formula, ships.Young[i].Formula)
	}
	if m.Bands != ships.Bands {
		t.Errorf("bands fitted %+v, shipped %+v", m.Bands, ships.Bands)
	}
}

func rewrite(t *testing.T, m *Model, all []Community) {
	t.Helper()
	var err error
	if m.Card, err = LeaveOut(context.Background(), all, barred); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := m.Write(&out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("model.json", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	shipped = out.Bytes()
}

// The numbers on the card are checked against the bars here, and against the
// data for the smallest community in the test below.
func TestTheCardMeetsItsBars(t *testing.T) {
	card := mustShipped(t).Card
	if card == nil || len(card.Dying) != len(barred) {
		t.Fatal("model.json has no card; run TestShippedIsWhatTheSharedArchivesGive with -update")
	}
	for _, h := range card.Dying {
		rival := max(h.Baselines[0].AUC.Value, h.Baselines[1].AUC.Value)
		if h.AUC.Value < rival+.025 {
			t.Errorf("%s: area %.4f, the better baseline %.4f; want .025 between them", h.Community, h.AUC.Value, rival)
		}
	}
	if v := card.DyingPooled.AUC.Value; v < .872 {
		t.Errorf("pooled area %.4f, want .872", v)
	}
	if v := card.DyingPooled.Calibration.Value; v > .03 {
		t.Errorf("pooled calibration error %.4f, want at most .03", v)
	}
	bars := map[int]float64{1: .69, 3: .69, 7: .73, 14: .77, 30: .82}
	for _, y := range card.Early {
		if y.AUC.Value < bars[y.Days] {
			t.Errorf("early survival from %d days: area %.4f, want %.2f", y.Days, y.AUC.Value, bars[y.Days])
		}
	}
	for i, b := range card.Bands {
		if i > 0 && b.Died <= card.Bands[i-1].Died {
			t.Errorf("band %s fell silent in %.3f of cases, no more than %s below it", b.Band, b.Died, card.Bands[i-1].Band)
		}
	}
}

func TestTheCardCanBeReproduced(t *testing.T) {
	if testing.Short() {
		t.Skip("fitting on shared archives takes a minute; run without -short")
	}
	const smallest = "zulip_ncar"
	card, err := LeaveOut(context.Background(), communities(t), []string{smallest})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range mustShipped(t).Card.Dying {
		if h.Community == smallest && math.Abs(h.AUC.Value-card.Dying[0].AUC.Value) > 1e-6 {
			t.Errorf("area on %s is %.6f, the card says %.6f", smallest, card.Dying[0].AUC.Value, h.AUC.Value)
		}
	}
}
