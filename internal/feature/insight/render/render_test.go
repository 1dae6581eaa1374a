package render_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/insight/render"
)

func terminal(t testing.TB, d *diagnose.Diagnosis, opt render.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.Terminal(&b, d, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func page(t testing.TB, d *diagnose.Diagnosis, opt render.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.HTML(&b, d, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestStaffAreAskedForBeforeAnyVerdict(t *testing.T) {
	for _, l := range i18n.Langs {
		out := terminal(t, unsaid(t), render.Options{Lang: l})
		ask, verdict := strings.Index(out, "--no-staff"), strings.Index(out, "周末读书角")
		if ask < 0 || verdict < ask {
			t.Errorf("%s: the question who the staff are stands at %d, the first group at %d", l, ask, verdict)
		}
		html := page(t, unsaid(t), render.Options{Lang: l})
		if ask, verdict := strings.Index(html, "--no-staff"), strings.Index(html, "<h1>"); ask < 0 || verdict < ask {
			t.Errorf("%s: on the page the question stands at %d, the verdict at %d", l, ask, verdict)
		}
		if strings.Contains(terminal(t, town(t), render.Options{Lang: l}), "--no-staff") {
			t.Errorf("%s: staff are asked for though they are known", l)
		}
	}
}

func TestCommandNamesCandidatesSafely(t *testing.T) {
	d := unsaid(t)
	d.Candidates = []diagnose.Candidate{{Name: "小店, 总店"}, {Name: "a'; rm -rf ~ #"}, {Name: "\x1b[31m红"}}
	want := `--staff '小店\, 总店,a'\''; rm -rf ~ #'`
	if out := terminal(t, d, render.Options{Width: 160}); !strings.Contains(out, want+"\n") {
		t.Errorf("want the line to type to hold %s, got:\n%s", want, out)
	}
	d.Candidates = []diagnose.Candidate{{Author: 1, Name: "我", Self: true}, {Author: 2, Name: "我", Self: true}} // of two chats
	if out := terminal(t, d, render.Options{}); !strings.Contains(out, "--staff 我\n") || strings.Count(out, "· 我 ") != 1 {
		t.Errorf("one name is asked for twice:\n%s", out)
	}
	d.Candidates = nil
	if out := terminal(t, d, render.Options{}); !strings.Contains(out, "--staff 名字1,名字2") {
		t.Error("with nobody to propose, the line to type is missing")
	}
}

func TestAnOldEndIsAskedAboutOnlyWithoutAStamp(t *testing.T) {
	const question = "之后是没人说话"
	for _, c := range []struct {
		from string
		age  time.Duration
		want bool
	}{{"last_event", 8 * 24 * time.Hour, true}, {"last_event", 6 * 24 * time.Hour, false}, {"stamp", 80 * 24 * time.Hour, false}, {"flag", 80 * 24 * time.Hour, false}} {
		d := town(t)
		d.Heading.From, d.StampAge = c.from, c.age
		if got := strings.Contains(terminal(t, d, render.Options{Width: 160}), question); got != c.want {
			t.Errorf("from %s, %v old: asked %v, want %v", c.from, c.age, got, c.want)
		}
	}
}

func TestCensusIsToldAsGroupsWithTheirShare(t *testing.T) {
	d := town(t)
	d.Whole.Groups, d.Whole.Census[measure.All7] = 300, 4
	if out := terminal(t, d, render.Options{}); !strings.Contains(out, "4 组 (1.3%)") {
		t.Error("4 groups of 300 are not told as 4 组 (1.3%)")
	}
}

func TestNamesCannotSteerTerminalOrPage(t *testing.T) {
	d := town(t)
	d.Figures[0].Name = "\u202e</title><script>alert(1)</script>\x1b[2J\u0007`${1}\u2066"
	d.Unmatched = []string{"<img src=x onerror=alert(1)>\x1b[31m"}
	for _, opt := range []render.Options{{Width: 100, All: true}, {Width: 100, All: true, Lang: i18n.En}} {
		for _, r := range terminal(t, d, opt) {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Fatalf("the terminal report holds %U", r)
			}
		}
		html := page(t, d, opt)
		for _, r := range html {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Fatalf("the page holds %U", r)
			}
		}
		if n := strings.Count(html, "<script"); n != 1 {
			t.Errorf("the page opens %d scripts, want its own one", n)
		}
		if strings.Contains(html, "<img") || strings.Contains(html, "</script><b>") {
			t.Error("a name became markup")
		}
	}
}

func TestThePageLoadsNothing(t *testing.T) {
	html := page(t, town(t), render.Options{})
	for _, bad := range []string{"http:", "https:", "src=", "url(", "@import", "fetch(", "XMLHttpRequest", "innerHTML", "eval("} {
		if strings.Contains(html, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(html, "default-src &#39;none&#39;") {
		t.Error("the page does not forbid itself to load anything")
	}
}

// TestWordsOfMembersNeedQuotes reads a real question nobody answered.
func TestWordsOfMembersNeedQuotes(t *testing.T) {
	const asked = "请问\x1b[31m下周几点\u202e开门?"
	b := diagnose.NewBook(evening, evening)
	begin(t, b)
	say(t, b, "hall", "店长", "1", evening.Add(-80*time.Hour), "大家好")
	say(t, b, "hall", "豆豆妈", "2", evening.Add(-72*time.Hour), asked)
	d := judge(t, b, diagnose.Options{Staff: []string{"店长"}, Quotes: true})
	if len(d.Figures[0].Waiting) != 1 {
		t.Fatalf("%d questions wait, want 1", len(d.Figures[0].Waiting))
	}
	for _, show := range []bool{false, true} {
		opt := render.Options{Quotes: show}
		for kind, out := range map[string]string{"terminal": terminal(t, d, opt), "page": page(t, d, opt)} {
			if got := strings.Contains(out, "请问下周几点开门?"); got != show {
				t.Errorf("%s with Quotes %v: the words are shown: %v", kind, show, got)
			}
			if !strings.Contains(out, "豆豆妈") {
				t.Errorf("%s with Quotes %v: who asked is missing", kind, show)
			}
		}
	}
}

func TestEchoAccountsAreOnlyEverAQuestion(t *testing.T) {
	d := town(t)
	d.Figures[7].Type.Name = measure.SelfDirected
	for _, l := range i18n.Langs {
		for _, out := range []string{terminal(t, d, render.Options{Lang: l, All: true}), page(t, d, render.Options{Lang: l, All: true})} {
			for _, label := range []string{"自导自演", "自導自演", "self-directed"} {
				if strings.Contains(out, label) {
					t.Errorf("%s: a group is labelled %s", l, label)
				}
			}
		}
	}
}

func TestRiskIsAPercentageOnlyWhereAskedFor(t *testing.T) {
	d := town(t)
	if out := terminal(t, d, render.Options{All: true}); strings.Contains(out, "模型给") {
		t.Error("a probability is shown on groups the model was not measured on")
	}
	d.Heading.RiskAlways = true
	if out := terminal(t, d, render.Options{All: true, Width: 160}); !strings.Contains(out, "高(模型给 70%") {
		t.Error("--risk always shows no probability")
	}
}

func TestLinesKeepToTheScreen(t *testing.T) {
	for _, l := range i18n.Langs {
		for _, width := range []int{48, 80, 132} {
			for _, of := range []func(testing.TB) *diagnose.Diagnosis{town, unsaid} {
				for line := range strings.SplitSeq(terminal(t, of(t), render.Options{Lang: l, Width: width, All: true}), "\n") {
					if n := render.Columns(line); n > width && !strings.Contains(line, "--staff ") {
						t.Errorf("%s: %d columns on a screen of %d: %s", l, n, width, line)
					}
				}
			}
		}
	}
}

func TestColourOnlyWhereWanted(t *testing.T) {
	if strings.Contains(terminal(t, town(t), render.Options{}), "\x1b") {
		t.Error("a plain report holds escapes")
	}
	colour := terminal(t, town(t), render.Options{Color: true})
	if !strings.Contains(colour, "\x1b[") {
		t.Error("a coloured report holds none")
	}
	if plain := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(colour, ""); plain != terminal(t, town(t), render.Options{}) {
		t.Error("colour changes the words")
	}
}

// TestPartsOfAPageHoldTogether: links meet their targets, ids are unique, and
// every picture is well formed.
func TestPartsOfAPageHoldTogether(t *testing.T) {
	for _, l := range i18n.Langs {
		html := page(t, town(t), render.Options{Lang: l})
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(html, -1) {
			if ids[m[1]] {
				t.Errorf("%s: two things are called %s", l, m[1])
			}
			ids[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(html, -1) {
			if !ids[m[1]] {
				t.Errorf("%s: nothing is called %s", l, m[1])
			}
		}
		pictures := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(html, -1)
		if len(pictures) < 10 {
			t.Errorf("%s: only %d pictures", l, len(pictures))
		}
		for _, p := range pictures {
			dec := xml.NewDecoder(strings.NewReader(p))
			for {
				if _, err := dec.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: a picture is broken: %v\n%s", l, err, p)
				}
			}
			if strings.Contains(p, "NaN") || strings.Contains(p, "Inf") {
				t.Errorf("%s: a picture has no place: %s", l, p)
			}
		}
	}
}

func TestNothingIsKnownAndNothingBreaks(t *testing.T) {
	bare := named(t)
	bare.Figures, bare.Whole = nil, &measure.Whole{}
	quiet := named(t)
	quiet.Figures = []*measure.Figures{{ID: "x", State: measure.Empty, Census: measure.Silent}}
	quiet.Whole = &measure.Whole{Groups: 1, Census: map[measure.Census]int{measure.Silent: 1}, States: map[measure.State]int{measure.Empty: 1}}
	for name, d := range map[string]*diagnose.Diagnosis{"no groups": bare, "one group nobody spoke in": quiet} {
		for _, l := range i18n.Langs {
			if out := terminal(t, d, render.Options{Lang: l}); strings.Count(out, "\n") < 3 {
				t.Errorf("%s, %s: the report says almost nothing: %q", name, l, out)
			}
			if html := page(t, d, render.Options{Lang: l}); !strings.Contains(html, "<h1>") || strings.Contains(html, "NaN") {
				t.Errorf("%s, %s: the page has no verdict", name, l)
			}
		}
	}
}

func TestSamplesSaySo(t *testing.T) {
	opt := render.Options{Sample: true}
	for _, out := range []string{terminal(t, town(t), opt), page(t, town(t), opt)} {
		if !strings.Contains(out, "样例数据") {
			t.Error("an invented community passes for a real one")
		}
	}
}

func TestSkippedLinesAreCountedAndExplained(t *testing.T) {
	d := town(t)
	d.Exports = []export.Exported{{File: "半截.zip", Err: errors.New("disk path /secret")}}
	out := terminal(t, d, render.Options{})
	for _, want := range []string{"跳过了 7 行", "聊天记录.txt 第 1,204 行:没有时间", "还有 6 行", "半截.zip 没有读完"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if strings.Contains(out, "secret") {
		t.Error("the report shows the inside of an error")
	}
}

// TestWhatConcernsAFileComesFirst: that a file is damaged is not lost behind
// its damaged lines, is told once, and is no praise for the lines.
func TestWhatConcernsAFileComesFirst(t *testing.T) {
	d := town(t)
	why := i18n.Text{Hans: "数据已损坏", Hant: "資料已損壞", En: "damaged"}.With()
	d.Skips, d.Heading.SkippedLines = nil, 40
	for n := range 40 {
		d.Skips = append(d.Skips, export.Skip{File: "chat.gz", Line: n + 1, Why: i18n.Text{Hans: "没有时间", Hant: "沒有時間", En: "no time"}.With()})
	}
	d.Skips = append(d.Skips, export.Skip{File: "chat.gz", Why: why})
	d.Exports = []export.Exported{{File: "chat.gz", Err: fault.New(fault.Invalid, why)}}
	out := terminal(t, d, render.Options{})
	note, line := strings.Index(out, "数据已损坏"), strings.Index(out, "第 1 行:没有时间")
	if note < 0 || line < note || strings.Count(out, "数据已损坏") != 1 || !strings.Contains(out, "还有 35 行") {
		t.Errorf("the note stands at %d, the first line at %d:\n%s", note, line, out[strings.LastIndex(out, "没读进来的"):])
	}
	d.Skips, d.Heading.SkippedLines = d.Skips[40:], 0
	if out = terminal(t, d, render.Options{}); strings.Contains(out, "每一行都读进来了") {
		t.Error("a damaged file is called read whole")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

var errBroken = errors.New("the disk is full")

func TestAWriterThatFailsIsToldOf(t *testing.T) {
	if err := render.Terminal(broken{}, town(t), render.Options{}); !errors.Is(err, errBroken) {
		t.Errorf("Terminal returns %v", err)
	}
	if err := render.HTML(broken{}, town(t), render.Options{}); !errors.Is(err, errBroken) {
		t.Errorf("HTML returns %v", err)
	}
}

// TestPagesStaySmall: a hundred groups in 400 KB; of five thousand the table
// has all and the details only those that need someone most.
func TestPagesStaySmall(t *testing.T) {
	if n := len(page(t, city(t, 100), render.Options{})); n > 400_000 {
		t.Errorf("a page of 100 groups has %d bytes", n)
	}
	html := page(t, city(t, 5000), render.Options{})
	if n := strings.Count(html, `<details class="card"`); n != 200 {
		t.Errorf("%d groups of 5,000 have details, want 200", n)
	}
	if n := strings.Count(html, "data-v="); n != 5000 {
		t.Errorf("%d groups of 5,000 are in the table", n)
	}
	t.Logf("5,000 groups: %d bytes", len(html))
}

// city is the town many times over.
func city(t testing.TB, n int) *diagnose.Diagnosis {
	d := town(t)
	kinds := []func() *measure.Figures{lively, fading, dormant, buying, young, dead, praising}
	d.Figures = nil
	for i := range n {
		f := kinds[i%len(kinds)]()
		f.ID, f.Name = fmt.Sprint(i), fmt.Sprintf("%s %d 号", f.Name, i)
		d.Figures = append(d.Figures, f)
	}
	d.Whole.Groups = n
	return d
}

// TestTheSameDiagnosisGivesTheSameBytes draws a network in which all ties are
// alike, so that only a stated order can tell them apart.
func TestTheSameDiagnosisGivesTheSameBytes(t *testing.T) {
	d := city(t, 40)
	for _, f := range d.Figures {
		f.Edges = nil
	}
	for from := range uint32(len(cast)) {
		for to := range from {
			d.Figures[0].Edges = append(d.Figures[0].Edges, measure.Edge{From: from, To: to, N: 1})
		}
	}
	first := page(t, d, render.Options{})
	for range 5 {
		if page(t, d, render.Options{}) != first {
			t.Fatal("the same diagnosis gave two pages")
		}
	}
}

func TestGroupsThatNeedSomeoneComeFirstAndAreTenAtMost(t *testing.T) {
	out := terminal(t, city(t, 70), render.Options{})
	from := strings.Index(out, "今天先看这几个群")
	part := out[from : from+strings.Index(out[from:], "活没活着")]
	if n := strings.Count(part, "先做:"); n != 10 {
		t.Errorf("%d groups are named, want 10", n)
	}
	if !strings.Contains(part, "还有 30 个群也要人看") {
		t.Errorf("the others are not counted:\n%s", part)
	}
}

func BenchmarkHTML100(b *testing.B) {
	d := city(b, 100)
	for b.Loop() {
		if err := render.HTML(io.Discard, d, render.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTerminal100(b *testing.B) {
	d := city(b, 100)
	for b.Loop() {
		if err := render.Terminal(io.Discard, d, render.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDefinitionsCoverEverySectionOnce(t *testing.T) {
	html := page(t, town(t), render.Options{})
	var keys []string
	for _, d := range render.Definitions() {
		if slices.Contains(keys, d.Key) {
			t.Errorf("%s is defined twice", d.Key)
		}
		keys = append(keys, d.Key)
		if n := strings.Count(html, `id="d-`+d.Key+`"`); n != 1 {
			t.Errorf("%s stands %d times on the page, want once", d.Key, n)
		}
		for _, text := range []i18n.Text{d.Name, d.Formula, d.Window, d.Unit, d.Source, d.Why} {
			for _, l := range i18n.Langs {
				if strings.TrimSpace(text.In(l)) == "" {
					t.Errorf("%s has a part without words in %s", d.Key, l)
				}
			}
		}
	}
}
