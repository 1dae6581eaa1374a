package diagnose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/channel/export/known"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestAReasonSpeaksForItsRisk: that somebody spoke today is no reason for a
// high risk; that nobody did on other days is.
func TestAReasonSpeaksForItsRisk(t *testing.T) {
	r := newRoom(t, "g1", usual)
	r.say(0, "09:00:00", "阿梨", "大家好")
	r.say(0, "09:03:00", "谭叔", "早")
	r.say(0, "09:05:00", "小满", "今天吃什么")
	_, report := judge(t, diagnose.Options{NoStaff: true}, wechat(t, "", r))
	g := report.Groups[0]
	if g.RiskBand == nil || *g.RiskBand == measure.Low || !strings.Contains(*g.RiskReason, "近 30 天里有 1 天有人说话") {
		t.Errorf("a group of one day is at %v risk: %v", *g.RiskBand, *g.RiskReason)
	}
	lively := newRoom(t, "g1", usual).alive(6, 60, 0)
	_, report = judge(t, diagnose.Options{NoStaff: true}, wechat(t, "", lively))
	if g := report.Groups[0]; *g.RiskBand != measure.Low || strings.Contains(*g.RiskReason, "30 天") {
		t.Errorf("a lively group is at %v risk: %v", *g.RiskBand, *g.RiskReason)
	}
}

// TestAStampBeforeTheLastMessagesIsTold: what an export cannot yet have held is
// not dropped in silence.
func TestAStampBeforeTheLastMessagesIsTold(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(5, 40, 0)
	told := r.sorted()
	last := told[len(told)-1].at
	d, report := judge(t, diagnose.Options{NoStaff: true}, chatlab(t, r, last.Add(-time.Second)))
	want(t, "as of", report.AsOfFrom, "stamp")
	if len(d.Skips) != 1 || !strings.Contains(d.Skips[0].Why.In("en"), "after the time of the export: 1.") {
		t.Errorf("told: %+v", d.Skips)
	}
	d, _ = judge(t, diagnose.Options{NoStaff: true}, chatlab(t, r, last.Add(time.Hour)))
	want(t, "told where there is nothing to tell", len(d.Skips), 0)
}

// TestNothingToDiagnoseSaysWhy: where every line was passed over, the sentence
// names the first and its reason.
func TestNothingToDiagnoseSaysWhy(t *testing.T) {
	now := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
	book := diagnose.NewBook(now, time.Time{})
	file := exporttest.File(t, "tea.csv", []byte("时间,昵称,内容\n昨天,阿梨,早\n前天,谭叔,早\n"))
	if _, err := export.ReadSources(t.Context(), []*export.Source{file}, known.Formats(), export.Options{Zone: time.UTC, Now: now}, book, nil); err != nil {
		t.Fatal(err)
	}
	_, err := book.Judge(t.Context(), diagnose.Options{Zone: time.UTC}, models(t))
	if s := fault.Public(err).In("zh-Hans"); !strings.Contains(s, "tea.csv 第 2 行") || !strings.Contains(s, "昨天") {
		t.Errorf("told: %q", s)
	}
}
