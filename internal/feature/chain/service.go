package chain

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// Service keeps chains.
type Service struct {
	DB      *db.DB
	IDs     *id.Source
	Near    Neighbours
	ClockOf func(id.Workspace) clock.Clock // by which a workspace lives
}

// By is who does something.
type By struct {
	User  id.User
	Scope auth.Scope
}

func (s *Service) now(ws id.Workspace) time.Time { return s.ClockOf(ws).Now() }

func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, what audit.Action, chain id.Chain, n int) error {
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: what, Subject: id.Show(chain), Detail: audit.Detail{Count: int64(n)}})
}

func wrong(field string, err error) error { return &auth.FieldError{Field: field, Err: err} }

// reach returns a chain that somebody may see; NotFound where they may not.
func (s *Service) reach(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, chain id.Chain) (Chain, error) {
	c, err := chainOf(ctx, tx, ws, chain)
	if err == nil && !by.Scope.Has(c.Unit) {
		return Chain{}, fault.New(fault.NotFound, noChain.With())
	}
	return c, err
}

// Whole is a chain with all that is known of it.
type Whole struct {
	Chain
	Rows   []Row
	Judged Judged
	Usual  map[int]string // by Seq: where somebody fetched it last time, where this time says nothing
}

// textGone reports whether the text of a chain was cleared, and rows of it are left.
func (w *Whole) textGone() bool {
	return w.Source == "" && slices.ContainsFunc(w.Rows, func(r Row) bool { return !r.ByHand && !r.Erased })
}

// Load returns a chain; NotFound where by may not see it.
func (s *Service) Load(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, chain id.Chain) (w Whole, err error) {
	if w.Chain, err = s.reach(ctx, tx, ws, by, chain); err != nil {
		return w, err
	}
	if w.Rows, err = rowsOf(ctx, tx, ws, chain); err != nil {
		return w, err
	}
	w.Judged = Judge(&w.Head, w.Rows)
	if w.From != 0 {
		w.Usual, err = s.usual(ctx, tx, ws, by, w.From, w.Rows)
	}
	return w, err
}

// usual is where people fetched it last time, for those who say nothing this time.
// Somebody whose name two people had is left out.
func (s *Service) usual(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, from id.Chain, rows []Row) (map[int]string, error) {
	if _, err := s.reach(ctx, tx, ws, by, from); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return nil, nil
		}
		return nil, err
	}
	last, err := rowsOf(ctx, tx, ws, from)
	if err != nil {
		return nil, err
	}
	places, times := map[string]string{}, map[string]int{}
	for i := range last {
		if now := last[i].Now(); !now.Crossed {
			k := roll.Key(now.Name)
			places[k] = now.Place
			times[k]++
		}
	}
	out := map[int]string{}
	for i := range rows {
		now := rows[i].Now()
		k := roll.Key(now.Name)
		if now.Place == "" && !now.Crossed && times[k] == 1 && places[k] != "" {
			out[rows[i].Seq] = places[k]
		}
	}
	return out, nil
}

// Pasted is a text, and what a person says of it.
type Pasted struct {
	Text    string
	Title   string // "" for what the text says
	Group   id.Group
	Example bool
}

// read reads a text; Invalid about the field where it is none, or no chain.
func read(text string, known roll.Known) (roll.Chain, error) {
	switch {
	case strings.TrimSpace(text) == "":
		return roll.Chain{}, wrong("text", fault.New(fault.Invalid, noText.With()))
	case len(text) > mostText:
		return roll.Chain{}, wrong("text", fault.New(fault.Invalid, longText.With(mostText/1024)))
	}
	c := roll.Read(text, known)
	if c.Cut { // else whoever stands below would count as gone
		return c, wrong("text", fault.New(fault.Limited, manyRows.With(roll.MostLines)))
	}
	if !c.Is || len(c.Rows) == 0 && len(c.Products) == 0 {
		return c, wrong("text", fault.New(fault.Invalid, notChain.With()))
	}
	return c, nil
}

// Paste makes a chain of a text. It fails with Invalid, or Limited.
func (s *Service) Paste(ctx context.Context, ws id.Workspace, by By, p Pasted) (made id.Chain, err error) {
	got, err := read(p.Text, roll.Known{})
	if err != nil {
		return 0, err
	}
	c := Chain{Title: clip(p.Title, mostTitle), Example: p.Example, By: by.User, Source: plain(p.Text)}
	if c.Title == "" {
		c.Title = clip(got.Title, mostTitle)
	}
	rows := make([]Row, len(got.Rows))
	for i := range got.Rows {
		rows[i] = Row{Seq: i + 1, Read: got.Rows[i], changed: true}
	}
	c.Head.take(&got)
	c.count(rows, s.now(ws)) // it takes a while, in which others may write
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		c.ID = id.New[id.Chain](s.IDs, tx.Now)
		if err := s.place(ctx, tx, ws, by, &c, p.Group); err != nil {
			return err
		}
		if err := s.add(ctx, tx, ws, &c, rows); err != nil {
			return err
		}
		made = c.ID
		return s.note(ctx, tx, ws, audit.ChainMade, c.ID, len(rows))
	})
	return made, err
}

