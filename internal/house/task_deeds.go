package house

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// taskForms knows the kinds of fields from SOPs.
type taskForms struct{}

var _ task.Forms = taskForms{}

// Check says what is wrong with a value.
func (taskForms) Check(f task.Field, value string) error {
	return script.Field{Name: f.Name, Kind: script.Kind(f.Kind)}.Check(value)
}

// longestTitle is how long a to-do's title may be, in characters.
const longestTitle = 200

// toDo is a deed as something for a person to do.
func toDo(d *playbook.Deed) task.New {
	t := task.New{Key: d.Key, Kind: task.Other, Group: d.Subject.Group, About: d.Subject.Member != 0, Member: d.Subject.Member,
		Origin: task.Origin{Playbook: clipped(d.Title, longestTitle), Run: id.Show(d.Run), Step: d.Step}}
	switch {
	case d.Say != nil:
		toSay(&t, d)
	case d.Ask != nil && d.Ask.Late:
		toAskLate(&t, d.Ask)
	case d.Ask != nil:
		toAsk(&t, d.Ask)
	case d.Invite != nil:
		t.TitleIn, t.Wordings = sentence(inviteTo, d.Invite.To), []task.Wording{{Text: d.Invite.Text}}
	case d.Remove != nil:
		t.Kind, t.TitleIn, t.Wordings = task.Kick, sentence(removeFor, textOf(d.Remove.Why)), []task.Wording{{Text: d.Remove.Tell}}
	case d.Hook != nil:
		t.TitleIn = sentence(pushTo, d.Hook.To)
	case d.Extend != nil:
		t.TitleIn = sentence(passOn, d.Extend.Kind)
	default:
		t.TitleIn = sentence(tagThem, strings.Join(slices.Concat(d.Tag, d.Untag), "、"))
	}
	t.WhyIn = whyByHand(d)
	t.TitleIn = eachLang(t.TitleIn, func(s string) string { return clipped(s, longestTitle) })
	if t.Title = t.TitleIn.Hans; t.Title == "" {
		t.Title = d.Step
	}
	t.Why = t.WhyIn.Hans
	t.Wordings = slices.DeleteFunc(t.Wordings, func(w task.Wording) bool { return w.Text == "" })
	return t
}

// toSay is something that a person says.
func toSay(t *task.New, d *playbook.Deed) {
	t.Kind, t.Selling, t.All = task.Send, d.Say.Selling, d.Say.All
	t.TitleIn = textOf(script.Text{Hans: d.Say.Text})
	t.Check, t.Share = textOf(script.Text{Hans: d.Say.Check}), shareOf(d.Say.Proof)
	switch d.Say.To {
	case "announcement":
		t.Kind = task.Announce
	case "moments":
		t.Kind = task.Moments
	case "group":
		t.Purpose = purposeOf(d).Kind
	case "member":
		t.Purpose = string(touching.Private)
	}
	for _, w := range d.Say.Ways {
		t.Wordings = append(t.Wordings, task.Wording{Tone: w.Tone, Text: w.Text})
	}
	if d.Say.Image != "" {
		t.Pictures = []string{d.Say.Image}
	}
}

// toAskLate asks whether a step is still to be done.
func toAskLate(t *task.New, a *engine.Asking) {
	t.Kind, t.Due, t.Until = task.Approve, a.Due, a.Due
	t.TitleIn = sentence(stillDo, textOf(a.About))
	t.Choices = []task.Choice{{Text: doStill}, {Text: leaveIt, Default: true}}
}

// toAsk is a to-do of an SOP. Where the run waits for it, it is of no use once
// the run has gone on without.
func toAsk(t *task.New, a *engine.Asking) {
	t.Kind, t.TitleIn, t.Due, t.Money = task.Check, textOf(a.Do), a.Due, a.Task.Risk == "money"
	t.Check, t.Share = textOf(a.Check), shareOf(a.Proof)
	if a.Waits {
		t.Until = a.Due
	}
	if a.Text != "" {
		t.Wordings = []task.Wording{{Text: a.Text}}
	}
	if a.Task.Image != "" {
		t.Pictures = []string{a.Task.Image}
	}
	for _, f := range a.Fields {
		field := task.Field{Name: f.Name, Kind: string(f.Kind), Title: textOf(f.Ask), Required: f.Else.Hans == ""}
		if f.Sample != "" {
			field.Help = sentence(forInstance, f.Sample)
		}
		t.Fields = append(t.Fields, field)
	}
	used := false
	for _, c := range a.Task.Choices {
		used = used || uses(c.Do, a.Fields)
	}
	for _, c := range a.Task.Choices {
		t.Choices = append(t.Choices, task.Choice{Text: textOf(c.Name), Default: c.Default, Why: c.Why, Danger: removes(c.Do), Free: used && !uses(c.Do, a.Fields)})
	}
}

