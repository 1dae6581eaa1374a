package house

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// manualReady switches ready SOPs for groups kept by hand, by the road that all SOPs
// go: what is not saved yet is taken over from the library, what is lacking is asked,
// and it is started as on its own page, with its checks.
type manualReady struct {
	*App
	read func() (map[string]sayings, error)
}

var _ manual.Ready = manualReady{}

// sayings are a ready SOP as it is written in each language.
type sayings struct {
	text i18n.Text
	says map[i18n.Lang]*script.Playbook
}

func newManualReady(a *App) manualReady {
	return manualReady{a, sync.OnceValues(func() (map[string]sayings, error) {
		r, err := script.NewReader()
		if err != nil {
			return nil, err
		}
		all, err := library.All(r)
		if err != nil {
			return nil, err
		}
		out := map[string]sayings{}
		for _, e := range all {
			one := sayings{e.Text, map[i18n.Lang]*script.Playbook{}}
			for _, l := range i18n.Langs {
				if one.says[l], _ = r.Read([]byte(e.Text.In(l))); one.says[l] == nil {
					one.says[l] = e.Playbook
				}
			}
			out[e.Playbook.Name] = one
		}
		return out, nil
	})}
}

var (
	readyOff     = i18n.Text{Hans: "没开", Hant: "沒開", En: "off"}
	readyJoined  = i18n.Text{Hans: "开着，有人进群就备好", Hant: "開著，有人入群就備好", En: "on: ready whenever somebody joins"}
	readyOn      = i18n.Text{Hans: "开着，到时候会出现", Hant: "開著，到時候會出現", En: "on: it appears when its time comes"}
	readyNext    = i18n.Text{Hans: "开着，下一次 %d 月 %d 日 %s", Hant: "開著，下一次 %d 月 %d 日 %s", En: "on, next on %d/%d at %s"}
	readyAsked   = i18n.Text{Hans: "等另一位同事批准", Hant: "等另一位同事批准", En: "waiting for a colleague to agree"}
	readyStage   = i18n.Text{Hans: "排在第 %d 批，前面放行后才开始", Hant: "排在第 %d 批，前面放行後才開始", En: "in stage %d: it begins once that is released"}
	readyLacks   = i18n.Text{Hans: "还差几处没填，还没开始", Hant: "還差幾處沒填，還沒開始", En: "something is still to be filled in; not begun"}
	readyPaused  = i18n.Text{Hans: "停住了，去它的页面看看", Hant: "停住了，去它的頁面看看", En: "paused: see its own page"}
	readyOver    = i18n.Text{Hans: "上一场办完了，再开就填新的", Hant: "上一場辦完了，再開就填新的", En: "the last one is over; switch it on for another"}
	readyTouches = i18n.Text{Hans: "一打开就要碰到 %d 位群友。请到它的 SOP 页，看过再开始。", Hant: "一打開就要碰到 %d 位群友。請到它的 SOP 頁，看過再開始。", En: "It would reach %d {member|members} at once. Start it from its own page, where you see whom."}
	readyNot     = i18n.Text{Hans: "这一句现在开不了：%s", Hant: "這一句現在開不了：%s", En: "This cannot be switched on yet: %s"}
	readyNone    = i18n.Text{Hans: "没有这一句。请刷新再点。", Hant: "沒有這一句。請重新整理再點。", En: "There is no such sentence. Refresh the page."}
)

// How far ahead the next time is looked for, and for how long after its moment an SOP
// that has one still goes on.
const (
	readyAhead = 40 * 24 * time.Hour
	readyAfter = 4 * 24 * time.Hour
	mostAsks   = 3
	keySell    = "may-sell" // what is asked about a group that the gate lets nothing be sold in yet
)

// standing is a ready SOP of a workspace in one group.
type standing struct {
	library.Sentence
	text   string
	says   *script.Playbook
	group  id.Group // 0 where it is about the workspace
	here   *playbook.Place
	stands playbook.Standing
	known  map[string]string // details of the group
	over   bool              // its moment has passed
	shut   bool              // it sells, and the gate lets nothing be sold in the group yet
}

