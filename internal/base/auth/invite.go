package auth

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Invitation is an invitation nobody has used yet, as a list shows it.
type Invitation struct {
	Ref     string // names it; is not its secret
	Name    string
	Grant   Grant
	Made    time.Time
	Expires time.Time
}

// Newcomer is what somebody who accepts an invitation tells.
type Newcomer struct {
	Login, Name, Password string
	Lang                  i18n.Lang
}

var (
	loginTaken = i18n.Text{
		Hans: "“%s”已经有人用了，请换一个登录名。如果那就是你，请先登录，再打开这个链接。",
		Hant: "「%s」已有人使用，請換一個登入名稱。如果那就是你，請先登入，再打開這個連結。",
		En:   "“%s” is taken; please choose another. If it is you, sign in first and then open this link.",
	}
	alreadyIn = i18n.Text{
		Hans: "你已经在这个工作区里了，邀请没有用掉。角色要由负责人在“账号”页改。",
		Hant: "你已經在這個工作區裡了，邀請尚未使用。角色須由負責人在「帳號」頁修改。",
		En:   "You are in this workspace already, so the invitation was not used. An owner changes roles on the Accounts page.",
	}
	alsoElsewhere = i18n.Text{
		Hans: "%s 还在别的工作区里，而你不是那里的负责人，所以不能替他重设密码。请他自己改，或在服务器上运行 huoshui admin password。",
		Hant: "%s 也在其他工作區，而你不是那裡的負責人，因此不能代為重設密碼。請對方自行修改，或在伺服器上執行 huoshui admin password。",
		En:   "%s is also in a workspace you do not own, so you cannot reset that password. Ask them to change it, or run huoshui admin password on the server.",
	}
)

// Invite makes a link by which somebody joins ws. It fails with Invalid,
// Forbidden or NotFound.
func (s *Service) Invite(ctx context.Context, actor id.User, ws id.Workspace, name string, g Grant) (NewLink, error) {
	name, err := checkName(name)
	if err != nil {
		return NewLink{}, about("name", err)
	}
	var out NewLink
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		if err := checkGrant(ctx, tx, ws, g); err != nil {
			return err
		}
		if out, err = s.makeLink(ctx, tx, InviteLife, row{purpose: ForInvite, workspace: ws, grant: g, name: name, madeBy: actor}); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, actor, audit.StaffInvited, "", audit.Detail{Role: string(g.Role), Unit: id.Show(g.Unit)})
	})
	return out, err
}

// Invitations lists what nobody has used yet, the newest first.
func (s *Service) Invitations(ctx context.Context, ws id.Workspace) ([]Invitation, error) {
	var out []Invitation
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `
			SELECT token, name, role, unit, created, expires FROM auth_link
			WHERE workspace = $1 AND used_at = 0 AND expires > $2 ORDER BY created DESC, token`, []any{ws, tx.Now.UnixMilli()},
			func(scan func(...any) error) error {
				var i Invitation
				var token []byte
				var made, expires int64
				err := scan(&token, &i.Name, &i.Grant.Role, &i.Grant.Unit, &made, &expires)
				i.Ref, i.Made, i.Expires = ref(token), time.UnixMilli(made).UTC(), time.UnixMilli(expires).UTC()
				out = append(out, i)
				return err
			})
	})
	return out, err
}

// Withdraw makes an invitation useless. Withdrawing one that is used, expired
// or withdrawn already is NotFound.
func (s *Service) Withdraw(ctx context.Context, actor id.User, ws id.Workspace, reference string) error {
	token, err := hex.DecodeString(reference)
	if err != nil {
		return fault.Because(err, fault.NotFound, deadLink.With())
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `DELETE FROM auth_link WHERE workspace = $1 AND token = $2 AND used_at = 0`, ws, token)
		if err != nil {
			return fmt.Errorf("withdraw invitation: %w", err)
		}
		if n == 0 {
			return fault.New(fault.NotFound, deadLink.With())
		}
		return s.note(ctx, tx, ws, actor, audit.StaffWithdrawn, "", audit.Detail{})
	})
}

