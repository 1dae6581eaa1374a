package diagnose_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

func mustJSON(t testing.TB, r *measure.Report) string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func second(_ *diagnose.Diagnosis, r *measure.Report) *measure.Report { return r }

// TestRenamedGroup: a group goes by its newest name and stays one group.
func TestRenamedGroup(t *testing.T) {
	r := newRoom(t, "g1", usual)
	r.name = "春茶品鉴群"
	r.alive(3, 40, 0)
	r.add(r.clock(20, "12:00"), "阿梨", "rename", "夏茶品鉴群")
	r.add(r.clock(9, "12:00"), "阿梨", "rename", "四季茶友群")
	_, report := judge(t, diagnose.Options{AsOf: r.at, NoStaff: true}, wechat(t, "", r))
	want(t, "groups", len(report.Groups), 1)
	want(t, "name", report.Groups[0].Name, "四季茶友群")
	_, report = judge(t, diagnose.Options{AsOf: r.clock(15, "12:00"), NoStaff: true}, wechat(t, "", r))
	want(t, "name two weeks ago", report.Groups[0].Name, "夏茶品鉴群")
}

// TestOverlappingExports: two exports of one group that share three weeks are
// the group once; two true 哈哈 in one second stay two.
func TestOverlappingExports(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(4, 60, 0)
	for range 2 {
		r.say(15, "20:20", "谭叔", "哈哈")
	}
	opt := diagnose.Options{AsOf: r.at, NoStaff: true}
	whole := mustJSON(t, second(judge(t, opt, table(t, r))))
	early, late := newRoom(t, "g1", usual), newRoom(t, "g1", usual)
	for _, s := range r.lines {
		if s.at.Before(r.clock(8, "00:00")) {
			early.lines = append(early.lines, s)
		}
		if !s.at.Before(r.clock(29, "00:00")) {
			late.lines = append(late.lines, s)
		}
	}
	_, report := judge(t, opt, table(t, early), table(t, late))
	want(t, "messages", report.Totals.Messages, 61*4+2)
	want(t, "report", mustJSON(t, report), whole)
}

// TestGroupsFallTogether: when all twelve groups fall, it is the season and
// nobody is told to do something; when one of twelve falls it is that one; with
// fewer than ten there is nobody to compare with.
func TestGroupsFallTogether(t *testing.T) {
	build := func(n int, falls func(i int) bool) *measure.Report {
		var rooms []*room
		for i := range n {
			r := newRoom(t, fmt.Sprint("g", i), usual).alive(5, 80, 28).alive(2, 27, 0)
			if !falls(i) {
				r.alive(5, 27, 0)
			}
			rooms = append(rooms, r)
		}
		d, report := judge(t, diagnose.Options{AsOf: rooms[0].at, NoStaff: true}, archive(t, rooms...))
		if together := n >= 10 && falls(1); d.Whole.FellTogether != together {
			t.Errorf("of %d groups: fell together %v, want %v", n, d.Whole.FellTogether, together)
		}
		return report
	}
	want(t, "all of twelve", build(12, func(int) bool { return true }).States[measure.Fading], 0)
	want(t, "one of twelve", build(12, func(i int) bool { return i == 0 }).States[measure.Fading], 1)
	want(t, "all of nine", build(9, func(int) bool { return true }).States[measure.Fading], 9)
}
