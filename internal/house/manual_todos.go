package house

import (
	"context"
	"errors"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// manualTodos is what groups kept by hand ask of to-dos.
type manualTodos struct{ *App }

var _ manual.Todos = manualTodos{}

var (
	askedTitle = i18n.Text{Hans: "有 %d 个问题还没人答", Hant: "有 %d 個問題還沒人答", En: "Questions that nobody answered: %d"}
	askedWhy   = i18n.Text{Hans: "按贴进来的聊天算的。问了没人答，下次就不问了。", Hant: "按貼進來的聊天算的。問了沒人答，下次就不問了。", En: "Going by what was pasted. Whoever gets no answer does not ask again."}
	askedKind  = i18n.Text{Hans: "漏回", Hant: "漏回", En: "Unanswered"}
	sheetTitle = i18n.Text{Hans: "把上周的四个数填一下（%d 个群）", Hant: "把上週的四個數填一下（%d 個群組）", En: "Fill in last week's four figures (groups: %d)"}
	sheetWhy   = i18n.Text{Hans: "一分钟，知道几项填几项。填完这条自己就没了。", Hant: "一分鐘，知道幾項填幾項。填完這條自己就沒了。", En: "A minute; fill in what you know. This goes away once it is done."}
)

func personBy(by manual.By) task.Person {
	return task.Person{User: by.User, Name: by.Name, Role: by.Role, Scope: by.Scope}
}

// Open lists what somebody may do now in groups.
func (n manualTodos) Open(ctx context.Context, tx *db.Tx, ws id.Workspace, by manual.By, groups []id.Group, lang i18n.Lang) ([]manual.Todo, error) {
	all, err := n.Task.Offer(ctx, tx, ws, personBy(by), groups)
	if err != nil {
		return nil, err
	}
	out, err := n.asked(ctx, tx, ws, by, groups, lang)
	if err != nil {
		return nil, err
	}
	here := "/w/" + id.Show(ws) + "/"
	for i := range all {
		t := &all[i]
		one := manual.Todo{ID: t.ID, Group: t.Group, Due: t.Due, Kind: t.Word, Title: t.Titled(lang), Why: t.Reasoned(lang), Links: t.Links, Images: t.Images, Held: t.Held,
			Asks: len(t.Choices) > 0 || len(t.Fields) > 0, Proof: t.ProofAsked}
		if one.Rank = manual.RankOf(one.Title); t.Kind == task.Welcome || t.Purpose == string(touching.Welcome) {
			one.Rank = manual.Newcomer
		}
		if len(t.Link) > len(here) && t.Link[:len(here)] == here { // a page of the same workspace
			one.Page = t.Link
		}
		for _, w := range t.Wordings {
			one.Wordings = append(one.Wordings, manual.Wording(w))
		}
		out = append(out, one)
	}
	return out, nil
}

// talkIsFresh is for how long what was pasted says who waits for an answer.
const talkIsFresh = 3 * 24 * time.Hour

// asked are the groups in which questions wait for an answer, as far as a fresh paste
// tells.
func (n manualTodos) asked(ctx context.Context, tx *db.Tx, ws id.Workspace, by manual.By, groups []id.Group, lang i18n.Lang) (out []manual.Todo, err error) {
	if !auth.Can(by.Role, auth.View) {
		return nil, nil
	}
	waits, err := n.Insight.Waiting(ctx, tx, ws, groups)
	if err != nil || len(waits) == 0 {
		return nil, err
	}
	kept, err := n.Manual.Kept(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	now := n.times.Of(ws).Now()
	for _, g := range groups {
		if k, ok := kept[g]; ok && waits[g] > 0 && now.Sub(k.Pasted) < talkIsFresh {
			out = append(out, manual.Todo{Group: g, Rank: manual.Waiting, Kind: askedKind, Title: askedTitle.With(waits[g]).In(lang), Why: askedWhy.In(lang),
				Page: "/w/" + id.Show(ws) + "/groups/" + id.Show(g) + "#g-waiting"})
		}
	}
	return out, nil
}

// Undoable reports whether somebody may take back what they said of a to-do.
func (n manualTodos) Undoable(ctx context.Context, tx *db.Tx, ws id.Workspace, by manual.By, one id.Task) (bool, error) {
	return n.Task.Undoable(ctx, tx, ws, personBy(by), one)
}

// Reasons are why something may be left out.
func (manualTodos) Reasons() []manual.Reason {
	out := make([]manual.Reason, len(task.Reasons))
	for i, r := range task.Reasons {
		out[i] = manual.Reason{Value: string(r), Label: task.ReasonWord(r)}
	}
	return out
}

// State is what became of the to-do of a key.
func (n manualTodos) State(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (manual.TodoState, error) {
	t, err := n.Task.Get(ctx, tx, ws, key)
	switch {
	case err != nil:
		return manual.NoTodo, notMissing(err)
	case t.Open():
		return manual.TodoOpen, nil
	case t.Outcome.State == task.Done:
		return manual.TodoDone, nil
	}
	return manual.TodoOver, nil
}

// Say opens a to-do to say something in a group. The gate looks at it as at all that
// is said by hand.
func (n manualTodos) Say(ctx context.Context, tx *db.Tx, ws id.Workspace, what manual.Saying) error {
	purpose := touching.News
	if what.Sells {
		purpose = touching.Selling
	}
	t := task.New{Key: what.Key, Kind: task.Send, Group: what.Group, Owner: what.Owner, Due: what.Due, Until: what.Due, Selling: what.Sells,
		Asks: task.Asks{TitleIn: what.Title, WhyIn: what.Why, Purpose: string(purpose)}}
	t.Title, t.Why = what.Title.Hans, what.Why.Hans
	for _, text := range what.Wordings {
		t.Wordings = append(t.Wordings, task.Wording{Text: clipped(text, longestText)})
	}
	_, err := n.Task.Open(ctx, tx, ws, []task.New{t})
	return err
}

// Remind opens to-dos to fill in the sheet of a week.
func (n manualTodos) Remind(ctx context.Context, tx *db.Tx, ws id.Workspace, all []manual.Reminder) error {
	todo := make([]task.New, len(all))
	for i, r := range all {
		todo[i] = task.New{Key: r.Key, Kind: task.Other, Owner: r.Owner, Due: r.Due, Until: r.Due, Link: "/w/" + id.Show(ws) + "/wechat/week",
			Asks: task.Asks{TitleIn: sentence(sheetTitle, r.Groups), WhyIn: sheetWhy}}
		todo[i].Title, todo[i].Why = todo[i].TitleIn.Hans, sheetWhy.Hans
	}
	_, err := n.Task.Open(ctx, tx, ws, todo)
	return err
}

// Done ends a to-do that is open.
func (n manualTodos) Done(ctx context.Context, tx *db.Tx, ws id.Workspace, by manual.By, key string) error {
	t, err := n.Task.Get(ctx, tx, ws, key)
	if err != nil || !t.Open() {
		return notMissing(err)
	}
	return n.Task.Settle(ctx, tx, ws, key, task.Outcome{State: task.Done, By: by.User})
}

// remindWeeks reminds people of the weekly sheet of groups kept by hand.
func (a *App) remindWeeks(ctx context.Context) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, ws := range all {
		if err := a.Manual.Remind(ctx, ws.ID); err != nil && fault.KindOf(err) != fault.NotFound {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
