package compliance

import (
	"context"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/web/console"
)

// groupWords are what kinds of groups are called on screens.
var groupWords = map[gate.GroupKind]i18n.Text{
	gate.LongTerm:  {Hans: "长期群", Hant: "長期群組", En: "Long-term group"},
	gate.Flash:     {Hans: "快闪群", Hant: "快閃群", En: "Flash group"},
	gate.RushSale:  {Hans: "抢购群", Hant: "搶購群", En: "Rush-sale group"},
	gate.PaidOrder: {Hans: "下单群", Hant: "下單群", En: "Paid-order group"},
}

var purposeWords = map[gate.Purpose]i18n.Text{
	gate.ForEverything: {Hans: "所有主动找本人的", Hant: "所有主動找本人的", En: "Whatever they did not ask for"},
	gate.ForSelling:    {Hans: "促销", Hant: "促銷", En: "Selling"},
	gate.ForNews:       {Hans: "日常内容", Hant: "日常內容", En: "News"},
	gate.ForCare:       {Hans: "关怀", Hant: "關懷", En: "Care"},
}

func purposeOptions() (out []option) {
	for _, p := range gate.Purposes {
		out = append(out, option{string(p), purposeWords[p], false})
	}
	return out
}

// saveGroup says whether selling may begin in a group.
func (p *pages) saveGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	g, err := id.Parse[id.Group](r.PathValue("group"))
	if err != nil {
		return err
	}
	return p.change(w, r, v, id.Show(g), func(ctx context.Context, tx *db.Tx) error {
		return p.s.SetOpened(ctx, tx, v.Workspace, g, r.PostFormValue("opened") != "")
	})
}

// stopGroup stops everything in one group, or lets it go on.
func (p *pages) stopGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	g, err := id.Parse[id.Group](r.PathValue("group"))
	if err != nil {
		return err
	}
	return p.change(w, r, v, id.Show(g), func(ctx context.Context, tx *db.Tx) error {
		if r.PostFormValue("do") == "resume" {
			return p.s.Resume(ctx, tx, v.Workspace, g)
		}
		return p.s.StopAll(ctx, tx, v.Workspace, g, v.User)
	})
}

// saveConsent notes what a member said to somebody of the staff.
func (p *pages) saveConsent(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	m, err := id.Parse[id.Member](r.PathValue("member"))
	if err != nil {
		return err
	}
	return p.change(w, r, v, id.Show(m), func(ctx context.Context, tx *db.Tx) error {
		return p.s.Consent(ctx, tx, v.Workspace, m, gate.Purpose(r.PostFormValue("purpose")), r.PostFormValue("do") == "agree", "staff")
	})
}

// change does something about whom a story is of, and goes back to it.
func (p *pages) change(w http.ResponseWriter, r *http.Request, v console.Viewer, of string, do func(context.Context, *db.Tx) error) error {
	if err := whole(v); err != nil {
		return err
	}
	if err := p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return do(r.Context(), tx) }); err != nil {
		return err
	}
	http.Redirect(w, r, v.At("compliance", "why")+"?of="+of, http.StatusSeeOther)
	return nil
}
