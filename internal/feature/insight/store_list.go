package insight

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

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

func scanListed(scan func(...any) error) (r listed, total int, err error) {
	var text []byte
	err = scan(&total, &r.ID, &r.Name, &r.Network, &r.Unit, &r.At, &r.Messages, &r.People, &r.Active, &r.Members, &r.LastAt, &r.State,
		&r.Type, &r.Band, &r.Waiting, &r.Need, &r.Spark, &text)
	if err != nil {
		return r, 0, err
	}
	if err := json.Unmarshal(text, &r.brief); err != nil {
		return r, 0, fmt.Errorf("read what is kept of group %d: %w", r.ID, err)
	}
	r.settle()
	return r, total, nil
}

// urgent is the groups of a scope that need somebody most, fading those that fade.
func urgent(scope auth.Scope) *listing {
	return &listing{scope: scope, needy: true, sort: byNeed, down: true}
}

func fading(scope auth.Scope) *listing {
	return &listing{scope: scope, state: measure.Fading, sort: byNeed, down: true}
}

// list reads the rows of l from offset on, at most limit of them. The groups are
// chosen by narrow columns first; only those chosen are read whole.
func list(ctx context.Context, tx *db.Tx, ws id.Workspace, l *listing, offset, limit int) ([]listed, error) {
	c := l.condition(tx.Dialect, ws)
	query := `SELECT 0, ` + listedColumns + ` FROM (
		SELECT group_id AS chosen FROM insight_group WHERE workspace = $1` + c.text.String() + l.order() +
		` LIMIT ` + strconv.Itoa(limit) + ` OFFSET ` + strconv.Itoa(offset) + `) p
		CROSS JOIN insight_group g WHERE g.workspace = $1 AND g.group_id = p.chosen` + l.order()
	rows, _, err := scanList(ctx, tx, query, c.args)
	return rows, err
}

// find is list for views that leave some of all groups out; it tells how many
// fit.
func find(ctx context.Context, tx *db.Tx, ws id.Workspace, l *listing, all, offset, limit int) ([]listed, int, error) {
	if l.text != "" {
		return search(ctx, tx, ws, l, offset, limit)
	}
	n, err := countListed(ctx, tx, ws, l)
	if err != nil {
		return nil, 0, err
	}
	quick := *l
	quick.rare = offset > 0 || n*rareShare < all
	rows, err := list(ctx, tx, ws, &quick, offset, limit)
	return rows, n, err
}

// rareShare is how many times as many groups there are when those that fit are
// rare.
const rareShare = 20

// search is find for a text: names are looked through once, and those that fit
// counted and sorted.
func search(ctx context.Context, tx *db.Tx, ws id.Workspace, l *listing, offset, limit int) ([]listed, int, error) {
	c := l.condition(tx.Dialect, ws)
	query := `WITH fit AS MATERIALIZED (
		SELECT group_id, ` + l.column() + ` AS k FROM insight_group WHERE workspace = $1` + c.text.String() + `)
		SELECT p.n, ` + listedColumns + ` FROM (
			SELECT group_id AS chosen, (SELECT COUNT(*) FROM fit) AS n FROM fit` + l.orderBy("k") +
		` LIMIT ` + strconv.Itoa(limit) + ` OFFSET ` + strconv.Itoa(offset) + `) p
		CROSS JOIN insight_group g WHERE g.workspace = $1 AND g.group_id = p.chosen` + l.order()
	rows, n, err := scanList(ctx, tx, query, c.args)
	if err == nil && len(rows) == 0 && offset > 0 { // past the end, where no row tells
		n, err = countListed(ctx, tx, ws, l)
	}
	return rows, n, err
}

func scanList(ctx context.Context, tx *db.Tx, query string, args []any) (out []listed, total int, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		r, n, err := scanListed(scan)
		out, total = append(out, r), n
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list groups: %w", err)
	}
	return out, total, nil
}

// countListed is how many groups l holds.
func countListed(ctx context.Context, tx *db.Tx, ws id.Workspace, l *listing) (n int, err error) {
	c := l.condition(tx.Dialect, ws)
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM insight_group WHERE workspace = $1`+c.text.String(), c.args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count groups: %w", err)
	}
	return n, nil
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

// Measured is how much is known of a group, as it was measured last.
type Measured struct {
	Group                  id.Group
	Messages, People, Last int64
	Active, Waiting        int64 // who spoke lately; questions nobody answered
	Members                int64 // who are in it; −1 unknown
	At, First              int64 // as of when; the first message, 0 unknown
	State                  measure.State
}

// Measured tells how much was measured in groups.
func (s *Service) Measured(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (out []Measured, err error) {
	in, list := db.Among(tx, 2, groups)
	query := `SELECT group_id, messages, people, last_at, active, waiting, members, at, first_at, state FROM insight_group WHERE workspace = $1 AND group_id IN ` + in
	err = tx.Each(ctx, query, []any{ws, list}, func(scan func(...any) error) error {
		var m Measured
		err := scan(&m.Group, &m.Messages, &m.People, &m.Last, &m.Active, &m.Waiting, &m.Members, &m.At, &m.First, &m.State)
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("figures of groups: %w", err)
	}
	return out, nil
}
