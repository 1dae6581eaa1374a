package audit_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
)

// book is a record with nothing else of the program.
type book struct {
	t   *testing.T
	d   *db.DB
	ids *id.Source
}

func each(t *testing.T, fn func(b *book)) {
	t.Helper()
	dbtest.Each(t, []db.Schema{audit.Schema}, func(t *testing.T, d *db.DB) { fn(&book{t, d, id.NewSource(1)}) })
}

func (b *book) write(ctx context.Context, e audit.Entry) error {
	return b.d.Write(ctx, func(tx *db.Tx) error { return audit.Write(ctx, tx, b.ids, e) })
}

func (b *book) noted(ctx context.Context, e audit.Entry) {
	b.t.Helper()
	if err := b.write(ctx, e); err != nil {
		b.t.Fatal(err)
	}
}

func (b *book) list(ws id.Workspace, want audit.Filter, before id.Entry, limit int) (out []audit.Entry) {
	b.t.Helper()
	err := b.d.Read(b.t.Context(), func(tx *db.Tx) (err error) {
		out, err = audit.List(b.t.Context(), tx, ws, want, before, limit)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

func (b *book) wants(what string, ws id.Workspace, want audit.Filter, actions ...audit.Action) {
	b.t.Helper()
	var got []audit.Action
	for _, e := range b.list(ws, want, 0, 100) {
		got = append(got, e.Action)
	}
	if !slices.Equal(got, actions) {
		b.t.Errorf("%s: %v, want %v", what, got, actions)
	}
}

var member = id.Show(id.Member(7))

// TestWhoDidWhat: what is written is listed as it was, the newest first, in its
// own workspace only, and picked by who, what and to whom.
func TestWhoDidWhat(t *testing.T) {
	each(t, func(b *book) {
		ctx := t.Context()
		boss, clerk := audit.User(1), audit.User(2)
		first := audit.Entry{Workspace: 1, Action: audit.StaffChanged, Subject: id.Show(id.User(2)), Detail: audit.Detail{Role: "agent", Was: "operator", Unit: id.Show(id.Unit(3))}}
		b.noted(audit.As(ctx, boss), first)
		b.noted(audit.As(ctx, clerk), audit.Entry{Workspace: 1, Action: audit.MemberMerged, Subject: member})
		b.noted(audit.As(ctx, clerk), audit.Entry{Workspace: 1, Actor: boss, Action: audit.MemberErased, Subject: member})
		b.noted(ctx, audit.Entry{Workspace: 1, Action: audit.TokenMade, Subject: id.Show(id.Token(5)), Detail: audit.Detail{Count: 4}})
		b.noted(audit.As(ctx, audit.Holder(1)), audit.Entry{Workspace: 1, Action: audit.EventReplayed})
		b.noted(audit.As(ctx, boss), audit.Entry{Workspace: 2, Action: audit.ImportUndone, Subject: member})

		all := []audit.Action{audit.EventReplayed, audit.TokenMade, audit.MemberErased, audit.MemberMerged, audit.StaffChanged}
		b.wants("everything", 1, audit.Filter{}, all...)
		b.wants("the other workspace", 2, audit.Filter{}, audit.ImportUndone)
		b.wants("the other workspace by a member of ours", 2, audit.Filter{Subject: member}, audit.ImportUndone)
		b.wants("nowhere", 3, audit.Filter{})
		b.wants("by one", 1, audit.Filter{Actor: boss}, audit.MemberErased, audit.StaffChanged)
		b.wants("by a token of the same number", 1, audit.Filter{Actor: audit.Holder(1)}, audit.EventReplayed)
		b.wants("by nobody", 1, audit.Filter{Actor: audit.Actor{By: audit.Program}}, audit.TokenMade)
		b.wants("to one", 1, audit.Filter{Subject: member}, audit.MemberErased, audit.MemberMerged)
		b.wants("of some kinds", 1, audit.Filter{Actions: []audit.Action{audit.TokenMade, audit.StaffChanged}}, audit.TokenMade, audit.StaffChanged)
		b.wants("all at once", 1, audit.Filter{Actor: clerk, Subject: member, Actions: []audit.Action{audit.MemberMerged}}, audit.MemberMerged)

		got := b.list(1, audit.Filter{}, 0, 100)
		oldest := got[len(got)-1]
		first.ID, first.At, first.Actor = oldest.ID, dbtest.Noon, boss
		if oldest.ID == 0 || oldest != first {
			t.Errorf("written %+v, listed %+v", first, oldest)
		}
		var paged []audit.Action
		for before := id.Entry(0); ; {
			page := b.list(1, audit.Filter{}, before, 2)
			for _, e := range page {
				paged = append(paged, e.Action)
			}
			if len(page) < 2 {
				break
			}
			before = page[len(page)-1].ID
		}
		if !slices.Equal(paged, all) {
			t.Errorf("page by page: %v", paged)
		}
	})
}

// TestNoDeedNoEntry: what is taken back is not in the record.
func TestNoDeedNoEntry(t *testing.T) {
	each(t, func(b *book) {
		failed := errors.New("the deed failed")
		err := b.d.Write(t.Context(), func(tx *db.Tx) error {
			if err := audit.Write(t.Context(), tx, b.ids, audit.Entry{Workspace: 1, Action: audit.MemberErased, Subject: member}); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		b.wants("after a deed that failed", 1, audit.Filter{})
	})
}

// TestNothingPersonalIsTaken: there is no place for a name, a text or a secret.
func TestNothingPersonalIsTaken(t *testing.T) {
	each(t, func(b *book) {
		for what, e := range map[string]audit.Entry{
			"a name for a subject":   {Subject: "小雨"},
			"a native id":            {Subject: "@anna:example.org"},
			"a name for another":     {Detail: audit.Detail{Other: "anna"}},
			"a name for a role":      {Detail: audit.Detail{Role: "小雨"}},
			"a sentence for why":     {Detail: audit.Detail{Why: "she said so"}},
			"a secret for scopes":    {Detail: audit.Detail{Scopes: "hs_2Q7HQ3N0C0G00"}},
			"a unit by its name":     {Detail: audit.Detail{Unit: "一店"}},
			"a network with a host":  {Detail: audit.Detail{Network: "https://example.org"}},
			"an action of no name":   {Action: " "},
			"a workspace of nowhere": {Workspace: -0},
		} {
			if e.Action == "" {
				e.Action = audit.MemberErased
			}
			if what != "a workspace of nowhere" {
				e.Workspace = 1
			}
			if err := b.write(t.Context(), e); err == nil {
				t.Errorf("%s was taken", what)
			}
		}
		b.wants("after what was refused", 1, audit.Filter{})
	})
}
