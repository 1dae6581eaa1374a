package auth

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Purpose is what a one-time link is for.
type Purpose string

// The purposes.
const (
	ForSignIn   Purpose = "signin"   // signs a user in
	ForInvite   Purpose = "invite"   // lets somebody join a workspace
	ForPassword Purpose = "password" // lets a user choose a new password
)

// How long links live unused.
const (
	SignInLinkLife   = time.Hour
	PasswordLinkLife = 24 * time.Hour
	InviteLife       = 7 * 24 * time.Hour
)

// Link is a one-time link as its holder may see it before using it.
type Link struct {
	Purpose   Purpose
	Workspace id.Workspace // of an invitation
	Place     string       // the workspace's name
	Grant     Grant        // of an invitation
	Unit      string       // the unit's name
	User      User         // whom it signs in
	Name      string       // whom an invitation is meant for, as typed
	Expires   time.Time
}

// NewLink is a link just made. Token is the secret for the address; nothing
// keeps it.
type NewLink struct {
	Token   string
	Expires time.Time
	User    User // whom it signs in, where it does
}

var (
	deadLink = i18n.Text{
		Hans: "这个链接用不了：可能已经用过、已经过期，或者没复制全。请找给你链接的人再要一个。",
		Hant: "這個連結無法使用：可能已經用過、已過期，或沒有完整複製。請向給你連結的人再要一個。",
		En:   "This link does not work: it was used already, has expired, or was not copied whole. Ask whoever gave it to you for another.",
	}
	nobodyYet = i18n.Text{
		Hans: "还没有任何账号。请先用 huoshui run 启动一次，它会建好第一位负责人。",
		Hant: "目前沒有任何帳號。請先用 huoshui run 啟動一次，它會建立第一位負責人。",
		En:   "There are no accounts yet. Start once with huoshui run, which makes the first owner.",
	}
)

// AdminLink makes a sign-in link from the command line, for the user called
// login, or for the owner of longest standing where login is "". It fails
// with NotFound.
func (s *Service) AdminLink(ctx context.Context, login string) (NewLink, error) {
	var out NewLink
	err := s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if login = NormalLogin(login); login == "" {
			if login, err = firstOwner(ctx, tx); err != nil {
				return err
			}
		}
		u, _, err := findUser(ctx, tx, login)
		if err != nil {
			return err
		}
		out, err = s.makeLink(ctx, tx, SignInLinkLife, row{purpose: ForSignIn, user: u.ID})
		out.User = u
		return err
	})
	return out, err
}

func firstOwner(ctx context.Context, tx *db.Tx) (login string, err error) {
	err = tx.QueryRow(ctx, `
		SELECT u.login FROM auth_grant g JOIN auth_user u ON u.id = g.user_id
		WHERE g.role = 'owner' ORDER BY g.created, g.user_id LIMIT 1`).Scan(&login)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New(fault.NotFound, nobodyYet.With())
	}
	return login, err
}

// row is a link as the table keeps it.
type row struct {
	purpose   Purpose
	workspace id.Workspace
	grant     Grant
	user      id.User
	name      string
	madeBy    id.User
}

// makeLink stores a link with a fresh secret, and forgets links that expired
// over a week ago.
func (s *Service) makeLink(ctx context.Context, tx *db.Tx, life time.Duration, r row) (NewLink, error) {
	token, err := s.newToken()
	if err != nil {
		return NewLink{}, err
	}
	old := tx.Now.Add(-InviteLife).UnixMilli()
	if _, err := tx.Exec(ctx, `DELETE FROM auth_link WHERE expires < $1`, old); err != nil {
		return NewLink{}, fmt.Errorf("forget expired links: %w", err)
	}
	expires := tx.Now.Add(life)
	_, err = tx.Exec(ctx, `
		INSERT INTO auth_link (token, purpose, workspace, role, unit, user_id, name, made_by, created, expires, used_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)`,
		digest(token), string(r.purpose), r.workspace, string(r.grant.Role), r.grant.Unit, r.user, r.name, r.madeBy,
		tx.Now.UnixMilli(), expires.UnixMilli())
	if err != nil {
		return NewLink{}, fmt.Errorf("insert link: %w", err)
	}
	return NewLink{Token: token, Expires: expires}, nil
}

