package cond

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/ext"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Facts is what conditions may ask about. What is not known is zero. Of orders and
// sales Known… says whether they are told; a condition that hangs on them where they
// are not has no answer.
type Facts struct {
	Member Member
	Group  Group
	Event  Event
	Sale   Sale
	Start  string            // which of the playbook's starts began the run
	Field  map[string]string // the fields of the run, by name
	Now    time.Time
}

// Member is somebody, as conditions see them.
type Member struct {
	Name     string    `cel:"name"`
	Staff    bool      `cel:"staff"`
	Paying   bool      `cel:"paying"`
	Customer bool      `cel:"customer"` // a friend or customer: may be written to privately
	Consent  bool      `cel:"consent"`
	Less     bool      `cel:"less"` // asked to be written to less
	Tags     []string  `cel:"tags"`
	Messages int64     `cel:"messages"`
	Orders   int64     `cel:"orders"` // where orders are known
	Joined   time.Time `cel:"joined"`
	LastSaid time.Time `cel:"last_said"`
	LastBuy  time.Time `cel:"last_buy"`
	LastSeen time.Time `cel:"last_seen"` // any sign: a word, an order, a coupon, a sign-up chain, a page opened
}

// Group is a group, as conditions see it.
type Group struct {
	Name        string            `cel:"name"`
	Life        string            `cel:"life"`
	Tone        string            `cel:"tone"` // in which it is spoken to; '' for any
	State       string            `cel:"state"`
	Members     int64             `cel:"members"`
	Active      int64             `cel:"active"` // people who spoke within 28 days
	AgeDays     int64             `cel:"age_days"`
	QuietNew    int64             `cel:"quiet_new"`    // who joined one to seven days ago and has given no sign yet
	LastSaid    time.Time         `cel:"last_said"`    // by anybody but bots
	KnownOrders bool              `cel:"known_orders"` // its orders are told to us
	Column      map[string]string `cel:"column"`
}

// Event is what has just happened.
type Event struct {
	Kind     string `cel:"kind"`
	Text     string `cel:"text"`
	Question bool   `cel:"question"`
	Amount   int64  `cel:"amount"`
	Count    int64  `cel:"count"` // how many were gathered into one
}

// Sale is the sale that a run is about.
type Sale struct {
	Known     bool  `cel:"known"` // the figures could be looked up just now
	Left      int64 `cel:"left"`
	Paid      int64 `cel:"paid"`
	Open      bool  `cel:"open"`
	Unsettled int64 `cel:"unsettled"` // orders and complaints that are not done with
}

// Limits: how long a condition may be, and how much it may cost, in steps of CEL.
const (
	longest  = 1000
	mostCost = 20_000
)

// Compiler reads conditions.
type Compiler struct {
	env    *cel.Env
	untold []Untold
}

// NewCompiler returns a compiler.
func NewCompiler() (*Compiler, error) {
	env, err := cel.NewEnv(
		ext.NativeTypes(reflect.TypeFor[Member](), reflect.TypeFor[Group](), reflect.TypeFor[Event](), reflect.TypeFor[Sale](), ext.ParseStructTags(true)),
		ext.Strings(),
		cel.CrossTypeNumericComparisons(true),
		cel.ParserExpressionSizeLimit(4*longest),
		cel.ParserRecursionLimit(50),
		cel.Variable("member", cel.ObjectType("cond.Member")),
		cel.Variable("group", cel.ObjectType("cond.Group")),
		cel.Variable("event", cel.ObjectType("cond.Event")),
		cel.Variable("sale", cel.ObjectType("cond.Sale")),
		cel.Variable("start", cel.StringType),
		cel.Variable("field", cel.MapType(cel.StringType, cel.StringType)),
		cel.Variable("now", cel.TimestampType),
	)
	if err != nil {
		return nil, fmt.Errorf("make conditions readable: %w", err)
	}
	return &Compiler{env, untold()}, nil
}

// Condition is a condition that was read. It may be asked from many goroutines.
type Condition struct {
	text    string
	program cel.Program
	partial cel.Program // the same, for where something is not told; nil where all always is
	names   []string
	whole   bool
	untold  []Untold
}

