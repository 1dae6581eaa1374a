package chat

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat/gram"
	"github.com/huoshui/huoshui/internal/web/console"
)

// How many messages a page lists, how many newer ones stand above a message
// that was gone to, how long a query may be, and how much of a text is shown.
const (
	messagesShown = 50
	newerShown    = 10
	longestQuery  = 100
	longestShown  = 1500
	longestQuote  = 60
)

// saidView is the page of messages, of one group or of all.
type saidView struct {
	Group     string // its name; "" on the page of all groups
	GroupHref string
	Here      string // the page's own address, without what is looked for
	AllHref   string // the same search in all groups
	Query     string
	NoWords   bool // nothing in the query can be looked for
	Reading   bool // an import is still being read for the search
	Said      []saidRow
	Older     string // address; "" where nothing is left
	Newest    string // address; "" where this is the newest
	Far       bool   // nothing was found so far, and there is more behind
	FarBack   time.Time
	Forbidden bool
	Role      i18n.Text
}

// saidRow is a message.
type saidRow struct {
	Line      string
	Day       string // its day, where it begins here
	At        time.Time
	Clock     string
	Who       string // "" for nobody known
	WhoHref   string
	Group     string // on the page of all groups
	GroupHref string
	Around    string    // what was said before and after it
	Story     string    // what happened to it
	Moved     i18n.Text // what they did instead of saying something; zero for a message
	Form      i18n.Text
	Pieces    []gram.Piece
	Cut       bool
	Edited    bool
	Gone      bool
	Here      bool // it was gone to
	Reply     *saidReply
}

// saidReply is what a message answers.
type saidReply struct {
	Who   string
	Form  i18n.Text
	Text  string
	Gone  bool
	Known bool
	Href  string
}

func (p *pages) messageRoutes() {
	p.shell.Handle("GET /w/{ws}/messages", auth.View, p.showSearch)
	p.shell.Handle("GET /w/{ws}/groups/{group}/messages", auth.View, p.showMessages)
}

// showSearch handles GET /w/{ws}/messages: a search in all groups of the viewer.
func (p *pages) showSearch(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := &saidView{Query: queryOf(r), Here: v.At("messages")}
	if !v.Can(auth.Quotes) {
		return p.refuse(w, r, v, view)
	}
	ctx, want := r.Context(), Search{Query: view.Query, Before: lineIn(r, "before"), Limit: messagesShown}
	view.NoWords = view.Query != "" && len(gram.Terms(view.Query)) == 0
	names := map[id.Group]GroupName{}
	want.Sees = func(ctx context.Context, tx *db.Tx, groups []id.Group) (map[id.Group]bool, error) {
		return p.seen(ctx, tx, v, groups, names)
	}
	err := p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if view.Reading, err = unread(ctx, tx, v.Workspace, 0); err != nil || view.Query == "" {
			return err
		}
		found, err := p.s.Find(ctx, tx, v.Workspace, want)
		if err != nil {
			return err
		}
		return p.fill(ctx, tx, v, view, found, names, r)
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.messages, view)
}

// seen names groups into names, and says which of them v may see.
func (p *pages) seen(ctx context.Context, tx *db.Tx, v console.Viewer, groups []id.Group, names map[id.Group]GroupName) (map[id.Group]bool, error) {
	found, err := p.naming.GroupNames(ctx, tx, v.Workspace, v.Scope, groups)
	out := map[id.Group]bool{}
	for g, n := range found {
		names[g], out[g] = n, true
	}
	return out, err
}

var noGroup = i18n.Text{
	Hans: "没有这个群。它可能已经随导入一起撤掉，或者不归你看的门店。请回到群列表找找。",
	Hant: "沒有這個群組。它可能已隨匯入一併撤銷，或不屬於你可看的門市。請回到群組清單找找看。",
	En:   "There is no such group. It may have gone with an import that was undone, or belong to a store you do not see. Go back to the list of groups.",
}

