package insight

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

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
	needy bool          // only those that need somebody
	sort  sortKey
	down  bool
	rare  bool // few groups fit: to sort those is quicker than to look through an index in order
}

// narrows reports whether l leaves any group out.
func (l *listing) narrows() bool {
	return !l.scope.All || l.unit != nil || l.state != "" || l.types != "" || l.band != "" || l.text != "" || l.needy
}

// condition collects what a WHERE asks besides the workspace, which is $1.
type condition struct {
	text strings.Builder
	args []any
}

func (c *condition) add(sql string, arg any, orState measure.State) {
	sql = strings.ReplaceAll(sql, "?", c.take(arg))
	if orState != "" {
		sql = "(" + sql + " OR state = " + c.take(string(orState)) + ")"
	}
	c.text.WriteString(" AND " + sql)
}

// take returns the placeholder of an argument.
func (c *condition) take(arg any) string {
	c.args = append(c.args, arg)
	return "$" + strconv.Itoa(len(c.args))
}

// within restricts to the units of s.
func (c *condition) within(s auth.Scope) {
	if s.All {
		return
	}
	marks := []string{"-1"} // no unit: a scope without units sees nothing
	for _, u := range s.Units() {
		marks = append(marks, c.take(int64(u)))
	}
	c.text.WriteString(" AND unit IN (" + strings.Join(marks, ", ") + ")")
}

func (l *listing) condition(d db.Dialect, ws id.Workspace) *condition {
	c := &condition{args: []any{int64(ws)}}
	c.within(l.scope)
	if l.unit != nil {
		c.within(*l.unit)
	}
	if l.state != "" {
		c.add("state = ?", string(l.state), "")
	}
	if l.types != "" {
		c.add("type = ?", string(l.types), "")
	}
	if l.band != "" {
		c.add("band = ?", string(l.band), "")
	}
	if l.needy {
		c.text.WriteString(" AND need > 0")
	}
	if l.text != "" {
		c.add(namePart(d, l.text), namePattern(d, l.text), l.named)
	}
	return c
}

// namePart is the condition that a name holds text, capital and small letters
// alike. What has neither is found by the plain search of SQLite, which is the
// quickest over thousands of names; its LIKE folds letters as it stands.
func namePart(d db.Dialect, text string) string {
	switch {
	case d == db.Postgres:
		return `LOWER(name) LIKE ? ESCAPE '\'`
	case strings.ContainsFunc(text, unicode.IsLetter) && strings.ToUpper(text) != strings.ToLower(text):
		return `name LIKE ? ESCAPE '\'`
	}
	return `instr(name, ?) > 0`
}

// namePattern is the argument of namePart.
func namePattern(d db.Dialect, text string) string {
	if strings.HasPrefix(namePart(d, text), "instr") {
		return text
	}
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(text)) + "%"
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
		WHEN 'quiet-buying' THEN 4 WHEN 'dormant' THEN 5 WHEN 'dead' THEN 6 WHEN 'ended' THEN 7 WHEN 'empty' THEN 8 ELSE 9 END`,
}

func (l *listing) column() string {
	column := cmp.Or(sortColumns[l.sort], "need")
	switch {
	case !l.rare:
	case l.sort == byName || l.sort == byType:
		column += " || ''" // which no index is ordered by
	default:
		column += " + 0"
	}
	return column
}

// order sorts by the key, ties by id.
func (l *listing) order() string { return l.orderBy(l.column()) }

func (l *listing) orderBy(column string) string {
	if l.down {
		return " ORDER BY " + column + " DESC, group_id DESC"
	}
	return " ORDER BY " + column + ", group_id"
}

// counts says how the groups of a scope stand.
type counts struct {
	Groups int
	Need   int   // need somebody today
	At     int64 // the latest time any of them was judged at
	States map[measure.State]int
	Census map[measure.Census]int
}

// heard is how many groups there are of which it is told what is said.
func (c *counts) heard() int { return c.Groups - c.States[measure.Unheard] }

// countStates counts the groups of a scope. Those of everything were counted
// when the groups were last compared.
func countStates(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, w *wholeBrief) (out counts, err error) {
	c := (&listing{scope: scope}).condition(tx.Dialect, ws)
	err = tx.QueryRow(ctx, `SELECT (SELECT COUNT(*) FROM insight_group WHERE workspace = $1 AND need > 0`+c.text.String()+`),
		(SELECT COALESCE(MAX(at), 0) FROM insight_group WHERE workspace = $1`+c.text.String()+`)`, c.args...).Scan(&out.Need, &out.At)
	if err != nil {
		return out, fmt.Errorf("count groups: %w", err)
	}
	if scope.All && w.Groups > 0 {
		out.Groups, out.States, out.Census = w.Groups, w.States, w.Census
		return out, nil
	}
	out.States, out.Census = map[measure.State]int{}, map[measure.Census]int{}
	err = tx.Each(ctx, `SELECT state, census, COUNT(*) FROM insight_group WHERE workspace = $1`+c.text.String()+` GROUP BY state, census`, c.args,
		func(scan func(...any) error) error {
			var state measure.State
			var census measure.Census
			var n int
			err := scan(&state, &census, &n)
			out.Groups += n
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
	Groups        int
	States        map[measure.State]int
	Census        map[measure.Census]int
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
	b := wholeBrief{Groups: w.Groups, States: w.States, Census: w.Census, Survival: w.Survival, Curve: thin(w.Curve, curveSteps), FellTogether: w.FellTogether}
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
	c := (&listing{scope: scope}).condition(tx.Dialect, ws)
	c.add("group_id = ?", int64(group), "")
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

// stampOf is unlike before whenever a group was measured or compared since. It
// fails with NotFound.
func stampOf(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, group id.Group) (string, error) {
	c := (&listing{scope: scope}).condition(tx.Dialect, ws)
	c.add("group_id = ?", int64(group), "")
	var at, together int64
	var state string
	var health float64
	err := tx.QueryRow(ctx, `SELECT at, state, together, health FROM insight_group WHERE workspace = $1`+c.text.String(), c.args...).
		Scan(&at, &state, &together, &health)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New(fault.NotFound, noGroup.With())
	}
	if err != nil {
		return "", fmt.Errorf("look whether a group changed: %w", err)
	}
	return fmt.Sprint(at, state, together, health), nil
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
