package house

import (
	"cmp"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// firstLogin is the account of the first owner; they may set a password later.
const firstLogin = "owner"

// sampleSeed makes the same sample everywhere.
const sampleSeed = 20260217

var (
	ownName    = i18n.Text{Hans: "我的店", Hant: "我的店", En: "My shop"}
	sampleName = i18n.Text{Hans: "样例：河边生鲜", Hant: "範例：河邊生鮮", En: "Sample: Riverside Grocers"}
)

// First makes the first owner where there is nobody yet, with a workspace of
// simulated groups and a sample where that is wanted, else with a workspace of
// their own. What was interrupted while it was made is made anew.
func (a *App) First(ctx context.Context, withSample bool, now time.Time) (made bool, err error) {
	const zone = "Asia/Shanghai"
	name := sampleName
	kind := auth.Sample
	if !withSample {
		name, kind = ownName, auth.Own
	}
	user, ws, made, err := a.Auth.Setup(ctx, auth.First{Login: firstLogin, Name: firstLogin, // no language: their browser says which
		Workspace: auth.NewWorkspace{Name: name.Hans, Kind: kind, Zone: zone}})
	switch {
	case err != nil || !withSample:
		return made, err
	case made:
		if err := a.fillSample(ctx, ws, user, now); err != nil {
			return true, err
		}
		simulated, err := a.NewSandbox(ctx, user)
		if err != nil {
			return true, err
		}
		return true, a.runSamples(ctx, ws, simulated, user)
	}
	if err := a.mendSample(ctx, now); err != nil {
		return false, err
	}
	return false, a.mendSandboxes(ctx)
}

// mendSample makes those samples anew that the end of the program cut short.
func (a *App) mendSample(ctx context.Context, now time.Time) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, ws := range all {
		if ws.Kind != auth.Sample {
			continue
		}
		list, err := a.importsOf(ctx, ws.ID)
		if err != nil {
			return err
		}
		for _, i := range list {
			if i.Source != "" || i.State != chat.Running && i.State != chat.Undoing {
				continue
			}
			if err := a.Chat.Abandon(ctx, ws.ID, i.ID); err != nil {
				return err
			}
			if err := a.fillSample(ctx, ws.ID, i.By, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// importsOf lists the imports of a workspace.
func (a *App) importsOf(ctx context.Context, ws id.Workspace) (list []chat.Import, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		list, err = a.Chat.Imports(ctx, tx, ws)
		return err
	})
	return list, err
}

// fillSample imports the generated sample: it is read like any other export.
func (a *App) fillSample(ctx context.Context, ws id.Workspace, user id.User, now time.Time) error {
	imp, err := a.Chat.Begin(ctx, ws, user, sampleName.Hans, "")
	if err != nil {
		return err
	}
	return a.Chat.Run(ctx, ws, imp, func(ctx context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		return sample.Tell(ctx, sampleSeed, now, sink)
	})
}

// FileImport is what the command line wants imported.
type FileImport struct {
	Workspace string // name; "" for the first of one's own
	Paths     []string
	Options   export.Options
	Progress  export.Progress
}

// Imported is what came of it.
type Imported struct {
	ID                          string
	Messages, Repeated, Skipped int64
	Skips                       []chat.Skip // the first of them
}

// shownSkips is how many skipped lines the command line tells of.
const shownSkips = 20

var (
	noWorkspace = i18n.Text{
		Hans: "没有叫 %s 的工作区。现有：%s。",
		Hant: "沒有叫 %s 的工作區。現有：%s。",
		En:   "There is no workspace called %s. There are: %s.",
	}
	noOwnWorkspace = i18n.Text{
		Hans: "还没有自己的工作区。请先在控制台新建一个，或写明用哪一个：--workspace 名称，历史回测是 --over 名称。现有：%s。",
		Hant: "還沒有自己的工作區。請先在控制台新增一個，或寫明用哪一個：--workspace 名稱，歷史回測是 --over 名稱。現有：%s。",
		En:   "There is no workspace of your own yet. Make one in the console, or name one: --workspace NAME, for a replay --over NAME. There are: %s.",
	}
)

// ImportFiles imports from the command line. An interrupted import of the same
// files into the same workspace is gone on with.
func (a *App) ImportFiles(ctx context.Context, want FileImport) (out Imported, err error) {
	ws, err := a.workspaceFor(ctx, want.Workspace)
	if err != nil {
		return out, err
	}
	src := source{Zone: want.Options.Zone.String(), Namespace: want.Options.Namespace, Now: want.Options.Now}
	for _, p := range want.Paths {
		full, err := filepath.Abs(p)
		if err != nil {
			return out, err
		}
		src.Files = append(src.Files, full)
	}
	imp, err := a.interrupted(ctx, ws, &src)
	if err != nil {
		return out, err
	}
	text, err := json.Marshal(src)
	if err != nil {
		return out, err
	}
	if imp == 0 {
		if err := a.tidy(ctx, ws); err != nil {
			return out, err
		}
		if imp, err = a.Chat.Begin(ctx, ws, 0, filepath.Base(src.Files[0]), string(text)); err != nil {
			return out, err
		}
	}
	want.Options.Now = src.Now
	if err := a.RunImport(ctx, imp, Importing{Workspace: ws, Name: filepath.Base(src.Files[0]), Paths: src.Files,
		Options: want.Options, Progress: want.Progress}); err != nil {
		return out, err
	}
	at, err := a.Chat.Get(ctx, ws, imp)
	if err != nil {
		return out, err
	}
	out = Imported{ID: id.Show(imp), Messages: at.Messages, Repeated: at.Repeated, Skipped: at.Skipped}
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		out.Skips, err = a.Chat.Skips(ctx, tx, ws, imp, shownSkips)
		return err
	})
	return out, err
}

