package task

import (
	"cmp"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Sought is somebody to do something by the role that an SOP names.
type Sought struct {
	Role     string            // as its author wrote it; "" for whoever is responsible
	Unit     id.Unit           // of the group; 0 for head office
	Columns  map[string]string // details of the group: some name people
	Owner    string            // what the network calls the group's owner; "" unknown
	Keeper   id.User           // who runs the group; 0 for nobody in particular
	Launcher id.User           // who let the SOP loose
}

// Why is why somebody was chosen.
type Why uint8

// The reasons, from the best.
const (
	ByNobody      Why = iota // nobody was
	ByRole                   // it is their role
	ByShift                  // nobody has the role, and they are on duty for the group
	ByResponsible            // nobody has the role, and they run the group
	ByLaunch                 // nobody else is there, and they let the SOP loose
)

// post is what a role means here.
type post uint8

const (
	byName post = iota // a detail of the group says who it is
	groupOwner
	onShift
	ofUnit
	ofAccount
)

// roleOf reads a role as an SOP names it.
func roleOf(name string) (p post, kind auth.UnitKind, role auth.Role) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "群主", "group owner":
		return groupOwner, "", ""
	case "值班", "值班人", "值班人员", "值班人員", "on duty":
		return onShift, "", ""
	case "导购", "導購", "adviser":
		return ofUnit, auth.Adviser, ""
	case "店长", "店長", "store":
		return ofUnit, auth.Store, ""
	case "区域", "區域", "区域经理", "區經理", "region":
		return ofUnit, auth.Region, ""
	case "总部", "總部", "head office":
		return ofUnit, auth.Head, ""
	case "运营", "營運", "operator":
		return ofAccount, "", auth.Operator
	case "客服", "service agent":
		return ofAccount, "", auth.Agent
	case "老板", "老闆", "owner":
		return ofAccount, "", auth.Owner
	}
	return byName, "", ""
}

// ownerColumn and dutyColumn are the details of a group that name its owner and who
// is on duty for it.
const ownerColumn, dutyColumn = "群主", "值班人"

// Roster is who there is to choose from at a moment.
type Roster struct {
	People []Person
	Units  []auth.Unit
	Duty   []id.User       // who is on duty
	Open   map[id.User]int // how many to-dos they have
}

// Find chooses who does something, and says why. Of those who have the role whoever
// is on duty comes first, then whoever is nearest to the group, then who has the
// fewest to-dos. Where nobody has it, it goes to who runs the group, else to who is
// on duty for it, else to who let the SOP loose.
func (r *Roster) Find(s *Sought) (id.User, Why) {
	if who := r.best(s, r.having(s)); who != 0 {
		return who, ByRole
	}
	if who := r.responsible(s); who != 0 {
		return who, ByResponsible
	}
	if who := r.best(s, r.those(func(p *Person) bool { return slices.Contains(r.Duty, p.User) && p.does(s.Unit) })); who != 0 {
		return who, ByShift
	}
	if r.is(s.Launcher, s.Unit) {
		return s.Launcher, ByLaunch
	}
	return 0, ByNobody
}

// does reports whether somebody does to-dos for groups of a unit.
func (p *Person) does(unit id.Unit) bool {
	return auth.Can(p.Role, auth.Quotes) && p.Scope.Has(unit)
}

// is reports whether somebody is there still, and does to-dos for a unit.
func (r *Roster) is(who id.User, unit id.Unit) bool {
	return who != 0 && slices.ContainsFunc(r.People, func(p Person) bool { return p.User == who && p.does(unit) })
}

func (r *Roster) those(fit func(p *Person) bool) (out []*Person) {
	for i := range r.People {
		if fit(&r.People[i]) {
			out = append(out, &r.People[i])
		}
	}
	return out
}

// having lists who has the role that is sought.
func (r *Roster) having(s *Sought) []*Person {
	post, kind, role := roleOf(s.Role)
	switch post {
	case groupOwner:
		return r.owners(s)
	case onShift:
		on := r.those(func(p *Person) bool { return slices.Contains(r.Duty, p.User) && p.does(s.Unit) })
		if len(on) == 0 {
			on = r.called(s.Columns[dutyColumn], s.Unit)
		}
		return on
	case ofUnit:
		return r.placed(s.Unit, kind)
	case ofAccount:
		return r.those(func(p *Person) bool { return p.Role == role && p.does(s.Unit) })
	}
	return r.called(s.Columns[strings.TrimSpace(s.Role)], s.Unit)
}

// owners is who owns the group: as its network says, else as its details do, else
// who runs it.
func (r *Roster) owners(s *Sought) []*Person {
	for _, name := range []string{s.Owner, s.Columns[ownerColumn]} {
		if all := r.called(name, s.Unit); len(all) > 0 {
			return all
		}
	}
	return r.those(func(p *Person) bool { return p.User == s.Keeper && s.Keeper != 0 && p.does(s.Unit) })
}

// responsible is who answers for the group.
func (r *Roster) responsible(s *Sought) id.User {
	if r.is(s.Keeper, s.Unit) {
		return s.Keeper
	}
	if all := r.owners(s); len(all) > 0 {
		return all[0].User
	}
	return 0
}

