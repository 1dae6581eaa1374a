package auth_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

const goodPassword = "a long enough one"

var here = netip.MustParseAddr("192.0.2.7")

// shop is an installation with one owner and one workspace.
type shop struct {
	*auth.Service
	t     *testing.T
	db    *db.DB
	owner id.User
	ws    id.Workspace
	head  id.Unit
}

func each(t *testing.T, fn func(*testing.T, *shop)) {
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema}, func(t *testing.T, d *db.DB) {
		s := &shop{Service: auth.New(auth.Options{DB: d, IDs: id.NewSource(1), Rand: rand.Reader}), t: t, db: d}
		s.Cheapen()
		var made bool
		var err error
		s.owner, s.ws, made, err = s.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青", Lang: i18n.ZhHans,
			Workspace: auth.NewWorkspace{Name: "青禾茶铺", Kind: auth.Own, Zone: "Asia/Shanghai"}})
		if err != nil || !made {
			t.Fatal(made, err)
		}
		s.head = s.headOf(s.ws)
		fn(t, s)
	})
}

func (s *shop) headOf(ws id.Workspace) id.Unit {
	s.t.Helper()
	units, err := s.Units(s.t.Context(), ws)
	if err != nil || len(units) == 0 || units[0].Kind != auth.Head {
		s.t.Fatalf("no head office: %v (%v)", units, err)
	}
	return units[0].ID
}

// join makes an account with a grant in the shop's workspace.
func (s *shop) join(login string, g auth.Grant) id.User {
	s.t.Helper()
	link, err := s.Invite(s.t.Context(), s.owner, s.ws, login, g)
	if err != nil {
		s.t.Fatal(err)
	}
	fresh, err := s.AcceptInvite(s.t.Context(), link.Token, auth.Newcomer{Login: login, Name: login, Password: goodPassword})
	if err != nil {
		s.t.Fatal(err)
	}
	return fresh.User
}

func (s *shop) later(d time.Duration) { s.db.Clock = clock.Fixed(s.db.Clock.Now().Add(d)) }

func (s *shop) want(what string, err error, k fault.Kind) {
	s.t.Helper()
	if err == nil || fault.KindOf(err) != k {
		s.t.Errorf("%s: %v, want kind %d", what, err, k)
	}
}

func (s *shop) ok(what string, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Errorf("%s: %v", what, err)
	}
}

func TestSetupHappensOnce(t *testing.T) {
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema}, func(t *testing.T, d *db.DB) {
		var made atomic.Int32
		var wg sync.WaitGroup
		for node := range 4 {
			wg.Go(func() {
				s := auth.New(auth.Options{DB: d, IDs: id.NewSource(uint16(node)), Rand: rand.Reader})
				_, _, did, err := s.Setup(t.Context(), auth.First{Login: "owner", Name: "o",
					Workspace: auth.NewWorkspace{Name: "样例", Kind: auth.Sample, Zone: "UTC"}})
				if err != nil {
					t.Error(err)
				}
				if did {
					made.Add(1)
				}
			})
		}
		wg.Wait()
		all, err := auth.New(auth.Options{DB: d, IDs: id.NewSource(9), Rand: rand.Reader}).Workspaces(t.Context())
		if made.Load() != 1 || err != nil || len(all) != 1 {
			t.Errorf("%d processes made the first owner, %d workspaces (%v)", made.Load(), len(all), err)
		}
	})
}

