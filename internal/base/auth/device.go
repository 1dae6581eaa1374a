package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// MostDevices is how many phones one user may have paired at a time.
const MostDevices = 10

// Device is a phone that was paired: a session of its own.
type Device struct {
	ID                    id.Device
	Name                  string
	Paired, Seen, Expires time.Time
}

// Ref names the phone on a page.
func (d Device) Ref() string { return id.Show(d.ID) }

// Door is what is kept about the door for phones.
type Door struct {
	AtStart bool    // it opens by itself when the program starts
	Address string  // where it stood last, as address:port; "" for nowhere yet
	By      id.User // who opened it last
}

var (
	manyDevices = i18n.Text{
		Hans: "已经连了 %d 部手机，是上限了。请先断开一部不用的，再连新的。",
		Hant: "已經連了 %d 支手機，已達上限。請先中斷一支不用的，再連新的。",
		En:   "%d phones are paired, which is the most. Disconnect one you no longer use, then pair the new one.",
	}
	noSuchDevice = i18n.Text{
		Hans: "没有这部手机，可能已经断开了。请刷新列表。",
		Hant: "沒有這支手機，可能已經中斷。請重新整理清單。",
		En:   "There is no such phone; it may be disconnected already. Reload the list.",
	}
)

// DeviceName returns name as a phone may be called. It fails with Invalid.
func DeviceName(name string) (string, error) {
	name, err := checkName(name)
	return name, about("name", err)
}

// MustOwn fails with Forbidden unless user owns some workspace.
func (s *Service) MustOwn(ctx context.Context, user id.User) error {
	return s.db.Read(ctx, func(tx *db.Tx) error { return mustOwn(ctx, tx, user) })
}

func mustOwn(ctx context.Context, tx *db.Tx, user id.User) error {
	owns, err := ownsAny(ctx, tx, user)
	if err == nil && !owns {
		return fault.New(fault.Forbidden, notAllowed.With())
	}
	return err
}

// PairDevice opens a session of user on a phone called name; the phone's session
// in previous, if any, ends. It fails with Invalid, with Forbidden where user owns
// nothing, and with Limited where too many phones are paired.
func (s *Service) PairDevice(ctx context.Context, user id.User, name, previous string) (Fresh, error) {
	name, err := DeviceName(name)
	if err != nil {
		return Fresh{}, err
	}
	var fresh Fresh
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustOwn(ctx, tx, user); err != nil {
			return err
		}
		if err := endSession(ctx, tx, previous); err != nil {
			return err
		}
		n, err := countDevices(ctx, tx, user)
		if err != nil {
			return err
		}
		if n >= MostDevices {
			return fault.New(fault.Limited, manyDevices.With(n))
		}
		d := Device{ID: id.New[id.Device](s.ids, tx.Now), Name: name}
		if fresh, err = s.openSessionOf(ctx, tx, user, d); err != nil {
			return err
		}
		return s.noteOwned(ctx, tx, user, audit.Entry{Actor: audit.User(user), Action: audit.PhonePaired, Subject: id.Show(d.ID)})
	})
	return fresh, err
}

func countDevices(ctx context.Context, tx *db.Tx, user id.User) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM auth_session WHERE user_id = $1 AND device <> 0 AND expires > $2`, user, tx.Now.UnixMilli()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count phones: %w", err)
	}
	return n, nil
}

// CountDevices is how many phones are paired, of whomever.
func (s *Service) CountDevices(ctx context.Context) (n int, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT COUNT(*) FROM auth_session WHERE device <> 0 AND expires > $1`, tx.Now.UnixMilli()).Scan(&n)
	})
	return n, err
}

// Devices lists the phones of user, the one paired last first.
func (s *Service) Devices(ctx context.Context, user id.User) ([]Device, error) {
	var out []Device
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `
			SELECT device, device_name, created, seen, expires FROM auth_session
			WHERE user_id = $1 AND device <> 0 AND expires > $2 ORDER BY created DESC, device DESC`, []any{user, tx.Now.UnixMilli()},
			func(scan func(...any) error) error {
				var d Device
				var paired, seen, expires int64
				err := scan(&d.ID, &d.Name, &paired, &seen, &expires)
				d.Paired, d.Seen, d.Expires = time.UnixMilli(paired).UTC(), time.UnixMilli(seen).UTC(), time.UnixMilli(expires).UTC()
				out = append(out, d)
				return err
			})
	})
	return out, err
}