// called is who has a name, if one alone has it.
func (r *Roster) called(name string, unit id.Unit) []*Person {
	name = strings.TrimSpace(name)
	all := r.those(func(p *Person) bool { return name != "" && p.Name == name && p.does(unit) })
	if len(all) != 1 {
		return nil
	}
	return all
}

// placed lists who stands at the nearest place of a kind: above the group, or, of
// advisers, below the store that it belongs to.
func (r *Roster) placed(unit id.Unit, kind auth.UnitKind) []*Person {
	above := r.above(unit)
	at := func(place id.Unit) []*Person {
		return r.those(func(p *Person) bool { return p.Unit == place && auth.Can(p.Role, auth.Quotes) })
	}
	for _, u := range above {
		if u.Kind == kind {
			if all := at(u.ID); len(all) > 0 {
				return all
			}
		}
	}
	if kind != auth.Adviser || len(above) == 0 || above[0].Kind != auth.Store {
		return nil
	}
	var out []*Person
	for _, u := range r.Units {
		if u.Kind == auth.Adviser && u.Parent == unit {
			out = append(out, at(u.ID)...)
		}
	}
	return out
}

// above is a unit and those it belongs to, the nearest first. Head office is the
// unit of what has none.
func (r *Roster) above(unit id.Unit) (out []auth.Unit) {
	for range len(r.Units) {
		i := slices.IndexFunc(r.Units, func(u auth.Unit) bool { return u.ID == unit || unit == 0 && u.Kind == auth.Head })
		if i < 0 || slices.Contains(out, r.Units[i]) {
			return out
		}
		out = append(out, r.Units[i])
		if unit = r.Units[i].Parent; unit == 0 {
			return out
		}
	}
	return out
}

// best is who of some comes first; 0 for none.
func (r *Roster) best(s *Sought, among []*Person) id.User {
	if len(among) == 0 {
		return 0
	}
	above := r.above(s.Unit)
	rank := func(p *Person) (off, far int) {
		if !slices.Contains(r.Duty, p.User) {
			off = 1
		}
		if far = slices.IndexFunc(above, func(u auth.Unit) bool { return u.ID == p.Unit }); far < 0 {
			far = len(above)
		}
		return off, far
	}
	return slices.MinFunc(among, func(a, b *Person) int {
		offA, farA := rank(a)
		offB, farB := rank(b)
		return cmp.Or(cmp.Compare(offA, offB), cmp.Compare(farA, farB), cmp.Compare(r.Open[a.User], r.Open[b.User]), cmp.Compare(a.User, b.User))
	}).User
}

// Says says to whom something came and why.
func (w Why) Says(role string) i18n.Message {
	if strings.TrimSpace(role) == "" {
		return map[Why]i18n.Message{ByShift: plainShift.With(), ByResponsible: plainResponsible.With(), ByLaunch: plainLaunch.With()}[w]
	}
	return map[Why]i18n.Message{ByRole: byRole.With(role), ByShift: byShift.With(role), ByResponsible: byResponsible.With(role), ByLaunch: byLaunch.With(role)}[w]
}

var (
	byRole        = i18n.Text{Hans: "SOP 里由“%s”做。", Hant: "SOP 裡由「%s」做。", En: "The playbook has the “%s” do it."}
	byShift       = i18n.Text{Hans: "SOP 里由“%s”做，没找到是谁；先给在值班的人。", Hant: "SOP 裡由「%s」做，沒找到是誰；先給在值班的人。", En: "The playbook has the “%s” do it, and nobody is known to be that, so it goes to whoever is on duty."}
	byResponsible = i18n.Text{Hans: "SOP 里由“%s”做，没找到是谁；先给管这个群的人。", Hant: "SOP 裡由「%s」做，沒找到是誰；先給管這個群組的人。", En: "The playbook has the “%s” do it, and nobody is known to be that, so it goes to whoever runs this group."}
	byLaunch      = i18n.Text{Hans: "SOP 里由“%s”做，没找到是谁；先给开始这个 SOP 的人。", Hant: "SOP 裡由「%s」做，沒找到是誰；先給開始這個 SOP 的人。", En: "The playbook has the “%s” do it, and nobody is known to be that, so it goes to whoever started it."}

	plainShift       = i18n.Text{Hans: "SOP 没写由谁做；先给在值班的人。", Hant: "SOP 沒寫由誰做；先給在值班的人。", En: "The playbook names nobody, so it goes to whoever is on duty."}
	plainResponsible = i18n.Text{Hans: "SOP 没写由谁做；先给管这个群的人。", Hant: "SOP 沒寫由誰做；先給管這個群組的人。", En: "The playbook names nobody, so it goes to whoever runs this group."}
	plainLaunch      = i18n.Text{Hans: "SOP 没写由谁做；先给开始这个 SOP 的人。", Hant: "SOP 沒寫由誰做；先給開始這個 SOP 的人。", En: "The playbook names nobody, so it goes to whoever started it."}
)