func TestSignInAndOut(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		user := s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		for _, bad := range [][2]string{{"xiaoyu", "wrong password"}, {"nobody", goodPassword}, {"boss", ""}, {"", ""},
			{"xiaoyu", strings.Repeat("x", 10_000)}} {
			_, err := s.SignIn(ctx, bad[0], bad[1], here, "")
			s.want(fmt.Sprintf("sign in as %.10q", bad), err, fault.Unknown)
		}
		one, err := s.SignIn(ctx, " XiaoYu ", goodPassword, here, "")
		s.ok("sign in", err)
		got, err := s.Authenticate(ctx, one.Token)
		if err != nil || got.User.ID != user || got.CSRF == "" || got.CSRF == one.Token || !got.User.HasPassword {
			t.Errorf("session = %+v (%v)", got, err)
		}
		two, err := s.SignIn(ctx, "xiaoyu", goodPassword, here, one.Token)
		s.ok("sign in again", err)
		_, err = s.Authenticate(ctx, one.Token)
		s.want("the session from before signing in again", err, fault.Unknown)
		s.ok("sign out", s.SignOut(ctx, two.Token))
		_, err = s.Authenticate(ctx, two.Token)
		s.want("after signing out", err, fault.Unknown)
		for _, token := range []string{"", "x", two.Token + "x"} {
			_, err = s.Authenticate(ctx, token)
			s.want("token "+token, err, fault.Unknown)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		open := func() string {
			f, err := s.SignIn(ctx, "xiaoyu", goodPassword, here, "")
			s.ok("sign in", err)
			return f.Token
		}
		idle := open()
		s.later(auth.Idle - time.Second)
		_, err := s.Authenticate(ctx, idle)
		s.ok("just within the idle limit", err)
		s.later(auth.Idle - time.Second)
		_, err = s.Authenticate(ctx, idle)
		s.ok("use moves the idle limit", err)
		s.later(auth.Idle)
		_, err = s.Authenticate(ctx, idle)
		s.want("idle too long", err, fault.Unknown)

		busy := open()
		for used := time.Duration(0); used+24*time.Hour < auth.Lifetime; used += 24 * time.Hour {
			s.later(24 * time.Hour)
			_, err = s.Authenticate(ctx, busy)
			s.ok("in use every day", err)
		}
		s.later(24 * time.Hour)
		_, err = s.Authenticate(ctx, busy)
		s.want("past the lifetime, however busy", err, fault.Unknown)
	})
}

func TestNothingStoredOpensASession(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		fresh, err := s.SignIn(ctx, "xiaoyu", goodPassword, here, "")
		s.ok("sign in", err)
		link, err := s.AdminLink(ctx, "")
		s.ok("link", err)
		var dump strings.Builder
		s.ok("read everything", s.db.Read(ctx, func(tx *db.Tx) error {
			for _, q := range []string{`SELECT token FROM auth_session`, `SELECT token FROM auth_link`, `SELECT subject FROM auth_attempt`,
				`SELECT password FROM auth_user`} {
				if err := tx.Each(ctx, q, nil, func(scan func(...any) error) error {
					var b []byte
					err := scan(&b)
					fmt.Fprintf(&dump, "%s %x\n", b, b)
					return err
				}); err != nil {
					return err
				}
			}
			return nil
		}))
		for _, secret := range []string{fresh.Token, link.Token, goodPassword, "192.0.2.7"} {
			if strings.Contains(dump.String(), secret) {
				t.Errorf("the database holds %q as it is", secret)
			}
		}
	})
}

func TestTriesAreLimitedByAccount(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		for range 3 { // right passwords use nothing up
			_, err := s.SignIn(ctx, "xiaoyu", goodPassword, here, "")
			s.ok("sign in", err)
		}
		for i := range auth.AccountTries {
			_, err := s.SignIn(ctx, "xiaoyu", "wrong", netip.AddrFrom4([4]byte{10, 0, 0, byte(i)}), "")
			s.want("a wrong try", err, fault.Unknown)
		}
		_, err := s.SignIn(ctx, "xiaoyu", goodPassword, here, "")
		s.want("the right password after too many tries", err, fault.Limited)
		many, ok := errors.AsType[*auth.TooMany](err)
		if !ok {
			t.Fatalf("the fault does not say when to come back: %v", err)
		}
		_, err = s.SignIn(ctx, "other", goodPassword, here, "")
		s.want("another account", err, fault.Unknown)
		s.later(many.Until.Sub(s.db.Clock.Now()) + time.Second)
		_, err = s.SignIn(ctx, "xiaoyu", goodPassword, here, "")
		s.ok("after the wait that was told", err)
	})
}