// showMessages handles GET /w/{ws}/groups/{group}/messages: what was said in a
// group, or what of it is looked for.
func (p *pages) showMessages(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := id.Parse[id.Group](r.PathValue("group"))
	if err != nil {
		return err
	}
	view := &saidView{Query: queryOf(r), Here: v.At("groups", id.Show(group), "messages"), GroupHref: v.At("groups", id.Show(group))}
	ctx, want := r.Context(), Search{Group: group, Query: view.Query, Before: lineIn(r, "before"), Limit: messagesShown}
	names := map[id.Group]GroupName{}
	err = p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		may, err := p.seen(ctx, tx, v, []id.Group{group}, names)
		if err == nil && !may[group] {
			err = fault.New(fault.NotFound, noGroup.With())
		}
		view.Group = names[group].Name
		if err != nil || !v.Can(auth.Quotes) {
			return err
		}
		if view.Reading, err = unread(ctx, tx, v.Workspace, group); err != nil {
			return err
		}
		if at := lineIn(r, "around"); at > 0 && view.Query == "" {
			if want.Before, err = lineAfter(ctx, tx, v.Workspace, group, at, newerShown); err != nil {
				return err
			}
			if want.Before++; want.Before == 1 { // nothing came after
				want.Before = 0
			}
		}
		found, err := p.s.Find(ctx, tx, v.Workspace, want)
		if err != nil {
			return err
		}
		if err := p.fill(ctx, tx, v, view, found, names, r); err != nil {
			return err
		}
		return p.fillReplies(ctx, tx, v, view, found.Said, group)
	})
	switch {
	case err != nil:
		return err
	case !v.Can(auth.Quotes):
		return p.refuse(w, r, v, view)
	}
	if view.Query != "" {
		view.AllHref = v.At("messages") + "?q=" + url.QueryEscape(view.Query)
	}
	return p.shell.Show(w, r, v, p.messages, view)
}

// refuse shows that a role does not read what people wrote, and who can change
// that. Nothing of it was read.
func (p *pages) refuse(w http.ResponseWriter, r *http.Request, v console.Viewer, view *saidView) error {
	view.Forbidden, view.Role, view.Query = true, v.Role.Label(), ""
	return p.shell.ShowStatus(w, r, v, http.StatusForbidden, p.messages, view)
}

// queryOf is what is looked for, as far as it is read.
func queryOf(r *http.Request) string {
	q := strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(r.URL.Query().Get("q"), "\x00", " "), "")), " ")
	if rs := []rune(q); len(rs) > longestQuery {
		q = string(rs[:longestQuery])
	}
	return q
}

