package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// How much a terminal shows before it says how to see the rest.
const (
	needsShown  = 10
	waitsShown  = 20
	maybesShown = 5
	cardsShown  = 12
	skipsShown  = 5
	wrapAt      = 100 // columns of running text, however wide the screen is
)

var (
	secNeeds    = text("今天先看这几个群", "今天先看這幾個群組", "Groups that need someone today")
	secCensus   = text("活没活着", "活著沒有", "Are they alive")
	secSurvival = text("能活多久", "能活多久", "How long they live")
	secShares   = text("谁在说话", "誰在說話", "Who does the talking")
	secWaiting  = text("漏回清单", "漏回清單", "Unanswered questions")
	secGroups   = text("各群", "各群組", "Group by group")
	secSkips    = text("没读进来的", "沒讀進來的", "What was left out")

	moreNeeds  = text("还有 %s也要人看。加 --all 都列出来,或用 --html 文件名 出一页看。", "還有 %s也要人看。加上 --all 全部列出,或用 --html 檔名 輸出一頁看。", "%s more need someone. Add --all to list them, or --html FILE for a page.")
	moreWaits  = text("还有 %s。加 --all 都列出来。", "還有 %s。加上 --all 全部列出。", "%s more. Add --all to list them.")
	moreCards  = text("还有 %s没有列出来。加 --all 都列出来,或用 --html 文件名 出一页可以筛选的。", "還有 %s沒有列出。加上 --all 全部列出,或用 --html 檔名 輸出一頁可以篩選的。", "%s more are not shown. Add --all to list them, or --html FILE for a page that can be filtered.")
	doFirst    = text("先做:%s", "先做:%s", "First: %s")
	atRiskOf   = text("还看着 %s 个", "還看著 %s 個", "%s still watched")
	topLabel   = text("前 %s", "前 %s", "top %s")
	ofMessages = text("%s 的话", "%s 的話", "%s of messages")

	rowDays   = text("28 天", "28 天", "28 days")
	rowHours  = text("钟点", "鐘點", "Hours")
	rowType   = text("类型", "類型", "Type")
	rowRoles  = text("角色", "角色", "Roles")
	rowAsks   = text("问答", "問答", "Q & A")
	rowMoves  = text("进出", "進出", "Moves")
	rowRisk   = text("风险", "風險", "Risk")
	rowHealth = text("健康", "健康", "Health")
	rowCarry  = text("撑群", "撐群", "Carried")
	rowNext   = text("先做", "先做", "First")
	rowAsk    = text("要问", "要問", "Ask")

	mostPeople = text("最多一天 %s", "最多一天 %s", "at most %s a day")
	mostHour   = text("最热闹 %s 点(全部时间)", "最熱鬧 %s 點(全部時間)", "busiest at %s:00 (all time)")
	causeThen  = text("缘由:%s", "緣由:%s", "Why: %s")
	remedyThen = text("做法:%s", "做法:%s", "What to do: %s")
)

// Terminal writes the report for a terminal, or for a file of plain text.
// Member names appear only where somebody carries a group or waits for an
// answer; message text only with opt.Quotes. It returns the writer's error.
func Terminal(w io.Writer, d *diagnose.Diagnosis, opt Options) error {
	t := &terminal{story: newStory(d, opt), w: bufio.NewWriter(w), width: opt.Width}
	if t.width <= 0 {
		t.width = 100
	}
	t.width = min(max(t.width, 40), 160)
	t.opening()
	if d.Whole.Groups > 0 {
		t.needed()
		t.census()
		t.survives()
		t.participation()
		t.unanswered()
		t.cards()
	}
	t.leftOut()
	return t.w.Flush()
}

// terminal writes lines of limited width.
type terminal struct {
	*story
	w     *bufio.Writer
	width int
}

// The styles of a terminal, as SGR parameters.
const (
	bold   = "1"
	dim    = "2"
	teal   = "36"
	amber  = "33"
	strong = "1;36"
)

