package auth_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
)

func TestLastOwnerStays(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		viewer := auth.Grant{Role: auth.ViewOnly, Unit: s.head}
		s.want("demote the last owner", s.ChangeRole(ctx, s.owner, s.ws, s.owner, viewer), fault.Conflict)
		s.want("remove the last owner", s.RemoveStaff(ctx, s.owner, s.ws, s.owner), fault.Conflict)
		for round := range 5 { // two owners throw each other out in one instant
			second := s.join(fmt.Sprintf("second%d", round), auth.Grant{Role: auth.Owner, Unit: s.head})
			var wg sync.WaitGroup
			wg.Go(func() { _ = s.ChangeRole(ctx, s.owner, s.ws, second, viewer) })
			wg.Go(func() { _ = s.RemoveStaff(ctx, second, s.ws, s.owner) })
			wg.Wait()
			staff, err := s.Staff(ctx, s.ws)
			s.ok("staff", err)
			owners := slices.DeleteFunc(staff, func(c auth.Colleague) bool { return c.Grant.Role != auth.Owner })
			if len(owners) != 1 {
				t.Fatalf("round %d: %d owners remain", round, len(owners))
			}
			s.owner = owners[0].User.ID
		}
	})
}

func TestRoleChangesTakeEffectAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		second := s.join("second", auth.Grant{Role: auth.Owner, Unit: s.head})
		fresh, err := s.SignIn(ctx, "second", goodPassword, here, "")
		s.ok("sign in", err)
		invite, err := s.Invite(ctx, second, s.ws, "小舟", auth.Grant{Role: auth.Owner, Unit: s.head})
		s.ok("invite", err)
		s.ok("demote", s.ChangeRole(ctx, s.owner, s.ws, second, auth.Grant{Role: auth.Agent, Unit: s.head}))
		_, err = s.Authenticate(ctx, fresh.Token)
		s.want("a session from before the change", err, fault.Unknown)
		_, err = s.PeekLink(ctx, invite.Token)
		s.want("an invitation by an owner who is none any more", err, fault.NotFound)
		_, err = s.Invite(ctx, second, s.ws, "x", auth.Grant{Role: auth.Owner, Unit: s.head})
		s.want("an agent invites", err, fault.Forbidden)
		s.want("an agent makes itself owner",
			s.ChangeRole(ctx, second, s.ws, second, auth.Grant{Role: auth.Owner, Unit: s.head}), fault.Forbidden)
		s.want("an agent edits the workspace", s.EditWorkspace(ctx, second, s.ws, "x", "UTC"), fault.Forbidden)
		_, err = s.CreateWorkspace(ctx, second, auth.NewWorkspace{Name: "x", Kind: auth.Own, Zone: "UTC"})
		s.want("an agent makes a workspace", err, fault.Forbidden)
		s.ok("remove", s.RemoveStaff(ctx, s.owner, s.ws, second))
		_, err = s.Enter(ctx, second, s.ws)
		s.want("after removal", err, fault.NotFound)
		_, err = s.SignIn(ctx, "second", goodPassword, here, "")
		s.ok("the account itself stays", err)
	})
}
