package playbook

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Service keeps SOPs and their runs.
type Service struct {
	DB      *db.DB
	IDs     *id.Source
	Clock   func(id.Workspace) clock.Clock
	Needs   Neighbours
	Grounds Grounds
	reader  *script.Reader
	read    *cond.Compiler

	mu    sync.Mutex // guards ready and on
	ready map[edition]*engine.Program
	on    map[id.Workspace]*running
}

// edition is a version of an SOP; it never changes.
type edition struct {
	book id.Playbook
	n    int64
}

// New returns a service.
func New(d *db.DB, ids *id.Source, clock func(id.Workspace) clock.Clock, needs Neighbours, grounds Grounds) (*Service, error) {
	reader, err := script.NewReader()
	if err != nil {
		return nil, err
	}
	read, err := cond.NewCompiler()
	if err != nil {
		return nil, err
	}
	return &Service{DB: d, IDs: ids, Clock: clock, Needs: needs, Grounds: grounds, reader: reader, read: read, ready: map[edition]*engine.Program{}, on: map[id.Workspace]*running{}}, nil
}

// mostReady is how many versions are kept ready; the rest are made ready again.
const mostReady = 2000

// program makes a version ready to run.
func (s *Service) program(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, n int64) (*engine.Program, error) {
	s.mu.Lock()
	p := s.ready[edition{book, n}]
	s.mu.Unlock()
	if p != nil {
		return p, nil
	}
	text, err := textOf(ctx, tx, ws, book, n)
	if err != nil {
		return nil, err
	}
	read, problems := s.reader.Read([]byte(text))
	if read == nil {
		return nil, fmt.Errorf("version %d of SOP %d cannot be read any more: %d problems", n, book, len(problems))
	}
	if p, err = engine.Compile(s.read, read); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.ready) >= mostReady {
		clear(s.ready)
	}
	s.ready[edition{book, n}] = p
	return p, nil
}

var (
	inCircle = i18n.Text{
		Hans: "这几个 SOP 互相叫来叫去，永远做不完：%s。",
		Hant: "這幾個 SOP 互相叫來叫去，永遠做不完：%s。",
		En:   "These playbooks call each other in a circle that never ends: %s.",
	}
	unreadable = i18n.Text{
		Hans: "这份 SOP 有 %d 处要改，没有保存。",
		Hant: "這份 SOP 有 %d 處要改，沒有儲存。",
		En:   "The playbook was not saved. Mistakes: %d.",
	}
	notYet = i18n.Text{
		Hans: "这个版本还不会“%s”，所以不能开始。",
		Hant: "這個版本還不會「%s」，所以不能開始。",
		En:   "This version cannot do “%s” yet, so it cannot be switched on.",
	}
)

// Save keeps what an SOP says as its newest version. It fails with Invalid, and
// returns what is to be mended, where the document has mistakes, or calls others
// in a circle. Runs under way go on by the version they began with.
func (s *Service) Save(ctx context.Context, ws id.Workspace, text string, by id.User) (b Book, problems []script.Problem, err error) {
	read, problems := s.reader.Read([]byte(text))
	if read == nil {
		return b, problems, fault.New(fault.Invalid, unreadable.With(len(problems)))
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := s.circle(ctx, tx, ws, read); err != nil {
			return err
		}
		if b, err = bookNamed(ctx, tx, ws, read.Name); fault.KindOf(err) == fault.NotFound {
			b = Book{ID: id.New[id.Playbook](s.IDs, tx.Now), Name: read.Name, Title: read.Title.In(i18n.ZhHans), State: Off, Created: tx.Now, By: by}
			_, err = tx.Exec(ctx, `INSERT INTO playbook_book (workspace, id, name, title, state, version, created, by_user) VALUES ($1, $2, $3, $4, $5, 0, $6, $7)`,
				ws, b.ID, b.Name, b.Title, string(b.State), tx.Now.UnixMilli(), by)
		}
		if err != nil {
			return err
		}
		b.Version++
		b.Title = read.Title.In(i18n.ZhHans)
		n, err := tx.Exec(ctx, `UPDATE playbook_book SET version = $3, title = $4 WHERE workspace = $1 AND id = $2 AND version = $5`, ws, b.ID, b.Version, b.Title, b.Version-1)
		if err != nil {
			return fmt.Errorf("keep an SOP: %w", err)
		}
		if n == 0 {
			return fault.New(fault.Conflict, changedMeanwhile.With())
		}
		if err := insertVersion(ctx, tx, ws, b, text, by); err != nil {
			return err
		}
		if read.Per == script.PerWorkspace {
			if err := s.ofWorkspace(ctx, tx, ws, b.ID, read); err != nil {
				return err
			}
		}
		if err := changed(ctx, tx, ws); err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookSaved, Subject: id.Show(b.ID), Detail: audit.Detail{Count: b.Version}})
	})
	return b, problems, err
}

