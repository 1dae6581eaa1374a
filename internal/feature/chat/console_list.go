package chat

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/web/console"
)

// progressView is how far an import is, where that is known.
type progressView struct {
	Percent           int
	Known             bool
	Done, Total       string
	Left              i18n.Message // how long it will take; says nothing where unknown
	Queued, Finishing bool
}

// row is an import as lists and its own page show it.
type row struct {
	Import
	Href        string
	Mark        string // the state as a sign, beside its word
	Word        i18n.Text
	Tone        string // class of the sign's colour
	Progress    *progressView
	Figures     bool // imported; the figures are being measured
	Interrupted bool // nothing is at work on what is not finished
	Kinds       []i18n.Text
	Reason      i18n.Text // why it failed
	Asks        bool
	Last        time.Time // the last event
	Days        int       // since then
}

// Live reports whether the row moves by itself.
func (r row) Live() bool { return r.Progress != nil || r.Figures }

// rowOf builds what is shown of an import.
func (p *pages) rowOf(v console.Viewer, i Import) row {
	r := row{Import: i, Href: at(v, i.ID), Reason: i.Reason(), Asks: i.AsksReach(p.now()), Kinds: p.kinds(i)}
	if i.Newest > 0 {
		r.Last = time.UnixMilli(i.Newest).UTC()
		r.Days = int(p.now().Sub(r.Last).Hours() / 24)
	}
	work, working := p.deps.Work(i.ID)
	if working && work.Undoing && i.State != Undone {
		i.State, r.State = Undoing, Undoing
	}
	unfinished := i.State == Running || i.State == Undoing
	r.Interrupted = unfinished && !working
	r.Figures = i.State == Done && working
	if unfinished && working {
		r.Progress = p.progressOf(i, work)
	}
	r.Mark, r.Tone, r.Word = stateWord(i.State, r.Interrupted)
	return r
}

func (p *pages) progressOf(i Import, work Work) *progressView {
	view := &progressView{Queued: work.Since.IsZero()}
	if i.State == Undoing || view.Queued {
		return view
	}
	view.Done = size(work.Done)
	if work.Total <= 0 {
		return view
	}
	view.Known, view.Total = true, size(work.Total)
	view.Percent = int(min(100, work.Done*100/work.Total))
	view.Finishing = work.Done >= work.Total
	spent := p.now().Sub(work.Since)
	if view.Finishing || spent < 3*time.Second || work.Done == 0 {
		return view
	}
	left := time.Duration(float64(spent) * float64(work.Total-work.Done) / float64(work.Done))
	switch {
	case left < time.Minute:
		view.Left = leftSeconds.With()
	case left < 90*time.Minute:
		view.Left = leftMinutes.With(int((left + 30*time.Second) / time.Minute))
	default:
		view.Left = leftHours.With(int((left + 30*time.Minute) / time.Hour))
	}
	return view
}

// fileFormat is what one file of an import was read as.
type fileFormat struct{ File, Format string }

// files lists what each file of an import was read as.
func (i Import) files() []fileFormat {
	var out []fileFormat
	if json.Unmarshal([]byte(i.Formats), &out) != nil {
		return nil // an import that never got so far
	}
	return out
}

// Reason says why an import failed; it is empty where it did not.
func (i Import) Reason() i18n.Text {
	var w words
	if i.State != Failed || json.Unmarshal([]byte(i.Why), &w) != nil {
		return i18n.Text{}
	}
	return i18n.Text(w)
}

// sampleFormat is what the made-up data of a sample workspace came as; no file does.
const sampleFormat = "sample"

var sampleTitle = i18n.Text{Hans: "样例数据", Hant: "範例資料", En: "Sample data"}

// titleOf is what people call a format; one that is read no more is called by
// its own name.
func (p *pages) titleOf(name string) i18n.Text {
	if name == sampleFormat {
		return sampleTitle
	}
	formats := p.deps.Uploads().Formats
	if n := slices.IndexFunc(formats, func(f export.Format) bool { return f.Name == name }); n >= 0 {
		return formats[n].Title
	}
	return i18n.Text{Hans: name, Hant: name, En: name}
}

