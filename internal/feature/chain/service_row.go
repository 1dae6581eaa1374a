package chain

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// Answer is what a person says about a row that was marked.
type Answer string

// The answers.
const (
	TwoPeople  Answer = "both"   // two of one name are two people
	OnePerson  Answer = "merge"  // they are one: all goes into the first row
	StaysIn    Answer = "keep"   // it is gone from the text, and counts all the same
	IsOut      Answer = "out"    // it is gone from the text, and taken back
	AsInText   Answer = "text"   // the text's word holds, not what a person said before
	AsIsHere   Answer = "mine"   // what a person said holds
	LikeBefore Answer = "place"  // fetched where they did last time
	AllLike    Answer = "places" // the same, of all who say nothing
	IsOne      Answer = "one"    // each amount that it does not tell is one; for Service.One
	AllOne     Answer = "ones"   // the same, of all that are asked about for nothing else
	NotOne     Answer = "untap"  // that is taken back; for Service.Untap
)

// hold is reach for a chain that is to be changed: nobody else does until tx ends.
func (s *Service) hold(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, chain id.Chain) (Chain, error) {
	if err := lockChain(ctx, tx, ws, chain); err != nil {
		return Chain{}, err
	}
	return s.reach(ctx, tx, ws, by, chain)
}

func noSuchRow() error { return fault.New(fault.NotFound, noRow.With()) }

// rowAt finds a row.
func rowAt(rows []Row, seq int) (int, error) {
	at := slices.IndexFunc(rows, func(r Row) bool { return r.Seq == seq && !r.Erased })
	if at < 0 {
		return 0, noSuchRow()
	}
	return at, nil
}

// checked is what a person says of a row, made sound; Invalid about a field where
// something is missing.
func checked(said roll.Row) (roll.Row, error) {
	out := roll.Row{Name: clip(said.Name, mostName), For: clip(said.For, mostName), Place: clip(said.Place, 40), Room: clip(said.Room, 40),
		Phone: clip(said.Phone, 20), Remark: clip(said.Remark, mostRemark), Crossed: said.Crossed}
	for _, it := range said.Items {
		it.Product, it.Unit = clip(it.Product, 24), clip(it.Unit, 10)
		if it.Product == "" || it.Amount <= 0 {
			return out, wrong("items", fault.New(fault.Invalid, halfItem.With()))
		}
		out.Items = append(out.Items, it)
	}
	switch {
	case out.Name == "":
		return out, wrong("name", fault.New(fault.Invalid, noName.With()))
	case len(out.Items) == 0 && !out.Crossed:
		return out, wrong("items", fault.New(fault.Invalid, noItems.With()))
	}
	return out, nil
}

// SaveRow keeps what a person says of a row. It fails with Invalid or NotFound.
func (s *Service) SaveRow(ctx context.Context, ws id.Workspace, by By, chain id.Chain, seq int, said roll.Row) error {
	said, err := checked(said)
	return s.change(ctx, ws, by, chain, audit.ChainFixed, func(_ *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		c.Head.units(said.Items)
		at, notThere := rowAt(rows, seq)
		if notThere != nil {
			return nil, notThere
		}
		if err == nil {
			rows[at].stillOnes(said.Items)
			rows[at].settle(said)
		}
		return rows, err
	})
}

// AddRow adds a row that stands in no text, and returns its number.
func (s *Service) AddRow(ctx context.Context, ws id.Workspace, by By, chain id.Chain, said roll.Row) (seq int, err error) {
	said, wrongly := checked(said)
	err = s.change(ctx, ws, by, chain, audit.ChainFixed, func(_ *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		c.Head.units(said.Items)
		if wrongly != nil {
			return nil, wrongly
		}
		if len(rows) >= 2*mostRows {
			return nil, fault.New(fault.Limited, manyRows.With(mostRows))
		}
		seq = 1
		for i := range rows {
			seq = max(seq, rows[i].Seq+1)
		}
		return append(rows, Row{Seq: seq, Read: said, ByHand: true, changed: true}), nil
	})
	return seq, err
}

// AnswerRow takes what a person says about a row that was marked. It fails with
// NotFound, or Conflict where there is nothing to answer any more.
func (s *Service) AnswerRow(ctx context.Context, ws id.Workspace, by By, chain id.Chain, seq int, a Answer) error {
	return s.change(ctx, ws, by, chain, audit.ChainFixed, func(tx *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		if a == AllLike || a == LikeBefore {
			return rows, s.likeBefore(ctx, tx, ws, by, c, rows, seq, a == AllLike)
		}
		at, err := rowAt(rows, seq)
		if err != nil {
			return nil, err
		}
		r := &rows[at]
		r.changed = true
		switch a {
		case TwoPeople:
			for _, i := range sameName(rows, at) {
				rows[i].Both, rows[i].changed = true, true
			}
		case OnePerson:
			return rows, oneRow(rows, at)
		case StaysIn:
			r.Kept = true
		case IsOut:
			now := *r.Now()
			now.Crossed = true
			r.settle(now)
		case AsInText:
			r.follow()
		case AsIsHere:
			r.Again = false
		default:
			return nil, fault.New(fault.Invalid, noAnswer.With())
		}
		return rows, nil
	})
}