// RemoveDevice ends the session of one of user's own phones at once. It fails
// with NotFound.
func (s *Service) RemoveDevice(ctx context.Context, user id.User, device id.Device) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE user_id = $1 AND device = $2 AND device <> 0`, user, device)
		if err != nil {
			return fmt.Errorf("remove phone: %w", err)
		}
		if n == 0 {
			return fault.New(fault.NotFound, noSuchDevice.With())
		}
		return s.noteOwned(ctx, tx, user, audit.Entry{Actor: audit.User(user), Action: audit.PhoneRemoved, Subject: id.Show(device)})
	})
}

// Door is what is kept about the door for phones; the zero Door before it was
// first opened.
func (s *Service) Door(ctx context.Context) (d Door, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, err = readDoor(ctx, tx)
		return err
	})
	return d, err
}

func readDoor(ctx context.Context, tx *db.Tx) (d Door, err error) {
	var atStart int
	err = tx.QueryRow(ctx, `SELECT at_start, address, user_id FROM auth_door WHERE one = 1`).Scan(&atStart, &d.Address, &d.By)
	if errors.Is(err, sql.ErrNoRows) {
		return Door{}, nil
	}
	if err != nil {
		return Door{}, fmt.Errorf("read the phones' door: %w", err)
	}
	d.AtStart = atStart == 1
	return d, nil
}

func writeDoor(ctx context.Context, tx *db.Tx, d Door) error {
	atStart := 0
	if d.AtStart {
		atStart = 1
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO auth_door (one, at_start, address, user_id) VALUES (1, $1, $2, $3)
		ON CONFLICT (one) DO UPDATE SET at_start = excluded.at_start, address = excluded.address, user_id = excluded.user_id`,
		atStart, d.Address, d.By)
	if err != nil {
		return fmt.Errorf("keep the phones' door: %w", err)
	}
	return nil
}

// NoteDoorOpened keeps that the door for phones stands open at address, by user's
// wish. It fails with Forbidden where user owns nothing.
func (s *Service) NoteDoorOpened(ctx context.Context, user id.User, address string) error {
	return s.changeDoor(ctx, user, audit.Entry{Action: audit.PhoneOpened}, func(d *Door) {
		d.Address, d.By = address, user
	})
}

// SetDoorAtStart says whether the door opens by itself when the program starts.
// It fails with Forbidden where user owns nothing.
func (s *Service) SetDoorAtStart(ctx context.Context, user id.User, yes bool) error {
	e := audit.Entry{Actor: audit.User(user), Action: audit.PhoneSet, Detail: audit.Detail{Why: "off"}}
	if yes {
		e.Detail.Why = "on"
	}
	return s.changeDoor(ctx, user, e, func(d *Door) { d.AtStart = yes })
}

func (s *Service) changeDoor(ctx context.Context, user id.User, e audit.Entry, change func(*Door)) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustOwn(ctx, tx, user); err != nil {
			return err
		}
		d, err := readDoor(ctx, tx)
		if err != nil {
			return err
		}
		change(&d)
		if err := writeDoor(ctx, tx, d); err != nil {
			return err
		}
		return s.noteOwned(ctx, tx, user, e)
	})
}

// NoteDoorClosed writes into the record that the door user had opened was shut:
// by somebody, or by the program for a reason that why names.
func (s *Service) NoteDoorClosed(ctx context.Context, user id.User, why string) error {
	e := audit.Entry{Action: audit.PhoneClosed, Detail: audit.Detail{Why: why}}
	return s.db.Write(ctx, func(tx *db.Tx) error { return s.noteOwned(ctx, tx, user, e) })
}

// noteOwned writes e into the record of every workspace that user owns: a phone
// of theirs sees each of them.
func (s *Service) noteOwned(ctx context.Context, tx *db.Tx, user id.User, e audit.Entry) error {
	var owned []id.Workspace
	err := tx.Each(ctx, `SELECT workspace FROM auth_grant WHERE user_id = $1 AND role = 'owner' ORDER BY workspace`, []any{user},
		func(scan func(...any) error) error {
			var ws id.Workspace
			err := scan(&ws)
			owned = append(owned, ws)
			return err
		})
	for i := 0; err == nil && i < len(owned); i++ {
		e.Workspace = owned[i]
		err = audit.Write(ctx, tx, s.ids, e)
	}
	return err
}
