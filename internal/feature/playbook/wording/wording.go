// Package wording reads a text that is to be sent to people and says what in
// it must not be said, or only with a figure that is bound to data.
//
// It knows sentences, not meanings: lists of wordings in both scripts of
// Chinese and in English, each with the innocent uses that look like it. What
// is Refused goes to nobody; the rest is a warning, and a person decides.
// It takes the time that the text is long, and no more for what is hidden in
// it: 最 低 价 and ｎｏ．１ are read as 最低价 and no.1.
//
// Pure: no database, clock, network or chance.
//
// Never: changes a text; judges what somebody wrote in a group.
package wording

import (
	"cmp"
	"slices"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Rule names what a finding is about. It is kept and compared, not shown.
type Rule string

// The rules.
const (
	Absolute    Rule = "absolute"    // best, first, only, lowest: claims of advertising law
	Effect      Rule = "effect"      // cures and results nobody has shown
	Share       Rule = "share"       // something given for sharing, likes or head-count
	Scarcity    Rule = "scarcity"    // stock, buyers or time left, without the data
	Pretence    Rule = "pretence"    // a system, a customer or an insider who is not there
	Pressure    Rule = "pressure"    // shaming, threats, fines
	Service     Rule = "service"     // what customer service had better not say
	Length      Rule = "length"      // longer than people read
	Noise       Rule = "noise"       // emoji and exclamation marks
	Placeholder Rule = "placeholder" // {{}} and braces that nothing will fill
)

// Finding is one thing that a text should not say.
type Finding struct {
	Rule     Rule
	From, To int  // bytes of the text, From < To, both between characters
	Refused  bool // it must not be sent; otherwise it is a warning
	Why      i18n.Text
	Remedy   i18n.Text // what to write instead
}

// Reading is how a text is read.
type Reading struct {
	// Live are the names of the placeholders that are filled from data at the
	// moment of sending, in either script, without braces. Nil stands for
	// LivePlaceholders.
	Live []string
	// Long lets the text be longer than 90 characters: rules of a group,
	// announcements, summaries.
	Long bool
}

// LivePlaceholders returns the placeholders that every playbook binds to
// orders, to the stock that was set aside, or to the event's own times.
func LivePlaceholders() []string { return slices.Clone(livePlaceholders) }

var livePlaceholders = []string{
	"剩余", "已付款件数", "库存", "补货件数", "问题数", "未答数", "答疑数", "人数", "每人限购",
	"开始时间", "结束时间", "剩余时间",
}

// Check reads text as a message of the usual length with the usual placeholders.
func Check(text string) []Finding { return Reading{}.Check(text) }

// Check returns what text should not say, in the order of the text. It is nil
// where there is nothing. Of a text that is not UTF-8, the broken bytes are
// taken for characters of no meaning.
func (r Reading) Check(text string) []Finding {
	if text == "" {
		return nil
	}
	live := r.Live
	if live == nil {
		live = livePlaceholders
	}
	var room [folding]step
	f := fold(text, live, room[:0])
	found := f.braces
	for i := range rules() {
		found = rules()[i].find(f, found)
	}
	found = noise(text, found)
	if !r.Long {
		found = length(text, found)
	}
	return tidy(found)
}

// tidy puts findings into the order of the text and leaves out those that lie
// inside another of the same rule that is no milder.
func tidy(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To), cmp.Compare(severity(b), severity(a)))
	})
	last := map[Rule]Finding{}
	kept := found[:0]
	for _, f := range found {
		if l, ok := last[f.Rule]; ok && f.To <= l.To && severity(l) >= severity(f) {
			continue
		}
		if l, ok := last[f.Rule]; !ok || f.To > l.To {
			last[f.Rule] = f
		}
		kept = append(kept, f)
	}
	return kept
}

func severity(f Finding) int {
	if f.Refused {
		return 1
	}
	return 0
}
