package insight

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// listing says which groups a list shows and in which order. Columns only: a
// list never looks inside stored figures to choose.
type listing struct {
	scope auth.Scope  // of the viewer; every query is held to it
	unit  *auth.Scope // a unit chosen and what is below it; nil for all
	state measure.State
	types measure.TypeName
	band  measure.Band
	text  string        // part of a name
	named measure.State // the state that text is a word for, "" for none
	sort  sortKey
	down  bool
}

// condition collects what a WHERE asks besides the workspace, which is $1.
type condition struct {
	text strings.Builder
	args []any
}

func (c *condition) add(sql string, arg any) {
	c.args = append(c.args, arg)
	c.text.WriteString(" AND " + strings.ReplaceAll(sql, "?", "$"+strconv.Itoa(len(c.args))))
}

// within restricts to the units of s.
func (c *condition) within(s auth.Scope) {
	if s.All {
		return
	}
	marks := []string{"-1"} // no unit: a scope without units sees nothing
	for _, u := range s.Units() {
		c.args = append(c.args, int64(u))
		marks = append(marks, "$"+strconv.Itoa(len(c.args)))
	}
	c.text.WriteString(" AND unit IN (" + strings.Join(marks, ", ") + ")")
}

func (l *listing) condition(ws id.Workspace) *condition {
	c := &condition{args: []any{int64(ws)}}
	c.within(l.scope)
	if l.unit != nil {
		c.within(*l.unit)
	}
	if l.state != "" {
		c.add("state = ?", string(l.state))
	}
	if l.types != "" {
		c.add("type = ?", string(l.types))
	}
	if l.band != "" {
		c.add("band = ?", string(l.band))
	}
	if l.text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(l.text)) + "%"
		if l.named == "" {
			c.add(`LOWER(name) LIKE ? ESCAPE '\'`, like)
		} else {
			c.args = append(c.args, like)
			c.add(`(LOWER(name) LIKE $`+strconv.Itoa(len(c.args))+` ESCAPE '\' OR state = ?)`, string(l.named))
		}
	}
	return c
}

// sortKey is a column a list can be sorted by.
type sortKey string

// The columns. Each has an expression that both databases sort by.
const (
	byNeed     sortKey = "need"
	byName     sortKey = "name"
	byState    sortKey = "state"
	byActive   sortKey = "active"
	byMembers  sortKey = "members"
	byType     sortKey = "type"
	byRisk     sortKey = "risk"
	byWaiting  sortKey = "waiting"
	byLast     sortKey = "last"
	byMessages sortKey = "messages"
)

// sortColumns are the expressions behind the keys. States go from the
// liveliest, as measure.States does.
var sortColumns = map[sortKey]string{
	byNeed: "need", byName: "name", byActive: "active", byMembers: "members", byType: "type", byRisk: "risk",
	byWaiting: "waiting", byLast: "last_at", byMessages: "messages",
	byState: `CASE state WHEN 'thriving' THEN 0 WHEN 'steady' THEN 1 WHEN 'forming' THEN 2 WHEN 'fading' THEN 3
		WHEN 'quiet-buying' THEN 4 WHEN 'dormant' THEN 5 WHEN 'dead' THEN 6 WHEN 'ended' THEN 7 ELSE 8 END`,
}

func (l *listing) order() string {
	column := cmp.Or(sortColumns[l.sort], "need")
	if l.down {
		return " ORDER BY " + column + " DESC, group_id DESC"
	}
	return " ORDER BY " + column + ", group_id"
}

// brief is what a list shows of a group besides its columns. It reads from its
// own short form and from whole figures alike: the names are the same.
type brief struct {
	Revived bool                `json:"revived,omitempty"`
	Life    measure.Life        `json:"life"`
	Fade    measure.Fade        `json:"fade"`
	Risk    *measure.RiskFigure `json:"risk,omitempty"`
	Carry   []measure.Carrier   `json:"carry,omitempty"`
	Longest float64             `json:"longest,omitempty"` // service hours the oldest question has waited
	Waiting []measure.Ask       `json:"waiting,omitempty"` // only in the long form
}

// carriersShown is how many of those who carry a group a list names.
const carriersShown = 2

func (b *brief) settle() {
	for _, a := range b.Waiting {
		if !a.Maybe {
			b.Longest = max(b.Longest, a.Waited)
		}
	}
	b.Waiting = nil
	b.Carry = b.Carry[:min(len(b.Carry), carriersShown)]
}