func TestTriesAreLimitedByAddress(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		var refused, wrong atomic.Int32
		var wg sync.WaitGroup
		for i := range auth.AddressTries + 6 { // at once: none may slip under together
			wg.Go(func() {
				addr := netip.MustParseAddr(fmt.Sprintf("2001:db8:1:2::%x", i)) // one household
				switch _, err := s.SignIn(ctx, fmt.Sprintf("guess%d", i), "wrong", addr, ""); fault.KindOf(err) {
				case fault.Limited:
					refused.Add(1)
				case fault.Unknown:
					wrong.Add(1)
				}
			})
		}
		wg.Wait()
		if refused.Load() < 6 || wrong.Load() > auth.AddressTries {
			t.Errorf("%d tries let through, %d refused", wrong.Load(), refused.Load())
		}
		_, err := s.SignIn(ctx, "xiaoyu", goodPassword, netip.MustParseAddr("2001:db8:1:2::ffff"), "")
		s.want("the same household", err, fault.Limited)
		_, err = s.SignIn(ctx, "xiaoyu", goodPassword, netip.MustParseAddr("2001:db8:1:3::1"), "")
		s.ok("the neighbours", err)
	})
}

func TestPasswordChangeSignsOutEverywhere(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		user := s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		one, err := s.SignIn(ctx, "xiaoyu", goodPassword, here, "")
		s.ok("sign in", err)
		_, err = s.SetPassword(ctx, user, "wrong", "another long one")
		s.want("a wrong current password", err, fault.Invalid)
		if auth.Field(err) != "current" {
			t.Errorf("the error is about field %q", auth.Field(err))
		}
		_, err = s.SetPassword(ctx, user, goodPassword, "short")
		s.want("a short password", err, fault.Invalid)
		link, err := s.AdminLink(ctx, "xiaoyu")
		s.ok("link", err)
		two, err := s.SetPassword(ctx, user, goodPassword, "another long one")
		s.ok("set password", err)
		_, err = s.Authenticate(ctx, one.Token)
		s.want("the old session", err, fault.Unknown)
		_, err = s.Authenticate(ctx, two.Token)
		s.ok("the browser that asked", err)
		_, err = s.UseLink(ctx, link.Token, "")
		s.want("a sign-in link from before", err, fault.NotFound)
		_, err = s.SignIn(ctx, "xiaoyu", goodPassword, here, "")
		s.want("the old password", err, fault.Unknown)

		_, err = s.AdminPassword(ctx, "XIAOYU", "from the command line")
		s.ok("admin password", err)
		_, err = s.Authenticate(ctx, two.Token)
		s.want("a session from before", err, fault.Unknown)
		_, err = s.SignIn(ctx, "xiaoyu", "from the command line", here, "")
		s.ok("the password from the command line", err)
		_, err = s.AdminPassword(ctx, "nobody", "from the command line")
		s.want("admin password of nobody", err, fault.NotFound)

		first, err := s.SetPassword(ctx, s.owner, "", "the owner's first one") // never had one
		s.ok("a first password", err)
		_, err = s.Authenticate(ctx, first.Token)
		s.ok("signed in with it", err)
		_, err = s.SetPassword(ctx, s.owner, "", "and then another one")
		s.want("a second password without the first", err, fault.Invalid)
	})
}

