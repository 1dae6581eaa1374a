package auth

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

func countUsers(ctx context.Context, tx *db.Tx) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM auth_user`).Scan(&n)
	return n, err
}

// insertUser reports false, and does nothing, when the login is taken.
func insertUser(ctx context.Context, tx *db.Tx, u User, hash string) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO auth_user (id, login, name, password, lang, created)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO NOTHING`,
		u.ID, u.Login, u.Name, hash, string(u.Lang), tx.Now.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("insert user: %w", err)
	}
	return n == 1, nil
}

// readUser returns a user and the stored hash, "" where no password was set;
// NotFound where there is none.
func readUser(ctx context.Context, tx *db.Tx, user id.User) (User, string, error) {
	return scanUser(tx.QueryRow(ctx,
		`SELECT id, login, name, lang, password FROM auth_user WHERE id = $1`, user))
}

// findUser is readUser by a normal login.
func findUser(ctx context.Context, tx *db.Tx, login string) (User, string, error) {
	return scanUser(tx.QueryRow(ctx,
		`SELECT id, login, name, lang, password FROM auth_user WHERE login = $1`, login))
}

func scanUser(row *sql.Row) (u User, hash string, err error) {
	err = row.Scan(&u.ID, &u.Login, &u.Name, &u.Lang, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, "", fault.New(fault.NotFound, noSuchUser.With())
	}
	if err != nil {
		return User{}, "", fmt.Errorf("read user: %w", err)
	}
	u.HasPassword = hash != ""
	return u, hash, nil
}

// SetName changes what a user is called. It fails with Invalid.
func (s *Service) SetName(ctx context.Context, user id.User, name string) error {
	name, err := checkName(name)
	if err != nil {
		return about("name", err)
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE auth_user SET name = $1 WHERE id = $2`, name, user)
		return err
	})
}

// SetLang changes the language a user reads; "" leaves it to the browser.
func (s *Service) SetLang(ctx context.Context, user id.User, lang i18n.Lang) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE auth_user SET lang = $1 WHERE id = $2`, string(lang), user)
		return err
	})
}

func storePassword(ctx context.Context, tx *db.Tx, user id.User, hash string) error {
	_, err := tx.Exec(ctx, `UPDATE auth_user SET password = $1 WHERE id = $2`, hash, user)
	if err != nil {
		return fmt.Errorf("store password: %w", err)
	}
	return nil
}

var (
	wrongCurrent = i18n.Text{
		Hans: "现在的密码不对。忘了的话，请负责人给你一个重设链接。",
		Hant: "目前的密碼不正確。若忘記了，請負責人給你重設連結。",
		En:   "The current password is not right. If you forgot it, ask an owner for a reset link.",
	}
	changedMeanwhile = i18n.Text{
		Hans: "密码刚刚在别处改过了，这次没有保存。请用新密码重新登录。",
		Hant: "密碼剛在別處更改過，這次沒有儲存。請用新密碼重新登入。",
		En:   "The password was changed elsewhere just now, so this was not saved. Sign in again with the new one.",
	}
)

// SetPassword changes the password of somebody signed in, who proves it with
// the current one unless none was ever set. It ends every session of theirs
// and returns a fresh one for the browser that asked. Wrong current passwords
// count as tries. It fails with Invalid, Limited or Conflict.
func (s *Service) SetPassword(ctx context.Context, user id.User, current, password string) (Fresh, error) {
	var u User
	var stored string
	var reserved tries
	var began time.Time
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if u, stored, err = readUser(ctx, tx, user); err != nil {
			return err
		}
		began, reserved = tx.Now, tries{accountSubject(u.Login), AccountTries}
		if stored == "" {
			return nil
		}
		return reserve(ctx, tx, reserved)
	})
	if err != nil {
		return Fresh{}, err
	}
	if err := checkPassword(password, u.Login); err != nil {
		return Fresh{}, about("password", err)
	}
	if stored != "" {
		match, _, err := s.hash.Check(ctx, stored, current)
		if err != nil {
			return Fresh{}, err
		}
		if !match {
			return Fresh{}, about("current", fault.New(fault.Invalid, wrongCurrent.With()))
		}
	}
	hash, err := s.hash.Hash(ctx, password)
	if err != nil {
		return Fresh{}, err
	}
	var fresh Fresh
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		_, now, err := readUser(ctx, tx, user)
		if err != nil {
			return err
		}
		if now != stored {
			return fault.New(fault.Conflict, changedMeanwhile.With())
		}
		if err := giveBack(ctx, tx, began, reserved); err != nil {
			return err
		}
		fresh, err = s.replacePassword(ctx, tx, user, hash)
		return err
	})
	return fresh, err
}

// replacePassword stores a hash, signs the user out everywhere, makes their
// open sign-in and password links useless, and opens one new session.
func (s *Service) replacePassword(ctx context.Context, tx *db.Tx, user id.User, hash string) (Fresh, error) {
	if err := storePassword(ctx, tx, user, hash); err != nil {
		return Fresh{}, err
	}
	if err := endSessions(ctx, tx, user); err != nil {
		return Fresh{}, err
	}
	if err := dropLinksFor(ctx, tx, user); err != nil {
		return Fresh{}, err
	}
	return s.openSession(ctx, tx, user)
}

// AdminPassword sets the password of the user called login from the command
// line, and signs them out everywhere. It fails with NotFound or Invalid.
func (s *Service) AdminPassword(ctx context.Context, login, password string) (User, error) {
	login = NormalLogin(login)
	if err := checkPassword(password, login); err != nil {
		return User{}, about("password", err)
	}
	hash, err := s.hash.Hash(ctx, password)
	if err != nil {
		return User{}, err
	}
	var u User
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if u, _, err = findUser(ctx, tx, login); err != nil {
			return err
		}
		if err := storePassword(ctx, tx, u.ID, hash); err != nil {
			return err
		}
		if err := dropLinksFor(ctx, tx, u.ID); err != nil {
			return err
		}
		return endSessions(ctx, tx, u.ID)
	})
	return u, err
}
