package community

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// How many people the question shows, and takes back.
const (
	candidatesShown = 100
	searchShown     = 20
	maxAnswers      = 500
)

// staffNames are words in names that staff go by. ◇
func staffNames() []string {
	return []string{"店", "客服", "小助手", "管理员", "官方", "管理員", "官网", "店长", "小秘书", "助理", "掌柜", "导购", "運營", "运营", "customer service", "official", "support"}
}

// candidate is somebody who may be staff.
type candidate struct {
	row
	Reasons []i18n.Text
	Ticked  bool
}

type staffView struct {
	Rows     []candidate
	Found    []candidate // by the search
	Query    string
	Many     bool
	Searched bool
	Answered bool
}

var ownStaffOnly = i18n.Text{
	Hans: "谁是自己人，要由看得到全部群的人来定。你管的是其中一部分；单个群友可以在群成员页上改。",
	Hant: "誰是自己人，要由看得到全部群組的人來決定。你負責的是其中一部分；單一群友可在群成員頁上修改。",
	En:   "Who the staff are is settled by somebody who sees every group. You look after part of them; single members can be changed on their own pages.",
}

// wholeOnly refuses whoever does not see the whole workspace: the answer holds
// for every group in it.
func wholeOnly(v console.Viewer) error {
	if v.Scope.All {
		return nil
	}
	return fault.New(fault.Forbidden, ownStaffOnly.With())
}

func (p *pages) showStaff(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := wholeOnly(v); err != nil {
		return err
	}
	var view staffView
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view, err = p.candidates(r.Context(), tx, v)
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.staff, view)
}

// candidates lists who may be staff, ticked where a rule says so. Once the
// question has been answered, those are ticked who are staff.
func (p *pages) candidates(ctx context.Context, tx *db.Tx, v console.Viewer) (view staffView, err error) {
	ws := v.Workspace
	if view.Answered, err = p.s.StaffAnswered(ctx, tx, ws); err != nil {
		return view, err
	}
	hidden, err := p.deps.Hidden(ctx, tx, ws)
	if err != nil {
		return view, err
	}
	words := staffNames()
	if name := strings.TrimSpace(v.WorkspaceName); len([]rune(name)) > 1 {
		words = append(words, name)
	}
	ms, err := candidates(ctx, tx, ws, words, hidden, candidatesShown)
	if err != nil {
		return view, err
	}
	posters, err := p.deps.LinkPosters(ctx, tx, ws)
	if err != nil {
		return view, err
	}
	posting, err := identitiesWithSiblings(ctx, tx, ws, posters[:min(len(posters), candidatesShown)])
	if err != nil {
		return view, err
	}
	posts := map[id.Member]bool{}
	for _, i := range posting {
		posts[i.Member] = true
		if !slices.Contains(ms, i.Member) {
			ms = append(ms, i.Member)
		}
	}
	is, err := identitiesOf(ctx, tx, ws, ms)
	if err != nil {
		return view, err
	}
	rows, err := p.counted(ctx, tx, v, ms)
	for _, one := range rows {
		c := candidate{row: one, Reasons: reasonsFor(is, one, words, posts[one.Member])}
		c.Ticked = one.Standing == Staff || !view.Answered && one.Standing == Person
		if one.Standing != Bot {
			view.Rows = append(view.Rows, c)
		}
	}
	return view, err
}

// reasonsFor says why somebody is a candidate.
func reasonsFor(is []Identity, r row, words []string, posts bool) []i18n.Text {
	var out []i18n.Text
	has := func(f func(Identity) bool) bool {
		return slices.ContainsFunc(is, func(i Identity) bool { return i.Member == r.Member && f(i) })
	}
	if r.Standing == Staff {
		out = append(out, r.Why)
	}
	if has(func(i Identity) bool { return i.Self }) {
		out = append(out, becauseSelf)
	}
	if has(func(i Identity) bool { return i.Owner }) {
		out = append(out, becauseOwner)
	}
	if has(func(i Identity) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(i.Name), strings.ToLower(w)) })
	}) {
		out = append(out, becauseName)
	}
	if posts {
		out = append(out, becauseLinks)
	}
	return out
}

// membersIn reads the members that a form's field names.
func membersIn(r *http.Request, field string) ([]id.Member, error) {
	values := r.PostForm[field]
	if len(values) > maxAnswers {
		return nil, fault.New(fault.Limited, tooManyAnswers.With(maxAnswers))
	}
	var out []id.Member
	for _, value := range values {
		m, err := id.Parse[id.Member](value)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out, nil
}

// saveStaff handles the form of the question: it looks for more people, or
// takes the answer.
func (p *pages) saveStaff(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := wholeOnly(v); err != nil {
		return err
	}
	ticked, err := membersIn(r, "staff")
	if err != nil {
		return err
	}
	shown, err := membersIn(r, "shown")
	if err != nil {
		return err
	}
	switch r.PostFormValue("do") {
	case "find":
		return p.findStaff(w, r, v, ticked, shown)
	case "none":
		ticked = nil
	}
	ctx := r.Context()
	err = p.s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := known(ctx, tx, v.Workspace, ticked); err != nil {
			return err
		}
		if err := p.s.answer(ctx, tx, v.Workspace, ticked, shown); err != nil {
			return err
		}
		if err := p.s.AnswerStaff(ctx, tx, v.Workspace, v.User); err != nil {
			return err
		}
		return p.deps.AllChanged(ctx, tx, v.Workspace)
	})
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("members")+"?done=staff") // the list of staff alone follows once the figures have
}

// known fails with NotFound unless every one of ms is a member of ws.
func known(ctx context.Context, tx *db.Tx, ws id.Workspace, ms []id.Member) error {
	is, err := identitiesOf(ctx, tx, ws, ms)
	if err != nil {
		return err
	}
	for _, m := range ms {
		if !slices.ContainsFunc(is, func(i Identity) bool { return i.Member == m }) {
			return fault.New(fault.NotFound, noSuchMember.With())
		}
	}
	return nil
}

// findStaff shows the form again with whom a search found; what was ticked
// stays so.
func (p *pages) findStaff(w http.ResponseWriter, r *http.Request, v console.Viewer, ticked, shown []id.Member) error {
	var view staffView
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if view, err = p.candidates(r.Context(), tx, v); err != nil {
			return err
		}
		view.Query = clip(strings.TrimSpace(r.PostFormValue("q")))
		listed := map[id.Member]bool{}
		for i := range view.Rows {
			c := &view.Rows[i]
			listed[c.Member] = true
			c.Ticked = slices.Contains(ticked, c.Member) || c.Ticked && !slices.Contains(shown, c.Member)
		}
		more := slices.DeleteFunc(slices.Clone(ticked), func(m id.Member) bool { return listed[m] })
		rows, err := p.counted(r.Context(), tx, v, more)
		if err != nil {
			return err
		}
		for _, one := range rows {
			listed[one.Member] = true
			view.Rows = append(view.Rows, candidate{row: one, Reasons: []i18n.Text{becauseYou}, Ticked: true})
		}
		if view.Query == "" {
			return nil
		}
		view.Searched = true
		found, many, err := p.found(r.Context(), tx, v, view.Query, searchShown)
		view.Many = many
		for _, one := range found {
			if !listed[one.Member] {
				view.Found = append(view.Found, candidate{row: one})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.staff, view)
}