// briefOf is the short form of figures, kept beside them.
func briefOf(f *measure.Figures) (string, error) {
	b := brief{Revived: f.Revived, Life: f.Life, Fade: f.Fade, Risk: f.Risk, Carry: f.Carry, Waiting: f.Waiting}
	b.settle()
	return jsonText(b)
}

// listed is one row of the list of groups.
type listed struct {
	ID                                    id.Group
	Name, Network                         string
	Unit                                  id.Unit
	At, Messages, People, Active, Members int64 // Members −1 where unknown
	LastAt                                int64
	State                                 measure.State
	Type                                  measure.TypeName
	Band                                  measure.Band
	Waiting                               int
	Need                                  int
	Spark                                 string
	brief
}

const listedColumns = `g.group_id, g.name, g.network, g.unit, g.at, g.messages, g.people, g.active, g.members, g.last_at, g.state,
	g.type, g.band, g.waiting, g.need, g.spark, CASE WHEN g.brief = '' THEN g.figures ELSE g.brief END`

func scanListed(scan func(...any) error) (r listed, err error) {
	var text []byte
	err = scan(&r.ID, &r.Name, &r.Network, &r.Unit, &r.At, &r.Messages, &r.People, &r.Active, &r.Members, &r.LastAt, &r.State,
		&r.Type, &r.Band, &r.Waiting, &r.Need, &r.Spark, &text)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r.brief); err != nil {
		return r, fmt.Errorf("read what is kept of group %d: %w", r.ID, err)
	}
	r.settle()
	return r, nil
}

// list reads the rows of l from offset on, at most limit of them. The groups are
// chosen by narrow columns first; only those chosen are read whole.
func list(ctx context.Context, tx *db.Tx, ws id.Workspace, l *listing, offset, limit int) ([]listed, error) {
	c := l.condition(ws)
	query := `SELECT ` + listedColumns + ` FROM insight_group g JOIN (
		SELECT group_id AS chosen FROM insight_group WHERE workspace = $1` + c.text.String() + l.order() +
		` LIMIT ` + strconv.Itoa(limit) + ` OFFSET ` + strconv.Itoa(offset) + `) p ON g.workspace = $1 AND g.group_id = p.chosen` + l.order()
	return scanList(ctx, tx, query, c.args)
}

// urgent lists the groups of a scope that need somebody most.
func urgent(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, limit int) ([]listed, error) {
	c := (&listing{scope: scope}).condition(ws)
	return scanList(ctx, tx, `SELECT `+listedColumns+` FROM insight_group g WHERE workspace = $1 AND need > 0`+c.text.String()+
		` ORDER BY need DESC, group_id DESC LIMIT `+strconv.Itoa(limit), c.args)
}

// fading lists the fading groups of a scope, those that need somebody most first.
func fading(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, limit int) ([]listed, error) {
	c := (&listing{scope: scope, state: measure.Fading}).condition(ws)
	return scanList(ctx, tx, `SELECT `+listedColumns+` FROM insight_group g WHERE workspace = $1`+c.text.String()+
		` ORDER BY need DESC, group_id DESC LIMIT `+strconv.Itoa(limit), c.args)
}

func scanList(ctx context.Context, tx *db.Tx, query string, args []any) (out []listed, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		r, err := scanListed(scan)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list groups: %w", err)
	}
	return out, nil
}

