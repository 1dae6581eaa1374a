package auth_test

import (
	"context"
	"crypto/rand"
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestWorkspacesAreApart: whoever owns one workspace finds nothing of another,
// by any use case, and cannot bring its ids into their own.
func TestWorkspacesAreApart(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		stranger := s.join("stranger", auth.Grant{Role: auth.Owner, Unit: s.head})
		theirs, err := s.CreateWorkspace(ctx, stranger, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "UTC"})
		s.ok("their workspace", err)
		s.ok("they leave ours", s.RemoveStaff(ctx, s.owner, s.ws, stranger))
		theirHead := s.headOf(theirs)
		member := s.join("member", auth.Grant{Role: auth.Agent, Unit: s.head})
		region, err := s.CreateUnit(ctx, s.owner, s.ws, s.head, auth.Region, "华东")
		s.ok("region", err)
		_, err = s.Invite(ctx, s.owner, s.ws, "小舟", auth.Grant{Role: auth.Agent, Unit: s.head})
		s.ok("invite", err)
		open, err := s.Invitations(ctx, s.ws)
		s.ok("invitations", err)
		agent := auth.Grant{Role: auth.Agent, Unit: theirHead}
		foreign := auth.Grant{Role: auth.Agent, Unit: s.head}

		for what, try := range map[string]func() error{
			"enter ours":            func() error { _, err := s.Enter(ctx, stranger, s.ws); return err },
			"invite to ours":        func() error { _, err := s.Invite(ctx, stranger, s.ws, "x", foreign); return err },
			"invite to our unit":    func() error { _, err := s.Invite(ctx, stranger, theirs, "x", foreign); return err },
			"change our staff":      func() error { return s.ChangeRole(ctx, stranger, s.ws, member, agent) },
			"change them by theirs": func() error { return s.ChangeRole(ctx, stranger, theirs, member, agent) },
			"move self to our unit": func() error {
				return s.ChangeRole(ctx, stranger, theirs, stranger, auth.Grant{Role: auth.Owner, Unit: s.head})
			},
			"remove our staff":        func() error { return s.RemoveStaff(ctx, stranger, s.ws, member) },
			"remove them by theirs":   func() error { return s.RemoveStaff(ctx, stranger, theirs, member) },
			"reset our staff":         func() error { _, err := s.ResetLink(ctx, stranger, theirs, member); return err },
			"read our staff":          func() error { _, err := s.Colleague(ctx, theirs, member); return err },
			"add below our unit":      func() error { _, err := s.CreateUnit(ctx, stranger, theirs, region, auth.Store, "x"); return err },
			"edit our unit":           func() error { return s.EditUnit(ctx, stranger, theirs, region, theirHead, "x") },
			"remove our unit":         func() error { return s.RemoveUnit(ctx, stranger, theirs, region) },
			"edit our workspace":      func() error { return s.EditWorkspace(ctx, stranger, s.ws, "x", "UTC") },
			"withdraw ours":           func() error { return s.Withdraw(ctx, stranger, s.ws, open[0].Ref) },
			"withdraw ours by theirs": func() error { return s.Withdraw(ctx, stranger, theirs, open[0].Ref) },
		} {
			s.want(what, try(), fault.NotFound)
		}
		units, err := s.Units(ctx, theirs)
		if err != nil || len(units) != 1 {
			t.Errorf("their units = %v (%v)", units, err)
		}
		again, err := s.Invitations(ctx, s.ws)
		if err != nil || len(again) != 1 {
			t.Errorf("our invitations = %v (%v)", again, err)
		}
	})
}

// TestResetLinkDoesNotReachOtherWorkspaces: an owner who invites somebody must
// not get at what that person may see elsewhere.
func TestResetLinkDoesNotReachOtherWorkspaces(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		rival := s.join("rival", auth.Grant{Role: auth.Owner, Unit: s.head})
		theirs, err := s.CreateWorkspace(ctx, rival, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "UTC"})
		s.ok("their workspace", err)
		s.ok("they leave ours", s.RemoveStaff(ctx, s.owner, s.ws, rival))
		member := s.join("member", auth.Grant{Role: auth.Agent, Unit: s.head})
		invite, err := s.Invite(ctx, rival, theirs, "member", auth.Grant{Role: auth.ViewOnly, Unit: s.headOf(theirs)})
		s.ok("invite", err)
		old, err := s.SignIn(ctx, "member", goodPassword, here, "")
		s.ok("sign in", err)
		fresh, ws, err := s.JoinByInvite(ctx, invite.Token, member, old.Token)
		if err != nil || ws != theirs {
			t.Fatalf("join: %v (%v)", ws, err)
		}
		_, err = s.Authenticate(ctx, old.Token)
		s.want("the session from before joining", err, fault.Unknown)
		_, err = s.Authenticate(ctx, fresh.Token)
		s.ok("the session after joining", err)
		_, err = s.ResetLink(ctx, rival, theirs, member)
		s.want("the rival resets a password that opens our workspace", err, fault.Forbidden)
		_, err = s.ResetLink(ctx, s.owner, s.ws, member)
		s.want("and neither may we reset one that opens theirs", err, fault.Forbidden)
		mine, err := s.Memberships(ctx, member)
		if err != nil || len(mine) != 2 {
			t.Errorf("memberships = %+v (%v)", mine, err)
		}
	})
}