// sameName lists the rows of the same name as one, itself among them.
func sameName(rows []Row, at int) (out []int) {
	key := roll.Key(rows[at].Now().Name)
	for i := range rows {
		if now := rows[i].Now(); !now.Crossed && !rows[i].missing() && !rows[i].Erased && roll.Key(now.Name) == key {
			out = append(out, i)
		}
	}
	return out
}

// oneRow puts what all of one name want into the first of their rows.
func oneRow(rows []Row, at int) error {
	all := sameName(rows, at)
	if len(all) < 2 {
		return fault.New(fault.Conflict, noAnswer.With())
	}
	first := *rows[all[0]].Now()
	first.Items = slices.Clone(first.Items)
	for _, i := range all {
		if len(rows[i].Now().Why) > 0 {
			return fault.New(fault.Conflict, clearFirst.With())
		}
	}
	for _, i := range all[1:] {
		other := *rows[i].Now()
		for _, it := range other.Items {
			k := slices.IndexFunc(first.Items, func(have roll.Item) bool { return have.Product == it.Product && have.Unit == it.Unit })
			if k < 0 {
				first.Items = append(first.Items, it)
				continue
			}
			first.Items[k].Amount += it.Amount
		}
		for _, pair := range [...][2]*string{{&first.Place, &other.Place}, {&first.Room, &other.Room}, {&first.Phone, &other.Phone}} {
			if *pair[0] == "" {
				*pair[0] = *pair[1]
			}
		}
		if other.Remark != "" && !strings.Contains(first.Remark, other.Remark) {
			first.Remark = clip(strings.TrimSpace(first.Remark+" "+other.Remark), mostRemark)
		}
		other.Crossed = true
		rows[i].settle(other)
	}
	rows[all[0]].settle(first)
	return nil
}

// likeBefore lets people fetch where they did last time.
func (s *Service) likeBefore(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, c *Chain, rows []Row, seq int, all bool) error {
	usual, err := s.usual(ctx, tx, ws, by, c.From, rows)
	if err != nil {
		return err
	}
	done := false
	for i := range rows {
		place := usual[rows[i].Seq]
		if place == "" || !all && rows[i].Seq != seq || len(rows[i].Now().Why) > 0 {
			continue
		}
		now := *rows[i].Now()
		now.Place = place
		rows[i].settle(now)
		done = true
	}
	if !done {
		return fault.New(fault.Conflict, noAnswer.With())
	}
	return nil
}

// SameProduct says what a product is that only rows name: one that is told of, or with
// as "" one of its own. It fails with Invalid or NotFound.
func (s *Service) SameProduct(ctx context.Context, ws id.Workspace, by By, chain id.Chain, name, as string) error {
	return s.change(ctx, ws, by, chain, audit.ChainFixed, func(_ *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		has := func(name string) bool {
			return slices.ContainsFunc(rows, func(r Row) bool {
				return slices.ContainsFunc(r.Now().Items, func(it roll.Item) bool { return it.Product == name })
			})
		}
		told := slices.ContainsFunc(c.Head.Products, func(p roll.Product) bool { return p.Name == as })
		if name == as || !has(name) || as != "" && !told && !has(as) || len(c.Head.Same) > 200 {
			return nil, fault.New(fault.Invalid, noAnswer.With())
		}
		same := map[string]string{name: as}
		for k, v := range c.Head.Same {
			if k != name && (k != as || v != name) {
				same[k] = v
			}
		}
		c.Head.Same = same
		return rows, nil
	})
}

// Sold says what is sold in a chain that tells it nowhere, and reads its text anew. It
// fails with Conflict where that is not kept any more.
func (s *Service) Sold(ctx context.Context, ws id.Workspace, by By, chain id.Chain, name string) error {
	name = clip(name, 24)
	return s.change(ctx, ws, by, chain, audit.ChainChanged, func(_ *db.Tx, c *Chain, rows []Row) ([]Row, error) {
		if name == "" {
			return nil, wrong("sold", fault.New(fault.Invalid, noProduct.With()))
		}
		if c.Source == "" {
			return nil, wrong("sold", fault.New(fault.Conflict, textGone.With()))
		}
		if len(c.Head.Products) == 0 {
			c.Head.Products = []roll.Product{{Name: name, Price: roll.None}}
		}
		return again(c, rows), nil
	})
}

// Take notes that a row was fetched, or takes that back. It fails with NotFound.
func (s *Service) Take(ctx context.Context, ws id.Workspace, by By, chain id.Chain, seq int, taken bool) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := s.hold(ctx, tx, ws, by, chain); err != nil {
			return err
		}
		at := time.Time{}
		if taken {
			at = s.now(ws)
		}
		found, err := setTaken(ctx, tx, ws, chain, seq, at)
		if err != nil {
			return err
		}
		if !found {
			return noSuchRow()
		}
		n := 0
		if taken {
			n = 1
		}
		return s.note(ctx, tx, ws, audit.ChainTaken, chain, n)
	})
}