var changedMeanwhile = i18n.Text{
	Hans: "刚才有人改过这个 SOP，请看过再改。",
	Hant: "剛才有人改過這個 SOP，請看過再改。",
	En:   "Somebody has changed this playbook meanwhile. Look at it again before you change it.",
}

// circle fails where the SOPs of a workspace would call each other in a circle.
func (s *Service) circle(ctx context.Context, tx *db.Tx, ws id.Workspace, fresh *script.Playbook) error {
	all := []*script.Playbook{fresh}
	list, err := books(ctx, tx, ws)
	if err != nil {
		return err
	}
	for _, b := range list {
		if b.Name == fresh.Name {
			continue
		}
		p, err := s.program(ctx, tx, ws, b.ID, b.Version)
		if err != nil {
			return err
		}
		all = append(all, p.Book)
	}
	if around := script.Circle(all); around != nil {
		return fault.New(fault.Invalid, inCircle.With(strings.Join(around, " → ")))
	}
	return nil
}

// Switch lets an SOP run, pauses it, or ends it and its runs.
func (s *Service) Switch(ctx context.Context, ws id.Workspace, book id.Playbook, to State) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		return s.switchTo(ctx, tx, ws, b, to)
	})
}

func (s *Service) switchTo(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, to State) error {
	if b.State == to {
		return nil
	}
	p, err := s.program(ctx, tx, ws, b.ID, b.Version)
	if err != nil {
		return err
	}
	if what := cannot(p.Book); to == On && what != "" {
		return fault.New(fault.Invalid, notYet.With(what))
	}
	if _, err := tx.Exec(ctx, `UPDATE playbook_book SET state = $3 WHERE workspace = $1 AND id = $2`, ws, b.ID, string(to)); err != nil {
		return fmt.Errorf("switch an SOP: %w", err)
	}
	if err := changed(ctx, tx, ws); err != nil {
		return err
	}
	err = audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookSwitched, Subject: id.Show(b.ID), Detail: audit.Detail{Was: string(b.State), Why: string(to)}})
	if err != nil {
		return err
	}
	now := s.Clock(ws).Now()
	switch to {
	case On:
		if err := s.arm(ctx, tx, ws, b, p, now); err != nil {
			return err
		}
		return s.resume(ctx, tx, ws, b.ID, now)
	case Off:
		return s.endAll(ctx, tx, ws, b.ID, now)
	}
	return s.unarm(ctx, tx, ws, b.ID)
}

// cannot names what of an SOP nothing here does, "" where there is nothing.
func cannot(b *script.Playbook) string {
	for _, s := range b.Start {
		if s.Gather != (script.Gather{}) && b.Per != script.PerMember {
			return "start: gather"
		}
	}
	return ""
}

// Put says in which groups an SOP runs, and what was filled in for each.
func (s *Service) Put(ctx context.Context, ws id.Workspace, book id.Playbook, all []Place) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		if err := setPlaces(ctx, tx, ws, book, all); err != nil || b.State != On {
			return err
		}
		p, err := s.program(ctx, tx, ws, book, b.Version)
		if err != nil {
			return err
		}
		return s.arm(ctx, tx, ws, b, p, s.Clock(ws).Now())
	})
}

