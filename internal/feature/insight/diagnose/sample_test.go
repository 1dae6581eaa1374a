package diagnose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestTheSampleShowsEveryState: whoever looks around meets every state a chat can
// tell of, and the three groups that every shop knows each teach something.
func TestTheSampleShowsEveryState(t *testing.T) {
	if testing.Short() {
		t.Skip("whole samples are judged")
	}
	zone := mustZone(t, "Asia/Shanghai")
	for _, day := range []string{"2026-06-17 15:30", "2026-09-03 10:00", "2026-11-29 10:00", "2027-01-11 21:00"} {
		t.Run(day, func(t *testing.T) {
			now, err := time.ParseInLocation("2006-01-02 15:04", day, zone)
			if err != nil {
				t.Fatal(err)
			}
			b := diagnose.NewBook(now, time.Time{})
			if _, err := sample.Tell(t.Context(), 20260217, now, b); err != nil {
				t.Fatal(err)
			}
			d, err := b.Judge(t.Context(), diagnose.Options{Zone: zone, Quotes: true}, models(t))
			if err != nil {
				t.Fatal(err)
			}
			states, types, named := map[measure.State]int{}, map[measure.TypeName]int{}, map[string]*measure.Figures{}
			revived, most, lastNight := 0, 0, false
			for i, f := range d.Figures {
				states[f.State]++
				named[f.Name] = f
				most = max(most, f.Need())
				if f.Type != nil {
					types[f.Type.Name]++
				}
				if f.Revived {
					revived++
				}
				for _, a := range f.Waiting {
					late := time.UnixMilli(a.At).In(zone)
					lastNight = lastNight || f.Name == sample.Members && late.Hour() == 22 && now.Sub(late) < 48*time.Hour && strings.Contains(d.Quote(i, a.Key), "几点开门")
				}
			}
			for _, s := range []measure.State{measure.Thriving, measure.Steady, measure.Forming, measure.Fading, measure.QuietBuying, measure.Dormant, measure.Dead} {
				if states[s] == 0 {
					t.Errorf("no group is %s", s)
				}
			}
			for _, y := range []measure.TypeName{measure.SelfTalk, measure.SelfCentred, measure.SelfParticipating, measure.TooLittle, measure.Mixed} {
				if types[y] == 0 {
					t.Errorf("no group is of the type %s", y)
				}
			}
			offers, members, flash := named[sample.Offers], named[sample.Members], named[sample.Flash]
			if offers.Type.Name != measure.SelfTalk || offers.Need() != most {
				t.Errorf("the group of offers is %s and needs %d of at most %d; want self-talk, more than any other", offers.Type.Name, offers.Need(), most)
			}
			if members.State != measure.Thriving || members.Type.Name != measure.SelfParticipating || !lastNight {
				t.Errorf("the group of members is %s, %s, last night unanswered %v; want it thriving, with one question open", members.State, members.Type.Name, lastNight)
			}
			if flash.State != measure.Forming || revived == 0 {
				t.Errorf("the flash group is %s, %d groups revived", flash.State, revived)
			}
		})
	}
}
