package task

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Service keeps to-dos.
type Service struct {
	DB        *db.DB
	IDs       *id.Source
	Directory Directory
	Hearers   []Hearer
	Forms     Forms                          // nil where every value will do
	Gate      Gate                           // nil where everything may be said
	Next      Next                           // nil where nothing comes next
	ClockOf   func(id.Workspace) clock.Clock // by which a workspace lives
	Secret    func() string                  // a fresh secret of at least 128 bits

	drawing sync.Mutex // held while a picture is drawn
}

func (s *Service) now(ws id.Workspace) time.Time { return s.ClockOf(ws).Now() }

// Limits on what is put in. Texts that are too long are a mistake of whoever
// opens a to-do, and refused; what a person types is told to them.
const (
	maxKey      = 200
	maxLine     = 500
	maxText     = 5000
	maxWordings = 8
	maxNote     = 500
)

// isKey reports whether a text can be a key: letters, digits and _.:/+- only.
func isKey(text string) bool {
	for _, c := range []byte(text) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && strings.IndexByte("_.:/+-", c) < 0 {
			return false
		}
	}
	return text != ""
}

// check refuses what no caller should ask for.
func (n *New) check() error {
	long := len(n.Key) > maxKey || utf8.RuneCountInString(n.Title) > maxLine || utf8.RuneCountInString(n.Why) > maxLine || len(n.Wordings) > maxWordings
	for _, w := range n.Wordings {
		long = long || utf8.RuneCountInString(w.Text) > maxText
	}
	switch {
	case !isKey(n.Key):
		return fault.New(fault.Invalid, badKey.With())
	case long, n.tooMuch(), strings.TrimSpace(n.Title) == "", n.Kind == "":
		return fault.New(fault.Invalid, badNew.With())
	case n.Role != "" && !auth.Can(n.Role, auth.Quotes):
		return fault.New(fault.Invalid, badNew.With())
	case !n.Due.IsZero() && n.Due.Before(n.From), !n.Until.IsZero() && n.Until.Before(n.Due):
		return fault.New(fault.Invalid, badTimes.With())
	}
	return nil
}

