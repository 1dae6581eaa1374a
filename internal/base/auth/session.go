package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// How long a session lives: at most Lifetime, and not beyond Idle without use.
const (
	Lifetime = 30 * 24 * time.Hour
	Idle     = 7 * 24 * time.Hour
	// touch is how stale "seen" may be: a write on every page would be one
	// write too many on a database with one writer.
	touch = 10 * time.Minute
)

// Session is a browser that is signed in.
type Session struct {
	User   User
	CSRF   string    // goes with every form; of no use without the session itself
	Device id.Device // the paired phone whose session it is, else 0
}

// Fresh is a session just made. Token is the secret for the browser's cookie;
// nothing keeps it.
type Fresh struct {
	Token   string
	Expires time.Time
	User    id.User
}

var (
	nobody = i18n.Text{
		Hans: "还没有登录，或者登录已经过期。请重新登录。",
		Hant: "尚未登入，或登入已過期。請重新登入。",
		En:   "You are not signed in, or the session has ended. Please sign in.",
	}
	wrongSignIn = i18n.Text{
		Hans: "登录名或密码不对。请检查大小写和输入法，再试一次。",
		Hant: "登入名稱或密碼不正確。請檢查大小寫與輸入法，再試一次。",
		En:   "The sign-in name or the password is not right. Check capitals and keyboard, and try again.",
	}
)

// SignIn opens a session for login and password, tried from address. The
// session in previous, if any, ends, so that a token planted before signing in
// is worth nothing after it. A login that does not exist takes as long as a
// wrong password and is told apart by nothing. It fails with Unknown when they
// do not match, and with Limited after too many tries.
func (s *Service) SignIn(ctx context.Context, login, password string, address netip.Addr, previous string) (Fresh, error) {
	login = NormalLogin(login)
	counted := []tries{{accountSubject(login), AccountTries}, {addressSubject(address), AddressTries}}
	var u User
	var stored string
	var began time.Time
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		began = tx.Now
		if err := reserve(ctx, tx, counted...); err != nil {
			return err
		}
		u, stored, err = findUser(ctx, tx, login)
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		return err
	})
	if err != nil {
		return Fresh{}, err
	}
	if len(password) > maxPassword {
		password = "" // never right, and costs the same
	}
	match, renew, err := s.hash.Check(ctx, stored, password)
	if err != nil {
		return Fresh{}, err
	}
	if !match {
		return Fresh{}, fault.New(fault.Unknown, wrongSignIn.With())
	}
	hash := stored
	if renew {
		if hash, err = s.hash.Hash(ctx, password); err != nil {
			return Fresh{}, err
		}
	}
	var fresh Fresh
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		fresh, err = s.admit(ctx, tx, u.ID, stored, hash, previous)
		if err != nil {
			return err
		}
		return giveBack(ctx, tx, began, counted...)
	})
	return fresh, err
}

// admit opens the session, unless the password changed since it was checked.
func (s *Service) admit(ctx context.Context, tx *db.Tx, user id.User, stored, hash, previous string) (Fresh, error) {
	_, now, err := readUser(ctx, tx, user)
	if err != nil {
		return Fresh{}, err
	}
	if now != stored {
		return Fresh{}, fault.New(fault.Unknown, wrongSignIn.With())
	}
	if hash != stored {
		if err := storePassword(ctx, tx, user, hash); err != nil {
			return Fresh{}, err
		}
	}
	if err := endSession(ctx, tx, previous); err != nil {
		return Fresh{}, err
	}
	return s.openSession(ctx, tx, user)
}

// openSession makes a session of a browser, with fresh secrets.
func (s *Service) openSession(ctx context.Context, tx *db.Tx, user id.User) (Fresh, error) {
	return s.openSessionOf(ctx, tx, user, Device{})
}

// openSessionOf is openSession on a paired phone, the zero Device being none. It
// forgets expired sessions.
func (s *Service) openSessionOf(ctx context.Context, tx *db.Tx, user id.User, d Device) (Fresh, error) {
	token, err := s.newToken()
	if err != nil {
		return Fresh{}, err
	}
	csrf, err := s.newToken()
	if err != nil {
		return Fresh{}, err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE expires <= $1`, tx.Now.UnixMilli()); err != nil {
		return Fresh{}, fmt.Errorf("forget expired sessions: %w", err)
	}
	f := Fresh{Token: token, Expires: tx.Now.Add(Lifetime), User: user}
	_, err = tx.Exec(ctx, `
		INSERT INTO auth_session (token, user_id, csrf, created, seen, expires, device, device_name)
		VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
		digest(token), user, csrf, tx.Now.UnixMilli(), f.Expires.UnixMilli(), d.ID, d.Name)
	if err != nil {
		return Fresh{}, fmt.Errorf("open session: %w", err)
	}
	return f, nil
}

// Authenticate returns the session whose secret is token; Unknown where there
// is none, it has ended, or it is a paired phone's.
func (s *Service) Authenticate(ctx context.Context, token string) (Session, error) {
	return s.authenticate(ctx, token, false)
}

// AuthenticateDevice is Authenticate for paired phones, and for nobody else. Such
// a session outlives Idle: its phone cannot come while the phones' door is shut.
func (s *Service) AuthenticateDevice(ctx context.Context, token string) (Session, error) {
	return s.authenticate(ctx, token, true)
}

func (s *Service) authenticate(ctx context.Context, token string, device bool) (Session, error) {
	var out Session
	stale := false
	if token == "" {
		return Session{}, fault.New(fault.Unknown, nobody.With())
	}
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		var seen, expires int64
		var hash string
		err := tx.QueryRow(ctx, `
			SELECT s.csrf, s.seen, s.expires, s.device, u.id, u.login, u.name, u.lang, u.password
			FROM auth_session s JOIN auth_user u ON u.id = s.user_id
			WHERE s.token = $1`, digest(token)).
			Scan(&out.CSRF, &seen, &expires, &out.Device, &out.User.ID, &out.User.Login, &out.User.Name, &out.User.Lang, &hash)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.Unknown, nobody.With())
		}
		if err != nil {
			return fmt.Errorf("read session: %w", err)
		}
		out.User.HasPassword = hash != ""
		quiet := tx.Now.Sub(time.UnixMilli(seen))
		if (out.Device != 0) != device || tx.Now.UnixMilli() >= expires || quiet >= Idle && !device {
			return fault.New(fault.Unknown, nobody.With())
		}
		stale = quiet >= touch
		return nil
	})
	if err != nil {
		return Session{}, err
	}
	if stale {
		return out, s.db.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE auth_session SET seen = $1 WHERE token = $2`, tx.Now.UnixMilli(), digest(token))
			return err
		})
	}
	return out, nil
}

// SignOut ends the session whose secret is token, if there is one.
func (s *Service) SignOut(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return endSession(ctx, tx, token) })
}

func endSession(ctx context.Context, tx *db.Tx, token string) error {
	if token == "" {
		return nil
	}
	if _, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE token = $1`, digest(token)); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// endSessions signs a user out everywhere.
func endSessions(ctx context.Context, tx *db.Tx, user id.User) error {
	if _, err := tx.Exec(ctx, `DELETE FROM auth_session WHERE user_id = $1`, user); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}
