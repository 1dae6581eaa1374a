package cond

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Untold is a fact of which nobody may have told: a condition that hangs on it is
// not answered by no.
type Untold struct {
	Name  string // as conditions write it
	Asked string // the fact that says whether it is told; "" for none
	Words i18n.Text
	Never bool // nothing tells it in this version

	pattern *cel.AttributePatternType
	when    func(f *Facts) bool
}

// untold lists the facts that may not be told. What is never told yet waits for the
// features that will.
func untold() []Untold {
	orders := func(f *Facts) bool { return !f.Group.KnownOrders }
	sale := func(f *Facts) bool { return !f.Sale.Known }
	all := []Untold{
		{Name: "member.orders", Asked: "group.known_orders", Never: true, when: orders, Words: i18n.Text{Hans: "下过几单", Hant: "下過幾單", En: "how many orders somebody made"}},
		{Name: "member.paying", Asked: "group.known_orders", Never: true, when: orders, Words: i18n.Text{Hans: "是不是付费会员", Hant: "是不是付費會員", En: "whether somebody is a paying member"}},
		{Name: "member.last_buy", Asked: "group.known_orders", Never: true, when: orders, Words: i18n.Text{Hans: "上次什么时候买", Hant: "上次什麼時候買", En: "when somebody bought last"}},
		{Name: "sale.left", Asked: "sale.known", Never: true, when: sale, Words: i18n.Text{Hans: "活动还剩几件", Hant: "活動還剩幾件", En: "how many pieces of a sale are left"}},
		{Name: "sale.paid", Asked: "sale.known", Never: true, when: sale, Words: i18n.Text{Hans: "活动付款几件", Hant: "活動付款幾件", En: "how many pieces of a sale are paid for"}},
		{Name: "sale.open", Asked: "sale.known", Never: true, when: sale, Words: i18n.Text{Hans: "活动还开不开", Hant: "活動還開不開", En: "whether a sale is on"}},
		{Name: "sale.unsettled", Asked: "sale.known", Never: true, when: sale, Words: i18n.Text{Hans: "没了结的单和投诉", Hant: "沒了結的單和客訴", En: "orders and complaints that are not done with"}},
		{Name: "group.members", when: func(f *Facts) bool { return f.Group.Members == 0 }, Words: i18n.Text{Hans: "群里有多少人", Hant: "群組裡有多少人", En: "how many are in the group"}},
	}
	for i := range all {
		of, part, _ := strings.Cut(all[i].Name, ".")
		all[i].pattern = cel.AttributePattern(of).QualString(part)
	}
	return all
}

// Untold lists what a condition asks about that may not be told.
func (c *Condition) Untold() []Untold { return c.untold }

// Names reports whether a condition asks about a fact, such as event.question.
func (c *Condition) Names(fact string) bool { return slices.Contains(c.names, fact) }

// Guarded reports whether a condition asks itself whether a fact is told.
func (c *Condition) Guarded(u *Untold) bool { return u.Asked != "" && c.Names(u.Asked) }

// Fields is what conditions call the fields of a run.
const Fields = "field"

// namesIn lists the facts that a condition names, by whatever name it calls whose
// they are. whole says that it does more with a member or a group than to name their
// facts.
func namesIn(checked *cel.Ast) (out []string, whole bool) {
	rep := checked.NativeRep()
	isThing := func(e ast.Expr) (string, bool) { return strings.CutPrefix(rep.GetType(e.ID()).TypeName(), "cond.") }
	named := map[int64]bool{} // of things, whose facts are named
	ast.PreOrderVisit(rep.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.SelectKind {
			if of, ok := isThing(e.AsSelect().Operand()); ok {
				named[e.AsSelect().Operand().ID()] = true
				out = append(out, strings.ToLower(of)+"."+e.AsSelect().FieldName())
			}
		}
		if _, ok := isThing(e); ok && !named[e.ID()] {
			whole = true
		}
		if e.Kind() == ast.IdentKind && slices.Contains([]string{Fields, "start", "now"}, e.AsIdent()) {
			out = append(out, e.AsIdent())
		}
	}))
	slices.Sort(out)
	return slices.Compact(out), whole
}

// lacking are the patterns of what a condition asks about that is not told now.
func (c *Condition) lacking(f *Facts) (out []*cel.AttributePatternType) {
	for i := range c.untold {
		if u := &c.untold[i]; u.when(f) {
			out = append(out, u.pattern)
		}
	}
	return out
}