// AcceptInvite makes an account by an invitation and signs it in. It fails
// with Invalid or Conflict, leaving the invitation unused, or with NotFound.
func (s *Service) AcceptInvite(ctx context.Context, token string, n Newcomer) (Fresh, error) {
	if _, err := s.PeekLink(ctx, token); err != nil {
		return Fresh{}, err
	}
	name, err := checkName(n.Name)
	if err != nil {
		return Fresh{}, about("name", err)
	}
	login, err := checkLogin(n.Login)
	if err != nil {
		return Fresh{}, about("login", err)
	}
	if err := checkPassword(n.Password, login); err != nil {
		return Fresh{}, about("password", err)
	}
	hash, err := s.hash.Hash(ctx, n.Password)
	if err != nil {
		return Fresh{}, err
	}
	var fresh Fresh
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		l, err := takeLink(ctx, tx, token, ForInvite)
		if err != nil {
			return err
		}
		user := id.New[id.User](s.ids, tx.Now)
		made, err := insertUser(ctx, tx, User{ID: user, Login: login, Name: name, Lang: n.Lang}, hash)
		if err != nil {
			return err
		}
		if !made {
			return about("login", fault.New(fault.Conflict, loginTaken.With(login)))
		}
		if err := insertGrant(ctx, tx, l.Workspace, user, l.Grant.Role, l.Grant.Unit); err != nil {
			return err
		}
		if err := s.noteJoined(ctx, tx, user, l); err != nil {
			return err
		}
		fresh, err = s.openSession(ctx, tx, user)
		return err
	})
	return fresh, err
}

// JoinByInvite lets somebody who has an account and is signed in join the
// invitation's workspace. Their session, whose secret is previous, is replaced:
// they may do more now. It fails with Conflict where they are in already.
func (s *Service) JoinByInvite(ctx context.Context, token string, user id.User, previous string) (Fresh, id.Workspace, error) {
	var fresh Fresh
	var ws id.Workspace
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		l, err := takeLink(ctx, tx, token, ForInvite)
		if err != nil {
			return err
		}
		ws = l.Workspace
		if _, err := readGrant(ctx, tx, ws, user); fault.KindOf(err) != fault.NotFound {
			if err != nil {
				return err
			}
			return fault.New(fault.Conflict, alreadyIn.With())
		}
		if err := insertGrant(ctx, tx, ws, user, l.Grant.Role, l.Grant.Unit); err != nil {
			return err
		}
		if err := s.noteJoined(ctx, tx, user, l); err != nil {
			return err
		}
		if err := endSession(ctx, tx, previous); err != nil {
			return err
		}
		fresh, err = s.openSession(ctx, tx, user)
		return err
	})
	return fresh, ws, err
}

// ResetLink makes a link by which user chooses a new password. Whoever holds
// such a link is that user, so actor must own every workspace the user is in.
// It fails with Forbidden or NotFound.
func (s *Service) ResetLink(ctx context.Context, actor id.User, ws id.Workspace, user id.User) (NewLink, error) {
	var out NewLink
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		if err := mustManage(ctx, tx, ws, actor); err != nil {
			return err
		}
		if _, err := readGrant(ctx, tx, ws, user); err != nil {
			return err
		}
		u, _, err := readUser(ctx, tx, user)
		if err != nil {
			return err
		}
		var elsewhere int
		err = tx.QueryRow(ctx, `
			SELECT COUNT(*) FROM auth_grant g WHERE g.user_id = $1 AND NOT EXISTS (
				SELECT 1 FROM auth_grant a WHERE a.workspace = g.workspace AND a.user_id = $2 AND a.role = 'owner')`,
			user, actor).Scan(&elsewhere)
		if err != nil {
			return fmt.Errorf("count other grants: %w", err)
		}
		if elsewhere > 0 {
			return about("reset", fault.New(fault.Forbidden, alsoElsewhere.With(u.Name)))
		}
		out, err = s.makeLink(ctx, tx, PasswordLinkLife, row{purpose: ForPassword, user: user, madeBy: actor})
		out.User = u
		return err
	})
	return out, err
}