// lineIn reads the number of a line from the address; 0 where there is none.
func lineIn(r *http.Request, name string) int64 {
	n, err := strconv.ParseInt(r.URL.Query().Get(name), 36, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func lineName(line int64) string { return strconv.FormatInt(line, 36) }

// at is the page's address with some values.
func (s *saidView) at(pairs ...string) string {
	q := url.Values{}
	if s.Query != "" {
		q.Set("q", s.Query)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	if len(q) == 0 {
		return s.Here
	}
	return s.Here + "?" + q.Encode()
}

// fill puts what was found on the page.
func (p *pages) fill(ctx context.Context, tx *db.Tx, v console.Viewer, view *saidView, found Page, groups map[id.Group]GroupName, r *http.Request) error {
	var ords []uint32
	for _, m := range found.Said {
		if !slices.Contains(ords, m.Author) {
			ords = append(ords, m.Author)
		}
	}
	names, err := p.naming.AuthorNames(ctx, tx, v.Workspace, ords)
	if err != nil {
		return err
	}
	finder, day := gram.NewFinder(view.Query), ""
	around := lineIn(r, "around")
	for _, m := range found.Said {
		row := rowOf(v, m, names, finder)
		row.Story = v.At("story") + "?id=" + url.QueryEscape(MessageRef{Group: m.Group, Month: Month(m.At), Key: m.Key}.String())
		row.Around, row.Here = v.At("groups", id.Show(m.Group), "messages")+"?around="+lineName(m.Line)+"#l"+row.Line, m.Line == around
		if view.Group == "" {
			row.Group, row.GroupHref = cutText(groups[m.Group].Name, 30), v.At("groups", id.Show(m.Group))
		}
		if today := row.At.Format("2006-01-02"); today != day {
			row.Day, day = today, today
		}
		view.Said = append(view.Said, row)
	}
	if found.Next != 0 {
		view.Older = view.at("before", lineName(found.Next))
	}
	if lineIn(r, "before") != 0 || around != 0 {
		view.Newest = view.at()
	}
	if view.Far = found.Far; found.Far {
		view.FarBack = timeOfLine(found.Next).In(zoneOf(v))
	}
	return nil
}

// timeOfLine is about when a line's message was said.
func timeOfLine(line int64) time.Time { return time.UnixMilli(line>>lineBits + lineFrom) }

func zoneOf(v console.Viewer) *time.Location {
	if v.Zone == nil {
		return time.UTC
	}
	return v.Zone
}

// rowOf is a message as the page lists it.
func rowOf(v console.Viewer, m Message, names map[uint32]Author, finder gram.Finder) saidRow {
	row := saidRow{Line: lineName(m.Line), At: time.UnixMilli(m.At).In(zoneOf(v)), Edited: m.Edited && !m.Gone, Gone: m.Gone}
	row.Clock = row.At.Format("15:04")
	if a, ok := names[m.Author]; ok {
		row.Who, row.WhoHref = cutText(a.Name, 30), v.At("members", id.Show(a.Member))
	}
	if row.Moved = movedWords[m.Kind]; m.Gone || m.Kind != event.Message {
		return row
	}
	row.Form = formWords[m.Form]
	text := cutText(m.Body, longestShown)
	row.Cut = len(text) < len(m.Body)
	row.Pieces = finder.Cut(text)
	return row
}

// cutText shortens s to at most n characters.
func cutText(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "…"
}

// fillReplies tells of the messages of a group what they answer.
func (p *pages) fillReplies(ctx context.Context, tx *db.Tx, v console.Viewer, view *saidView, said []Message, group id.Group) error {
	var keys []uint64
	var months []int32
	for _, m := range said {
		if m.Answers == 0 {
			continue
		}
		keys = append(keys, m.Answers)
		for _, month := range []int32{Month(m.At), Month(m.At) - 1} {
			if !slices.Contains(months, month) {
				months = append(months, month)
			}
		}
	}
	known, err := answered(ctx, tx, v.Workspace, group, keys, months[:min(len(months), 24)])
	if err != nil {
		return err
	}
	var ords []uint32
	for _, m := range known {
		ords = append(ords, m.Author)
	}
	names, err := p.naming.AuthorNames(ctx, tx, v.Workspace, ords)
	if err != nil {
		return err
	}
	for i, m := range said {
		if m.Answers == 0 || m.Gone {
			continue
		}
		reply := &saidReply{}
		if to, ok := known[m.Answers]; ok {
			reply.Known, reply.Gone, reply.Who = true, to.Gone, cutText(names[to.Author].Name, 30)
			reply.Form, reply.Text = formWords[to.Form], cutText(strings.Join(strings.Fields(to.Body), " "), longestQuote)
		}
		view.Said[i].Reply = reply
	}
	return nil
}

// movedWords say what somebody did who said nothing.
var movedWords = map[event.Kind]i18n.Text{
	event.Delete: {Hans: "撤回了一条消息", Hant: "收回了一則訊息", En: "took a message back"},
	event.Join:   {Hans: "进群了", Hant: "入群了", En: "joined"},
	event.Leave:  {Hans: "退群了", Hant: "退群了", En: "left"},
	event.Remove: {Hans: "被移出了群", Hant: "被移出了群組", En: "was removed"},
}

// formWords name what is not text.
var formWords = map[event.Form]i18n.Text{
	event.Voice:    {Hans: "语音", Hant: "語音", En: "Voice"},
	event.Picture:  {Hans: "图片", Hant: "圖片", En: "Picture"},
	event.Video:    {Hans: "视频", Hant: "影片", En: "Video"},
	event.Sticker:  {Hans: "表情", Hant: "貼圖", En: "Sticker"},
	event.File:     {Hans: "文件", Hant: "檔案", En: "File"},
	event.Link:     {Hans: "链接", Hant: "連結", En: "Link"},
	event.Chain:    {Hans: "接龙", Hant: "接龍", En: "Sign-up chain"},
	event.Red:      {Hans: "红包", Hant: "紅包", En: "Red packet"},
	event.Location: {Hans: "位置", Hant: "位置", En: "Location"},
	event.Poke:     {Hans: "拍一拍", Hant: "拍一拍", En: "Nudge"},
	event.Other:    {Hans: "其他消息", Hant: "其他訊息", En: "Other"},
}
