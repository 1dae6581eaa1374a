package sandbox

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

// view is the whole page.
type view struct {
	MayRun bool
	Says   *i18n.Message // what could not be done
	Here   string        // the address of what the phone shows
	Live   string
	Phone  phone
	Clock  clockView
	Faults faultsView
	Story  storyView
}

// spot is what the phone shows, as its address says.
type spot struct {
	chat  event.NativeChat
	as    event.NativeUser
	sheet string // "about" for what can be done in the group
	reply event.NativeMessage
	edit  event.NativeMessage
}

func spotOf(q url.Values) spot {
	return spot{event.NativeChat(q.Get("chat")), event.NativeUser(q.Get("as")), q.Get("sheet"), event.NativeMessage(q.Get("reply")),
		event.NativeMessage(q.Get("edit"))}
}

// href is the address of a spot.
func (s spot) href(v console.Viewer) string {
	q := url.Values{}
	for key, value := range map[string]string{"chat": string(s.chat), "as": string(s.as), "sheet": s.sheet, "reply": string(s.reply), "edit": string(s.edit)} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if len(q) == 0 {
		return v.At("sandbox")
	}
	return v.At("sandbox") + "?" + q.Encode()
}

// phone is what the phone shows.
type phone struct {
	Self   someone
	Others []someone // who can be acted as
	Chat   *chatView // nil: the list of groups
	Chats  []chatRow
	As     string

	Profiles []choice // of a group that is to be made
}

// someone is a person in the phone.
type someone struct {
	Name, Initial string
	Hue           int
	Href          string
	Word          i18n.Text // what they are
	Staff, Spams  bool
	id            event.NativeUser
}

// chatRow is one group in the list.
type chatRow struct {
	Name, Initial, Href string
	Hue                 int
	Last                string
	Word                i18n.Text // instead of Last, for what is no text
	At                  string
	Unread              string // "" for none
	Waiting             int
	In, Dismissed       bool
	Profile             i18n.Text
}

// stage is what a page is made from.
type stage struct {
	v       console.Viewer
	at      spot
	now     time.Time
	chats   []sandbox.Chat
	people  []sandbox.Someone // of the open group, or of the first
	players []sandbox.Someone
	inside  map[event.NativeChat]bool
}

// show handles GET /w/{ws}/sandbox.
func (p *pages) show(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	p.deps.Watching(v.Workspace)
	return p.render(w, r, v, spotOf(r.URL.Query()), http.StatusOK, nil)
}

// refuse shows the page again with why something could not be done.
func (p *pages) refuse(w http.ResponseWriter, r *http.Request, v console.Viewer, at spot, err error) error {
	if !console.Correctable(err) && console.StatusOf(err) >= http.StatusInternalServerError {
		return err
	}
	says := console.FormOf(err).Says
	return p.render(w, r, v, at, console.StatusOf(err), &says)
}

func (p *pages) render(w http.ResponseWriter, r *http.Request, v console.Viewer, at spot, status int, says *i18n.Message) error {
	ctx := r.Context()
	s, err := p.stage(ctx, v, at)
	if err != nil {
		return err
	}
	if len(s.chats) == 0 {
		return p.shell.ShowStatus(w, r, v, status, p.none, noneView{MayMake: v.Can(auth.Manage), To: v.At("sandbox", "fill")})
	}
	out := view{MayRun: v.Can(auth.Run), Says: says, Live: v.At("sandbox", "live")}
	var shown []sandbox.Shown
	if out.Phone, shown, err = p.phone(ctx, s); err != nil {
		return err
	}
	out.Here = s.at.href(v)
	if out.Clock, err = p.clock(ctx, s); err != nil {
		return err
	}
	if out.Faults, err = p.faults(ctx, s); err != nil {
		return err
	}
	if out.Story, err = p.story(ctx, s, shown); err != nil {
		return err
	}
	return p.shell.ShowStatus(w, r, v, status, p.main, out)
}

