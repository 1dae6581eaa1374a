package diagnose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestMarchReadInJune: an export made in March says nothing of April; one
// without a stamp is judged at its last event, and with --as-of in June the
// silence counts.
func TestMarchReadInJune(t *testing.T) {
	r := newRoom(t, "g1", "2026-03-31 21:00").alive(5, 70, 0)
	stamp := r.clock(0, "22:15")

	d, report := judge(t, diagnose.Options{NoStaff: true}, chatlab(t, r, stamp))
	want(t, "as of", report.AsOf, "2026-03-31T22:15:00+08:00")
	want(t, "from", report.AsOfFrom, "stamp")
	want(t, "state in March", report.Groups[0].State, measure.Thriving)
	want(t, "judged before T", d.Figures[0].Cut, false)

	d, report = judge(t, diagnose.Options{NoStaff: true}, wechat(t, "", r))
	want(t, "from", report.AsOfFrom, "last_event")
	want(t, "as of", report.AsOf, "2026-03-31T11:08:00+08:00")
	want(t, "state at the last event", report.Groups[0].State, measure.Thriving)
	if d.StampAge < 28*24*time.Hour {
		t.Errorf("the last event is told to be %s old; the console asks about more than 7 days", d.StampAge)
	}

	june := time.Date(2026, 6, 20, 21, 0, 0, 0, r.at.Location())
	_, report = judge(t, diagnose.Options{NoStaff: true, AsOf: june}, wechat(t, "", r))
	want(t, "from", report.AsOfFrom, "flag")
	want(t, "state in June, if the file reaches so far", report.Groups[0].State, measure.Dead)
	d, report = judge(t, diagnose.Options{NoStaff: true, AsOf: june}, chatlab(t, r, stamp))
	want(t, "as of", report.AsOf, "2026-06-20T21:00:00+08:00")
	want(t, "a stamped file is not judged beyond its stamp", report.Groups[0].State, measure.Thriving)
	want(t, "and that is told", d.Figures[0].Cut, true)
}

// TestEachFileReachesSoFar: of two stamped exports each group keeps its own end.
func TestEachFileReachesSoFar(t *testing.T) {
	march := newRoom(t, "old", "2026-03-31 21:00").alive(4, 60, 0)
	june := newRoom(t, "new", "2026-06-20 21:00").alive(4, 60, 0)
	_, report := judge(t, diagnose.Options{NoStaff: true}, chatlab(t, march, march.at), chatlab(t, june, june.at))
	want(t, "as of", report.AsOf, "2026-06-20T21:00:00+08:00")
	for _, g := range report.Groups {
		want(t, g.ID, g.State, measure.Thriving)
	}
}

// TestDeadToTheSecond: 28 days and not a second less.
func TestDeadToTheSecond(t *testing.T) {
	early, late := newRoom(t, "a", usual), newRoom(t, "b", usual)
	early.say(60, "12:00:00", "阿梨", "很久以前")
	late.say(60, "12:00:00", "阿梨", "很久以前")
	early.say(28, "21:00:00", "谭叔", "最后一句")
	late.say(28, "21:00:01", "谭叔", "晚一秒的最后一句")
	_, report := judge(t, diagnose.Options{NoStaff: true, AsOf: early.at}, archive(t, early, late))
	want(t, "28 days", report.Groups[0].State, measure.Dead)
	want(t, "a second less", report.Groups[1].State, measure.Dormant)
}

// TestFuture: what lies in 2099 is set aside, told, and never moves T.
func TestFuture(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(5, 40, 0)
	clean := mustJSON(t, second(judge(t, diagnose.Options{NoStaff: true}, wechat(t, "", r))))
	far := time.Date(2099, 1, 1, 8, 0, 0, 0, r.at.Location())
	r.add(far, "阿梨", "", "来自未来的消息")
	r.add(far.Add(time.Hour), "阿梨", "", "还有一条")
	d, report := judge(t, diagnose.Options{NoStaff: true}, wechat(t, "", r))
	want(t, "set aside", report.Totals.SkippedLines, 2)
	if len(d.Skips) != 2 || !strings.Contains(d.Skips[0].Why.In("en"), "2099") {
		t.Errorf("what was set aside is told as %v", d.Skips)
	}
	report.Totals.SkippedLines = 0
	want(t, "all else", mustJSON(t, report), clean)
}

// TestAsOfForgetsTheRest: judging at a time gives what an export made at that
// time would have given, names included.
func TestAsOfForgetsTheRest(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(5, 60, 0)
	r.posts(60, 0, "12:00")
	r.add(r.clock(3, "12:00"), "阿梨", "rename", "后来的新名字")
	cut := r.clock(20, "23:59:59")
	short := newRoom(t, "g1", usual)
	for _, s := range r.lines {
		if !s.at.After(cut) {
			short.lines = append(short.lines, s)
		}
	}
	opt := diagnose.Options{Staff: []string{shop}, AsOf: cut}
	got := mustJSON(t, second(judge(t, opt, wechat(t, "", r))))
	want(t, "report", got, mustJSON(t, second(judge(t, opt, wechat(t, "", short)))))
}

// TestNothingToDiagnose says so in a sentence.
func TestNothingToDiagnose(t *testing.T) {
	book := diagnose.NewBook(time.Date(2026, 5, 21, 0, 0, 0, 0, time.UTC), time.Time{})
	if _, err := book.Judge(t.Context(), diagnose.Options{Zone: time.UTC}, models(t)); err == nil {
		t.Error("an empty book was judged")
	}
}
