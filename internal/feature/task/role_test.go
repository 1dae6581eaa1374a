package task_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// The organisation of these tests: head office 1; a region 2 with the stores 3 and 4;
// advisers 5 and 6 of store 3, and 7 of store 4.
func organisation() []auth.Unit {
	return []auth.Unit{{ID: 1, Kind: auth.Head}, {ID: 2, Parent: 1, Kind: auth.Region}, {ID: 3, Parent: 2, Kind: auth.Store}, {ID: 4, Parent: 2, Kind: auth.Store},
		{ID: 5, Parent: 3, Kind: auth.Adviser}, {ID: 6, Parent: 3, Kind: auth.Adviser}, {ID: 7, Parent: 4, Kind: auth.Adviser}}
}

func staff(user id.User, name string, role auth.Role, unit id.Unit) task.Person {
	return task.Person{User: user, Name: name, Role: role, Unit: unit, Scope: auth.ScopeOf(organisation(), unit)}
}

func roster(duty ...id.User) *task.Roster {
	return &task.Roster{Units: organisation(), Duty: duty, Open: map[id.User]int{15: 3, 16: 1}, People: []task.Person{
		staff(11, "老板", auth.Owner, 1), staff(12, "阿区", auth.Operator, 2), staff(13, "阿店", auth.Operator, 3), staff(14, "邻店", auth.Operator, 4),
		staff(15, "小李", auth.Agent, 5), staff(16, "小王", auth.Agent, 6), staff(17, "小赵", auth.Agent, 7), staff(18, "只看", auth.ViewOnly, 3),
		staff(19, "同名", auth.Agent, 3), staff(20, "同名", auth.Agent, 3),
	}}
}

// TestARoleNamesSomebody: of those who have it whoever is on duty comes first, then
// who is nearest, then who has the fewest to-dos; and who has it not gets it only
// where nobody has.
func TestARoleNamesSomebody(t *testing.T) {
	col := func(name, who string) map[string]string { return map[string]string{name: who} }
	for name, c := range map[string]struct {
		duty []id.User
		s    task.Sought
		who  id.User
		why  task.Why
	}{
		"owner by the network":          {nil, task.Sought{Role: "群主", Unit: 3, Owner: "阿店", Columns: col("群主", "阿区")}, 13, task.ByRole},
		"owner by the details":          {nil, task.Sought{Role: "群主", Unit: 3, Owner: "外人", Columns: col("群主", " 阿区 ")}, 12, task.ByRole},
		"owner is who keeps it":         {nil, task.Sought{Role: "群主", Unit: 3, Keeper: 19}, 19, task.ByRole},
		"owner sees another store":      {nil, task.Sought{Role: "群主", Unit: 3, Owner: "邻店", Launcher: 11}, 11, task.ByLaunch},
		"two of one name":               {nil, task.Sought{Role: "群主", Unit: 3, Owner: "同名", Launcher: 11}, 11, task.ByLaunch},
		"adviser of the store":          {nil, task.Sought{Role: "导购", Unit: 3}, 16, task.ByRole},
		"adviser on duty first":         {[]id.User{15}, task.Sought{Role: "导购", Unit: 3}, 15, task.ByRole},
		"adviser's own group":           {[]id.User{16}, task.Sought{Role: "導購", Unit: 5}, 15, task.ByRole},
		"no adviser of the region":      {nil, task.Sought{Role: "导购", Unit: 2, Launcher: 12}, 12, task.ByLaunch},
		"manager of the store":          {nil, task.Sought{Role: "店长", Unit: 5}, 13, task.ByRole},
		"region":                        {nil, task.Sought{Role: "区域经理", Unit: 5}, 12, task.ByRole},
		"head office":                   {nil, task.Sought{Role: "总部", Unit: 5}, 11, task.ByRole},
		"head office, of no group":      {nil, task.Sought{Role: "总部"}, 11, task.ByRole},
		"operator, the nearest":         {nil, task.Sought{Role: "运营", Unit: 3}, 13, task.ByRole},
		"operator on duty, though far":  {[]id.User{12}, task.Sought{Role: "运营", Unit: 3}, 12, task.ByRole},
		"agent who sees it":             {nil, task.Sought{Role: "客服", Unit: 4, Launcher: 11}, 11, task.ByLaunch},
		"on duty":                       {[]id.User{13, 17}, task.Sought{Role: "值班人", Unit: 3, Columns: col("值班人", "阿区")}, 13, task.ByRole},
		"on duty by the details":        {[]id.User{17}, task.Sought{Role: "值班人", Unit: 3, Columns: col("值班人", "阿区")}, 12, task.ByRole},
		"nobody on duty, who runs it":   {nil, task.Sought{Role: "值班", Unit: 3, Columns: col("群主", "阿店"), Launcher: 11}, 13, task.ByResponsible},
		"a role of their own":           {nil, task.Sought{Role: "带教", Unit: 3, Columns: col("带教", "小李"), Keeper: 13}, 13, task.ByResponsible},
		"a role of their own, who sees": {nil, task.Sought{Role: "带教", Unit: 5, Columns: col("带教", "小李"), Keeper: 13}, 15, task.ByRole},
		"who keeps it before on duty":   {[]id.User{12}, task.Sought{Role: "带教", Unit: 3, Keeper: 13}, 13, task.ByResponsible},
		"on duty before who started it": {[]id.User{12, 17}, task.Sought{Role: "带教", Unit: 3, Launcher: 11}, 12, task.ByShift},
		"a keeper who sees it no more":  {nil, task.Sought{Role: "带教", Unit: 3, Keeper: 14, Launcher: 18}, 0, task.ByNobody},
		"who left":                      {nil, task.Sought{Role: "", Unit: 3, Launcher: 99}, 0, task.ByNobody},
	} {
		if who, why := roster(c.duty...).Find(&c.s); who != c.who || why != c.why {
			t.Errorf("%s: %d for %d, want %d for %d", name, who, why, c.who, c.why)
		}
	}
}

// TestItSaysWhy in every language.
func TestItSaysWhy(t *testing.T) {
	for _, why := range []task.Why{task.ByRole, task.ByShift, task.ByResponsible, task.ByLaunch} {
		for _, role := range []string{"导购", ""} {
			for _, l := range i18n.Langs {
				if said := why.Says(role).In(l); said == "" != (role == "" && why == task.ByRole) {
					t.Errorf("%d of %q: %q", why, role, said)
				}
			}
		}
	}
}
