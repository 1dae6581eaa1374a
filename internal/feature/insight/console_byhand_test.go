package insight

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// TestWhatAPersonFilledInIsMarked: it stands apart from what was measured, and asks
// for today's where there is none yet.
func TestWhatAPersonFilledInIsMarked(t *testing.T) {
	s := lite(t)
	f := steady("青禾老客群")
	f.Network = "wechat"
	s.put(11, 0, f)
	path := "/w/{ws}/groups/" + id.Show(id.Group(11))
	if strings.Contains(s.page(path), "人工填写") {
		t.Error("a group that no one keeps by hand says so")
	}
	s.deps.byHand = &ByHand{Day: "01-02", Today: true, People: 1290, Joined: 2, Left: -1, Messages: 0, Spoke: -1,
		Week: &ByHandWeek{From: "12-31", People: 1288, Spoke: 40, Sent: -1, Asked: 0}}
	page := s.page(path)
	for _, want := range []string{"12-31 那周 · 1,288 人 · 40 位群友说过话 · 0 位问过或买过", "人工填写", "01-02 · 1,290 人 · 进 2 · 约 0 条", `/wechat/` + id.Show(id.Group(11)) + `">今天群里怎么样`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "· 退 ") || strings.Contains(page, "· 约 -1") {
		t.Error("the page tells of what nobody filled in")
	}
	s.deps.byHand = &ByHand{}
	if page := s.page(path); !strings.Contains(page, "还没有人填过这个群的情况。") || !strings.Contains(page, `btn btn-sm btn-primary`) {
		t.Error("nobody is asked to fill it in")
	}
	s.colleague("looker", auth.ViewOnly, s.head())
	if strings.Contains(s.page(path), "今天群里怎么样") {
		t.Error("whoever only looks at figures is asked to fill them in")
	}
}

// TestWhatPeopleTellIsNotTakenForAll: of a group kept by hand the share that stays is
// not known, however many are said to be in it.
func TestWhatPeopleTellIsNotTakenForAll(t *testing.T) {
	for _, byHand := range []bool{false, true} {
		f := measure.Figures{}
		f.Moves.Left = 3
		unhear(&f, &GroupInfo{Members: 100, ByHand: byHand})
		if known := f.Parts.Stay != nil; known == byHand || f.Moves.Seen == byHand || f.Moves.Members == nil || *f.Moves.Members != 100 {
			t.Errorf("by hand %v: %+v %+v", byHand, f.Moves, f.Parts)
		}
	}
}