// uses reports whether steps name one of the fields.
func uses(steps []script.Step, fields []script.Field) bool {
	text, err := json.Marshal(steps)
	if err != nil { // texts marshal
		return true
	}
	_, names := script.Fill(string(text), nil)
	return slices.ContainsFunc(fields, func(f script.Field) bool { return slices.Contains(names, f.Name) })
}

// removes reports whether somebody is taken out of a group by steps.
func removes(steps []script.Step) (out bool) {
	script.Each(steps, func(s *script.Step) { out = out || s.Remove != nil })
	return out
}

// shareOf is in how many of a hundred a step asks for proof: where one touch is
// enough, as often as of everything; else always, or as the SOP says.
func shareOf(p script.Proof) int {
	switch {
	case p.Kind == "" || p.Kind == "tap":
		return 0
	case p.Share == 0:
		return 100
	}
	return p.Share
}

// textOf is a sentence of an SOP, in the language it was written in where it was
// not written in another.
func textOf(t script.Text) i18n.Text {
	return i18n.Text{Hans: t.In(i18n.ZhHans), Hant: t.In(i18n.ZhHant), En: t.In(i18n.En)}
}

// sentence is a message that is kept, in every language.
func sentence(t i18n.Text, args ...any) i18n.Text {
	m := t.With(args...)
	return i18n.Text{Hans: m.In(i18n.ZhHans), Hant: m.In(i18n.ZhHant), En: m.In(i18n.En)}
}

func eachLang(t i18n.Text, do func(string) string) i18n.Text {
	return i18n.Text{Hans: do(t.Hans), Hant: do(t.Hant), En: do(t.En)}
}

func clipped(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

// whyByHand says why something is for a person to do.
func whyByHand(d *playbook.Deed) i18n.Text {
	switch {
	case d.Say != nil:
		return map[string]i18n.Text{"group": byHandGroup, "announcement": byHandNotice, "moments": byHandMoments, "member": byHandMember}[d.Say.To]
	case d.Ask != nil && d.Ask.Held:
		return heldTooLong
	case d.Ask != nil && d.Ask.Late:
		return notInTime
	}
	return i18n.Text{}
}

var (
	inviteTo    = i18n.Text{Hans: "邀请进群：%s", Hant: "邀請進群組：%s", En: "Invite them into the group: %s"}
	removeFor   = i18n.Text{Hans: "移出群：%s", Hant: "移出群組：%s", En: "Remove them from the group: %s"}
	pushTo      = i18n.Text{Hans: "推送到 %s", Hant: "推送到 %s", En: "Push to %s"}
	passOn      = i18n.Text{Hans: "交给别的功能：%s", Hant: "交給別的功能：%s", En: "Pass on to another feature: %s"}
	tagThem     = i18n.Text{Hans: "给群成员加标签：%s", Hant: "為群成員加標籤：%s", En: "Tag the member: %s"}
	stillDo     = i18n.Text{Hans: "时间已经过了，还要做吗：“%s”", Hant: "時間已經過了，還要做嗎：「%s」", En: "Its time has passed. Do it still: “%s”?"}
	doStill     = i18n.Text{Hans: "还要做", Hant: "還要做", En: "Do it"}
	leaveIt     = i18n.Text{Hans: "不做了", Hant: "不做了", En: "Leave it"}
	forInstance = i18n.Text{Hans: "比如：%s", Hant: "例如：%s", En: "For instance: %s"}

	byHandGroup   = i18n.Text{Hans: "这个群不让程序说话，话已备好，复制就能发。", Hant: "這個群組不讓程式說話，話已備好，複製就能發。", En: "Programs may not speak in this group. The text is ready to copy."}
	byHandNotice  = i18n.Text{Hans: "群公告要由人发。", Hant: "群公告要由人發。", En: "Announcements are made by people."}
	byHandMoments = i18n.Text{Hans: "朋友圈要由人发。", Hant: "朋友圈要由人發。", En: "Moments are posted by people."}
	byHandMember  = i18n.Text{Hans: "跟本人说的话要由人发。", Hant: "跟本人說的話要由人發。", En: "What is for one person is said by a person."}
	heldTooLong   = i18n.Text{Hans: "拖得太久了，先问一声。", Hant: "拖得太久了，先問一聲。", En: "It was put off for too long, so you are asked first."}
	notInTime     = i18n.Text{Hans: "该做的时候没做成，先问一声。", Hant: "該做的時候沒做成，先問一聲。", En: "It was not done in time, so you are asked first."}
)
