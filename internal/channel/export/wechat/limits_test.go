package wechat

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

func TestTimes(t *testing.T) {
	zone := time.FixedZone("+8", 8*60*60)
	for text, want := range map[string]string{
		"1746493331":                 "2025-05-06T01:02:11Z",
		"1746493331000":              "2025-05-06T01:02:11Z",
		"1746493331.5":               "2025-05-06T01:02:11Z",
		"2025-05-06T09:02:11+08:00":  "2025-05-06T01:02:11Z",
		"2025-05-06T09:02:11.123456": "2025-05-06T01:02:11Z",
		"2025-05-06 09:02:11":        "2025-05-06T01:02:11Z",
		" 2025/5/6 9:02:11 ":         "2025-05-06T01:02:11Z",
		"2025-05-06 09:02":           "2025-05-06T01:02:00Z",
		"2099-01-01 00:00:00":        "2098-12-31T16:00:00Z", // times to come are the caller's to set aside
	} {
		if at, ok := readTime(text, zone); !ok || at.Format(time.RFC3339) != want || at.Location() != time.UTC {
			t.Errorf("readTime(%q) = %v, %t; want %s", text, at, ok, want)
		}
	}
	for _, text := range []string{"", "0", "-1", "昨天", "NaN", "+Inf", "1e300", "2025-13-01 00:00:00", "1970-01-01T00:00:00Z"} {
		if at, ok := readTime(text, zone); ok {
			t.Errorf("readTime(%q) = %v; want none", text, at)
		}
	}
}

// TestQuoteOfASecondWithTwoMessages claims that no message is named where two
// may be meant.
func TestQuoteOfASecondWithTwoMessages(t *testing.T) {
	quote := strings.NewReplacer(`"type":1`, `"type":49`, `"subType":0`, `"subType":57`, "02:11+", "03:00+", "1746493331000", "1746493380000").Replace(row1("回"))
	quote = strings.TrimSuffix(quote, "}") + `,"contents":{"refer":{"time":"2025-05-06T09:02:11+08:00","sender":"wxid_a","senderName":"石榴"}}}`
	for first, want := range map[string]event.NativeMessage{
		row1("一"):                   "1746493331000",
		row1("一") + "," + row1("二"): "",
	} {
		got := exporttest.Read(t, format(t, "wechat-chatlog-json"), "x", []byte("["+first+","+quote+"]"), export.Options{})
		last := got.Events[len(got.Events)-1]
		if last.Form != event.Quote || last.ReplyTo != want || len(last.Mentions) != 1 || last.Mentions[0].ID != "wxid_a" {
			t.Errorf("read %+v; want a quote of %q", last, want)
		}
	}
}

// TestLookingForAQuoteIsBounded claims that fewer and fewer lines are held
// while the partner of a mark is looked for.
func TestLookingForAQuoteIsBounded(t *testing.T) {
	c := &records{lines: export.NewLines(strings.NewReader(strings.Repeat("a,\"b\n", 5000)), "x", nil)}
	for i := range 100 {
		if _, line, open, ok := c.next(); !open || !ok || line != i+1 {
			t.Fatalf("record %d: line %d, open %t, %t", i, line, open, ok)
		}
	}
	// What was held for the first records is read again from memory.
	if c.wrong != 100 || len(c.again) > tallestRecord+1 {
		t.Errorf("%d marks missed, %d lines held", c.wrong, len(c.again))
	}
	c.again, c.wrong = nil, 20
	if _, _, open, _ := c.next(); !open || len(c.again) > shortest+1 {
		t.Errorf("%d lines held after many misses; want %d at most", len(c.again), shortest+1)
	}
}
