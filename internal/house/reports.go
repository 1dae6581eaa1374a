package house

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/report"
	"github.com/huoshui/huoshui/internal/feature/task"
	"github.com/huoshui/huoshui/internal/web/console"
)

// reportHouse is what the morning's report tells besides the steps of SOPs.
type reportHouse struct{ *App }

var _ report.House = reportHouse{}

// Attention lists the groups that need somebody most.
func (n reportHouse) Attention(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, lang i18n.Lang, most int) ([]report.Attention, int, error) {
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, 0, err
	}
	rows, all, err := n.Insight.Needy(ctx, tx, ws, scope, lang, zone, most)
	out := make([]report.Attention, len(rows))
	for i, r := range rows {
		out[i] = report.Attention(r)
	}
	return out, all, err
}

// ToDo counts what people have to do.
func (n reportHouse) ToDo(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, until time.Time) (int, error) {
	return n.Task.ToDo(ctx, tx, ws, scope, until)
}

// Complaints are known to nobody yet.
func (n reportHouse) Complaints(context.Context, *db.Tx, id.Workspace, auth.Scope) (*int, error) {
	return nil, nil //nolint:nilnil // unknown is an answer
}

// Label says what the data of a workspace are.
func (n reportHouse) Label(ctx context.Context, tx *db.Tx, ws id.Workspace) (i18n.Text, error) {
	kind, err := n.Auth.KindIn(ctx, tx, ws)
	return report.LabelOf(kind), err
}

// MaySend is nil where a workspace may send to the outside: what is simulated stays
// inside.
func (n reportHouse) MaySend(ctx context.Context, ws id.Workspace) error {
	return n.mayConnect(ctx, ws)
}

// Remind opens a to-do that only somebody sees.
func (n reportHouse) Remind(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User, key, title, why string, until time.Time) error {
	_, err := n.Task.Open(ctx, tx, ws, []task.New{{Key: task.Private + "remind/" + key, Kind: task.Check, Title: title, Why: why, Owner: who, Until: until}})
	return err
}

// countReports counts what became of the steps of every workspace.
func (a *App) countReports(ctx context.Context) error {
	all, err := a.Auth.Workspaces(ctx)
	faults := []error{err}
	for _, ws := range all {
		faults = append(faults, a.Report.Count(ctx, ws.ID))
	}
	return errors.Join(faults...)
}

// linkReports lets reports name the page on which more is to be seen.
func (a *App) linkReports(shell *console.Shell) {
	a.Report.Link = func(ws id.Workspace, path ...string) string {
		return shell.URL("/w/" + id.Show(ws) + "/" + strings.Join(path, "/"))
	}
}

// isReport reports whether an action is a report's. It goes to the staff and reaches
// no member.
func isReport(action string) bool { return strings.HasPrefix(action, report.Prefix) }