// TestLinkWorksOnce: of twenty racers one wins, for each purpose.
func TestLinkWorksOnce(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		user := s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		signIn, err := s.AdminLink(ctx, "")
		s.ok("sign-in link", err)
		invite, err := s.Invite(ctx, s.owner, s.ws, "小舟", auth.Grant{Role: auth.Operator, Unit: s.head})
		s.ok("invitation", err)
		reset, err := s.ResetLink(ctx, s.owner, s.ws, user)
		s.ok("reset link", err)
		for name, use := range map[string]func(i int) error{
			"sign-in": func(int) error { _, err := s.UseLink(ctx, signIn.Token, ""); return err },
			"invite": func(i int) error {
				_, err := s.AcceptInvite(ctx, invite.Token, auth.Newcomer{Login: fmt.Sprintf("racer%d", i), Name: "r", Password: goodPassword})
				return err
			},
			"password": func(int) error { _, err := s.UsePasswordLink(ctx, reset.Token, "a brand new one"); return err },
		} {
			var won, lost atomic.Int32
			var wg sync.WaitGroup
			for i := range 20 {
				wg.Go(func() {
					switch err := use(i); {
					case err == nil:
						won.Add(1)
					case fault.KindOf(err) == fault.NotFound:
						lost.Add(1)
					default:
						t.Errorf("%s: %v", name, err)
					}
				})
			}
			wg.Wait()
			if won.Load() != 1 || lost.Load() != 19 {
				t.Errorf("%s link: %d won, %d lost", name, won.Load(), lost.Load())
			}
		}
		if staff, err := s.Staff(ctx, s.ws); err != nil || len(staff) != 3 {
			t.Errorf("after 20 racers for one invitation there are %d accounts (%v)", len(staff), err)
		}
	})
}

func TestLinksDieAndKeepToTheirPurpose(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		link, err := s.AdminLink(ctx, "boss")
		s.ok("link", err)
		for range 3 { // previews do not burn it
			got, err := s.PeekLink(ctx, link.Token)
			if err != nil || got.Purpose != auth.ForSignIn || got.User.ID != s.owner {
				t.Errorf("peek = %+v (%v)", got, err)
			}
		}
		_, err = s.UsePasswordLink(ctx, link.Token, goodPassword)
		s.want("a sign-in link used to set a password", err, fault.NotFound)
		_, err = s.AcceptInvite(ctx, link.Token, auth.Newcomer{Login: "xiaoyu", Name: "x", Password: goodPassword})
		s.want("a sign-in link used to join", err, fault.NotFound)
		s.later(auth.SignInLinkLife)
		_, err = s.UseLink(ctx, link.Token, "")
		s.want("an expired link", err, fault.NotFound)
		_, err = s.AdminLink(ctx, "nobody")
		s.want("a link for nobody", err, fault.NotFound)

		invite, err := s.Invite(ctx, s.owner, s.ws, "小舟", auth.Grant{Role: auth.Operator, Unit: s.head})
		s.ok("invite", err)
		_, err = s.AcceptInvite(ctx, invite.Token, auth.Newcomer{Login: "boss", Name: "x", Password: goodPassword})
		s.want("a login that is taken", err, fault.Conflict)
		_, err = s.AcceptInvite(ctx, invite.Token, auth.Newcomer{Login: "xz", Name: "x", Password: "short"})
		s.want("a short password", err, fault.Invalid)
		_, _, err = s.JoinByInvite(ctx, invite.Token, s.owner, "")
		s.want("joining where one is already", err, fault.Conflict)
		open, err := s.Invitations(ctx, s.ws)
		if err != nil || len(open) != 1 || open[0].Name != "小舟" || strings.Contains(open[0].Ref, invite.Token) {
			t.Fatalf("invitations = %+v (%v): a failed use burnt it, or it tells its secret", open, err)
		}
		s.ok("withdraw", s.Withdraw(ctx, s.owner, s.ws, open[0].Ref))
		s.want("withdraw again", s.Withdraw(ctx, s.owner, s.ws, open[0].Ref), fault.NotFound)
		_, err = s.PeekLink(ctx, invite.Token)
		s.want("a withdrawn invitation", err, fault.NotFound)
	})
}
