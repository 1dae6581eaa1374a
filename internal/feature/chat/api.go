package chat

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/api"
)

// GroupRef is a group as the API names it.
type GroupRef struct {
	ID      id.Group
	Network string
	Chat    string
	Name    string
	Unheard bool // its network does not tell what is said
}

// Told is how much is known of a group.
type Told struct {
	Messages, People, Last int64
}

// Directory is what the API asks of the neighbours.
type Directory interface {
	// GroupsAfter lists groups by id, after one and at most limit; only those of
	// a native chat where chat is not "".
	GroupsAfter(ctx context.Context, tx *db.Tx, ws id.Workspace, chat string, after id.Group, limit int) ([]GroupRef, error)
	// Measured tells what the figures say of groups that imports tell of too.
	Measured(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Told, error)
}

// groupsIn is what is asked for.
type groupsIn struct {
	Chat   string `query:"chat" maxLength:"512" doc:"Only the groups with this id of their network's."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"40" doc:"next of the page before."`
}

// groupOut is a group.
type groupOut struct {
	ID       string     `json:"id"`
	Network  string     `json:"network"`
	Chat     string     `json:"chat"`
	Name     string     `json:"name"`
	Messages int64      `json:"messages" doc:"Different messages; edits and deletions change nothing."`
	People   int64      `json:"people" doc:"Different people who wrote at least one."`
	Last     *time.Time `json:"last_message_at" doc:"null where nothing was said yet."`
	Unheard  bool       `json:"unheard,omitempty" doc:"true where the network does not tell what is said: then messages and people do not mean that nobody speaks."`
}

type groupsOut struct {
	Groups []groupOut `json:"groups"`
	Next   *string    `json:"next" doc:"Cursor of the next page, null on the last."`
}

var badCursor = i18n.Text{
	Hans: "cursor 要原样用上一页的 next，或不写。",
	Hant: "cursor 須原樣使用上一頁的 next，或不寫。",
	En:   "cursor is the next of the page before, as it was, or left out.",
}

// AddAPI adds what the API tells of groups.
func (s *Service) AddAPI(shell *api.Shell, dir Directory) {
	api.Get(shell, "/groups", "Groups, and how much was said in them", func(ctx context.Context, c api.Caller, in *groupsIn) (*groupsOut, error) {
		var after id.Group
		if in.Cursor != "" {
			var err error
			if after, err = id.Parse[id.Group](in.Cursor); err != nil {
				return nil, fault.Because(err, fault.Invalid, badCursor.With())
			}
		}
		out := &groupsOut{Groups: []groupOut{}}
		err := s.DB.Read(ctx, func(tx *db.Tx) error {
			groups, err := dir.GroupsAfter(ctx, tx, c.Workspace, in.Chat, after, in.Limit+1)
			if err != nil {
				return err
			}
			if len(groups) > in.Limit {
				groups = groups[:in.Limit]
				next := id.Show(groups[in.Limit-1].ID)
				out.Next = &next
			}
			told, err := s.told(ctx, tx, c.Workspace, groups, dir)
			for _, g := range groups {
				out.Groups = append(out.Groups, groupAs(g, told[g.ID]))
			}
			return err
		})
		return out, err
	})
}

func groupAs(g GroupRef, t Told) groupOut {
	o := groupOut{ID: id.Show(g.ID), Network: g.Network, Chat: g.Chat, Name: g.Name, Messages: t.Messages, People: t.People, Unheard: g.Unheard}
	if t.Last > 0 {
		at := time.UnixMilli(t.Last).UTC()
		o.Last = &at
	}
	return o
}

// told counts what was said in groups: as it is recorded where only connections
// tell of a group, and as it was measured last where imports do too.
func (s *Service) told(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []GroupRef, dir Directory) (map[id.Group]Told, error) {
	ids := make([]id.Group, len(groups))
	for i, g := range groups {
		ids[i] = g.ID
	}
	out, err := countsOf(ctx, tx, ws, ids)
	if err != nil {
		return nil, err
	}
	imported, err := importedAmong(ctx, tx, ws, ids)
	if err != nil || len(imported) == 0 {
		return out, err
	}
	measured, err := dir.Measured(ctx, tx, ws, imported)
	for g, t := range measured {
		out[g] = t
	}
	return out, err
}