// look tells how a ready SOP stands in a group.
func (n manualReady) look(ctx context.Context, tx *db.Tx, ws id.Workspace, s library.Sentence, group id.Group, lang i18n.Lang, zone *time.Location) (out standing, err error) {
	all, err := n.read()
	if err != nil {
		return out, err
	}
	one := all[s.Name]
	out = standing{Sentence: s, text: one.text.In(lang), says: one.says[lang], group: group}
	if out.stands, err = n.Playbook.Stands(ctx, tx, ws, s.Name); err == nil {
		out.says = out.stands.Says
	} else if fault.KindOf(err) != fault.NotFound {
		return out, err
	}
	if out.says.Per == script.PerWorkspace {
		out.group = 0
	}
	for i := range out.stands.Places {
		if out.stands.Places[i].Group == out.group {
			out.here = &out.stands.Places[i]
		}
	}
	if out.here != nil {
		out.over = overAt(out.says, out.here, n.times.Of(ws).Now(), zone)
	}
	if s.Sells && group != 0 {
		won, err := requestNeighbours{n.App}.Won(ctx, tx, ws, []id.Group{group}, n.times.Of(ws).Now())
		if err != nil {
			return out, err
		}
		out.shut = !won[group]
	}
	out.known, err = n.Details(ctx, tx, ws, group)
	return out, err
}

// overAt reports whether the moment of an SOP that has one has passed in a group.
func overAt(says *script.Playbook, here *playbook.Place, now time.Time, zone *time.Location) bool {
	for _, st := range says.Start {
		if at, ok := script.ParseMoment(here.Fields[st.Moment], zone); st.Moment != "" && ok && now.After(at.Add(readyAfter)) {
			return true
		}
	}
	return false
}

// on reports whether it runs, or is on its way to: it waits for somebody to agree, or
// for its stage. What was only begun to be filled in is not.
func (s *standing) on() bool {
	switch l := &s.stands.Launch; {
	case s.here == nil || s.over || len(s.says.Lacking(s.here.Fields, script.FromForm)) > 0:
		return false
	case s.stands.Launched && l.State == playbook.Asked:
		return true
	case s.stands.State == playbook.Off:
		return false
	case s.here.Waits: // else it was put there and not started since
		return s.here.Stage > l.Stage
	}
	return true
}

// fields are what was filled in of its form, or what the form says beforehand.
func (s *standing) fields(now time.Time, zone *time.Location) map[string]string {
	out := s.says.Defaults(now, zone)
	if s.over {
		return out
	}
	if s.here != nil {
		maps.Copy(out, s.here.Fields)
		return out
	}
	for i := range s.stands.Places { // what the form holds is the same everywhere
		maps.Copy(out, s.stands.Places[i].Fields)
		break
	}
	return out
}

// asks is what is to be filled in, first what the group says of itself.
func (s *standing) asks(filled map[string]string) (out []manual.Ask) {
	for _, name := range s.Columns {
		if strings.TrimSpace(s.known[name]) == "" {
			out = append(out, columnAsk(name))
		}
	}
	if s.shut {
		out = append(out, manual.Ask{Key: keySell, Label: askSell, Why: whySell, Sample: saysMay.Hans})
	}
	lacking := s.says.Lacking(filled, script.FromForm)
	for _, f := range s.says.Fields {
		if slices.Contains(lacking, f.Name) {
			out = append(out, manual.Ask{Key: "f." + f.Name, Label: textOf(f.Ask), Why: whyForm, Sample: f.Sample})
		}
	}
	return out[:min(len(out), mostAsks)]
}

var (
	whyForm   = i18n.Text{Hans: "发出去的话里会用到。", Hant: "發出去的話裡會用到。", En: "It goes into what is sent."}
	whyOffer  = i18n.Text{Hans: "欢迎新人时要说的：来这里有什么用。", Hant: "歡迎新人時要說的：來這裡有什麼用。", En: "Newcomers are told what the group is good for."}
	whyHours  = i18n.Text{Hans: "欢迎时告诉新人什么时候有人答。写做得到的。", Hant: "歡迎時告訴新人什麼時候有人答。寫做得到的。", En: "Newcomers are told when somebody answers. Write hours that you can keep."}
	whyOwner  = i18n.Text{Hans: "话里的“我是谁”。群友有事喊谁。", Hant: "話裡的「我是誰」。群友有事喊誰。", En: "Who speaks, and whom members call."}
	whyDuty   = i18n.Text{Hans: "那天晚上谁在群里接话。", Hant: "那天晚上誰在群組裡接話。", En: "Who answers in the group that evening."}
	askOffer  = i18n.Text{Hans: "群里有什么", Hant: "群組裡有什麼", En: "What the group offers"}
	askHours  = i18n.Text{Hans: "什么时候有人答", Hant: "什麼時候有人答", En: "When somebody answers"}
	askOwner  = i18n.Text{Hans: "群主怎么称呼", Hant: "群主怎麼稱呼", En: "Who is in charge"}
	askDuty   = i18n.Text{Hans: "谁值班", Hant: "誰值班", En: "Who is on duty"}
	whySell   = i18n.Text{Hans: "新群先欢迎，发过三条不卖东西的，满三天再卖。已经养熟的，写“可以”，以后卖东西的话就不拦了。", Hant: "新群組先歡迎，發過三則不賣東西的，滿三天再賣。已經養熟的，寫「可以」，以後賣東西的話就不攔了。", En: "A new group is first welcomed, gets three posts that sell nothing, and is sold to after three days. Where it is won already write “yes”, and what sells is no longer held back."}
	askSell   = i18n.Text{Hans: "这个群可以卖东西了吗？", Hant: "這個群組可以賣東西了嗎？", En: "May this group be sold to already?"}
	saysMay   = i18n.Text{Hans: "可以", Hant: "可以", En: "yes"}
	needMay   = i18n.Text{Hans: "写“可以”才打开。还没养熟就先等等，先开欢迎和收意见的。", Hant: "寫「可以」才打開。還沒養熟就先等等，先開歡迎和收意見的。", En: "Write “yes” to switch it on. If the group is not won yet, wait, and begin with the welcome and the feedback."}
	columnsOf = [...]string{"群里有什么", "服务时间", "群主", "值班人"}
)