// arm lets an SOP begin by the calendar wherever it runs.
func (s *Service) arm(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, p *engine.Program, now time.Time) error {
	if err := s.unarm(ctx, tx, ws, b.ID); err != nil {
		return err
	}
	all, err := places(ctx, tx, ws, b.ID)
	all = slices.DeleteFunc(all, func(p Place) bool { return p.Waits })
	if err != nil || len(all) == 0 {
		return err
	}
	zones, err := s.Grounds.Zones(ctx, tx, ws, groupsOf(all))
	if err != nil {
		return err
	}
	var jobs []job.Job
	for i := range all {
		for n := range p.Starts() {
			if s := &p.Starts()[n]; s.Silent != "" || s.Yearly != "" { // who is silent already is not waited for
				jobs = append(jobs, startAt(ws, b.ID, n, all[i].Group, now))
			} else if at, ok := p.Next(n, now, zones[i], all[i].Fields); ok {
				jobs = append(jobs, startAt(ws, b.ID, n, all[i].Group, at))
			} else if t, ok := script.ParseMoment(all[i].Fields[p.Starts()[n].Moment], zones[i]); ok && t.After(now) { // it has begun by its steps before
				jobs = append(jobs, startAt(ws, b.ID, n, all[i].Group, now))
			}
		}
	}
	return job.Put(ctx, tx, s.IDs, jobs...)
}

func groupsOf(all []Place) []id.Group {
	out := make([]id.Group, len(all))
	for i := range all {
		out[i] = all[i].Group
	}
	return out
}

// unarm lets an SOP begin by the calendar no more.
func (s *Service) unarm(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) error {
	for _, kind := range []job.Kind{StartJob, SweepJob} {
		if _, err := job.DropUnder(ctx, tx, ws, kind, id.Show(book)+"/"); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) knows(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, all []Place) ([]Known, error) {
	subjects := make([]Subject, len(all))
	for i := range all {
		subjects[i] = Subject{Group: all[i].Group}
	}
	return s.Needs.Knows(ctx, tx, ws, now, subjects, cond.Everything())
}

// resume lets the runs of an SOP that waits no more go on.
func (s *Service) resume(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, now time.Time) error {
	open, err := openOf(ctx, tx, ws, book)
	if err != nil {
		return err
	}
	var jobs []job.Job
	for i := range open {
		if j, ok := open[i].wake(ws, now); ok && !open[i].Held {
			jobs = append(jobs, j)
		}
	}
	return job.Put(ctx, tx, s.IDs, jobs...)
}

// endAll ends the runs of an SOP.
func (s *Service) endAll(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, now time.Time) error {
	if err := s.unarm(ctx, tx, ws, book); err != nil {
		return err
	}
	open, err := openOf(ctx, tx, ws, book)
	if err != nil {
		return err
	}
	for i := range open {
		if err := s.cancel(ctx, tx, ws, &open[i], engine.Cancelled, now); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) cancel(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Run, why string, now time.Time) error {
	r.State.Phase, r.State.Why, r.State.Due = engine.Over, why, time.Time{}
	if _, err := job.Drop(ctx, tx, ws, RunJob, id.Show(r.ID)); err != nil {
		return err
	}
	if err := saveRun(ctx, tx, ws, r, now); err != nil {
		return err
	}
	if why == engine.Cancelled { // begun anew by a person, its SOP may begin by the same occasion
		if _, err := tx.Exec(ctx, `UPDATE playbook_run SET occasion = $3 WHERE workspace = $1 AND id = $2`, ws, r.ID, r.Occasion+"/"+id.Show(r.ID)); err != nil {
			return fmt.Errorf("end a run: %w", err)
		}
	}
	return s.withdraw(ctx, tx, ws, r.ID)
}

// withdraw takes back what a run that ended early has asked people to do.
func (s *Service) withdraw(ctx context.Context, tx *db.Tx, ws id.Workspace, run id.Run) error {
	did, err := acts(ctx, tx, ws, run)
	if err != nil {
		return err
	}
	var keys []string
	for _, a := range did {
		key := keyOf(run, a.Step, a.What == "ask" && (a.Why == "late" || a.Why == "held"))
		if a.What != "skip" && a.What != "deal" && a.What != "call" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return s.Needs.Withdraw(ctx, tx, ws, keys)
}
