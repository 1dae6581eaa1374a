package sandbox

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

// moreView is what can be done with the open group itself.
type moreView struct {
	Name    string
	Guests  []choice // who could be brought in
	Members []choice // who could be removed, by whoever runs the group
	Leads   bool     // the one acted as runs the group
	People  int
}

// choice is one of a list to choose from.
type choice struct{ Value, Label string }

// leads reports whether the one acted as owns the open group or is its staff.
func (s *stage) leads() bool {
	return slices.ContainsFunc(s.people, func(x sandbox.Someone) bool { return x.ID == s.at.as && (x.Owner || x.Kind == "staff") })
}

func (s *stage) more(c sandbox.Chat) *moreView {
	out := &moreView{Name: c.Name, Leads: s.leads(), People: c.People}
	inside := map[event.NativeUser]bool{}
	for _, x := range s.people {
		inside[x.ID] = true
		if x.ID != s.at.as && x.Kind != "account" {
			out.Members = append(out.Members, choice{string(x.ID), x.Name})
		}
	}
	for _, x := range s.players {
		if !inside[x.ID] {
			out.Guests = append(out.Guests, choice{string(x.ID), x.Name})
		}
	}
	return out
}

var (
	notLeading = text("只有群主和店员能做这件事。先在上面换成他们。", "只有群主和店員能做這件事。先在上面換成他們。", "Only the owner of a group and the staff do that. Be one of them first.")
	unknownOne = text("没有找到这个人。请从名单里选。", "找不到這個人。請從名單裡選。", "There is no such person. Choose one from the list.")
)

// run does what is done with a group itself. known is whether do is such a
// thing.
func (p *pages) run(ctx context.Context, ws id.Workspace, s *stage, r *http.Request) (to spot, known bool, err error) {
	at, who := s.at, event.NativeUser(r.PostFormValue("who"))
	to = spot{chat: at.chat, as: at.as}
	switch do := r.PostFormValue("do"); do {
	case "create":
		to.chat, err = p.p.CreateGroup(ctx, ws, r.PostFormValue("name"), sandbox.Profile(r.PostFormValue("profile")), at.as)
	case "rename":
		err = p.p.Rename(ctx, ws, at.chat, at.as, r.PostFormValue("name"))
	case "invite":
		if !slices.ContainsFunc(s.players, func(x sandbox.Someone) bool { return x.ID == who }) {
			return to, true, fault.New(fault.NotFound, unknownOne.With())
		}
		err = p.p.Invite(ctx, ws, at.chat, at.as, who)
	case "remove", "dismiss":
		switch {
		case !s.leads():
			err = fault.New(fault.Forbidden, notLeading.With())
		case do == "remove":
			err = p.p.Remove(ctx, ws, at.chat, at.as, who)
		default:
			err = p.p.Dismiss(ctx, ws, at.chat, at.as)
		}
	default:
		return at, false, nil
	}
	return to, true, err
}

// faultsView is what the platform suffers, and what it can be made to suffer.
type faultsView struct {
	Down    bool
	Limited string // until when, "" where it is not
	Lose    bool   // the next thing is still to be lost
	Twice   bool
	Lost    int64 // how many were
	Any     bool
}

// limitFor is for how long a platform refuses deeds when it is told to limit.
const limitFor = time.Minute

func (p *pages) faults(ctx context.Context, s *stage) (faultsView, error) {
	f, err := p.p.Faults(ctx, s.v.Workspace)
	out := faultsView{Down: f.Down, Lose: f.Lose > 0, Twice: f.Twice > 0, Lost: f.Lost}
	if !f.Limited.IsZero() {
		out.Limited = s.local(f.Limited).Format("15:04:05")
	}
	out.Any = f.Down || out.Limited != "" || out.Lose || out.Twice
	return out, err
}

// setFault handles POST /w/{ws}/sandbox/fault: the platform suffers, or is well
// again.
func (p *pages) setFault(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	f, err := p.p.Faults(r.Context(), v.Workspace)
	if err != nil {
		return err
	}
	switch r.PostFormValue("do") {
	case "down":
		f.Down = true
	case "up":
		f.Down = false
	case "limit":
		f.Limited = p.wall().Add(limitFor)
	case "unlimit":
		f.Limited = time.Time{}
	case "lose":
		f.Lose = 1
	case "twice":
		f.Twice = 1
	case "spare": // neither
		f.Lose, f.Twice = 0, 0
	default:
		return p.refuse(w, r, v, spotOf(r.PostForm), fault.New(fault.Invalid, badForm.With()))
	}
	if err := p.p.SetFaults(r.Context(), v.Workspace, f); err != nil {
		return p.refuse(w, r, v, spotOf(r.PostForm), err)
	}
	return redirect(w, r, spotOf(r.PostForm).href(v))
}

// shownNotices is how many notices stand between the messages shown.
const shownNotices = 40

// notice says what members see between messages.
func (s *stage) notice(n *sandbox.Notice) i18n.Message {
	who, by := n.Who.Name, n.By.Name
	switch n.Kind {
	case event.Join:
		switch {
		case by != "":
			return noticeBrought.With(by, who)
		case n.Words == "qr":
			return noticeScanned.With(who)
		}
		return noticeJoined.With(who)
	case event.Leave:
		return noticeLeft.With(who)
	case event.Remove:
		if by != "" {
			return noticeRemovedBy.With(by, who)
		}
		return noticeRemoved.With(who)
	case event.GroupRenamed:
		if who == "" {
			return noticeNamed.With(n.Words)
		}
		return noticeRenamed.With(who, n.Words)
	}
	if who == "" {
		return noticeEnded.With()
	}
	return noticeDismissed.With(who)
}

var (
	noticeJoined    = text("%s 进群了", "%s 進群了", "%s joined")
	noticeScanned   = text("%s 扫码进群了", "%s 掃碼進群了", "%s joined by scanning the code")
	noticeBrought   = text("%s 邀请 %s 进群了", "%s 邀請 %s 進群了", "%s brought %s in")
	noticeLeft      = text("%s 退群了", "%s 退群了", "%s left")
	noticeRemoved   = text("%s 被移出了群", "%s 被移出了群組", "%s was removed")
	noticeRemovedBy = text("%s 把 %s 移出了群", "%s 把 %s 移出了群組", "%s removed %s")
	noticeRenamed   = text("%s 把群名改成了“%s”", "%s 把群組名稱改成了「%s」", "%s renamed the group to “%s”")
	noticeNamed     = text("群名改成了“%s”", "群組名稱改成了「%s」", "The group is now called “%s”")
	noticeDismissed = text("%s 解散了这个群", "%s 解散了這個群組", "%s dismissed the group")
	noticeEnded     = text("这个群解散了", "這個群組解散了", "The group was dismissed")
)
