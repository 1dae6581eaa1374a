package task

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

const (
	endedOnPage = 50
	endedDays   = 30     // what is looked at where nobody says how far back
	exportStep  = 500    // rows of an export that are read at once
	exportMost  = 20_000 // rows of an export
)

// endedView is the list of what has ended.
type endedView struct {
	From, To         string // days
	People, Groups   []choice
	Books, States    []choice
	Rows             []endedRow
	Any, Newest      bool
	All, Older, Save string
}

type endedRow struct {
	Title, Href string
	Where, Who  string
	State       i18n.Text
	Tone        string
	How         i18n.Text // the choice, or the reason
	Note, Book  string
	At          time.Time
}

// endedWanted reads from the address what is looked at. Whoever does not run the
// workspace looks at their own.
func endedWanted(v console.Viewer, q url.Values, now time.Time) (Ended, bool) {
	want := Ended{Wanted: Wanted{By: personOf(v), Units: auth.Everything(), Limit: endedOnPage + 1}, Book: q.Get("book"), State: State(q.Get("state"))}
	day := func(name string) (time.Time, bool) {
		t, err := time.ParseInLocation(time.DateOnly, q.Get(name), v.Zone)
		return t, err == nil
	}
	from, said := day("from")
	if want.From = from; !said {
		local := now.In(v.Zone)
		want.From = time.Date(local.Year(), local.Month(), local.Day()-endedDays, 0, 0, 0, 0, v.Zone)
	}
	to, until := day("to")
	if until {
		want.To = to.AddDate(0, 0, 1)
	}
	if !slices.Contains(endings[:], want.State) {
		want.State = ""
	}
	want.Who, _ = id.Parse[id.User](q.Get("who"))      // none is everybody
	want.Group, _ = id.Parse[id.Group](q.Get("group")) // none is all
	any := said || until || want.State != "" || want.Who != 0 || want.Group != 0 || want.Book != ""
	if !v.Can(auth.Run) {
		want.Who = v.User
	}
	want.After, _ = spotOf(q.Get("after")) // one that somebody changed begins at the newest
	return want, any
}

// endings are the ways in which to-dos end, in the order of the filter.
var endings = [...]State{Done, Skipped, Expired, Withdrawn}

// ended reads what the address shows.
func (p *pages) ended(r *http.Request, v console.Viewer) (out endedView, err error) {
	q := r.URL.Query()
	want, any := endedWanted(v, q, p.s.now(v.Workspace))
	out.Any, out.Newest, out.All = any, want.After == (spot{}), v.At("today", "finished")
	out.From, out.To = want.From.Format(time.DateOnly), q.Get("to")
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		tasks, err := listEnded(r.Context(), tx, v.Workspace, &want)
		if err != nil {
			return err
		}
		if len(tasks) > endedOnPage {
			tasks = tasks[:endedOnPage]
			last := &tasks[endedOnPage-1]
			q.Set("after", spot{millis(last.Outcome.At), last.ID}.String())
			out.Older = out.All + "?" + q.Encode()
		}
		q.Del("after")
		out.Save = v.At("today", "finished.csv") + "?" + q.Encode()
		k, err := p.lookUp(r.Context(), tx, v, tasks)
		if err != nil {
			return err
		}
		for i := range tasks {
			out.Rows = append(out.Rows, endedRowOf(v, &tasks[i], &k))
		}
		return p.offer(r, tx, v, &want, &k, &out)
	})
	return out, err
}

// offer lists what can be chosen in the filter.
func (p *pages) offer(r *http.Request, tx *db.Tx, v console.Viewer, want *Ended, k *whose, out *endedView) error {
	there, err := listEndedOf(r.Context(), tx, v.Workspace, want)
	if err != nil {
		return err
	}
	places, err := p.s.Directory.Groups(r.Context(), tx, v.Workspace, there.groups)
	for _, g := range there.groups {
		if place, ok := places[g]; ok {
			out.Groups = append(out.Groups, choice{id.Show(g), place.Name, g == want.Group})
		}
	}
	for _, b := range there.books {
		out.Books = append(out.Books, choice{b, b, b == want.Book})
	}
	for _, s := range endings {
		out.States = append(out.States, choice{string(s), stateWord(s).In(v.Lang), s == want.State})
	}
	if v.Can(auth.Run) {
		for _, one := range k.people {
			if auth.Can(one.Role, auth.Quotes) {
				out.People = append(out.People, choice{id.Show(one.User), one.Name, one.User == want.Who})
			}
		}
	}
	return err
}