func (t *terminal) style(code, s string) string {
	if !t.opt.Color || s == "" || code == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// span is a part of a line in one style.
type span struct{ code, text string }

// fit writes a line of parts, cut where the screen ends.
func (t *terminal) fit(parts ...span) {
	var b strings.Builder
	room := t.width
	for _, p := range parts {
		shown := cutColumns(p.text, room)
		b.WriteString(t.style(p.code, shown))
		if room -= columns(shown); shown != p.text {
			break
		}
	}
	t.line(b.String())
}

// line writes one line as it is. What the buffer cannot write, Flush tells.
func (t *terminal) line(s string) { _, _ = t.w.WriteString(strings.TrimRight(s, " ") + "\n") }

// para writes running text, wrapped and indented, in one style. The first line
// begins with lead, the others stand below what follows it.
func (t *terminal) para(code, lead, s string) {
	room := min(t.width, wrapAt) - columns(lead)
	for i, l := range wrap(s, room) {
		if i > 0 {
			lead = strings.Repeat(" ", columns(lead))
		}
		t.line(lead + t.style(code, l))
	}
}

func (t *terminal) section(title i18n.Text, verdict string) {
	t.line("")
	head := t.say(title)
	t.line(t.style(strong, head) + " " + t.style(dim, strings.Repeat("─", max(0, min(t.width, wrapAt)-columns(head)-1))))
	if verdict != "" {
		t.para(bold, "", verdict)
	}
}

func (t *terminal) opening() {
	if t.opt.Sample {
		t.para(amber, "", "【"+t.say(sampleLabel)+"】")
	}
	t.para("", "", t.asOf())
	if old := t.stale(); old != "" {
		t.para(amber, "", old)
	}
	for _, name := range t.d.Unmatched {
		t.para(amber, "", t.say(unmatched, clean(name)))
	}
	t.para(dim, "", t.totals())
	if !t.d.Heading.StaffKnown && t.d.Whole.Groups > 0 {
		t.staff()
	}
	t.line("")
	t.para(bold, "", t.verdict())
	if t.d.Whole.Groups > 0 {
		t.para("", "", t.sentences(t.story.fading(), t.today()))
	}
}

// staff asks who the staff are, before anything that rests on it.
func (t *terminal) staff() {
	t.section(staffTitle, "")
	t.para("", "", t.say(staffWhy))
	found := t.candidates()
	if len(found) == 0 {
		t.para("", "", t.say(staffNobody))
	} else {
		t.para("", "", t.say(staffMaybe))
	}
	wide := 0
	for _, c := range found {
		wide = max(wide, min(columns(c.Name), 24))
	}
	for _, c := range found {
		t.fit(span{"", "  · " + pad(cutColumns(c.Name, 24), wide) + "  "}, span{dim, c.Why})
	}
	t.para("", "", t.say(staffThen))
	t.line("    " + t.style(teal, "huoshui diagnose … "+t.command()))
	t.para("", "", t.say(staffOrNone))
	t.line("    " + t.style(teal, "huoshui diagnose … --no-staff"))
}

// mark is the state of a group, as shape, word and colour.
func (t *terminal) mark(f *measure.Figures) span {
	code := teal
	switch f.State {
	case measure.Fading:
		code = amber
	case measure.Dead, measure.Dormant, measure.Empty, measure.Ended:
		code = dim
	}
	return span{code, stateMarks[f.State] + " " + t.stateWord(f)}
}

func (t *terminal) needed() {
	if len(t.needs) == 0 {
		return
	}
	t.section(secNeeds, "")
	shown := t.needs[:t.limit(len(t.needs), needsShown)]
	for i, n := range shown {
		f := t.d.Figures[n.group]
		t.fit(span{"", fmt.Sprintf("%2d. ", i+1)}, span{bold, cutColumns(t.names[n.group], t.width-24)}, span{"", "  "}, t.mark(f))
		t.para("", "    ", strings.Join(n.why, t.say(semicolon)))
		t.para(dim, "    ", t.say(doFirst, n.do))
	}
	if more := len(t.needs) - len(shown); more > 0 {
		t.para(dim, "    ", t.say(moreNeeds, groupsOf.of(more)))
	}
}

// limit is how many of n are shown, all of them where that was asked for.
func (t *terminal) limit(n, usual int) int {
	if t.opt.All {
		return n
	}
	return min(n, usual)
}

func (t *terminal) census() {
	t.section(secCensus, "")
	label := 0
	for _, c := range censusWords {
		label = max(label, columns(t.say(c.text)))
	}
	for _, c := range censusWords {
		full, rest := t.bar(t.censusShare(c.class))
		t.fit(span{"", "  " + pad(t.say(c.text), label) + "  "}, full, rest, span{"", "  " + t.amount(t.d.Whole.Census[c.class])})
	}
	t.line("")
	label = 0
	for _, st := range measure.States {
		if t.d.Whole.States[st] > 0 {
			label = max(label, columns(t.say(stateWords[st])))
		}
	}
	for _, st := range measure.States {
		if n := t.d.Whole.States[st]; n > 0 {
			mark := t.mark(&measure.Figures{State: st})
			mark.text = pad(mark.text, label+2)
			t.fit(span{"", "  "}, mark, span{"", padLeft(t.amount(n), 16) + "  "}, span{dim, t.say(stateMeans[st])})
		}
	}
}

var groupsShort = noun{text("%s 组", "%s 組", "%s groups"), "%s group"}

// bar draws a share between 0 and 1: what is full, and the rest.
func (t *terminal) bar(v float64) (full, rest span) {
	n := 24
	if t.width < 72 {
		n = 10
	}
	k := min(n, int(v*float64(n)+.5))
	if v > 0 && k == 0 {
		k = 1
	}
	return span{teal, strings.Repeat("█", k)}, span{dim, strings.Repeat("░", n-k)}
}