func columnAsk(name string) manual.Ask {
	a := manual.Ask{Key: "c." + name, Label: i18n.Text{Hans: name, Hant: name, En: name}, Why: whyForm}
	switch name {
	case columnsOf[0]:
		a.Label, a.Why, a.Sample = askOffer, whyOffer, "每天到货、预订和自提"
	case columnsOf[1]:
		a.Label, a.Why, a.Sample = askHours, whyHours, "9:00–20:00"
	case columnsOf[2]:
		a.Label, a.Why, a.Sample = askOwner, whyOwner, "小河"
	case columnsOf[3]:
		a.Label, a.Why, a.Sample = askDuty, whyDuty, "小河"
	}
	return a
}

// Offers lists ready SOPs by a sentence each.
func (n manualReady) Offers(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, lang i18n.Lang) (out []manual.Offer, err error) {
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	kept, err := n.Manual.Kept(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	k := kept[group]
	now := n.times.Of(ws).Now()
	for _, s := range library.Sentences() {
		st, err := n.look(ctx, tx, ws, s, group, lang, zone)
		if err != nil {
			return nil, err
		}
		whole := st.says.Per == script.PerWorkspace
		if group == 0 && !whole {
			continue
		}
		o := manual.Offer{Name: s.Name, Says: s.Says, Whole: whole, On: st.on(), Book: st.stands.ID, Unfit: s.Unfit}
		if o.Lacks = s.Lacks; s.Talk && !k.Pasted.IsZero() {
			o.Lacks = i18n.Text{}
		}
		if o.State, err = n.state(ctx, tx, ws, &st, zone); err != nil {
			return nil, err
		}
		if !o.On && o.Lacks.Hans == "" {
			o.Asks = st.asks(st.fields(now, zone))
		}
		out = append(out, o)
	}
	return out, nil
}

// state says how an SOP stands.
func (n manualReady) state(ctx context.Context, tx *db.Tx, ws id.Workspace, s *standing, zone *time.Location) (i18n.Message, error) {
	switch {
	case s.over:
		return readyOver.With(), nil
	case !s.on():
		return readyOff.With(), nil
	case s.stands.Launched && s.stands.Launch.State == playbook.Asked:
		return readyAsked.With(), nil
	case s.stands.State == playbook.Paused || s.here.Paused:
		return readyPaused.With(), nil
	case s.here.Waits && s.here.Stage > s.stands.Launch.Last:
		return readyLacks.With(), nil
	case s.here.Waits:
		return readyStage.With(s.here.Stage), nil
	case slices.ContainsFunc(s.says.Start, func(st script.Start) bool { return st.On == "member.joined" }):
		return readyJoined.With(), nil
	}
	at, ok, err := n.Playbook.Next(ctx, tx, ws, s.stands.ID, s.group, readyAhead)
	if err != nil || !ok {
		return readyOn.With(), err
	}
	local := at.In(zone)
	return readyNext.With(int(local.Month()), local.Day(), local.Format("15:04")), nil
}

// Details are what people say of a group, or of all.
func (n manualReady) Details(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (map[string]string, error) {
	said, err := n.Community.Profiles(ctx, tx, ws, []id.Group{0, group})
	if err != nil {
		return nil, err
	}
	return said[group].Over(said[0]).Columns, nil
}

// Describe keeps some of what people say of a group; the rest stays.
func (n manualReady) Describe(ctx context.Context, ws id.Workspace, group id.Group, columns map[string]string) error {
	return n.DB.Write(ctx, func(tx *db.Tx) error { return manualAbout{n.App}.Say(ctx, tx, ws, group, columns) })
}