// PeekLink returns what a link is for without using it, so that a chat
// program's preview does not burn it; NotFound where it does not work any more.
func (s *Service) PeekLink(ctx context.Context, token string) (Link, error) {
	var l Link
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		l, err = readLink(ctx, tx, token)
		return err
	})
	return l, err
}

// readLink finds a link by its secret, whatever workspace it is of.
func readLink(ctx context.Context, tx *db.Tx, token string) (Link, error) {
	var l Link
	var expires int64
	err := tx.QueryRow(ctx, `
		SELECT l.purpose, l.workspace, l.role, l.unit, l.name, l.expires, COALESCE(w.name, ''), COALESCE(n.name, ''),
		       COALESCE(u.id, 0), COALESCE(u.login, ''), COALESCE(u.name, ''), COALESCE(u.lang, '')
		FROM auth_link l
		LEFT JOIN auth_workspace w ON w.id = l.workspace
		LEFT JOIN auth_unit n ON n.workspace = l.workspace AND n.id = l.unit
		LEFT JOIN auth_user u ON u.id = l.user_id
		WHERE l.token = $1 AND l.used_at = 0 AND l.expires > $2`, digest(token), tx.Now.UnixMilli()).
		Scan(&l.Purpose, &l.Workspace, &l.Grant.Role, &l.Grant.Unit, &l.Name, &expires, &l.Place, &l.Unit,
			&l.User.ID, &l.User.Login, &l.User.Name, &l.User.Lang)
	if errors.Is(err, sql.ErrNoRows) {
		return Link{}, fault.New(fault.NotFound, deadLink.With())
	}
	if err != nil {
		return Link{}, fmt.Errorf("read link: %w", err)
	}
	l.Expires = time.UnixMilli(expires).UTC()
	return l, nil
}

// takeLink uses a link up. Of many callers at once exactly one gets it; the
// others get NotFound, and so does whoever brings it for another purpose.
func takeLink(ctx context.Context, tx *db.Tx, token string, purpose Purpose) (Link, error) {
	l, err := readLink(ctx, tx, token)
	if err != nil {
		return Link{}, err
	}
	n, err := tx.Exec(ctx, `
		UPDATE auth_link SET used_at = $1 WHERE token = $2 AND purpose = $3 AND used_at = 0 AND expires > $1`,
		tx.Now.UnixMilli(), digest(token), string(purpose))
	if err != nil {
		return Link{}, fmt.Errorf("use link: %w", err)
	}
	if n != 1 {
		return Link{}, fault.New(fault.NotFound, deadLink.With())
	}
	return l, nil
}

// dropLinksFor makes the links that would sign a user in useless.
func dropLinksFor(ctx context.Context, tx *db.Tx, user id.User) error {
	_, err := tx.Exec(ctx, `DELETE FROM auth_link WHERE user_id = $1 AND purpose IN ('signin', 'password') AND used_at = 0`, user)
	if err != nil {
		return fmt.Errorf("drop links: %w", err)
	}
	return nil
}

// UseLink signs in by a sign-in link; the session in previous, if any, ends.
// It fails with NotFound where the link does not work any more.
func (s *Service) UseLink(ctx context.Context, token, previous string) (Fresh, error) {
	var fresh Fresh
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		l, err := takeLink(ctx, tx, token, ForSignIn)
		if err != nil {
			return err
		}
		if err := endSession(ctx, tx, previous); err != nil {
			return err
		}
		fresh, err = s.openSession(ctx, tx, l.User.ID)
		return err
	})
	return fresh, err
}

// UsePasswordLink sets a new password by a link, signs its user out
// everywhere, and opens one session. It fails with Invalid, leaving the link
// unused, or with NotFound.
func (s *Service) UsePasswordLink(ctx context.Context, token, password string) (Fresh, error) {
	l, err := s.PeekLink(ctx, token)
	if err != nil {
		return Fresh{}, err
	}
	if err := checkPassword(password, l.User.Login); err != nil {
		return Fresh{}, about("password", err)
	}
	hash, err := s.hash.Hash(ctx, password)
	if err != nil {
		return Fresh{}, err
	}
	var fresh Fresh
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		l, err := takeLink(ctx, tx, token, ForPassword)
		if err != nil {
			return err
		}
		fresh, err = s.replacePassword(ctx, tx, l.User.ID, hash)
		return err
	})
	return fresh, err
}

// ref names a link on a page without telling its secret.
func ref(digest []byte) string { return hex.EncodeToString(digest) }
