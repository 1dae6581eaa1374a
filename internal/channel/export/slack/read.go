package slack

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// workspace is an export being read.
type workspace struct {
	in        export.Input
	opt       export.Options
	sink      export.Sink
	base      string
	namespace string
	days      map[string][]string // day files by folder, in order
	users     []user
	names     map[event.NativeUser]string
	bots      map[event.NativeUser]bool
	edits     int // old versions of messages met

	chat  event.NativeChat // the channel being read
	file  string           // the file being read
	order export.Sequence
	ev    event.Event
}

func newWorkspace(in export.Input, opt export.Options, sink export.Sink) *workspace {
	return &workspace{
		in: in, opt: opt, sink: sink, namespace: opt.Namespace,
		days:  map[string][]string{},
		names: map[event.NativeUser]string{},
		bots:  map[event.NativeUser]bool{},
	}
}

// user is one element of users.json.
type user struct {
	ID       string `json:"id"`
	TeamID   string `json:"team_id"`
	Name     string `json:"name"`
	RealName string `json:"real_name"`
	IsBot    bool   `json:"is_bot"`
	IsAdmin  bool   `json:"is_admin"`
	IsOwner  bool   `json:"is_owner"`
	Primary  bool   `json:"is_primary_owner"`
	Profile  struct {
		DisplayName string `json:"display_name"`
		RealName    string `json:"real_name"`
	} `json:"profile"`
}

// shown is what a person goes by, as Slack itself shows it.
func (u *user) shown() string {
	for _, name := range []string{u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Name} {
		if name != "" {
			return name
		}
	}
	return ""
}

// channel is one element of channels.json, groups.json, dms.json or
// mpims.json.
type channel struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Creator string   `json:"creator"`
	Members []string `json:"members"`
}

func (w *workspace) read(ctx context.Context) error {
	base, ok := root(w.in.Names())
	if !ok {
		return fault.New(fault.Invalid, notSlack.With(w.in.Name()))
	}
	w.base = base
	w.sortDays()
	if err := w.people(ctx); err != nil {
		return err
	}
	if err := w.directs(ctx); err != nil {
		return err
	}
	for _, list := range []string{"channels.json", "groups.json"} {
		if err := each(ctx, w, list, func(c channel) error { return w.channel(ctx, c) }); err != nil {
			return err
		}
	}
	for _, folder := range w.unlisted() {
		if err := w.channel(ctx, channel{ID: folder, Name: folder}); err != nil {
			return err
		}
	}
	if w.edits == 0 {
		return nil
	}
	return w.skip("", 0, editsLeftOut.With(w.edits))
}

func (w *workspace) skip(file string, line int, why i18n.Message) error {
	return w.sink.Skip(export.Skip{File: file, Line: line, Why: why})
}

// sortDays finds the day files of each folder.
func (w *workspace) sortDays() {
	for _, name := range w.in.Names() {
		dir, file := path.Split(name)
		folder := path.Clean(dir)
		if !dayFile.MatchString(file) || path.Dir(folder) != w.base {
			continue
		}
		w.days[path.Base(folder)] = append(w.days[path.Base(folder)], name)
	}
	for _, files := range w.days {
		slices.Sort(files)
	}
}

// people reads users.json. Without it people have ids and no names.
func (w *workspace) people(ctx context.Context) error {
	err := each(ctx, w, "users.json", func(u user) error {
		if u.ID == "" {
			return nil
		}
		w.users = append(w.users, u)
		w.names[event.NativeUser(u.ID)] = u.shown()
		if u.IsBot || u.ID == "USLACKBOT" {
			w.bots[event.NativeUser(u.ID)] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	if w.namespace == "" {
		w.namespace = w.team()
	}
	for _, u := range w.users {
		p := w.person(u.ID)
		p.Owner, p.Admin = u.IsOwner || u.Primary, u.IsAdmin
		if err := w.sink.Person(p); err != nil {
			return err
		}
	}
	return nil
}

// team is the workspace's own id: that of its primary owner, for guests from
// other workspaces are listed too.
func (w *workspace) team() string {
	if i := slices.IndexFunc(w.users, func(u user) bool { return u.Primary && u.TeamID != "" }); i >= 0 {
		return w.users[i].TeamID
	}
	for _, u := range w.users {
		if u.TeamID != "" {
			return u.TeamID
		}
	}
	return ""
}

func (w *workspace) person(id string) export.Person {
	p := export.Person{
		Network: event.Slack, Namespace: w.namespace,
		Actor: event.Actor{ID: event.NativeUser(id), Name: w.names[event.NativeUser(id)]},
	}
	if w.bots[p.ID] {
		p.Kind = export.Bot
	}
	return p
}

// directs counts conversations that are nobody's group and takes their
// messages off the table.
func (w *workspace) directs(ctx context.Context) error {
	n := 0
	for _, list := range []string{"dms.json", "mpims.json"} {
		err := each(ctx, w, list, func(c channel) error {
			n++
			delete(w.days, c.ID)
			delete(w.days, c.Name)
			return nil
		})
		if err != nil {
			return err
		}
	}
	if n == 0 {
		return nil
	}
	return w.skip("", 0, directsLeftOut.With(n))
}

// unlisted returns folders of messages that no list names, in order.
func (w *workspace) unlisted() []string {
	var out []string
	for folder := range w.days {
		out = append(out, folder)
	}
	slices.Sort(out)
	return out
}

// channel tells a channel, its members and its messages.
func (w *workspace) channel(ctx context.Context, c channel) error {
	if c.ID == "" && c.Name == "" {
		return nil
	}
	if c.ID == "" {
		c.ID = c.Name
	}
	w.chat, w.order = event.NativeChat(c.ID), export.Sequence{}
	if err := w.sink.Group(export.Group{
		Network: event.Slack, Namespace: w.namespace, Chat: w.chat, Name: c.Name,
	}); err != nil {
		return err
	}
	if c.Creator != "" && !slices.Contains(c.Members, c.Creator) {
		c.Members = append(c.Members, c.Creator)
	}
	for _, id := range c.Members {
		p := w.person(id)
		p.Chat, p.Owner = w.chat, id == c.Creator
		if err := w.sink.Person(p); err != nil {
			return err
		}
	}
	folder := c.Name
	if _, ok := w.days[folder]; !ok {
		folder = c.ID
	}
	days := w.days[folder]
	delete(w.days, folder)
	for _, file := range days {
		if err := w.day(ctx, file); err != nil {
			return err
		}
	}
	return nil
}

func (w *workspace) day(ctx context.Context, file string) error {
	w.file = file
	return w.open(ctx, file, func(doc *walk.Document) error {
		return walk.Each(ctx, doc, w.message, func(line, nth int) error {
			return w.skip(file, line, doc.Why(notAMessage.With(nth)))
		})
	})
}

// open reads one inner file with visit. Damage to it is a skip, and so is a
// file that does not hold a list.
func (w *workspace) open(ctx context.Context, file string, visit func(*walk.Document) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return walk.Settle(walk.Open(w.in, file, visit), file, w.sink)
}

// each calls visit for every element of a list at the root of the export. A
// list that is not there is empty.
func each[T any](ctx context.Context, w *workspace, list string, visit func(T) error) error {
	file := strings.TrimPrefix(path.Join(w.base, list), "./")
	if !slices.Contains(w.in.Names(), file) {
		return nil
	}
	return w.open(ctx, file, func(doc *walk.Document) error {
		return walk.Each(ctx, doc, func(v *T, _, _ int) error { return visit(*v) }, func(line, nth int) error {
			return w.skip(file, line, doc.Why(notAnEntry.With(nth)))
		})
	})
}
