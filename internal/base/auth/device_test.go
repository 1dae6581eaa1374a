package auth_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

func TestAPhonesSessionHoldsOnlyAtItsDoor(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		laptop, err := s.SetPassword(ctx, s.owner, "", goodPassword)
		s.ok("sign in", err)
		phone, err := s.PairDevice(ctx, s.owner, " 我的\tiPhone ", "")
		s.ok("pair", err)

		got, err := s.AuthenticateDevice(ctx, phone.Token)
		if err != nil || got.User.ID != s.owner || got.Device == 0 || got.CSRF == "" {
			t.Errorf("the phone's session = %+v (%v)", got, err)
		}
		_, err = s.Authenticate(ctx, phone.Token)
		s.want("the phone's session at the console's own address", err, fault.Unknown)
		_, err = s.AuthenticateDevice(ctx, laptop.Token)
		s.want("the laptop's session at the phones' door", err, fault.Unknown)
		_, err = s.AuthenticateDevice(ctx, "")
		s.want("no session at all", err, fault.Unknown)

		list, err := s.Devices(ctx, s.owner)
		if err != nil || len(list) != 1 || list[0].ID != got.Device || list[0].Name != "我的iPhone" || list[0].Expires.Sub(list[0].Paired) != auth.Lifetime {
			t.Errorf("phones = %+v (%v)", list, err)
		}
		s.ok("disconnect", s.RemoveDevice(ctx, s.owner, got.Device))
		_, err = s.AuthenticateDevice(ctx, phone.Token)
		s.want("after it was disconnected", err, fault.Unknown)
		s.want("disconnecting it again", s.RemoveDevice(ctx, s.owner, got.Device), fault.NotFound)
		s.want("disconnecting what is no phone", s.RemoveDevice(ctx, s.owner, 0), fault.NotFound)
		_, err = s.Authenticate(ctx, laptop.Token)
		s.ok("the laptop stays signed in", err)
	})
}

// TestAPhoneMayRest for longer than a browser may, for the door is mostly shut,
// and no longer than its lifetime.
func TestAPhoneMayRest(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		phone, err := s.PairDevice(ctx, s.owner, "iPhone", "")
		s.ok("pair", err)
		began := s.db.Clock.Now()
		s.later(auth.Lifetime - time.Second)
		_, err = s.AuthenticateDevice(ctx, phone.Token)
		s.ok("after four weeks of rest", err)
		if list, err := s.Devices(ctx, s.owner); err != nil || len(list) != 1 || !list[0].Seen.After(began) {
			t.Errorf("phones = %+v (%v), want when it was seen last", list, err)
		}
		s.later(time.Second)
		_, err = s.AuthenticateDevice(ctx, phone.Token)
		s.want("past its lifetime", err, fault.Unknown)
		n, err := s.CountDevices(ctx)
		if list, err2 := s.Devices(ctx, s.owner); err != nil || err2 != nil || n != 0 || len(list) != 0 {
			t.Errorf("%d phones, %+v (%v, %v), want none", n, list, err, err2)
		}
	})
}

func TestWhoMayPair(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		agent := s.join("xiaoyu", auth.Grant{Role: auth.Agent, Unit: s.head})
		_, err := s.PairDevice(ctx, agent, "iPhone", "")
		s.want("an agent pairs", err, fault.Forbidden)
		s.want("an agent opens the door", s.NoteDoorOpened(ctx, agent, "192.168.1.5:8090"), fault.Forbidden)
		s.want("an agent sets the door", s.SetDoorAtStart(ctx, agent, true), fault.Forbidden)
		s.want("an agent asks", s.MustOwn(ctx, agent), fault.Forbidden)
		s.ok("the owner asks", s.MustOwn(ctx, s.owner))
		for _, bad := range []string{"", " \t", strings.Repeat("长", 41)} {
			_, err := s.PairDevice(ctx, s.owner, bad, "")
			s.want("a phone without a good name", err, fault.Invalid)
		}
		var last auth.Fresh
		for range auth.MostDevices {
			last, err = s.PairDevice(ctx, s.owner, "手机", "")
			s.ok("pair", err)
		}
		_, err = s.PairDevice(ctx, s.owner, "one more", "")
		s.want("one phone too many", err, fault.Limited)
		again, err := s.PairDevice(ctx, s.owner, "the same", last.Token)
		s.ok("a phone that is paired already pairs again", err)
		_, err = s.AuthenticateDevice(ctx, last.Token)
		s.want("its session from before", err, fault.Unknown)

		other, err := s.AuthenticateDevice(ctx, again.Token)
		s.ok("come in", err)
		s.want("somebody else's phone", s.RemoveDevice(ctx, agent, other.Device), fault.NotFound)
	})
}

func TestTheDoorIsKept(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		d, err := s.Door(ctx)
		if err != nil || d != (auth.Door{}) {
			t.Errorf("before it was opened: %+v (%v)", d, err)
		}
		s.ok("set", s.SetDoorAtStart(ctx, s.owner, true))
		s.ok("open", s.NoteDoorOpened(ctx, s.owner, "192.168.1.5:8090"))
		d, err = s.Door(ctx)
		if want := (auth.Door{AtStart: true, Address: "192.168.1.5:8090", By: s.owner}); err != nil || d != want {
			t.Errorf("door = %+v (%v), want %+v", d, err, want)
		}
		s.ok("set", s.SetDoorAtStart(ctx, s.owner, false))
		if d, err = s.Door(ctx); err != nil || d.AtStart || d.Address == "" {
			t.Errorf("door = %+v (%v)", d, err)
		}
		s.ok("shut by hand", s.NoteDoorClosed(ctx, s.owner, ""))
		s.ok("shut by the program", s.NoteDoorClosed(ctx, s.owner, "wrong-codes"))
		s.wantRecord(ctx, audit.PhoneSet, audit.PhoneOpened, audit.PhoneSet, audit.PhoneClosed, audit.PhoneClosed)
	})
}

// wantRecord checks what is written of phones, in order.
func (s *shop) wantRecord(ctx context.Context, want ...audit.Action) {
	s.t.Helper()
	var got []audit.Action
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT action FROM audit_entry WHERE workspace = $1 AND action LIKE 'phone.%' ORDER BY id`, []any{s.ws},
			func(scan func(...any) error) error {
				var a audit.Action
				err := scan(&a)
				got = append(got, a)
				return err
			})
	})
	s.ok("read the record", err)
	if len(got) != len(want) {
		s.t.Fatalf("record = %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			s.t.Errorf("record = %v, want %v", got, want)
		}
	}
}

func TestPairingIsWrittenDownWhereverTheOwnerOwns(t *testing.T) {
	each(t, func(t *testing.T, s *shop) {
		ctx := t.Context()
		second, err := s.CreateWorkspace(ctx, s.owner, auth.NewWorkspace{Name: "二店", Kind: auth.Own, Zone: "UTC"})
		s.ok("make another", err)
		fresh, err := s.PairDevice(ctx, s.owner, "iPhone", "")
		s.ok("pair", err)
		session, err := s.AuthenticateDevice(ctx, fresh.Token)
		s.ok("come in", err)
		s.ok("disconnect", s.RemoveDevice(ctx, s.owner, session.Device))
		for _, ws := range []id.Workspace{s.ws, second} {
			s.ws = ws
			s.wantRecord(ctx, audit.PhonePaired, audit.PhoneRemoved)
		}
	})
}