// Compile reads a condition. It fails with Invalid, and says where, where it is
// none, asks about something nobody knows, or may cost too much.
func (c *Compiler) Compile(text string) (*Condition, error) {
	if len(text) > longest {
		return nil, fault.New(fault.Invalid, tooLong.With(longest))
	}
	ast, issues := c.env.Compile(text)
	if err := issues.Err(); err != nil {
		return nil, wrong(issues)
	}
	if ast.OutputType() != cel.BoolType {
		return nil, fault.New(fault.Invalid, noQuestion.With(ast.OutputType().String()))
	}
	program, err := c.env.Program(ast, cel.EvalOptions(cel.OptOptimize), cel.CostLimit(mostCost))
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, unreadable.With(err.Error()))
	}
	out := &Condition{text: text, program: program}
	out.names, out.whole = namesIn(ast)
	for _, u := range c.untold {
		if out.Names(u.Name) {
			out.untold = append(out.untold, u)
		}
	}
	if len(out.untold) > 0 {
		if out.partial, err = c.env.Program(ast, cel.EvalOptions(cel.OptPartialEval), cel.CostLimit(mostCost)); err != nil {
			return nil, fault.Because(err, fault.Invalid, unreadable.With(err.Error()))
		}
	}
	return out, nil
}

// wrong says what is wrong with a condition, and where.
func wrong(issues *cel.Issues) error {
	first := issues.Errors()[0]
	what := first.Message
	if name, ok := strings.CutPrefix(what, "undefined field '"); ok {
		name, _, _ = strings.Cut(name, "'")
		return fault.New(fault.Invalid, noSuchFact.With(first.Location.Column()+1, name))
	}
	if name, ok := strings.CutPrefix(what, "undeclared reference to '"); ok {
		name, _, _ = strings.Cut(name, "'")
		return fault.New(fault.Invalid, noSuchFact.With(first.Location.Column()+1, name))
	}
	return fault.New(fault.Invalid, badAt.With(first.Location.Column()+1, what))
}

// String is the condition as it was written.
func (c *Condition) String() string { return c.text }

var errNoAnswer = errors.New("the condition gives no answer")

// Holds reports whether a condition holds. An error says that it could not be
// told, or cost too much: it is not a yes.
func (c *Condition) Holds(f *Facts) (bool, error) {
	out, err := c.eval(f)
	if err != nil {
		return false, fmt.Errorf("%w: %w", errNoAnswer, err)
	}
	yes, ok := out.Value().(bool)
	if !ok {
		return false, errNoAnswer
	}
	return yes, nil
}

// eval asks a condition. Where something that it asks about is not told, what hangs
// on that has no answer, and the rest has.
func (c *Condition) eval(f *Facts) (ref.Val, error) {
	facts := (*binding)(f)
	lacking := c.lacking(f)
	if len(lacking) == 0 {
		out, _, err := c.program.Eval(facts)
		return out, err
	}
	known, err := cel.PartialVars(facts, lacking...)
	if err != nil {
		return nil, err
	}
	out, _, err := c.partial.Eval(known)
	return out, err
}

// binding hands facts to a condition: only those that it asks for, and none of them
// copied.
type binding Facts

// ResolveName returns a variable of conditions.
func (b *binding) ResolveName(name string) (any, bool) {
	switch name {
	case "member":
		return &b.Member, true
	case "group":
		return &b.Group, true
	case "event":
		return &b.Event, true
	case "sale":
		return &b.Sale, true
	case "start":
		return b.Start, true
	case "field":
		return b.Field, true
	case "now":
		return b.Now, true
	}
	return nil, false
}

// Parent is nil: there are no other variables.
func (*binding) Parent() cel.Activation { return nil }

// Names lists what conditions may ask about, for whoever writes one.
func Names() (out []string) {
	for name, t := range map[string]reflect.Type{"member": reflect.TypeFor[Member](), "group": reflect.TypeFor[Group](), "event": reflect.TypeFor[Event](), "sale": reflect.TypeFor[Sale]()} {
		for i := range t.NumField() {
			out = append(out, name+"."+t.Field(i).Tag.Get("cel"))
		}
	}
	slices.Sort(out)
	return append(out, "start", "field[…]", "now")
}

var (
	tooLong = i18n.Text{
		Hans: "条件太长：最多 %d 个字节。",
		Hant: "條件太長：最多 %d 個位元組。",
		En:   "The condition is too long: at most %d bytes.",
	}
	noQuestion = i18n.Text{
		Hans: "条件要能答“是”或“不是”，这里算出来的是 %s。请写成比较，例如 member.orders == 0。",
		Hant: "條件要能答「是」或「不是」，這裡算出來的是 %s。請寫成比較，例如 member.orders == 0。",
		En:   "A condition is answered by yes or no; this one gives %s. Compare it with something, such as member.orders == 0.",
	}
	unreadable = i18n.Text{
		Hans: "条件读不懂：%s",
		Hant: "條件讀不懂：%s",
		En:   "The condition cannot be read: %s",
	}
	noSuchFact = i18n.Text{
		Hans: "第 %d 个字：没有“%s”这一项。",
		Hant: "第 %d 個字：沒有「%s」這一項。",
		En:   "At character %d: there is no %s.",
	}
	badAt = i18n.Text{
		Hans: "第 %d 个字：%s",
		Hant: "第 %d 個字：%s",
		En:   "At character %d: %s",
	}
)
