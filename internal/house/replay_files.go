package house

import (
	"context"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Lacking is what was not filled in for an SOP, and keeps it from doing something.
type Lacking struct {
	SOP    string
	Fields []string
}

// ReadPlaybooks reads SOPs from files and makes them ready to run. Where one cannot
// be used there are no programs, and linted says why.
func ReadPlaybooks(files []string) (programs []*engine.Program, linted []Linted, err error) {
	if linted, err = LintPlaybooks(files); err != nil {
		return nil, nil, err
	}
	for _, l := range linted {
		if !l.Good() {
			return nil, linted, nil
		}
	}
	r, err := script.NewReader()
	if err != nil {
		return nil, nil, err
	}
	c, err := cond.NewCompiler()
	if err != nil {
		return nil, nil, err
	}
	for _, file := range files {
		text, err := readAtMost(file, script.Largest+1)
		if err != nil {
			return nil, nil, err
		}
		book, _ := r.Read(text)
		p, err := engine.Compile(c, book)
		if err != nil {
			return nil, nil, err
		}
		programs = append(programs, p)
	}
	return programs, linted, nil
}

// PlanEverywhere lets SOPs be tried in every group, with fields filled in and what
// their forms hold at first.
func PlanEverywhere(programs []*engine.Program, fields map[string]string, begin time.Time, zone *time.Location) (out []replay.Planned, lacking []Lacking) {
	for _, p := range programs {
		given := p.Book.Defaults(begin, zone)
		for name, value := range fields {
			given[name] = value
		}
		if short := replay.Lacking(p.Book, given); len(short) > 0 {
			lacking = append(lacking, Lacking{p.Book.Name, short})
		}
		out = append(out, replay.Planned{Program: p, Everywhere: given, Blanks: replay.Blanks(p.Book)})
	}
	return out, lacking
}

// Over is a past that SOPs are tried over.
type Over struct {
	Workspace id.Workspace
	Zone      *time.Location
	Import    id.Import // 0 for all that is known
}

var noPast = i18n.Text{
	Hans: "没有“%s”这次导入。--over 写导入的编号（imp_…）、工作区的名字，或 all。导入的编号在控制台的导入页。",
	Hant: "沒有「%s」這次匯入。--over 寫匯入的編號（imp_…）、工作區的名稱，或 all。匯入的編號在控制台的匯入頁。",
	En:   "There is no import %s. --over takes the id of an import (imp_…), the name of a workspace, or all. The console's import page shows the ids.",
}

// Past finds what somebody wants SOPs to be tried over: "all" that the first
// workspace of one's own knows, a workspace by its name, or an import by its id.
func (a *App) Past(ctx context.Context, over string) (out Over, err error) {
	switch {
	case over == "all":
		out.Workspace, err = a.workspaceFor(ctx, "")
	case strings.HasPrefix(over, "imp_"):
		imp, perr := id.Parse[id.Import](over)
		if perr != nil {
			return out, fault.Because(perr, fault.NotFound, noPast.With(over))
		}
		out.Import = imp
		out.Workspace, err = a.workspaceOf(ctx, imp, over)
	default:
		out.Workspace, err = a.workspaceFor(ctx, over)
	}
	if err != nil {
		return out, err
	}
	err = a.DB.Read(ctx, func(tx *db.Tx) (err error) {
		out.Zone, err = a.zone(ctx, tx, out.Workspace)
		return err
	})
	return out, err
}

// workspaceOf is which workspace an import belongs to.
func (a *App) workspaceOf(ctx context.Context, imp id.Import, shown string) (id.Workspace, error) {
	var all []auth.Workspace
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return 0, err
	}
	for _, w := range all {
		if _, err := a.Chat.Get(ctx, w.ID, imp); err == nil {
			return w.ID, nil
		} else if fault.KindOf(err) != fault.NotFound {
			return 0, err
		}
	}
	return 0, fault.New(fault.NotFound, noPast.With(shown))
}
