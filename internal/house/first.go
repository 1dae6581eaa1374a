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
	firstName  = i18n.Text{Hans: "店主", Hant: "店主", En: "Owner"}
	ownName    = i18n.Text{Hans: "我的店", Hant: "我的店", En: "My shop"}
	sampleName = i18n.Text{Hans: "样例：河边生鲜", Hant: "範例：河邊生鮮", En: "Sample: Riverside Grocers"}
)

// First makes the first owner where there is nobody yet, with a sample to look at
// where that is wanted, else with a workspace of their own. FirstLook puts
// something into the sample.
func (a *App) First(ctx context.Context, withSample bool, lang i18n.Lang) (made bool, err error) {
	const zone = "Asia/Shanghai"
	name := sampleName
	kind := auth.Sample
	if !withSample {
		name, kind = ownName, auth.Own
	}
	_, _, made, err = a.Auth.Setup(ctx, auth.First{Login: firstLogin, Name: firstName.In(lang), // no language: their browser says which
		Workspace: auth.NewWorkspace{Name: name.Hans, Kind: kind, Zone: zone}})
	return made, err
}

// FirstLook makes what there is to look at: the sample and the simulated groups,
// with SOPs at work in both. It goes on where it was interrupted, and does nothing
// the second time.
func (a *App) FirstLook(ctx context.Context, now time.Time) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(w auth.Workspace) bool { return w.Kind == auth.Sample })
	if at < 0 {
		return a.mendSandboxes(ctx, all)
	}
	sample := all[at].ID
	user, err := a.ownerOf(ctx, sample)
	if err != nil {
		return err
	}
	if err := a.mendSample(ctx, sample, user, now); err != nil {
		return err
	}
	simulated, err := a.simulated(ctx, all, user)
	if err != nil {
		return err
	}
	return a.runSamples(ctx, sample, simulated, user, now)
}

// ownerOf is the first owner of a workspace.
func (a *App) ownerOf(ctx context.Context, ws id.Workspace) (id.User, error) {
	staff, err := a.Auth.Staff(ctx, ws)
	if err != nil {
		return 0, err
	}
	first := id.User(0)
	for _, c := range staff {
		if c.Grant.Role == auth.Owner && (first == 0 || c.User.ID < first) {
			first = c.User.ID
		}
	}
	return first, nil
}

// simulated makes the simulated groups where there are none, and returns their
// workspace.
func (a *App) simulated(ctx context.Context, all []auth.Workspace, user id.User) (id.Workspace, error) {
	at := slices.IndexFunc(all, func(w auth.Workspace) bool { return w.Kind == auth.Sandbox })
	if at < 0 {
		return a.NewSandbox(ctx, user)
	}
	return all[at].ID, a.mendSandboxes(ctx, all)
}

// mendSample fills the sample, anew where the end of the program cut that short.
func (a *App) mendSample(ctx context.Context, ws id.Workspace, user id.User, now time.Time) error {
	list, err := a.importsOf(ctx, ws)
	if err != nil {
		return err
	}
	for _, i := range list {
		switch {
		case i.Source != "":
		case i.State == chat.Running || i.State == chat.Undoing:
			if err := a.Chat.Abandon(ctx, ws, i.ID); err != nil {
				return err
			}
		default: // it is there, or somebody took it back
			return nil
		}
	}
	return a.fillSample(ctx, ws, user, now)
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
	if _, err := a.First(ctx, false, i18n.ZhHans); err != nil {
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
