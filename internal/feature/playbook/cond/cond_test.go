package cond_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

func compiler(t testing.TB) *cond.Compiler {
	t.Helper()
	c, err := cond.NewCompiler()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

func facts() *cond.Facts {
	return &cond.Facts{
		Member: cond.Member{Name: "小雨", Tags: []string{"新客", "宝妈"}, Messages: 3, Joined: noon.Add(-30 * 24 * time.Hour), LastSaid: noon.Add(-29 * 24 * time.Hour)},
		Group:  cond.Group{Name: "阳光花园买菜群", Life: "long-term", State: "fading", Members: 180, Column: map[string]string{"区": "东"}},
		Event:  cond.Event{Kind: "message.recorded", Text: "多少钱一份？", Question: true, Count: 6},
		Sale:   cond.Sale{Known: true, Left: 3, Unsettled: 1},
		Start:  "birthday",
		Field:  map[string]string{"商品": "排骨"},
		Now:    noon,
	}
}

func TestConditionsHold(t *testing.T) {
	c, f := compiler(t), facts()
	for text, want := range map[string]bool{
		"(!group.known_orders || member.orders == 0) && !member.staff": true,
		"'宝妈' in member.tags":                                          true,
		"member.tags.exists(t, t.startsWith('老'))":                     false,
		"now - member.last_said > duration('672h')":                    true,
		"now - member.joined > duration('2160h')":                      false,
		"group.state == 'fading' || group.state == 'dormant'":          true,
		"group.members > 150.5":                                        true,
		"event.text.contains('多少钱') && event.question":                 true,
		"group.column['区'] == '东' && field['商品'] == '排骨'":              true,
		"'街' in group.column && group.column['街'] == '长安'":             false,
		"start == 'birthday' && event.count > 5":                       true,
		"!sale.known || sale.left > 0":                                 true,
		"sale.unsettled > 0 && !member.less":                           true,
		"'商品' in field && field['商品'] == ''":                           false,
		"group.known_orders ? member.orders > 0 : member.messages > 2": true,
	} {
		cnd, err := c.Compile(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := cnd.Holds(f); err != nil || got != want {
			t.Errorf("%s: %v (%v), want %v", text, got, err, want)
		}
	}
}

// TestBadConditions are refused when they are read, with the place.
func TestBadConditions(t *testing.T) {
	c := compiler(t)
	for text, says := range map[string]string{
		"member.order == 0":       "第 7 个字：没有“order”这一项",
		"membr.orders == 0":       "没有“membr”这一项",
		"member.orders":           "条件要能答",
		"member.orders == 'zero'": "第 15 个字",
		"member.orders ==":        "第 17 个字",
		"":                        "第",
		strings.Repeat("x", 1001): "条件太长",
		strings.Repeat("(", 200) + "true" + strings.Repeat(")", 200): "第",
	} {
		_, err := c.Compile(text)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Public(err).In(i18n.ZhHans), says) {
			t.Errorf("%.40q: %v, want %q", text, err, says)
		}
	}
}

// TestWhatCannotBeTold is no yes: what is missing, and what costs too much.
func TestWhatCannotBeTold(t *testing.T) {
	c, f := compiler(t), facts()
	f.Member.Tags = make([]string, 1000)
	for _, text := range []string{
		"group.column['街'] == '长安'",
		"member.tags.all(a, member.tags.all(b, member.tags.all(d, a == b || b == d || true)))",
	} {
		cnd, err := c.Compile(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := cnd.Holds(f); err == nil || got {
			t.Errorf("%s: %v, and no error", text, got)
		}
	}
}

func BenchmarkHolds(b *testing.B) {
	cnd, err := compiler(b).Compile("member.orders == 0 && !member.staff && group.state == 'fading'")
	if err != nil {
		b.Fatal(err)
	}
	f := facts()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = cnd.Holds(f)
	}
}

// TestAMomentThatNobodyKnowsIsLongAgo, and never lately.
func TestAMomentThatNobodyKnowsIsLongAgo(t *testing.T) {
	c := compiler(t)
	for text, want := range map[string]bool{
		"now - member.last_said > duration('672h')": true, "now - member.joined < duration('24h')": false, "now - group.last_said > duration('30m')": true,
		"group.tone == 'warm'": false,
	} {
		one, err := c.Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		if yes, err := one.Holds(&cond.Facts{Now: noon}); yes != want || err != nil {
			t.Errorf("%s: %v, %v", text, yes, err)
		}
	}
}