func endedRowOf(v console.Viewer, t *Task, k *whose) endedRow {
	o := &t.Outcome
	row := endedRow{Title: t.Titled(v.Lang), Href: v.At("today", id.Show(t.ID)), State: stateWord(o.State), Tone: string(o.State), Note: o.Note,
		Book: t.Origin.Playbook, At: o.At, Where: k.where(t), Who: k.name(settler(t)), How: reasonWord(o.Reason)}
	if n := o.Choice; n > 0 && n <= len(t.Choices) {
		row.How = t.Choices[n-1].Text
	}
	if o.Receipt {
		row.Who = byReceipt.In(v.Lang)
	}
	return row
}

// settler is who settled a to-do; where nobody did, whose it was.
func settler(t *Task) id.User {
	if t.Outcome.By != 0 {
		return t.Outcome.By
	}
	return t.Owner
}

// where is the group and the member of a to-do, in words.
func (k *whose) where(t *Task) string {
	var parts []string
	if place, ok := k.places[t.Group]; ok {
		parts = append(parts, place.Name)
	}
	if who, ok := k.members[t.Member]; ok && t.About && who.Name != "" {
		parts = append(parts, who.Name)
	}
	return strings.Join(parts, " · ")
}

// showEnded handles GET /w/{ws}/today/finished.
func (p *pages) showEnded(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.ended(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.finished, view)
}

// exportEnded handles GET /w/{ws}/today/finished.csv: what the list shows, all its
// pages.
func (p *pages) exportEnded(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	want, _ := endedWanted(v, r.URL.Query(), p.s.now(v.Workspace))
	want.Limit, want.After = exportStep, spot{}
	var buf bytes.Buffer
	buf.WriteString("\ufeff") // without it Excel takes the file for another encoding
	out := csv.NewWriter(&buf)
	out.UseCRLF = true
	if label := madeUp(v); label != (i18n.Text{}) {
		_ = out.Write([]string{label.In(v.Lang)}) // Error tells below
	}
	_ = out.Write(exportHeads(v.Lang))
	for rows := 0; rows < exportMost; {
		var tasks []Task
		err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
			if tasks, err = listEnded(r.Context(), tx, v.Workspace, &want); err != nil {
				return err
			}
			k, err := p.lookUp(r.Context(), tx, v, tasks)
			for i := range tasks {
				_ = out.Write(exportRow(v, &tasks[i], &k))
			}
			return err
		})
		if err != nil {
			return err
		}
		if rows += len(tasks); len(tasks) < exportStep {
			break
		}
		last := &tasks[len(tasks)-1]
		want.After = spot{millis(last.Outcome.At), last.ID}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="todos.csv"`)
	w.Header().Set("Content-Length", strconv.Itoa(buf.Len()))
	_, _ = w.Write(buf.Bytes()) // the reader has gone; there is nobody to tell
	return nil
}

func exportRow(v console.Viewer, t *Task, k *whose) []string {
	row := endedRowOf(v, t, k)
	var filled []string
	for _, f := range t.Fields {
		if value := t.Outcome.Values[f.Name]; value != "" {
			filled = append(filled, f.Name+"："+value)
		}
	}
	due := ""
	if !t.Due.IsZero() {
		due = t.Due.In(v.Zone).Format("2006-01-02 15:04")
	}
	out := []string{id.Show(t.ID), row.Title, kindWord(t.Kind).In(v.Lang), row.Where, row.Who, row.State.In(v.Lang), row.At.In(v.Zone).Format("2006-01-02 15:04"), due,
		row.How.In(v.Lang), strings.Join(filled, "\n"), row.Note, t.Outcome.Proof, row.Book}
	for i := range out {
		out[i] = harmless(out[i])
	}
	return out
}

// harmless puts an apostrophe before text that a spreadsheet would run as a
// formula, full-width signs and control characters included.
func harmless(s string) string {
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, sign) {
			return "'" + s
		}
	}
	return s
}
