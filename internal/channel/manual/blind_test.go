package manual

import (
	"strings"
	"testing"
)

// TestLinesThatWereMisread: each of these once put somebody's words into another's mouth.
func TestLinesThatWereMisread(t *testing.T) {
	c := copied(t)
	for _, one := range []struct {
		name, text string
		line       int
		want       string
	}{
		{"a house is no day", "小雨  07:50\n早\n\n阿青  07:55\n早\n\n老周  07:56\n在\n\nVivian 7-2  07:58\n还有吗", 10, "head|Vivian 7-2|2030-03-02 07:58:00|"},
		{"a day is no house", "小雨 07:50\n早\n\n阿青 07:55\n早\n\n老周 07:56\n在\n\nVivian 2-7 07:58\n还有吗", 10, "head|Vivian|2030-02-07 07:58:00|"},
		{"a number behind a name", "Tony(55667788) 10:02:30\n在\n\n小雨(10293847) 10:02:40\n在", 1, "head|Tony|2030-03-02 10:02:30|"},
		{"an address behind a name", "Tony(55667788) 10:02:30\n在\n\n夏至<xz@example.com> 10:02:40\n在", 4, "head|夏至|2030-03-02 10:02:40|"},
		{"a year is part of a name", "老班(2010) 10:02:30\n在\n\n小雨 10:02:40\n在", 1, "head|老班(2010)|2030-03-02 10:02:30|"},
		{"new below", "阿黎:\n在\n以下为新消息\n小雨:\n在\n阿黎:\n好", 3, "aside|||"},
		{"quotes around lines", "2030/03/01（五）\n09:12\t佩珊\t早安\n09:30\t林媽媽\t\"兩盒\n下午五點拿\"\n09:31\t佩珊\t好", 3, "said|林媽媽|2030-03-01 09:30:00|兩盒"},
		{"and behind them", "2030/03/01（五）\n09:12\t佩珊\t早安\n09:30\t林媽媽\t\"兩盒\n下午五點拿\"\n09:31\t佩珊\t好", 4, "said|林媽媽|2030-03-01 09:30:00|下午五點拿"},
		{"a quote alone stays", "09:12\t佩珊\t早安\n09:30\t林媽媽\t\"兩盒\n09:31\t佩珊\t好", 2, "said|林媽媽|2030-03-02 09:30:00|\"兩盒"},
	} {
		p := Read(one.text, c)
		got := p.Lines[one.line-1]
		if as := lineAs(got, c.Zone); as != one.want {
			t.Errorf("%s: read as %s, is %s", one.name, as, one.want)
		}
	}
	p := Read("昨天 21:30\n老姜\n明早豆浆照旧 6:40\n星期四 09:12\n阿黛\n油条还有吗", c)
	for _, l := range p.Lines {
		if l.What != Unclear {
			t.Errorf("line %d of names that stand once is %s without a question", l.N, strings.TrimRight(lineAs(l, c.Zone), "|"))
		}
	}
}