// plain is a text that both databases keep.
func plain(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")
}

// place says whose a chain is, and in which group it stands: one that by sees.
func (s *Service) place(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, c *Chain, group id.Group) error {
	zone, err := s.Near.Zone(ctx, tx, ws)
	if err != nil {
		return err
	}
	if c.Day == 0 {
		c.Day = DayOf(s.now(ws), zone)
	}
	if c.Group = 0; group != 0 {
		groups, err := s.Near.Groups(ctx, tx, ws)
		if err != nil {
			return err
		}
		for _, g := range groups {
			if g.ID == group && by.Scope.Has(g.Unit) {
				c.Group, c.Unit = g.ID, g.Unit
				return nil
			}
		}
		return wrong("group", fault.New(fault.Invalid, noGroup.With()))
	}
	if units := by.Scope.Units(); c.Unit == 0 && len(units) > 0 {
		c.Unit = units[0] // the highest of those somebody sees was made first
	}
	if !by.Scope.Has(c.Unit) {
		return fault.New(fault.Forbidden, noUnit.With())
	}
	return nil
}

// add keeps a chain that is new, and counted.
func (s *Service) add(ctx context.Context, tx *db.Tx, ws id.Workspace, c *Chain, rows []Row) error {
	n, err := countChains(ctx, tx, ws)
	if err != nil {
		return err
	}
	if n >= mostChains {
		return fault.New(fault.Limited, manyChains.With(mostChains))
	}
	c.Made, c.Changed = s.now(ws), s.now(ws)
	if err := insertChain(ctx, tx, ws, c); err != nil {
		return err
	}
	return putRows(ctx, tx, ws, c.ID, rows)
}

// count notes how much there is of a chain.
func (c *Chain) count(rows []Row, now time.Time) {
	j := Judge(&c.Head, rows)
	c.People, c.Asks, c.Watch, c.Changed = j.People, j.Asks(), j.Watch(), now
}

// keep keeps a chain that is counted, and the rows of it that were changed.
func (s *Service) keep(ctx context.Context, tx *db.Tx, ws id.Workspace, c *Chain, rows []Row) error {
	if err := saveChain(ctx, tx, ws, c); err != nil {
		return err
	}
	return putRows(ctx, tx, ws, c.ID, rows)
}

// About is what a person says that a chain is about.
type About struct {
	Title    string
	Day      Day
	Group    id.Group
	Products []roll.Product
	Places   []string
	Each     roll.Limit
	Total    roll.Limit
	Until    string
}

// SetAbout changes what a chain is about, and reads its text anew by it, as long as that
// is kept. It fails with
// Invalid or NotFound.
func (s *Service) SetAbout(ctx context.Context, ws id.Workspace, by By, chain id.Chain, a About) error {
	return s.change(ctx, ws, by, chain, audit.ChainChanged, func(tx *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		if a.Group != c.Group {
			if err := s.place(ctx, tx, ws, by, c, a.Group); err != nil {
				return nil, err
			}
		}
		c.Title, c.Day = clip(a.Title, mostTitle), a.Day
		h := &c.Head
		h.Products, h.Places, h.Each, h.Total, h.Until = a.Products, a.Places, a.Each, a.Total, clip(a.Until, 30)
		return again(c, rows), nil
	})
}

// again reads the text of a chain anew, by what is known of it now.
func again(c *Chain, rows []Row) []Row {
	got := roll.Read(c.Source, c.Head.known())
	if !got.Is {
		return rows
	}
	each, total, until, places := c.Head.Each, c.Head.Total, c.Head.Until, c.Head.Places
	c.Head.Found, c.Head.Meant = nil, nil
	c.Head.take(&got)
	c.Head.Each, c.Head.Total, c.Head.Until, c.Head.Places = each, total, until, places
	rows, _ = follow(rows, got.Rows, false)
	return rows
}

// Next begins the next day's chain: the same products, prices, limits and places, and
// nobody in it yet. It fails with NotFound, or Limited.
func (s *Service) Next(ctx context.Context, ws id.Workspace, by By, chain id.Chain) (made id.Chain, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		was, err := s.reach(ctx, tx, ws, by, chain)
		if err != nil {
			return err
		}
		zone, err := s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		next := Chain{ID: id.New[id.Chain](s.IDs, tx.Now), Title: was.Title, Day: max(was.Day, DayOf(s.now(ws), zone)).Next(), Unit: was.Unit, Group: was.Group, From: was.ID,
			Example: was.Example, By: by.User, Head: was.Head}
		next.Head.Found = nil
		if err := s.add(ctx, tx, ws, &next, nil); err != nil {
			return err
		}
		made = next.ID
		return s.note(ctx, tx, ws, audit.ChainMade, next.ID, 0)
	})
	return made, err
}

// Remove removes a chain with all that stands in it. That it was there is known for
// removedKept.
func (s *Service) Remove(ctx context.Context, ws id.Workspace, by By, chain id.Chain) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		c, err := s.hold(ctx, tx, ws, by, chain)
		if err != nil {
			return err
		}
		if err := dropChain(ctx, tx, ws, &c, s.now(ws)); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.ChainRemoved, chain, 0)
	})
}
