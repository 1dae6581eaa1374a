package sample

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// TestExamplesShowWhatThereIsToSee: an example teaches, so it holds one of each
// thing that whoever reads it must deal with.
func TestExamplesShowWhatThereIsToSee(t *testing.T) {
	for lang, words := range map[i18n.Lang][]string{
		i18n.ZhHans: {"#接龙\n", "【例子】", "限2盒", "3盒", "+1", "（取消）", "桥头店", "柳荫店", "两盒", "斤半"},
		i18n.ZhHant: {"#接龍\n", "【例子】", "限2盒", "3盒", "+1", "（取消）", "橋頭店", "柳蔭店", "兩盒", "斤半"},
		i18n.En:     {"#接龙\n", "[Example]", "3盒", "+1", "cancelled", "Bridge", "Willow"},
	} {
		chain := Chain(lang)
		for _, w := range words {
			if !strings.Contains(chain, w) {
				t.Errorf("%s: the chain shows no %q", lang, w)
			}
		}
		rows := regexp.MustCompile(`(?m)^\d\. (\S+)`).FindAllStringSubmatch(chain, -1)
		twice := map[string]int{}
		for _, r := range rows {
			twice[r[1]]++
		}
		if len(rows) != 9 || len(twice) != 8 {
			t.Errorf("%s: %d lines of %d people, want 9 of 8", lang, len(rows), len(twice))
		}
		if m := banned.FindString(chain); m != "" {
			t.Errorf("%s: the chain holds %q", lang, m)
		}
	}
}

// TestPastedIsOfTheEveningBefore: whenever it is tried, nothing in it lies ahead,
// and what was asked last stands without an answer.
func TestPastedIsOfTheEveningBefore(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 5, 0, 0, zone)
	head := regexp.MustCompile(`(?m)^(.+) 2026-02-28 (\d\d):(\d\d):\d\d$`)
	for lang, words := range map[i18n.Lang][]string{
		i18n.ZhHans: {"[图片]", "[语音]", "邀请“小竹”", "还有吗", "还有六块", "\n在吗\n", "几点开门"},
		i18n.ZhHant: {"[圖片]", "[語音]", "邀請“小竹”", "還有嗎", "還有六塊", "\n在嗎\n", "幾點開門"},
		i18n.En:     {"[Photo]", "[Audio]", "any tofu left", "Six left", "Anybody there?", "When do you open"},
	} {
		text := Pasted(lang, now)
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%s: the chat shows no %q", lang, w)
			}
		}
		heads, last := head.FindAllStringSubmatch(text, -1), ""
		for _, h := range heads {
			if at := h[2] + h[3]; at < last {
				t.Errorf("%s: %s stands after %s", lang, at, last)
			} else {
				last = at
			}
		}
		if len(heads) != 12 || heads[11][2] != "23" || heads[10][1] != heads[11][1] {
			t.Errorf("%s: %d messages, the last of %v", lang, len(heads), heads[len(heads)-1])
		}
		if m := banned.FindString(text); m != "" {
			t.Errorf("%s: the chat holds %q", lang, m)
		}
	}
}
