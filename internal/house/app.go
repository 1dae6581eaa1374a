package house

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/outward"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/chain"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/checkup"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/report"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/feature/shelf"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// Schemas lists every owner's tables in the order they are made.
func Schemas() []db.Schema {
	return []db.Schema{auth.Schema(), audit.Schema, lease.Schema, hold.Schema, inbox.Schema, outbox.Schema, herald.Schema, job.Schema,
		community.Schema, chat.Schema, insight.Schema, connection.Schema, task.Schema, playbook.Schema, sandbox.Schema, compliance.Schema, request.Schema, manual.Schema,
		report.Schema, checkup.Schema, chain.Schema, shelf.Schema}
}

// App is the whole program on one database.
type App struct {
	DB        *db.DB
	IDs       *id.Source
	Auth      *auth.Service
	Community *community.Service
	Chat      *chat.Service
	Insight   *insight.Service
	Task      *task.Service
	Playbook  *playbook.Service
	Report    *report.Service
	Index     *chat.Index // nil for no search, to measure what it costs
	pace      *insight.Pace

	Connection *connection.Service
	Compliance *compliance.Service
	Request    *request.Service
	Manual     *manual.Service
	Checkup    *checkup.Service
	Chain      *chain.Service
	Shelf      *shelf.Service
	Sandbox    *sandbox.Platform

	out   *outward.Client // the one way to the outside
	gates *gates

	times   *times
	story   *story
	watched *watched

	owner string // of leases
	node  *lease.Node
	stop  func() // ends keeping the node, and gives it back
	lost  chan struct{}
	begun chan struct{} // closed once what there is to look at is made, and everything moves

	beginning sync.Once // closes begun
}

var cannotOpen = i18n.Text{
	Hans: "数据库 %s 打不开：%s。请检查它在不在、有没有读写权限、磁盘满没满；用 PostgreSQL 时，检查地址、账号和密码。",
	Hant: "資料庫 %s 無法開啟：%s。請檢查它是否存在、有沒有讀寫權限、磁碟是否已滿；使用 PostgreSQL 時，請檢查位址、帳號與密碼。",
	En:   "The database %s cannot be opened: %s. Check that it is there, that it may be read and written, and that the disk is not full; with PostgreSQL, check the address, user and password.",
}

// Open opens the database at address, brings its tables up to date and builds
// the features on it.
func Open(ctx context.Context, address string, c clock.Clock, options ...Option) (*App, error) {
	if err := begunOnly(address); err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, address, c)
	if err == nil {
		if err = prepare(ctx, d); err != nil {
			_ = d.Close() // the first error tells
		}
	}
	switch {
	case ctx.Err() != nil && err != nil:
		return nil, ctx.Err()
	case err != nil && fault.KindOf(err) == fault.Internal:
		return nil, fault.Because(err, fault.Unavailable, cannotOpen.With(withoutSecret(address), err.Error()))
	case err != nil:
		return nil, err
	}
	a, err := Build(d, options...)
	if err != nil {
		_ = d.Close() // the first error tells
		return nil, err
	}
	if err := a.moveLives(ctx); err != nil {
		_ = a.Close() // the first error tells
		return nil, err
	}
	return a, nil
}

// prepare brings a database's tables up to date, unless it is half restored.
func prepare(ctx context.Context, d *db.DB) error {
	if err := d.Migrate(ctx, hold.Schema); err != nil {
		return err
	}
	if err := d.Read(ctx, func(tx *db.Tx) error { return hold.Whole(ctx, tx) }); err != nil {
		return err
	}
	return d.Migrate(ctx, Schemas()...)
}

// withoutSecret is a database's address as people may see it.
func withoutSecret(address string) string {
	if !strings.HasPrefix(address, "postgres") || !strings.Contains(address, "://") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return "PostgreSQL"
	}
	u.RawQuery = ""
	return u.Redacted()
}

// Option is something that only some need to say when they open the program.
type Option func(*App)

// WithKey lets the program keep secrets, sealed with k.
func WithKey(k *secret.Key) Option { return func(a *App) { a.Connection.Key = k } }

// WithNetworks allows calls to networks that lead inside.
func WithNetworks(allow []netip.Prefix) Option {
	return func(a *App) { a.out = outward.New(outward.Options{Allow: allow}) }
}

