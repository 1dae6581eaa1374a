package plan_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

func caps(t testing.TB) plan.Caps {
	t.Helper()
	c, err := plan.Usual()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func planned(group string, ms []plan.Moment) (out []plan.Planned) {
	for _, m := range ms {
		out = append(out, plan.Planned{Group: group, Playbook: "x", Moment: m})
	}
	return out
}

// TestTheReadySOPsGetOnWithEachOther: a sale, a talk, the week's Moments and the
// rest of what a group runs, in the same week, on the same group.
func TestTheReadySOPsGetOnWithEachOther(t *testing.T) {
	all := ready(t)
	var everything []plan.Planned
	for _, name := range []string{"rush-sale", "sunday-talk", "moments-week", "feedback-digest", "first-words", "daily-list", "weekly-board", "greet-by-hand"} {
		for _, m := range plan.Expand(all[name], nil, monday, weeks4, china) {
			// In the big group, what is for the sale's own group is not said.
			if !strings.HasPrefix(m.Step.If, "group.life == 'rush-sale'") {
				everything = append(everything, plan.Planned{Group: "买菜群", Playbook: name, Moment: m})
			}
		}
	}
	for _, c := range plan.Conflicts(everything, caps(t), china) {
		t.Errorf("%s: %s", line(c.What[len(c.What)-1].Moment), c.Why.Hans)
	}
}

// TestConflictsAreFound, each kind by itself, and none where it just goes.
func TestConflictsAreFound(t *testing.T) {
	say := func(to string, selling bool, at ...string) (out []plan.Planned) {
		for _, a := range at {
			out = append(out, plan.Planned{Group: "甲", Moment: plan.Moment{At: moment(a), T: moment(a), Step: &script.Step{ID: "s", Say: &script.Say{To: to, Selling: selling}}}})
		}
		return out
	}
	everybody := say("group", false, "2030-03-04 12:00", "2030-03-05 12:00", "2030-03-06 12:00", "2030-03-10 12:00")
	for i := range everybody {
		everybody[i].Step.Say.All = true
	}
	evening := say("group", true, "2030-03-09 21:50", "2030-03-09 22:30")
	for i := range evening {
		evening[i].T, evening[i].Eve = moment("2030-03-09 20:00"), true
	}
	other := say("announcement", false, "2030-03-04 12:00")
	other[0].Group = "乙"
	for name, c := range map[string]struct {
		of   []plan.Planned
		says string
	}{
		"two announcements":         {say("announcement", false, "2030-03-04 12:00", "2030-03-04 20:00", "2030-03-05 12:00"), "两条公告"},
		"in two groups":             {append(say("announcement", false, "2030-03-04 12:00"), other...), ""},
		"selling at night":          {say("group", true, "2030-03-04 21:30"), "免打扰时段里发促销"},
		"selling before the night":  {say("group", true, "2030-03-04 21:29"), ""},
		"care at night":             {say("group", false, "2030-03-04 08:59"), "会等到时段结束"},
		"an evening of a campaign":  {evening[:1], ""},
		"and its end":               {evening, "免打扰时段里发促销"},
		"five times selling":        {say("group", true, "2030-03-04 09:00", "2030-03-04 11:00", "2030-03-04 13:00", "2030-03-04 15:00", "2030-03-04 17:00"), "促销太多"},
		"four Moments":              {say("moments", false, "2030-03-04 11:30", "2030-03-04 12:00", "2030-03-04 20:00", "2030-03-04 21:00"), "朋友圈太多"},
		"Moments in the afternoon":  {say("moments", false, "2030-03-04 13:30"), "不在发朋友圈的钟点里"},
		"everybody, too often":      {everybody, "@所有人 太多"},
		"everybody, in two weeks":   {append(everybody[:3:3], func() plan.Planned { p := everybody[3]; p.At = moment("2030-03-11 12:00"); return p }()), ""},
		"selling over the New Year": {say("group", true, "2030-02-02 18:00"), "除夕"},
		"and before it":             {say("group", true, "2030-02-02 17:59"), ""},
	} {
		var said []string
		for _, found := range plan.Conflicts(c.of, caps(t), china) {
			said = append(said, found.Why.Hans)
		}
		if got := strings.Join(said, " "); (c.says == "") != (got == "") || !strings.Contains(got, c.says) || len(said) > 1 {
			t.Errorf("%s: says %q, want %q", name, got, c.says)
		}
	}
}

func moment(text string) time.Time {
	t, _ := script.ParseMoment(text, china)
	return t
}
