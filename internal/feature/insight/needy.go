package insight

import (
	"context"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Needy is a group that needs somebody.
type Needy struct {
	Group id.Group
	Name  string
	State i18n.Text
	Why   string // in the language that was asked for
}

// Needy lists the groups of a scope that need somebody most, as their page does, so
// many at most, and says how many there are.
func (s *Service) Needy(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, lang i18n.Lang, zone *time.Location, most int) (out []Needy, all int, err error) {
	l := urgent(scope)
	if all, err = countListed(ctx, tx, ws, l); err != nil {
		return nil, 0, err
	}
	rows, err := list(ctx, tx, ws, l, 0, most)
	t, join := teller{lang, zone}, "；"
	if lang == i18n.En {
		join = "; "
	}
	for i := range rows {
		r := &rows[i]
		out = append(out, Needy{r.ID, t.groupName(r.Name), stateWords[r.State], strings.Join(t.whyNeeds(r), join)})
	}
	return out, all, err
}