// tidy takes back what earlier imports left where the disk was full.
func (a *App) tidy(ctx context.Context, ws id.Workspace) error {
	list, err := a.importsOf(ctx, ws)
	if err != nil {
		return err
	}
	for _, i := range list {
		if i.State != chat.Undoing {
			continue
		}
		if err := a.Chat.Undo(ctx, ws, i.ID); err != nil {
			return err
		}
	}
	return nil
}

// interrupted finds a running import of the same files and takes its clock.
func (a *App) interrupted(ctx context.Context, ws id.Workspace, src *source) (imp id.Import, err error) {
	list, err := a.importsOf(ctx, ws)
	for _, i := range list {
		var was source
		if i.State != chat.Running || json.Unmarshal([]byte(i.Source), &was) != nil {
			continue
		}
		if was.Dir == "" && slices.Equal(was.Files, src.Files) && was.Zone == src.Zone && was.Namespace == src.Namespace {
			src.Now = was.Now
			return i.ID, err
		}
	}
	return 0, err
}

// mainWorkspace names the first workspace of one's own, whatever it is called.
const mainWorkspace = "main"

// NewToken makes a token for programs that post events or read figures. A
// workspace of one's own is made where there is nobody yet.
func (a *App) NewToken(ctx context.Context, workspace, name, scope string) (string, error) {
	scopes, err := connection.ParseScopes(scope)
	if err != nil {
		return "", err
	}
	if _, err := a.First(ctx, false, time.Now()); err != nil {
		return "", err
	}
	ws, err := a.workspaceFor(ctx, cmp.Or(workspace, mainWorkspace))
	if err != nil {
		return "", err
	}
	secret, _, err := a.Connection.NewToken(ctx, ws, name, scopes)
	return secret, err
}

func (a *App) workspaceFor(ctx context.Context, name string) (id.Workspace, error) {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return 0, err
	}
	var names []string
	for _, w := range all {
		if w.Name == name || (name == "" || name == mainWorkspace) && w.Kind == auth.Own {
			return w.ID, nil
		}
		names = append(names, w.Name)
	}
	if name == "" {
		return 0, fault.New(fault.NotFound, noOwnWorkspace.With(strings.Join(names, ", ")))
	}
	return 0, fault.New(fault.NotFound, noWorkspace.With(name, strings.Join(names, ", ")))
}
