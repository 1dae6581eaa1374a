package id_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

func TestShowAndParseAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := id.Member(rapid.Int64Min(0).Draw(t, "id"))
		got, err := id.Parse[id.Member](id.Show(want))
		if err != nil || got != want {
			t.Errorf("%s reads as %d (%v), want %d", id.Show(want), got, err, want)
		}
		if _, err := id.Parse[id.Group](id.Show(want)); fault.KindOf(err) != fault.NotFound {
			t.Error("a member's id passed for a group's")
		}
	})
}

func TestParseRefusesWhatShowNeverWrites(t *testing.T) {
	for _, s := range []string{"", "mem_", "mem_1", "mem_zzzzzzzzzzzzz", "mem_00000000000il", "grp_0000000000001'", "mem_0000000000001x"} {
		if v, err := id.Parse[id.Member](s); err == nil {
			t.Errorf("%q was read as %d", s, v)
		}
	}
}

func TestIdsNeverRepeatWhenTheClockGoesBack(t *testing.T) {
	s := id.NewSource(3)
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	seen, last := map[id.Group]bool{}, id.Group(0)
	for i := range 20000 {
		g := id.New[id.Group](s, now.Add(-time.Duration(i)*time.Second))
		if seen[g] || g <= last {
			t.Fatalf("id %d of step %d repeats or goes back", g, i)
		}
		seen[g], last = true, g
	}
}
