package house

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/insight"
)

// Schemas lists every owner's tables in the order they are made.
func Schemas() []db.Schema {
	return []db.Schema{auth.Schema(), community.Schema, chat.Schema, insight.Schema}
}

// App is the whole program on one database.
type App struct {
	DB        *db.DB
	IDs       *id.Source
	Auth      *auth.Service
	Community *community.Service
	Chat      *chat.Service
	Insight   *insight.Service
}

// Open opens the database at address, brings its tables up to date and builds
// the features on it.
func Open(ctx context.Context, address string, c clock.Clock) (*App, error) {
	d, err := db.Open(ctx, address, c)
	if err != nil {
		return nil, err
	}
	if err := d.Migrate(ctx, Schemas()...); err != nil {
		_ = d.Close() // the first error tells
		return nil, err
	}
	a, err := Build(d)
	if err != nil {
		_ = d.Close() // the first error tells
		return nil, err
	}
	return a, nil
}

// Build connects the features on an open, migrated database.
func Build(d *db.DB) (*App, error) {
	models, err := Models()
	if err != nil {
		return nil, err
	}
	a := &App{DB: d, IDs: id.NewSource(0)}
	a.Community = &community.Service{DB: d, IDs: a.IDs}
	a.Chat = &chat.Service{DB: d, IDs: a.IDs, Who: recogniser{a.Community}}
	a.Insight = &insight.Service{DB: d, Groups: groups{a.Community, a.Chat}, Links: models.Links, Risk: models.Risk,
		ReplyError: models.ReplyError, Zone: a.zone}
	a.Chat.Hearers = []chat.Hearer{hearer{a.Insight}}
	a.Auth = auth.New(auth.Options{DB: d, IDs: a.IDs, Rand: rand.Reader, Uses: []auth.UnitUse{a.Community.GroupsAtUnit}})
	return a, nil
}

// Close closes the database.
func (a *App) Close() error { return a.DB.Close() }

// zone is the zone of a workspace's days.
func (a *App) zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return a.Auth.Zone(ctx, tx, ws)
}

// Importing is what somebody wants imported.
type Importing struct {
	Workspace id.Workspace
	By        id.User
	Name      string
	Paths     []string
	Options   export.Options
	Progress  export.Progress
}

// Import brings files into a workspace and measures its groups.
func (a *App) Import(ctx context.Context, want Importing) (id.Import, error) {
	imp, err := a.Chat.Begin(ctx, want.Workspace, want.By, want.Name, "")
	if err != nil {
		return 0, err
	}
	return imp, a.RunImport(ctx, imp, want)
}

// RunImport reads the files of an import that has begun, or goes on with one
// that was interrupted.
func (a *App) RunImport(ctx context.Context, imp id.Import, want Importing) error {
	err := a.Chat.Run(ctx, want.Workspace, imp, func(ctx context.Context, sink export.Sink, tell export.Progress) (export.Result, error) {
		return export.ReadPaths(ctx, want.Paths, Formats(), want.Options, sink, func(done, total int64) {
			tell(done, total)
			if want.Progress != nil {
				want.Progress(done, total)
			}
		})
	})
	if err != nil {
		return fmt.Errorf("import %s: %w", want.Name, err)
	}
	return nil
}
