package task

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// spot is where a page of a list begins: after a time, and of those at that time
// after an id. The zero spot is the beginning.
type spot struct {
	at   int64
	task id.Task
}

func (s spot) String() string {
	if s == (spot{}) {
		return ""
	}
	return strconv.FormatInt(s.at, 10) + "-" + id.Show(s.task)
}

// spotOf reads a spot; false where it is none.
func spotOf(text string) (s spot, ok bool) {
	if text == "" {
		return s, true
	}
	at, task, cut := strings.Cut(text, "-")
	var err, bad error
	s.at, err = strconv.ParseInt(at, 10, 64)
	s.task, bad = id.Parse[id.Task](task)
	return s, cut && err == nil && bad == nil
}

// Ended says which of what has ended somebody looks at. What is zero leaves all
// through.
type Ended struct {
	Wanted
	Who      id.User // who settled it; of what nobody settled, whose it was
	Group    id.Group
	Book     string // title of the SOP
	State    State
	From, To time.Time // from one moment, and before another
	After    spot      // the newest come first
}

const whose0 = `CASE WHEN settled_by = 0 THEN owner ELSE settled_by END`

func (w *where) ended(want *Ended) {
	w.wanted(want.Wanted)
	and := func(condition string, v any) { w.text.WriteString(` AND ` + condition + w.arg(v)) }
	if want.State != "" {
		and(`state = `, string(want.State))
	} else {
		w.text.WriteString(` AND state <> 'open'`)
	}
	and(`settled >= `, max(1, millis(want.From)))
	if !want.To.IsZero() {
		and(`settled < `, millis(want.To))
	}
	if want.Who != 0 {
		and(whose0+` = `, want.Who)
	}
	if want.Group != 0 {
		and(`group_id = `, want.Group)
	}
	if want.Book != "" {
		and(`playbook = `, want.Book)
	}
}

// listEnded lists what has ended, the newest first.
func listEnded(ctx context.Context, tx *db.Tx, ws id.Workspace, want *Ended) ([]Task, error) {
	w := whereIn(ws)
	w.ended(want)
	if want.After != (spot{}) {
		at := w.arg(want.After.at)
		w.text.WriteString(` AND (settled < ` + at + ` OR settled = ` + at + ` AND id < ` + w.arg(want.After.task) + `)`)
	}
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1`+w.text.String()+` ORDER BY settled DESC, id DESC LIMIT `+w.arg(want.Limit), w.args)
}

// endedOf is what there is to choose among what has ended: groups and SOPs.
type endedOf struct {
	groups []id.Group
	books  []string
}

// mostToChoose is how many groups, and how many SOPs, a filter offers.
const mostToChoose = 300

// listEndedOf lists what there is to choose from.
func listEndedOf(ctx context.Context, tx *db.Tx, ws id.Workspace, want *Ended) (out endedOf, err error) {
	all := Ended{Wanted: want.Wanted, From: want.From, To: want.To}
	each := func(column string, scan func(func(...any) error) error) error {
		w := whereIn(ws)
		w.ended(&all)
		return tx.Each(ctx, `SELECT DISTINCT `+column+` FROM task_item WHERE workspace = $1`+w.text.String()+` ORDER BY `+column+` LIMIT `+w.arg(mostToChoose), w.args, scan)
	}
	err = each(`group_id`, func(scan func(...any) error) error {
		var g id.Group
		err := scan(&g)
		if g != 0 {
			out.groups = append(out.groups, g)
		}
		return err
	})
	if err == nil {
		err = each(`playbook`, func(scan func(...any) error) error {
			var book string
			err := scan(&book)
			if book != "" {
				out.books = append(out.books, book)
			}
			return err
		})
	}
	if err != nil {
		return out, fmt.Errorf("list what has ended: %w", err)
	}
	return out, nil
}

// listAfter lists open to-dos by when they are due, after a spot; those of no time
// come first.
func listAfter(ctx context.Context, tx *db.Tx, ws id.Workspace, want Wanted, after spot) ([]Task, error) {
	w := whereIn(ws)
	w.wanted(want)
	if after != (spot{}) {
		at := w.arg(after.at)
		w.text.WriteString(` AND (due > ` + at + ` OR due = ` + at + ` AND id > ` + w.arg(after.task) + `)`)
	}
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1`+w.text.String()+` AND state = 'open' ORDER BY due, id LIMIT `+w.arg(want.Limit), w.args)
}