// Open opens to-dos and returns them in order. What is open under a key already,
// or was, is returned as it is. It fails with Invalid, or with NotFound for a group
// of elsewhere.
func (s *Service) Open(ctx context.Context, tx *db.Tx, ws id.Workspace, wanted []New) ([]Task, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	now := s.now(ws)
	var groups []id.Group
	for i := range wanted {
		if err := wanted[i].check(); err != nil {
			return nil, err
		}
		if g := wanted[i].Group; g != 0 {
			groups = append(groups, g)
		}
	}
	places, err := s.Directory.Groups(ctx, tx, ws, groups)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(wanted))
	for i := range wanted {
		if _, ok := places[wanted[i].Group]; !ok && wanted[i].Group != 0 {
			return nil, fault.New(fault.NotFound, noGroup.With())
		}
		keys[i] = wanted[i].Key
	}
	fresh := map[string]*Task{}
	var all []*Task
	for i := range wanted {
		if w := &wanted[i]; fresh[w.Key] == nil {
			t, err := s.made(ctx, tx, ws, w, places[w.Group].Unit, now)
			if err != nil {
				return nil, err
			}
			fresh[w.Key], all = t, append(all, t)
		}
	}
	if err := s.openAll(ctx, tx, ws, all, fresh, now); err != nil {
		return nil, err
	}
	out := make([]Task, len(wanted))
	for i, key := range keys {
		if t := fresh[key]; t != nil {
			out[i] = *t
		} else if out[i], err = getByKey(ctx, tx, ws, key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// made is a to-do as it begins: no sooner than the gate lets it be said.
func (s *Service) made(ctx context.Context, tx *db.Tx, ws id.Workspace, w *New, unit id.Unit, now time.Time) (*Task, error) {
	t := &Task{New: *w, ID: id.New[id.Task](s.IDs, tx.Now), Opened: now, ProofAsked: w.asksProof(), Changed: tx.Now, Outcome: Outcome{State: Open}}
	if t.From.IsZero() {
		t.From = now
		if !t.Due.IsZero() && t.Due.Before(now) { // it came too late
			t.From = t.Due
		}
	}
	if w.Group != 0 {
		t.Unit = unit
	}
	held, err := s.look(ctx, tx, ws, t, t.Owner)
	*t = t.PutOff(held.Until)
	return t, err
}

// openAll keeps to-dos, gives those of nobody's to who is on duty, and leaves out of
// fresh what was there already.
func (s *Service) openAll(ctx context.Context, tx *db.Tx, ws id.Workspace, all []*Task, fresh map[string]*Task, now time.Time) error {
	given := map[id.Task]bool{}
	if slices.ContainsFunc(all, func(t *Task) bool { return t.Owner == 0 && !now.Before(t.From) }) {
		on, err := s.rosterOf(ctx, tx, ws, now)
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.Owner != 0 || now.Before(t.From) {
				continue
			}
			if who := Choose(t, on.people, on.duty, on.open); who != 0 {
				t.Owner, given[t.ID] = who, true
				on.open[who]++
			}
		}
	}
	if err := s.sparedAlone(ctx, tx, ws, all); err != nil {
		return err
	}
	is, err := insertAll(ctx, tx, ws, all)
	if err != nil {
		return err
	}
	var kept []*Task
	for i, t := range all {
		if is[i] {
			kept = append(kept, t)
		} else {
			delete(fresh, t.Key)
		}
	}
	return begun(ctx, tx, ws, kept, given, now)
}

// roster is who can be given to-dos at a moment.
type roster struct {
	people []Person
	duty   []id.User
	open   map[id.User]int
}

func (s *Service) rosterOf(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time) (*roster, error) {
	shifts, err := shiftsOf(ctx, tx, ws)
	if err != nil || len(shifts) == 0 {
		return &roster{}, err
	}
	zone, err := s.Directory.Zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	on := &roster{duty: OnDuty(shifts, now.In(zone))}
	if on.people, err = s.Directory.People(ctx, tx, ws); err != nil {
		return nil, err
	}
	on.open, err = openOf(ctx, tx, ws, on.people)
	return on, err
}

// Roster is who there is to choose from now.
func (s *Service) Roster(ctx context.Context, tx *db.Tx, ws id.Workspace) (*Roster, error) {
	on, err := s.rosterOf(ctx, tx, ws, s.now(ws))
	if err != nil {
		return nil, err
	}
	r := &Roster{People: on.people, Duty: on.duty, Open: on.open}
	if r.People == nil { // nobody has a shift
		if r.People, err = s.Directory.People(ctx, tx, ws); err != nil {
			return nil, err
		}
		if r.Open, err = openOf(ctx, tx, ws, r.People); err != nil {
			return nil, err
		}
	}
	r.Units, err = s.Directory.Units(ctx, tx, ws)
	return r, err
}

// assign gives a to-do of nobody's to who is on duty; it stays nobody's where
// nobody is.
func (s *Service) assign(ctx context.Context, tx *db.Tx, ws id.Workspace, t Task, on *roster, now time.Time) (Task, error) {
	who := Choose(&t, on.people, on.duty, on.open)
	if who == 0 {
		return t, nil
	}
	given, err := give(ctx, tx, ws, t.ID, 0, who)
	if err != nil || !given {
		return t, err
	}
	on.open[who]++
	t.Owner = who
	return t, tell(ctx, tx, ws, t.ID, Event{At: now, What: "given", Other: who})
}

// Get returns a to-do by its key; NotFound where there is none.
func (s *Service) Get(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (Task, error) {
	return getByKey(ctx, tx, ws, key)
}

// Settle ends an open to-do as the program has learned, such as by a platform's
// receipt. One that has ended already is left as it is. It fails with NotFound.
func (s *Service) Settle(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, o Outcome) error {
	t, err := getByKey(ctx, tx, ws, key)
	if err != nil {
		return err
	}
	if o.State == "" || o.State == Open {
		o.State = Done
	}
	_, err = s.end(ctx, tx, ws, t, o)
	return err
}

// Withdraw ends to-dos that are needed no more. Those that have ended already, and
// keys that nobody knows, are passed over.
func (s *Service) Withdraw(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) error {
	for _, key := range keys {
		t, err := getByKey(ctx, tx, ws, key)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err == nil {
			_, err = s.end(ctx, tx, ws, t, Outcome{State: Withdrawn})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// end settles a to-do, and tells whoever wants to hear; it reports false where
// somebody else was first.
func (s *Service) end(ctx context.Context, tx *db.Tx, ws id.Workspace, t Task, o Outcome) (bool, error) {
	o.At = s.now(ws)
	ended, err := settle(ctx, tx, ws, t.ID, o)
	if err != nil || !ended {
		return false, err
	}
	t.Outcome, t.Changed = o, tx.Now
	what := string(o.State)
	if o.Receipt {
		what = "receipt"
	}
	if err := tell(ctx, tx, ws, t.ID, Event{At: o.At, By: o.By, What: what, Reason: o.Reason, Note: o.Note}); err != nil {
		return false, err
	}
	if err := s.counted(ctx, tx, ws, &t); err != nil {
		return false, err
	}
	for _, h := range s.Hearers {
		if err := h.Settled(ctx, tx, ws, t); err != nil {
			return false, err
		}
	}
	return true, nil
}

// GroupMoved lets the to-dos of a group follow it to another unit.
func (s *Service) GroupMoved(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, unit id.Unit) error {
	return moveGroup(ctx, tx, ws, group, unit)
}