// kinds lists the formats of an import's files, each once, at most three.
func (p *pages) kinds(i Import) []i18n.Text {
	var out []i18n.Text
	for _, f := range i.files() {
		if t := p.titleOf(f.Format); !slices.Contains(out, t) && len(out) < 3 {
			out = append(out, t)
		}
	}
	return out
}

// choice is one option of a select.
type choice struct {
	Value, Name string
	Selected    bool
}

// listView is the page of imports.
type listView struct {
	Form      console.Form
	Done      i18n.Text
	Rows      []row
	Asks      []row // the first that ask what followed
	MoreAsks  int
	Drafts    []draftRow
	Zone      string
	Zones     []string
	Namespace string
	Units     []choice
	Limit     string
	LimitN    int64
	Spare     bool // there is room on the disk
	Formats   []howTo
}

// asksShown keeps the questions from pushing everything else off the page.
const asksShown = 3

// rowsShown is how many imports the page lists, the newest first.
const rowsShown = 200

// Live reports whether any row moves by itself.
func (l listView) Live() bool { return slices.ContainsFunc(l.Rows, row.Live) }

func (p *pages) rows(r *http.Request, v console.Viewer) ([]row, error) {
	var all []Import
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		all, err = p.s.Imports(r.Context(), tx, v.Workspace)
		return err
	})
	out := make([]row, 0, min(len(all), rowsShown))
	for _, i := range all {
		if i.State != Live && seenBy(i, v) && len(out) < rowsShown {
			out = append(out, p.rowOf(v, i))
		}
	}
	return out, err
}

func (p *pages) listView(r *http.Request, v console.Viewer) (view listView, err error) {
	if view.Rows, err = p.rows(r, v); err != nil {
		return view, err
	}
	for _, i := range view.Rows {
		switch {
		case i.Asks && len(view.Asks) < asksShown:
			view.Asks = append(view.Asks, i)
		case i.Asks:
			view.MoreAsks++
		}
	}
	units, err := p.deps.Units(r.Context(), v.Workspace)
	if err != nil {
		return view, err
	}
	up := p.uploads()
	view.Units = unitChoices(units, v.Scope, "")
	view.Zone, view.Zones = v.Zone.String(), zones(v.Zone.String())
	view.Limit, view.LimitN, view.Formats = size(up.Limit), up.Limit, howTos()
	view.Drafts, err = p.drafts(v)
	return view, err
}

func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.listView(r, v)
	if err != nil {
		return err
	}
	view.Done = listDone()[r.URL.Query().Get("done")]
	return p.shell.Show(w, r, v, p.list, view)
}

func (p *pages) liveList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	rows, err := p.rows(r, v)
	if err != nil {
		return err
	}
	return p.shell.Fragment(w, r, v, p.list, "imports", listView{Rows: rows})
}

// unitChoices lists the units that scope sees as a tree drawn with blanks. It
// is nil where there is nothing to choose.
func unitChoices(units []auth.Unit, scope auth.Scope, chosen string) []choice {
	var out []choice
	for _, u := range auth.Under(units) {
		if !scope.Has(u.ID) {
			continue
		}
		indent := ""
		for range u.Depth {
			indent += "\u3000"
		}
		out = append(out, choice{Value: id.Show(u.ID), Name: indent + u.Name, Selected: id.Show(u.ID) == chosen})
	}
	if len(out) < 2 && scope.All {
		return nil
	}
	return out
}

// zones are offered first; any other IANA name a workspace has is offered too.
func zones(first string) []string {
	out := []string{first}
	for _, z := range []string{"Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Macau", "Asia/Urumqi", "Asia/Singapore", "Asia/Kuala_Lumpur",
		"Asia/Tokyo", "Asia/Seoul", "Asia/Bangkok", "Asia/Jakarta", "Asia/Kolkata", "Asia/Dubai", "Australia/Sydney", "Pacific/Auckland",
		"Europe/London", "Europe/Berlin", "Europe/Paris", "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Vancouver", "UTC"} {
		if z != first {
			out = append(out, z)
		}
	}
	return out
}
