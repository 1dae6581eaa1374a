package manual

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// sizeView is how large a group is, and where newcomers of a full one go.
type sizeView struct {
	Known, Full, Shut bool
	Counted           bool // it is full by its number
	Says              i18n.Message
	Since             i18n.Message // how that was counted; zero where somebody said it as it is
	Do                i18n.Message // one thing to do; zero where there is none
	Limits            bool         // it is near what WeChat itself allows
	Head              i18n.Message // a line for the top of the page; zero while it takes people
	Goes              i18n.Message // where newcomers go
	Next, NextHref    string
	NextHas           i18n.Message // how many people are there
	Free              string       // what a next group would be called, where there is none
	Make              bool         // the viewer may make it
	Person, Group     string       // words for whoever asks, and for the group
	Split             string       // words for a group that may be split; "" for others
	most              int
}

// sizeOf says how large a group is.
func sizeOf(v console.Viewer, h *hall, g *Group) (out sizeView) {
	s := h.seat(g.ID)
	if s == nil {
		return out
	}
	full, band := h.set.Full, BandOf(s.People, h.set.Full)
	out = sizeView{Known: band != Uncounted, Full: h.full(g.ID), Shut: s.Shut, Counted: band == Full, Limits: band >= Right, most: full}
	switch band {
	case Uncounted:
		out.Says = sizeUnknown.With()
	case Growing:
		out.Says, out.Do = sizeGrow.With(s.People, enough(full), enough(full)-s.People), growDo.With()
		if h.set.Shops {
			out.Do = growShop.With()
		}
	case Right:
		out.Says, out.Do = sizeRight.With(s.People, full), rightDo.With()
	case Full:
		out.Says, out.Do = sizeFull.With(s.People, full), fullStay.With()
		if Crowded(s.People, full) {
			out.Do = fullSplit.With()
		}
	}
	if s.Shut {
		out.Do = sizeShut.With()
	}
	if out.Known && h.said[g.ID] != s.People {
		out.Since = sizeSince.With(h.said[g.ID])
	}
	if out.Full {
		out.away(v, h, s)
	}
	return out
}

// away says where newcomers of a full group go, in words that are ready to copy.
func (v *sizeView) away(viewer console.Viewer, h *hall, s *Seat) {
	full := h.set.Full
	if v.Head = headShut.With(); v.Counted {
		v.Head = headFull.With(full)
	}
	next := h.seat(NextOf(h.seats, s.Group, full))
	if next == nil {
		v.Free, v.Make = FreeName(h.seats, s.Name), viewer.Can(auth.Run)
		if v.Goes = shutNone.With(); v.Counted {
			v.Goes = fullNone.With(full)
		}
		return
	}
	v.Next, v.NextHref = next.Name, viewer.At("wechat", id.Show(next.Group))
	if v.NextHas = nextNobody.With(); next.People >= 0 {
		v.NextHas = nextPeople.With(next.People)
	}
	opening := toShut.With(s.Name)
	if v.Goes = shutNext.With(next.Name); v.Counted {
		v.Goes, opening = fullNext.With(full, next.Name), toFull.With(s.Name)
	}
	to := toAsk
	if next.People >= 0 && next.People < Invited {
		to = toCode
	}
	v.Person = to.With(opening.In(viewer.Lang), next.Name).In(viewer.Lang)
	v.Group = toGroup.With(v.Goes.In(viewer.Lang)).In(viewer.Lang)
	if Crowded(s.People, full) && !s.Shut {
		v.Split = toSplit.With(next.Name).In(viewer.Lang)
	}
}

// said is what a page says after something was done that has to do with how large the
// group is; nothing for anything else.
func (v *sizeView) said(r *http.Request, n int) i18n.Message {
	switch what := r.URL.Query().Get("said"); {
	case what == "full" && n > 0 && v.Counted && v.Next != "":
		return saidFull.With(n, v.most, v.Next)
	case what == "full" && n > 0 && v.Counted:
		return saidFullNo.With(n, v.most)
	case what == "full" && n > 0 && v.Full:
		return saidShut.With(n)
	case what == "next":
		left, _ := strconv.Atoi(r.URL.Query().Get("left")) // anything else is none
		switch {
		case left > 0:
			return saidNextSee.With(n, left)
		case r.URL.Query().Get("ask") != "":
			return saidNextAsk.With()
		case n == 0:
			return saidNextNew.With()
		}
		return saidNext.With(n)
	}
	return i18n.Message{}
}

// makeNext handles POST /w/{ws}/wechat/{group}/next.
func (p *pages) makeNext(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	next, made, err := p.s.MakeNext(r.Context(), v.Workspace, byOf(v), group)
	if err != nil {
		return p.done(w, r, v, "next", 0, err)
	}
	here := v.At("wechat", id.Show(group))
	if !made { // a second touch
		return seeOther(w, r, here+"#size")
	}
	if !v.Can(auth.Manage) || !v.Scope.All {
		return seeOther(w, r, here+"?said=next&ask=1#size")
	}
	on, left, err := p.s.Carry(r.Context(), v.Workspace, byOf(v), group, next, v.Lang)
	if err != nil {
		return err
	}
	return seeOther(w, r, here+fmt.Sprintf("?said=next&n=%d&left=%d#size", on, left))
}

// shut handles POST /w/{ws}/wechat/{group}/shut.
func (p *pages) shut(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	to := r.PostFormValue("to")
	if to != "shut" && to != "open" {
		return fault.New(fault.NotFound, noGroup.With())
	}
	return p.done(w, r, v, "kept", 0, p.s.Shut(r.Context(), v.Workspace, byOf(v), group, to == "shut"))
}