// Build connects the features on an open, migrated database.
func Build(d *db.DB, options ...Option) (*App, error) {
	models, err := Models()
	if err != nil {
		return nil, err
	}
	owner := rand.Text()
	platform, err := sandbox.New(d, d.Clock)
	if err != nil {
		return nil, err
	}
	node, err := lease.TakeNode(context.Background(), d, owner)
	if err != nil {
		return nil, err
	}
	a := &App{DB: d, IDs: node.IDs, owner: owner, node: node, lost: make(chan struct{}), begun: make(chan struct{}), Sandbox: platform, times: newTimes(platform, d.Clock),
		story: newStory(), watched: newWatched(d.Clock.Now())}
	a.keepNode()
	a.Community = &community.Service{DB: d, IDs: a.IDs}
	a.Chat = &chat.Service{DB: d, IDs: a.IDs, Who: recogniser{Service: a.Community, unit: a.unitOf}, ClockOf: a.times.Of}
	a.Insight = &insight.Service{DB: d, Groups: groups{a.Community, a.Chat, platform.Unheard, a.keptByHand, a.zone}, Links: models.Links, Risk: models.Risk,
		ReplyError: models.ReplyError, Zone: a.zone}
	a.Community.Profiled = a.Insight.MarkDue
	a.pace = a.Insight.NewPace(time.Now)
	a.Chat.Hearers = []chat.Hearer{hearer{a.Insight, a.times}}
	a.Index = a.Chat.NewIndex()
	a.Task = &task.Service{DB: d, IDs: a.IDs, Directory: taskNeighbours{a}, ClockOf: a.times.Of, Secret: rand.Text}
	if a.Playbook, err = playbook.New(d, a.IDs, a.times.Of, playbookNeighbours{a}, playbookNeighbours{a}); err != nil {
		return nil, err
	}
	a.Task.Hearers, a.Task.Forms, a.Task.Gate = []task.Hearer{taskEnds{a.Playbook}, byHand{a}, removal{a}}, taskForms{}, taskGate{a}
	a.Insight.Tells = states{a}
	a.Manual = &manual.Service{DB: d, IDs: a.IDs, Near: manualNeighbours{a}, Followers: []manual.Follower{manualNeighbours{a}}, ClockOf: a.times.Of,
		Talk: pasteNeighbours{a}, Todos: manualTodos{a}, Ready: newManualReady(a), About: manualAbout{a}}
	a.Checkup = a.checkups()
	a.Chain = &chain.Service{DB: d, IDs: a.IDs, Near: chainNeighbours{a}, ClockOf: a.times.Of}
	a.Shelf = &shelf.Service{DB: d, IDs: a.IDs, Near: shelfNeighbours{a}, ClockOf: a.times.Of}
	a.Manual.Shelf, a.Task.Next = shelfCards{a}, shelfNext{}
	a.Connection = &connection.Service{DB: d, IDs: a.IDs, Secret: rand.Text}
	a.Compliance = &compliance.Service{DB: d, IDs: a.IDs, Near: gateNeighbours{a}}
	a.Request = a.requests()
	a.out, a.gates = outward.New(outward.Options{}), newGates(a)
	for _, option := range options {
		option(a)
	}
	a.Connection.Out = a.out
	a.Report = &report.Service{DB: d, IDs: a.IDs, Key: a.Connection.Key, Out: a.out, Near: reportNeighbours{a}, House: reportHouse{a}, ClockOf: a.times.Of,
		Secret: rand.Text, Sign: connection.Sign}
	a.Auth = auth.New(auth.Options{DB: d, IDs: a.IDs, Rand: rand.Reader, Uses: []auth.UnitUse{a.Community.GroupsAtUnit}})
	return a, nil
}

// keepNode keeps the number under which this process makes ids.
func (a *App) keepNode() {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		every := time.NewTicker(20 * time.Second)
		defer every.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-every.C:
			}
			// While the database is away no ids are written; it is tried again.
			if err := a.node.Renew(ctx); errors.Is(err, lease.ErrLost) {
				close(a.lost)
				return
			}
		}
	})
	a.stop = func() {
		cancel()
		wg.Wait()
		_ = a.node.Close(context.Background()) // else it is free in a minute
	}
}

// Close gives back what this process held and closes the database.
func (a *App) Close() error {
	a.stop()
	return a.DB.Close()
}

// zone is the zone of a workspace's days.
func (a *App) zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return a.Auth.Zone(ctx, tx, ws)
}

// unitOf is where groups belong that an import is the first to see; 0 for head
// office.
func (a *App) unitOf(ctx context.Context, ws id.Workspace, imp id.Import) (id.Unit, error) {
	at, err := a.Chat.Get(ctx, ws, imp)
	if err != nil || at.Source == "" {
		return 0, err
	}
	var src source
	if err := json.Unmarshal([]byte(at.Source), &src); err != nil {
		return 0, fmt.Errorf("read where the groups of an import belong: %w", err)
	}
	return src.Unit, nil
}

// Importing is what somebody wants imported.
type Importing struct {
	Workspace id.Workspace
	By        id.User
	Name      string
	Paths     []string
	Options   export.Options
	Progress  export.Progress
	Uploaded  bool // the files were brought through the console: people are told their names, not where they lie
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
	read := export.ReadPaths
	if want.Uploaded {
		read = chat.ReadFiles
	}
	err := a.Chat.Run(ctx, want.Workspace, imp, func(ctx context.Context, sink export.Sink, tell export.Progress) (export.Result, error) {
		return read(ctx, want.Paths, Formats(), want.Options, sink, func(done, total int64) {
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
