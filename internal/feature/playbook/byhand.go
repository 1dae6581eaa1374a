package playbook

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/web/console"
)

// handStart is the first start of an SOP that a person gives; false where there is
// none, or the SOP is about single members.
func handStart(s *script.Playbook) (n int, ok bool) {
	n = slices.IndexFunc(s.Start, func(one script.Start) bool { return one.Hand })
	return n, n >= 0 && s.Per != script.PerMember
}

// mostByHand is in how many groups a person begins an SOP at once.
const mostByHand = 500

// isPress is how a press of the button is named: the same begins nothing twice.
var isPress = regexp.MustCompile(`^[0-9]{1,20}$`)

// BeginByHand begins an SOP now, as a person wants: in one group, or with 0 in all in
// which it runs. It returns in how many it began: those where it is paused, is still to
// be released or may not begin by its own condition are left out. It fails with
// Conflict where the SOP does not run or begins by no hand, and with Invalid.
func (s *Service) BeginByHand(ctx context.Context, ws id.Workspace, book id.Playbook, in id.Group, press string) (began int, err error) {
	if !isPress.MatchString(press) {
		return 0, fault.New(fault.Invalid, badPress.With())
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		b, err := bookOf(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		p, err := s.program(ctx, tx, ws, book, b.Version)
		if err != nil {
			return err
		}
		n, ok := handStart(p.Book)
		if !ok || b.State != On {
			return fault.New(fault.Conflict, notByHand.With())
		}
		all, err := places(ctx, tx, ws, book)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(one Place) bool { return one.still() || in != 0 && one.Group != in })
		if len(all) > mostByHand {
			return fault.New(fault.Invalid, tooManyByHand.With(mostByHand))
		}
		if began, err = s.beginIn(ctx, tx, ws, &starting{book: b, p: p, n: n, start: &p.Starts()[n]}, all, "hand/"+p.Starts()[n].ID+"/"+press); err != nil || began == 0 {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.PlaybookBegun, Subject: id.Show(book), Detail: audit.Detail{Count: int64(began)}})
	})
	return began, err
}

// beginIn begins an SOP in groups by one occasion.
func (s *Service) beginIn(ctx context.Context, tx *db.Tx, ws id.Workspace, st *starting, all []Place, occasion string) (began int, err error) {
	now := s.Clock(ws).Now()
	subjects := make([]Subject, len(all))
	for i := range all {
		subjects[i] = Subject{Group: all[i].Group}
	}
	known, err := s.Needs.Knows(ctx, tx, ws, now, subjects, st.p.Asked().Besides("group.state"))
	if err != nil {
		return 0, err
	}
	var moves []move
	for i := range all {
		if known[i].Gone || !mayBegin(st.p, st.start, &known[i], all[i].Fields, now) {
			continue
		}
		r := Run{Book: st.book.ID, Version: st.book.Version, Subject: subjects[i], Occasion: occasion, State: st.p.Begin(st.start.ID, now, all[i].Fields)}
		is, err := s.beginOnce(ctx, tx, ws, st.p, &r, known[i].Zone, now)
		if err != nil {
			return 0, err
		}
		if is {
			moves = append(moves, move{run: r, event: cond.Event{Kind: "hand"}})
		}
	}
	return len(moves), s.moveAll(ctx, tx, ws, now, moves)
}

// handView is what begins an SOP by hand, on its page.
type handView struct {
	Press  string
	Groups []placeView // where it can; none for the workspace as a whole
}

// handOf is how an SOP is begun by hand now; nil where it is not.
func (p *pages) handOf(b Book, s *script.Playbook, all []placeView) *handView {
	if _, ok := handStart(s); !ok || b.State != On {
		return nil
	}
	view := &handView{Press: strconv.FormatInt(p.s.DB.Clock.Now().UnixNano(), 10)}
	for _, one := range all {
		if one.Chosen && !one.Paused {
			view.Groups = append(view.Groups, one)
		}
	}
	return view
}

// begin begins an SOP by hand.
func (p *pages) begin(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.launched(w, r, v, func(book id.Playbook) error {
		var in id.Group
		if chosen := r.FormValue("group"); chosen != "" {
			var err error
			if in, err = id.Parse[id.Group](chosen); err != nil {
				return err
			}
		}
		began, err := p.s.BeginByHand(r.Context(), v.Workspace, book, in, r.FormValue("press"))
		if err == nil && began == 0 {
			err = fault.New(fault.Conflict, beganNowhere.With())
		}
		return err
	})
}

var (
	notByHand = i18n.Text{
		Hans: "这个 SOP 现在不能手动开始：要先点“开始”放行，而且它得写着由人来开始（hand: true）。",
		Hant: "這個 SOP 現在不能手動開始：要先點「開始」放行，而且它得寫著由人來開始（hand: true）。",
		En:   "This playbook cannot be begun by hand now: it has to be started first, and to say that a person begins it (hand: true).",
	}
	badPress      = i18n.Text{Hans: "这一页太旧了，请刷新再点。", Hant: "這一頁太舊了，請重新整理再點。", En: "This page is too old. Refresh it and press again."}
	tooManyByHand = i18n.Text{Hans: "一次最多在 %d 个群手动开始，请选一个群。", Hant: "一次最多在 %d 個群組手動開始，請選一個群組。", En: "At most %d groups at once are begun by hand. Choose one group."}
	beganNowhere  = i18n.Text{
		Hans: "没有开始：这些群里它暂停了、还没放行、条件不成立，或者刚刚已经开始过。",
		Hant: "沒有開始：這些群組裡它暫停了、還沒放行、條件不成立，或者剛剛已經開始過。",
		En:   "It did not begin: it is paused or not released there, its condition does not hold, or it has just begun.",
	}
)
