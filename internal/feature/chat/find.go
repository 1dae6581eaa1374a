package chat

import (
	"context"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat/gram"
)

// Message is a message as a page lists it.
type Message struct {
	Line    int64 // its place among all lines
	Group   id.Group
	Key     uint64
	At      int64
	Author  uint32 // of a move, who came or went; of what was taken back, who did
	Kind    event.Kind
	Form    event.Form
	Body    string
	Answers uint64 // key of the message it answers; 0 none
	Edited  bool
	Gone    bool // deleted: it has no words any more
}

// Search is what somebody looks for.
type Search struct {
	Group  id.Group // 0 for all
	Query  string   // "" for everything in a group
	Before int64    // only lines before this one; 0 for the newest
	Limit  int
	// Sees returns those of groups that may be shown; nil for all.
	Sees func(ctx context.Context, tx *db.Tx, groups []id.Group) (map[id.Group]bool, error)
}

// Page is what was found, the newest first.
type Page struct {
	Said []Message
	Next int64 // where to go on, 0 where nothing is left
	Far  bool  // it was looked at as much as one page may, and there is more behind
}

// A question of common words finds more than a page may look through: after so
// many lines it says how far it came.
const findChunk, mostChunks = 250, 16

// Find lists messages. It never looks through more than it may: Next says where
// to go on.
func (s *Service) Find(ctx context.Context, tx *db.Tx, ws id.Workspace, want Search) (p Page, err error) {
	finder, terms := gram.NewFinder(want.Query), gram.Terms(want.Query)
	searching := strings.TrimSpace(want.Query) != ""
	if searching && len(terms) == 0 && want.Group == 0 {
		return p, nil
	}
	before := want.Before
	if before <= 0 {
		before = 1<<63 - 1
	}
	for range mostChunks {
		chunk := findChunk
		if !searching {
			chunk = want.Limit + 1
		}
		lines, err := linesBefore(ctx, tx, ws, want.Group, terms, before, chunk)
		if err != nil {
			return p, err
		}
		said, err := s.messagesOf(ctx, tx, ws, lines, want)
		if err != nil {
			return p, err
		}
		for _, m := range said {
			if searching && (m.Gone || m.Kind != event.Message || !finder.In(m.Body)) {
				continue
			}
			if len(p.Said) == want.Limit {
				p.Next = p.Said[want.Limit-1].Line
				return p, nil
			}
			p.Said = append(p.Said, m)
		}
		if len(lines) < chunk {
			return p, nil
		}
		before = lines[len(lines)-1]
	}
	p.Next, p.Far = before, true
	return p, nil
}

// messagesOf reads the messages of lines, and leaves those out that may not be shown.
func (s *Service) messagesOf(ctx context.Context, tx *db.Tx, ws id.Workspace, lines []int64, want Search) ([]Message, error) {
	said, err := messagesAt(ctx, tx, ws, lines)
	if err != nil || want.Sees == nil || len(said) == 0 {
		return said, err
	}
	seen := map[id.Group]bool{}
	var groups []id.Group
	for _, m := range said {
		if !seen[m.Group] {
			seen[m.Group] = true
			groups = append(groups, m.Group)
		}
	}
	may, err := want.Sees(ctx, tx, groups)
	out := said[:0]
	for _, m := range said {
		if may[m.Group] {
			out = append(out, m)
		}
	}
	return out, err
}

// question writes terms as a dialect's full-text search reads them. The words
// hold letters and digits only, so that nothing in them can be read otherwise.
func question(d db.Dialect, ws id.Workspace, group id.Group, terms []gram.Term) string {
	place := workspaceWord(ws)
	if group != 0 {
		place = groupWord(group)
	}
	quote, start, and := `"`, ` *`, ` AND `
	if d == db.Postgres {
		quote, start, and = `'`, `:*`, ` & `
	}
	parts := []string{quote + place + quote}
	for _, t := range terms {
		word := quote + t.Word + quote
		if t.Start {
			word += start
		}
		parts = append(parts, word)
	}
	return strings.Join(parts, and)
}

// Counted is what connections have told of a group up to this moment; all zero
// where none did.
func (s *Service) Counted(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (Told, error) {
	counts, err := countsOf(ctx, tx, ws, []id.Group{group})
	return counts[group], err
}
