package risk

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/huoshui/huoshui/internal/base/fault"
	"pgregory.net/rapid"
)

func mustShipped(t testing.TB) *Model {
	t.Helper()
	m, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// anyHistory draws a group with one to sixty messages over up to two years.
func anyHistory(t *rapid.T) History {
	h := History{Group: "tea"}
	at := int64(1_600_000_000)
	for range rapid.IntRange(1, 60).Draw(t, "messages") {
		at += int64(rapid.Float64Range(0, 12).Draw(t, "pause") * float64(day))
		h.Points = append(h.Points, Point{
			At: at, Author: uint32(rapid.IntRange(1, 5).Draw(t, "author")), Person: true,
		})
	}
	h.End = at + 400*day
	return h
}

func TestLongerSilenceNeverLowersTheRisk(t *testing.T) {
	m := mustShipped(t)
	rapid.Check(t, func(t *rapid.T) {
		h := anyHistory(t)
		last := h.Points[len(h.Points)-1].At
		a := rapid.Float64Range(0, Horizon).Draw(t, "silence")
		b := rapid.Float64Range(a, Horizon).Draw(t, "longer silence")
		sooner := m.Dying(h, last+int64(a*float64(day)))
		later := m.Dying(h, last+int64(b*float64(day)))
		if later.P < sooner.P-1e-12 {
			t.Fatalf("risk fell from %v to %v as silence grew from %v to %v days", sooner.P, later.P, a, b)
		}
	})
}

// Every candidate figure, chosen or not, must keep the promise of its sign.
func TestFiguresMoveWithSilenceAsTheirSignSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := people(anyHistory(t))
		last := l.at[len(l.at)-1]
		a := rapid.Int64Range(0, 90*day).Draw(t, "silence")
		b := rapid.Int64Range(a, 90*day).Draw(t, "longer silence")
		sooner, later := figuresAt(l, last+a, nil), figuresAt(l, last+b, nil)
		for i, f := range sooner.figures {
			moved := later.values[i] - sooner.values[i]
			if (f.sign == free && moved != 0) || float64(f.sign)*moved < -1e-12 {
				t.Fatalf("%s (sign %d) moved by %v as silence grew from %v to %v s", f.name, f.sign, moved, a, b)
			}
		}
	})
}

func TestOnlyPeopleAndOnlyThePastCount(t *testing.T) {
	m := mustShipped(t)
	rapid.Check(t, func(t *rapid.T) {
		h := anyHistory(t)
		at := h.Points[len(h.Points)-1].At + rapid.Int64Range(0, 50*day).Draw(t, "silence")
		more := History{Group: h.Group, End: h.End + 50*day}
		for _, p := range h.Points {
			more.Points = append(more.Points, p, Point{At: p.At, Author: 77})
		}
		after := max(at+1, h.Points[0].At+30*day) // later than any first days
		more.Points = append(more.Points, Point{At: at, Author: 77}, Point{At: after, Author: 1, Person: true})
		if diff := cmp.Diff(m.Dying(h, at), m.Dying(more, at)); diff != "" {
			t.Fatalf("bots or the future changed the verdict:\n%s", diff)
		}
		for _, days := range EarlyDays {
			a, _ := m.Early(h, days)
			b, _ := m.Early(more, days)
			if a != b {
				t.Fatalf("bots or later days changed early survival from %v to %v", a, b)
			}
		}
	})
}

func TestAQuestionWithoutSenseIsUnknown(t *testing.T) {
	m := mustShipped(t)
	for name, v := range map[string]Verdict{
		"nobody ever wrote":           m.Dying(told(100), 50*day),
		"before the first word":       m.Dying(told(100, 20), 10*day),
		"61 days after the last word": m.Dying(told(100, 0), 61*day),
	} {
		if v.Known || v.Band != NoBand {
			t.Errorf("%s: verdict %+v, want unknown", name, v)
		}
	}
	if v := m.Dying(told(100, 0), 60*day); !v.Known || v.Band == NoBand {
		t.Errorf("60 days after the last word: verdict %+v, want known", v)
	}
	if _, known := m.Early(told(7, 0.5), 7); known {
		t.Error("seven first days were judged when only six and a half were watched")
	}
	if _, known := m.Early(told(100, 0), 5); known {
		t.Error("five first days were judged, which no formula was fitted for")
	}
	if _, known := m.Early(told(100), 7); known {
		t.Error("a group nobody wrote in was judged")
	}
}

func TestALivelyGroupIsLowAndAFadedOneHigh(t *testing.T) {
	m := mustShipped(t)
	lively, faded := History{End: 400 * day}, told(400, 0, 1, 2, 9, 100)
	for d := range 300 {
		for who := range uint32(6) {
			lively.Points = append(lively.Points, Point{At: int64(d)*day + int64(who)*600, Author: who, Person: true})
		}
	}
	if v := m.Dying(lively, 300*day); v.Band != Low || v.P > .05 {
		t.Errorf("six people daily for 300 days: %v %v", v.Band, v.P)
	}
	if v := m.Dying(faded, 150*day); v.Band != High || v.P < .5 {
		t.Errorf("one word in 140 days: %v %v", v.Band, v.P)
	}
	quiet, _ := m.Early(told(60, 0), 30)
	alive, _ := m.Early(lively, 30)
	if !(quiet < .4 && alive > .7) {
		t.Errorf("early survival of a single word is %v, of six people daily %v", quiet, alive)
	}
}

func TestModelsSurviveWritingAndReading(t *testing.T) {
	m := mustShipped(t)
	var out bytes.Buffer
	if err := m.Write(&out); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("model.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, out.Bytes()) {
		t.Error("reading and writing model.json gives another file")
	}
}

func TestReadRefusesWhatItCannotUse(t *testing.T) {
	for name, change := range map[string]func(m *Model){
		"another version": func(m *Model) { m.Version++ },
		"no early days":   func(m *Model) { m.Young = nil },
		"odd early days":  func(m *Model) { m.Young[0].Days = 2 },
		"missing figure":  func(m *Model) { m.Silence.Terms = m.Silence.Terms[1:] },
		"unknown figure":  func(m *Model) { m.Silence.Terms[0].Figure = "moonlight" },
		"bands crossed":   func(m *Model) { m.Bands.Middle = .9 },
	} {
		m := mustShipped(t)
		change(m)
		var out bytes.Buffer
		if err := m.Write(&out); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(&out); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: Read says %v, want an invalid fault", name, err)
		}
	}
	if _, err := Read(strings.NewReader("group,time")); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a table: Read says %v, want an invalid fault", err)
	}
}

func FuzzRead(f *testing.F) {
	raw, err := os.ReadFile("model.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"version":1,"early":[{"days":1,"terms":[{"family":"people","figure":"people"}]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Read(bytes.NewReader(raw))
		if err != nil {
			return
		}
		h := told(100, 0, 1, 30)
		if v := m.Dying(h, 40*day); v.P < 0 || v.P > 1 {
			t.Errorf("probability %v", v.P)
		}
		for _, days := range EarlyDays {
			m.Early(h, days)
		}
	})
}