// stage reads who and what there is.
func (p *pages) stage(ctx context.Context, v console.Viewer, at spot) (*stage, error) {
	s := &stage{v: v, at: at, inside: map[event.NativeChat]bool{}}
	var err error
	if s.players, err = p.p.People(ctx, v.Workspace, ""); err != nil {
		return nil, err
	}
	if s.at.as == "" && len(s.players) > 0 {
		s.at.as = s.players[0].ID
	}
	if s.chats, err = p.p.Chats(ctx, v.Workspace, s.at.as); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(s.chats, func(c sandbox.Chat) bool { return c.ID == s.at.chat }) {
		s.at.chat, s.at.sheet, s.at.reply, s.at.edit = "", "", "", ""
	}
	for i, c := range s.chats {
		people, err := p.p.People(ctx, v.Workspace, c.ID)
		if err != nil {
			return nil, err
		}
		s.inside[c.ID] = slices.ContainsFunc(people, func(x sandbox.Someone) bool { return x.ID == s.at.as })
		if c.ID == s.at.chat || i == 0 && s.at.chat == "" {
			s.people = people
		}
	}
	c, err := p.p.Clock(ctx, v.Workspace)
	s.now = c.At(p.wall())
	return s, err
}

// wall is the time outside.
func (p *pages) wall() time.Time { return p.shell.ClockOf(0).Now() }

// local is a time on the workspace's clock, as its zone shows it.
func (s *stage) local(at time.Time) time.Time {
	if s.v.Zone == nil {
		return at.UTC()
	}
	return at.In(s.v.Zone)
}

// phone works out what the phone shows, with the messages it shows.
func (p *pages) phone(ctx context.Context, s *stage) (phone, []sandbox.Shown, error) {
	out := phone{As: string(s.at.as)}
	out.Self, out.Others = s.selves()
	for _, c := range s.chats {
		out.Chats = append(out.Chats, s.row(c))
	}
	if s.at.chat == "" {
		for _, p := range [...]sandbox.Profile{sandbox.Rich, sandbox.WeCom, sandbox.Poor} {
			out.Profiles = append(out.Profiles, choice{string(p), profileWords[p].In(s.v.Lang)})
		}
		return out, nil, nil
	}
	i := slices.IndexFunc(s.chats, func(c sandbox.Chat) bool { return c.ID == s.at.chat })
	chat, shown, err := p.chat(ctx, s, s.chats[i])
	out.Chat = chat
	return out, shown, err
}

// selves are who acts, and who could: the players, and the staff of the group.
func (s *stage) selves() (self someone, others []someone) {
	list := slices.Clone(s.players)
	for _, x := range s.people {
		if x.Kind == "staff" {
			list = append(list, x)
		}
	}
	for _, x := range list {
		to := spot{chat: s.at.chat, as: x.ID}
		one := someone{Name: x.Name, Initial: initial(x.Name), Hue: hue(x.Name), Href: to.href(s.v), Word: wordPlayer, id: x.ID}
		switch {
		case x.Kind == "staff":
			one.Staff, one.Word = true, wordStaff
		case slices.Contains(spammers, x.Name):
			one.Spams, one.Word = true, wordSpammer
		case slices.Contains(newcomers, x.Name):
			one.Word = wordNewcomer
		}
		if x.ID == s.at.as {
			self = one
		}
		others = append(others, one)
	}
	if self.id == "" && len(others) > 0 { // somebody the address made up
		self = others[0]
		s.at.as = self.id
	}
	return self, others
}

func (s *stage) row(c sandbox.Chat) chatRow {
	to := spot{chat: c.ID, as: s.at.as}
	out := chatRow{Name: c.Name, Initial: initial(c.Name), Hue: hue(c.Name), Href: to.href(s.v), Waiting: c.Waiting,
		In: s.inside[c.ID], Dismissed: c.Dismissed, Profile: profileWords[c.Profile], At: s.when(c.Last)}
	if out.In {
		out.Unread = unread(c.Unread)
	}
	out.Last, _, _ = strings.Cut(c.Text, "\n")
	if w, ok := formWords[c.Form]; ok && (c.Form != event.Text || c.Text == "") && !c.Last.IsZero() {
		out.Word = w
	}
	return out
}

// unread is a count as a list shows it.
func unread(n int64) string {
	switch {
	case n <= 0:
		return ""
	case n > 99:
		return "99+"
	}
	return strconv.FormatInt(n, 10)
}

// when is a time as a chat's list shows it: today's hour, else the day.
func (s *stage) when(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	a, n := s.local(at), s.local(s.now)
	if a.YearDay() == n.YearDay() && a.Year() == n.Year() {
		return a.Format("15:04")
	}
	return a.Format("01-02")
}
