package auth

import (
	"context"
	"embed"
	"io"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema is the tables of this package. Whoever gets hold of a backup is signed
// in nowhere by it: sessions, links and counted tries stay behind. So does
// whether phones are let in, which was decided of another computer's network.
func Schema() db.Schema {
	return db.Schema{Owner: "auth", Files: schema, Stays: []string{"auth_session", "auth_link", "auth_attempt", "auth_door"}}
}

// UnitUse tells how many things of one owner stand at a unit. A unit in use
// is not removed. It runs in the transaction that would remove it.
type UnitUse func(ctx context.Context, tx *db.Tx, ws id.Workspace, unit id.Unit) (int, error)

// Options are what a Service needs.
type Options struct {
	DB   *db.DB
	IDs  *id.Source
	Rand io.Reader // crypto/rand.Reader, except in tests
	Uses []UnitUse // asked before a unit is removed
}

// Service is the use cases. Every method opens its own transactions, checks
// itself that the actor may do it, and is safe for use by many goroutines.
type Service struct {
	db   *db.DB
	ids  *id.Source
	rand io.Reader
	hash *hasher
	uses []UnitUse
}

// New returns a service on a migrated database.
func New(o Options) *Service {
	return &Service{db: o.DB, ids: o.IDs, rand: o.Rand, hash: newHasher(o.Rand), uses: o.Uses}
}

// User is somebody who signs in.
type User struct {
	ID          id.User
	Login, Name string
	Lang        i18n.Lang // "" where the browser decides
	HasPassword bool      // false for an owner who only ever used a link
}

// Workspace is one brand's data, apart from every other's.
type Workspace struct {
	ID   id.Workspace
	Name string
	Kind WorkspaceKind
	Zone *time.Location
}

var (
	notAllowed = i18n.Text{
		Hans: "这一步只有负责人能做。需要的话，请找你们的负责人。",
		Hant: "這一步只有負責人能做。如有需要，請聯絡你們的負責人。",
		En:   "Only an owner may do this. Please ask one if you need it done.",
	}
	noSuchWorkspace = i18n.Text{
		Hans: "没有这个工作区，或者你的账号进不去。请回到工作区列表。",
		Hant: "沒有這個工作區，或你的帳號無法進入。請回到工作區清單。",
		En:   "There is no such workspace, or your account may not enter it. Go back to the list of workspaces.",
	}
	noSuchUser = i18n.Text{
		Hans: "没有这个账号。可能刚被移除，请刷新列表。",
		Hant: "沒有這個帳號。可能剛被移除，請重新整理清單。",
		En:   "There is no such account. It may have just been removed; reload the list.",
	}
)

// First is what the first start makes.
type First struct {
	Login, Name string
	Lang        i18n.Lang
	Workspace   NewWorkspace
}

// Setup makes the first owner, without a password, and their first workspace,
// when there is nobody yet. It reports whether it made them; when it did not,
// user and workspace are empty. Several processes may start at once.
func (s *Service) Setup(ctx context.Context, f First) (user id.User, ws id.Workspace, made bool, err error) {
	login, err := checkLogin(f.Login)
	if err != nil {
		return 0, 0, false, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		n, err := countUsers(ctx, tx)
		if err != nil || n > 0 {
			return err
		}
		user = id.New[id.User](s.ids, tx.Now)
		made, err = insertUser(ctx, tx, User{ID: user, Login: login, Name: f.Name, Lang: f.Lang}, "")
		if err != nil || !made {
			return err // another process was faster
		}
		ws, err = s.makeWorkspace(ctx, tx, user, f.Workspace)
		return err
	})
	if err != nil || !made {
		return 0, 0, false, err
	}
	return user, ws, true, nil
}

// mustManage fails with Forbidden unless actor owns ws now, and with NotFound
// where actor has no grant there at all. On PostgreSQL it also makes whoever
// manages the same workspace at the same time wait, so that two owners cannot
// demote each other in one instant.
func mustManage(ctx context.Context, tx *db.Tx, ws id.Workspace, actor id.User) error {
	if err := lockWorkspace(ctx, tx, ws); err != nil {
		return err
	}
	g, err := readGrant(ctx, tx, ws, actor)
	if fault.KindOf(err) == fault.NotFound {
		return fault.New(fault.NotFound, noSuchWorkspace.With())
	}
	if err != nil {
		return err
	}
	if !Can(g.Role, Manage) {
		return fault.New(fault.Forbidden, notAllowed.With())
	}
	return nil
}
