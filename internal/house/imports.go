package house

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// source says where the files of an import are and how they are to be read, so
// that it can go on after a restart.
type source struct {
	Dir       string          `json:"dir"` // the upload's own folder, removed when the import has ended; "" for files of the person's own
	Files     []string        `json:"files"`
	Zone      string          `json:"zone"`
	Namespace string          `json:"namespace,omitempty"`
	Table     *export.Mapping `json:"table,omitempty"`
	Unit      id.Unit         `json:"unit,omitempty"` // who the groups belong to that nobody has seen before
	Now       time.Time       `json:"now"`            // the clock of the first run, so that a resumed one reads the same
}

// imports runs imports and undos in the background, one at a time per workspace.
type imports struct {
	app   *App
	work  *run.Group
	log   *slog.Logger
	mu    sync.Mutex
	lanes map[id.Workspace]*sync.Mutex // guarded by mu
	doing map[id.Import]chat.Work      // guarded by mu

	uploads chat.Uploads
}

// Work tells what an import is doing; false where nothing is at work on it.
func (m *imports) Work(imp id.Import) (chat.Work, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	w, ok := m.doing[imp]
	return w, ok
}

// begin notes that something waits to work on an import.
func (m *imports) begin(imp id.Import, undoing bool) (end func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.doing[imp] = chat.Work{Undoing: undoing}
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.doing, imp)
	}
}

// turn notes that its turn has come.
func (m *imports) turn(imp id.Import) {
	m.mu.Lock()
	defer m.mu.Unlock()
	w := m.doing[imp]
	w.Since = m.app.DB.Clock.Now()
	m.doing[imp] = w
}

func (m *imports) tell(imp id.Import, done, total int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	w := m.doing[imp]
	w.Done, w.Total = done, total
	m.doing[imp] = w
}

// Uploads says where files lie while they are imported.
func (m *imports) Uploads() chat.Uploads { return m.uploads }

// Units lists the organisation.
func (m *imports) Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error) {
	return m.app.Auth.Units(ctx, ws)
}

func newImports(app *App, work *run.Group, log *slog.Logger, dir string) *imports {
	return &imports{app: app, work: work, log: log, lanes: map[id.Workspace]*sync.Mutex{},
		doing: map[id.Import]chat.Work{}, uploads: chat.Uploads{Dir: dir, Formats: Formats()}}
}

func (m *imports) lane(ws id.Workspace) *sync.Mutex {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.lanes[ws] == nil {
		m.lanes[ws] = new(sync.Mutex)
	}
	return m.lanes[ws]
}

// Start opens an import of uploaded files and runs it in the background.
func (m *imports) Start(ctx context.Context, ws id.Workspace, by id.User, up chat.Upload) (id.Import, error) {
	src := source{Dir: up.Dir, Files: up.Files, Zone: up.Zone.String(), Namespace: up.Namespace, Table: up.Table, Unit: up.Unit, Now: m.app.DB.Clock.Now()}
	text, err := json.Marshal(src)
	if err != nil {
		return 0, err
	}
	imp, err := m.app.Chat.Begin(ctx, ws, by, up.Name, string(text))
	if err != nil {
		return 0, err
	}
	m.background(ws, imp)
	return imp, nil
}

// Resume goes on with an import that was interrupted.
func (m *imports) Resume(_ context.Context, ws id.Workspace, imp id.Import) error {
	m.background(ws, imp)
	return nil
}

func (m *imports) background(ws id.Workspace, imp id.Import) {
	end := m.begin(imp, false)
	m.work.Go("import", func(ctx context.Context) error {
		defer end()
		lane := m.lane(ws)
		lane.Lock()
		defer lane.Unlock()
		m.turn(imp)
		return m.run(ctx, ws, imp)
	})
}

func (m *imports) run(ctx context.Context, ws id.Workspace, imp id.Import) error {
	at, err := m.app.Chat.Get(ctx, ws, imp)
	if err != nil || at.State != chat.Running {
		return err
	}
	var src source
	if err := json.Unmarshal([]byte(at.Source), &src); err != nil {
		return fmt.Errorf("read where the files of an import are: %w", err)
	}
	zone, err := time.LoadLocation(src.Zone)
	if err != nil {
		return err
	}
	want := Importing{Workspace: ws, By: at.By, Name: at.Name,
		Options:  export.Options{Zone: zone, Namespace: src.Namespace, Table: src.Table, Now: src.Now},
		Progress: func(done, total int64) { m.tell(imp, done, total) }, Uploaded: src.Dir != ""}
	for _, f := range src.Files {
		want.Paths = append(want.Paths, filepath.Join(src.Dir, f))
	}
	err = m.app.RunImport(ctx, imp, want)
	if ctx.Err() != nil {
		return nil // stopped; it goes on at the next start
	}
	if src.Dir == "" {
		return err
	}
	if rerr := os.RemoveAll(src.Dir); rerr != nil {
		m.log.Error("an upload could not be removed", "import", id.Show(imp), "err", rerr)
	}
	return err
}

// Undo takes an import back in the background.
func (m *imports) Undo(ctx context.Context, ws id.Workspace, imp id.Import) error {
	end, who := m.begin(imp, true), audit.Who(ctx)
	m.work.Go("undo import", func(ctx context.Context) error {
		defer end()
		lane := m.lane(ws)
		lane.Lock()
		defer lane.Unlock()
		m.turn(imp)
		at, err := m.app.Chat.Get(ctx, ws, imp)
		if err != nil {
			return err
		}
		if at.State == chat.Running {
			return m.app.Chat.Abandon(audit.As(ctx, who), ws, imp)
		}
		return m.app.Chat.Undo(audit.As(ctx, who), ws, imp)
	})
	return nil
}

// Refresh makes the figures of a workspace follow in the background.
func (m *imports) Refresh(_ context.Context, ws id.Workspace) error {
	m.work.Go("refresh figures", func(ctx context.Context) error {
		if err := m.app.DB.Write(ctx, func(tx *db.Tx) error { return m.app.Insight.MarkAllDue(ctx, tx, ws) }); err != nil {
			return err
		}
		return m.app.Insight.Refresh(ctx, ws, m.app.times.Of(ws).Now())
	})
	return nil
}

// sweep removes uploads that nobody finished or confirmed.
func (m *imports) sweep(context.Context) error {
	return chat.SweepUploads(m.uploads.Dir, m.app.DB.Clock.Now())
}

// recover goes on with what the last run of the program left unfinished. An
// import from the command line is left to the command line: it may be running.
func (m *imports) recover(ctx context.Context) error {
	all, err := m.app.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, ws := range all {
		list, err := m.app.importsOf(ctx, ws.ID)
		if err != nil {
			return err
		}
		for _, i := range list {
			var src source
			switch {
			case i.State == chat.Running && json.Unmarshal([]byte(i.Source), &src) == nil && src.Dir != "":
				m.background(ws.ID, i.ID)
			case i.State == chat.Undoing:
				if err := m.Undo(ctx, ws.ID, i.ID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
