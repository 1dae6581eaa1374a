package risk

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

func TestSilenceIsSaidInDaysBesideTheUsualGap(t *testing.T) {
	// Every other day, three people, then nine days and a half of silence.
	h := History{End: 200 * day}
	for d := int64(0); d <= 100; d += 2 {
		for who := range uint32(3) {
			h.Points = append(h.Points, Point{At: d*day + int64(who), Author: who, Person: true})
		}
	}
	v := mustShipped(t).Dying(h, 109*day+day/2)
	if v.UsualGap != 2 || int(v.DaysSilent) != 9 {
		t.Fatalf("silent %v days, usual gap %v; want 9 and a half, 2", v.DaysSilent, v.UsualGap)
	}
	var silence *Reason
	for i := range v.Why {
		if v.Why[i].Kind == ReasonSilence {
			silence = &v.Why[i]
		}
	}
	if silence == nil {
		t.Fatalf("no reason speaks of the silence: %+v", v.Why)
	}
	want := map[i18n.Lang]string{
		i18n.ZhHans: "连着 9 天没有群友说话，以前平均 2 天一次",
		i18n.ZhHant: "已連續 9 天沒有群友發言，以往平均 2 天就有一次",
		i18n.En:     "days without a word from anybody: 9; days from one word to the next before that: 2",
	}
	for lang, text := range want {
		if got := silence.Text.In(lang); got != text {
			t.Errorf("%s: %q, want %q", lang, got, text)
		}
	}
}

func TestReasonsComeStrongestFirstAndAreTrue(t *testing.T) {
	h := told(400, 0, 1, 2, 3, 40, 41, 42, 43, 44, 75)
	v := mustShipped(t).Dying(h, 100*day)
	if len(v.Why) == 0 || len(v.Why) > 3 {
		t.Fatalf("%d reasons, want one to three", len(v.Why))
	}
	for i, r := range v.Why {
		if r.Push <= 0 || (i > 0 && r.Push > v.Why[i-1].Push) {
			t.Errorf("reason %d pushes %v after %+v", i, r.Push, v.Why)
		}
		text := r.Text.In(i18n.En)
		switch r.Kind {
		case ReasonMessages:
			// After day 70 came one message; in the 30 days to day 70 four, in
			// the 30 to day 40 one; the 30 before were not lived through.
			if r.Now != 1 || r.Usual != 2.5 {
				t.Errorf("messages: %s", text)
			}
		case ReasonSilence:
			if r.Now != 25 {
				t.Errorf("silence: %s", text)
			}
		case ReasonPatchy:
			// Fourteen weeks back from day 100: words in those of days 75, 44 to 40, and 3.
			if r.Usual != 14 || r.Now != 11 {
				t.Errorf("quiet weeks: %s", text)
			}
		}
		if strings.Contains(text, "%!") {
			t.Errorf("badly bound sentence %q", text)
		}
	}
}

func TestALivelyGroupHasNoReasonOfSilence(t *testing.T) {
	h := History{End: 200 * day}
	for hour := range int64(24 * 150) {
		h.Points = append(h.Points, Point{At: hour * 3600, Author: uint32(hour % 9), Person: true})
	}
	if v := mustShipped(t).Dying(h, 150*day); len(v.Why) != 0 {
		t.Errorf("reasons for a group that speaks every hour: %+v", v.Why)
	}
}

func TestBandsMeetWithoutGap(t *testing.T) {
	b := Bands{Middle: .2, High: .4}
	for p, want := range map[float64]Band{0: Low, .1999: Low, .2: Middle, .3999: Middle, .4: High, 1: High} {
		if got := b.Of(p); got != want {
			t.Errorf("band of %v is %s, want %s", p, got.Name(), want.Name())
		}
	}
}
