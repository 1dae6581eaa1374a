package export_test

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
)

func TestSequenceCountsWithinAMoment(t *testing.T) {
	var s export.Sequence
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	elsewhere := noon.In(time.FixedZone("east", 8*60*60)) // the same moment
	for i, c := range []struct {
		at   time.Time
		want uint16
	}{{noon, 0}, {elsewhere, 1}, {noon, 2}, {noon.Add(time.Second), 0}, {noon, 0}} {
		if got := s.Next(c.at); got != c.want {
			t.Errorf("event %d is number %d; want %d", i, got, c.want)
		}
	}
	for range 70_000 {
		s.Next(noon)
	}
	if got := s.Next(noon); got != 65535 {
		t.Errorf("after more than there are numbers: %d; want the highest", got)
	}
}
