package connection

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outward"
	"github.com/huoshui/huoshui/internal/base/secret"
)

// Service keeps connections and tokens.
type Service struct {
	DB     *db.DB
	IDs    *id.Source
	Secret func() string // a fresh secret of at least 128 bits
	Key    *secret.Key   // seals what networks gave us; nil where nothing can be sealed
	Out    *outward.Client
}

// tokenPrefix tells people, and programs that look for leaked secrets, what it is.
const tokenPrefix = "hs_"

// NewToken makes a token. Tokens of one name post as one source, so that one can
// take another's place; without a name a token is a source of its own. The token
// itself is returned this once.
func (s *Service) NewToken(ctx context.Context, ws id.Workspace, name string, scopes []string) (token string, t Token, err error) {
	if err := checkName(name); err != nil {
		return "", t, err
	}
	token = tokenPrefix + s.Secret()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		t = Token{ID: id.New[id.Token](s.IDs, tx.Now), Workspace: ws, Name: name, Scopes: scopes, Created: tx.Now}
		door := name
		if door == "" {
			door = id.Show(t.ID)
		}
		d, err := s.open(ctx, tx, ws, Door{Network: event.Webhook, Name: door, Settings: "{}"})
		if err != nil {
			return err
		}
		t.Connection = d.ID
		_, err = tx.Exec(ctx, `INSERT INTO connection_token (hash, workspace, id, connection, name, scopes, created, revoked)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`, hash(token), ws, t.ID, t.Connection, name, strings.Join(scopes, ","), tx.Now.UnixMilli())
		if err != nil {
			return fmt.Errorf("insert token: %w", err)
		}
		return s.note(ctx, tx, ws, audit.TokenMade, id.Show(t.ID), audit.Detail{Scopes: strings.Join(scopes, ","), Other: id.Show(t.Connection)})
	})
	return token, t, err
}

func hash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

var badToken = i18n.Text{Hans: "令牌无效。", Hant: "權杖無效。", En: "The token is not valid."}

// Find returns the token that is shown; Unknown where it is none that is good.
func (s *Service) Find(ctx context.Context, shown string) (t Token, err error) {
	var scopes string
	var created int64
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT id, workspace, connection, name, scopes, created FROM connection_token WHERE hash = $1 AND revoked = 0`,
			hash(shown)).Scan(&t.ID, &t.Workspace, &t.Connection, &t.Name, &scopes, &created)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return t, fault.New(fault.Unknown, badToken.With())
	}
	if err != nil {
		return t, fmt.Errorf("find token: %w", err)
	}
	t.Scopes, t.Created = strings.Split(scopes, ","), time.UnixMilli(created).UTC()
	return t, nil
}

// Tokens lists a workspace's tokens, the newest first.
func (s *Service) Tokens(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Token, err error) {
	err = tx.Each(ctx, `SELECT id, connection, name, scopes, created, revoked FROM connection_token WHERE workspace = $1 ORDER BY id DESC`, []any{ws},
		func(scan func(...any) error) error {
			t := Token{Workspace: ws}
			var scopes string
			var created, revoked int64
			err := scan(&t.ID, &t.Connection, &t.Name, &scopes, &created, &revoked)
			t.Scopes, t.Created, t.Revoked = strings.Split(scopes, ","), time.UnixMilli(created).UTC(), timeOr0(revoked)
			out = append(out, t)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return out, nil
}

func timeOr0(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

var noToken = i18n.Text{
	Hans: "没有找到这个令牌，可能已经停用。请刷新页面。",
	Hant: "找不到這個權杖，可能已經停用。請重新整理頁面。",
	En:   "This token was not found; it may have been revoked. Refresh the page.",
}

// Revoke makes a token useless, within a second everywhere. It fails with NotFound.
func (s *Service) Revoke(ctx context.Context, ws id.Workspace, token id.Token) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE connection_token SET revoked = $3 WHERE workspace = $1 AND id = $2 AND revoked = 0`, ws, token, tx.Now.UnixMilli())
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, noToken.With())
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.TokenRevoked, id.Show(token), audit.Detail{})
	})
}

// Open makes a connection, or returns the one of that network and name.
func (s *Service) Open(ctx context.Context, ws id.Workspace, d Door) (out Door, err error) {
	if err := checkName(d.Name); err != nil {
		return d, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		out, err = s.open(ctx, tx, ws, d)
		return err
	})
	return out, err
}

func (s *Service) open(ctx context.Context, tx *db.Tx, ws id.Workspace, d Door) (Door, error) {
	d.ID, d.Created = id.New[id.Connection](s.IDs, tx.Now), tx.Now
	err := tx.QueryRow(ctx, `INSERT INTO connection_door (workspace, id, network, name, settings, created, closed) VALUES ($1, $2, $3, $4, $5, $6, 0)
		ON CONFLICT (workspace, network, name) DO UPDATE SET closed = 0 RETURNING id, settings`,
		ws, d.ID, string(d.Network), d.Name, d.Settings, tx.Now.UnixMilli()).Scan(&d.ID, &d.Settings)
	if err != nil {
		return d, fmt.Errorf("open connection: %w", err)
	}
	return d, nil
}