func TestUnitsAndScopes(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		add := func(parent id.Unit, kind auth.UnitKind, name string) id.Unit {
			t.Helper()
			u, err := s.CreateUnit(ctx, s.owner, s.ws, parent, kind, name)
			s.ok("create "+name, err)
			return u
		}
		east, west := add(s.head, auth.Region, "华东"), add(s.head, auth.Region, "华西")
		store := add(east, auth.Store, "一店")
		adviser := add(store, auth.Adviser, "小雨")
		for _, kind := range []auth.UnitKind{auth.Head, auth.Region, auth.Store, "moon"} {
			_, err := s.CreateUnit(ctx, s.owner, s.ws, store, kind, "x")
			s.want("create below a store: "+string(kind), err, fault.Invalid)
		}
		_, err := s.CreateUnit(ctx, s.owner, s.ws, s.head, auth.Region, "  ")
		s.want("no name", err, fault.Invalid)

		manager := s.join("manager", auth.Grant{Role: auth.Operator, Unit: east})
		scope := func() auth.Scope {
			e, err := s.Enter(ctx, manager, s.ws)
			s.ok("enter", err)
			return e.Scope
		}
		sorted := func(u ...id.Unit) []id.Unit { slices.Sort(u); return u }
		if got := scope(); got.All || !slices.Equal(got.Units(), sorted(east, store, adviser)) {
			t.Errorf("the manager of 华东 sees %v", got.Units())
		}
		s.ok("move the store", s.EditUnit(ctx, s.owner, s.ws, store, west, "一店"))
		if got := scope(); !slices.Equal(got.Units(), []id.Unit{east}) {
			t.Errorf("after the store moved away the manager sees %v", got.Units())
		}
		if e, err := s.Enter(ctx, s.owner, s.ws); err != nil || !e.Scope.All {
			t.Errorf("the owner sees %+v (%v)", e.Scope, err)
		}
		s.want("an owner below head office",
			s.ChangeRole(ctx, s.owner, s.ws, manager, auth.Grant{Role: auth.Owner, Unit: east}), fault.Invalid)
		s.want("a region below a store", s.EditUnit(ctx, s.owner, s.ws, west, store, "华西"), fault.Invalid)
		s.want("head office below a region", s.EditUnit(ctx, s.owner, s.ws, s.head, west, "总部"), fault.Invalid)
		s.ok("rename head office", s.EditUnit(ctx, s.owner, s.ws, s.head, 0, "青禾总部"))
		s.want("a store below nothing", s.EditUnit(ctx, s.owner, s.ws, store, 0, "一店"), fault.NotFound)

		s.want("remove a unit with units below", s.RemoveUnit(ctx, s.owner, s.ws, store), fault.Conflict)
		s.want("remove a unit with staff", s.RemoveUnit(ctx, s.owner, s.ws, east), fault.Conflict)
		s.want("remove head office", s.RemoveUnit(ctx, s.owner, s.ws, s.head), fault.Invalid)
		s.ok("remove a free unit", s.RemoveUnit(ctx, s.owner, s.ws, adviser))
	})
}

func TestUnitInUseElsewhereStays(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		groups := 2
		svc := auth.New(auth.Options{DB: s.db, IDs: id.NewSource(2), Rand: rand.Reader, Uses: []auth.UnitUse{
			func(context.Context, *db.Tx, id.Workspace, id.Unit) (int, error) { return groups, nil }}})
		unit, err := svc.CreateUnit(ctx, s.owner, s.ws, s.head, auth.Store, "二店")
		s.ok("create", err)
		s.want("a store with two groups", svc.RemoveUnit(ctx, s.owner, s.ws, unit), fault.Conflict)
		groups = 0
		s.ok("an empty store", svc.RemoveUnit(ctx, s.owner, s.ws, unit))
	})
}

func TestWorkspaceSettings(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		s.ok("edit", s.EditWorkspace(ctx, s.owner, s.ws, " 青禾 ", "Asia/Taipei"))
		e, err := s.Enter(ctx, s.owner, s.ws)
		if err != nil || e.Workspace.Name != "青禾" || e.Workspace.Zone.String() != "Asia/Taipei" {
			t.Errorf("after the edit: %+v (%v)", e.Workspace, err)
		}
		for _, zone := range []string{"", "Local", "Mars/Olympus", "../etc/passwd"} {
			err := s.EditWorkspace(ctx, s.owner, s.ws, "青禾", zone)
			s.want("zone "+zone, err, fault.Invalid)
			if auth.Field(err) != "zone" {
				t.Errorf("the error is about field %q", auth.Field(err))
			}
		}
		s.want("no name", s.EditWorkspace(ctx, s.owner, s.ws, "\x00 ", "UTC"), fault.Invalid)
	})
}