// countListed is how many groups l holds.
func countListed(ctx context.Context, tx *db.Tx, ws id.Workspace, l *listing) (n int, err error) {
	c := l.condition(ws)
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM insight_group WHERE workspace = $1`+c.text.String(), c.args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count groups: %w", err)
	}
	return n, nil
}

// counts says how the groups of a scope stand.
type counts struct {
	Groups int
	Need   int   // need somebody today
	At     int64 // the latest time any of them was judged at
	States map[measure.State]int
	Census map[measure.Census]int
}

func countStates(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope) (out counts, err error) {
	out.States, out.Census = map[measure.State]int{}, map[measure.Census]int{}
	c := (&listing{scope: scope}).condition(ws)
	err = tx.Each(ctx, `SELECT state, census, COUNT(*), SUM(CASE WHEN need > 0 THEN 1 ELSE 0 END), MAX(at) FROM insight_group
		WHERE workspace = $1`+c.text.String()+` GROUP BY state, census`, c.args,
		func(scan func(...any) error) error {
			var state measure.State
			var census measure.Census
			var n, need int
			var at int64
			err := scan(&state, &census, &n, &need, &at)
			out.Groups, out.Need, out.At = out.Groups+n, out.Need+need, max(out.At, at)
			out.States[state] += n
			out.Census[census] += n
			return err
		})
	if err != nil {
		return out, fmt.Errorf("count states: %w", err)
	}
	return out, nil
}

// wholeBrief is what the list of groups shows of all groups together. Like
// brief it reads from the long form too.
type wholeBrief struct {
	Survival      []measure.Survival
	Curve         []measure.Step
	Concentration *concentrationBrief
	FellTogether  bool
}

type concentrationBrief struct{ Top1, Top10, Gini float64 }

// curveSteps is how many steps of the survival curve a chart draws.
const curveSteps = 120

// thin keeps at most about n steps of a curve: of each stretch of time the last
// one, so that every kept point is true.
func thin(curve []measure.Step, n int) []measure.Step {
	if len(curve) <= n {
		return curve
	}
	width := curve[len(curve)-1].Months / float64(n)
	out := curve[:1:1]
	for i, step := range curve[1:] {
		last := i+2 == len(curve)
		if last || int(step.Months/width) != int(curve[i+2].Months/width) {
			out = append(out, step)
		}
	}
	return out
}

// wholeBriefOf is the short form of w, kept beside it.
func wholeBriefOf(w *measure.Whole) (string, error) {
	b := wholeBrief{Survival: w.Survival, Curve: thin(w.Curve, curveSteps), FellTogether: w.FellTogether}
	if c := w.Concentration; c != nil {
		b.Concentration = &concentrationBrief{c.Top1, c.Top10, c.Gini}
	}
	return jsonText(b)
}

// readWhole reads what all groups come to, and how many are being measured anew.
func readWhole(ctx context.Context, tx *db.Tx, ws id.Workspace) (w wholeBrief, due int, err error) {
	var text []byte
	err = tx.QueryRow(ctx, `SELECT d.n, COALESCE(CASE WHEN w.brief = '' THEN w.whole ELSE w.brief END, '')
		FROM (SELECT COUNT(*) AS n FROM insight_due WHERE workspace = $1) d
		LEFT JOIN insight_whole w ON w.workspace = $1`, int64(ws)).Scan(&due, &text)
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, &w)
	}
	if err != nil {
		return w, 0, fmt.Errorf("read the sum of all groups: %w", err)
	}
	w.Curve = thin(w.Curve, curveSteps)
	return w, due, nil
}

var noGroup = i18n.Text{
	Hans: "没有这个群。它可能已经随导入一起撤掉，或者不归你看的门店。请回到群列表找找。",
	Hant: "沒有這個群組。它可能已隨匯入一併撤銷，或不屬於你可看的門市。請回到群組清單找找看。",
	En:   "There is no such group. It may have gone with an import that was undone, or belong to a store you do not see. Go back to the list of groups.",
}

// readGroup reads everything kept of one group within a scope. It fails with
// NotFound.
func readGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, group id.Group) (*measure.Figures, id.Unit, error) {
	c := (&listing{scope: scope}).condition(ws)
	c.add("group_id = ?", int64(group))
	var text, health []byte
	var state measure.State
	var together int
	var unit id.Unit
	err := tx.QueryRow(ctx, `SELECT figures, state, together, health_json, unit FROM insight_group WHERE workspace = $1`+c.text.String(), c.args...).
		Scan(&text, &state, &together, &health, &unit)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, 0, fault.New(fault.NotFound, noGroup.With())
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read a group: %w", err)
	}
	f := new(measure.Figures)
	if err := errors.Join(json.Unmarshal(text, f), json.Unmarshal(health, &f.Health)); err != nil {
		return nil, 0, fmt.Errorf("read figures of group %d: %w", group, err)
	}
	f.State, f.Together = state, together != 0 // settled among all groups, after the figures were written
	return f, unit, nil
}

// ordsOf lists the members that rows name, each once.
func ordsOf(rows ...listed) []uint32 {
	var out []uint32
	for i := range rows {
		for _, c := range rows[i].Carry {
			out = append(out, c.Member)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// anyGroup reports whether the workspace has any group, whoever may see it.
func anyGroup(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM insight_group WHERE workspace = $1 LIMIT 1) g`, int64(ws)).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look for groups: %w", err)
	}
	return n > 0, nil
}
