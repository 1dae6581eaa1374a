package shelf

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

const today Day = 20300102

// TestWhatIsWrongIsToldBesideItsField, and what is right is tidied.
func TestWhatIsWrongIsToldBesideItsField(t *testing.T) {
	good := Said{Title: "怎么挑小排", Day: today, Groups: []id.Group{7}, Summary: "看颜色"}
	for name, c := range map[string]struct {
		change func(*Said)
		field  string
	}{
		"nothing wrong":       {func(*Said) {}, ""},
		"no title":            {func(s *Said) { s.Title = " \u200b " }, "title"},
		"sixty characters":    {func(s *Said) { s.Title = strings.Repeat("好", 60) }, ""},
		"one more":            {func(s *Said) { s.Title = strings.Repeat("好", 61) }, "title"},
		"no summary":          {func(s *Said) { s.Summary = "\n \n" }, "summary"},
		"a whole summary":     {func(s *Said) { s.Summary = strings.Repeat("字", MostSummary) }, ""},
		"too long a summary":  {func(s *Said) { s.Summary = strings.Repeat("字", MostSummary+1) }, "summary"},
		"too long a name":     {func(s *Said) { s.Sharer = strings.Repeat("王", MostSharer+1) }, "sharer"},
		"no day":              {func(s *Said) { s.Day = 0 }, "day"},
		"tomorrow":            {func(s *Said) { s.Day = today + 1 }, "day"},
		"nowhere":             {func(s *Said) { s.Groups = nil }, "groups"},
		"everywhere":          {func(s *Said) { s.Groups, s.Everyone = nil, true }, ""},
		"a page":              {func(s *Said) { s.Link = "https://doc.example/总结?a=1#b" }, ""},
		"plain http":          {func(s *Said) { s.Link = "http://doc.example" }, ""},
		"a script":            {func(s *Said) { s.Link = "javascript:alert(1)" }, "link"},
		"data":                {func(s *Said) { s.Link = "data:text/html,x" }, "link"},
		"a script by a host":  {func(s *Said) { s.Link = "javascript://doc.example/%0aalert(1)" }, "link"},
		"another road":        {func(s *Said) { s.Link = "ftp://doc.example/x" }, "link"},
		"no host":             {func(s *Said) { s.Link = "https:///x" }, "link"},
		"no scheme":           {func(s *Said) { s.Link = "doc.example/x" }, "link"},
		"a name in it":        {func(s *Said) { s.Link = "https://bank.example@evil.example/" }, "link"},
		"a blank in it":       {func(s *Said) { s.Link = "https://doc.example/a b" }, "link"},
		"turned round":        {func(s *Said) { s.Link = "https://doc.example/\u202egnp" }, "link"},
		"too long an address": {func(s *Said) { s.Link = "https://doc.example/" + strings.Repeat("a", MostLink) }, "link"},
	} {
		s := good
		c.change(&s)
		if _, err := s.Tidy(today); auth.Field(err) != c.field || c.field == "" && err != nil {
			t.Errorf("%s: told about %q (%v), want %q", name, auth.Field(err), err, c.field)
		}
	}
	many := good
	for i := range MostPlaces + 1 {
		many.Groups = append(many.Groups, id.Group(i+100))
	}
	if _, err := many.Tidy(today); auth.Field(err) != "groups" {
		t.Errorf("too many groups: %v", err)
	}
	s := good
	s.Title, s.Summary, s.Groups, s.Link = " 怎么\n挑\x00小排 ", "\r\n\r\n1. 看颜色  \r\n\r\n\r\n\r\n2. 按一下\x07\n\n", []id.Group{9, 7, 9}, " https://a.example "
	s, err := s.Tidy(today)
	if err != nil || s.Title != "怎么 挑小排" || s.Summary != "1. 看颜色\n\n2. 按一下" || len(s.Groups) != 2 || s.Link != "https://a.example" {
		t.Errorf("tidied: %+v %v", s, err)
	}
}

// TestTheCardSaysWhatIsKeptAndNothingElse.
func TestTheCardSaysWhatIsKeptAndNothingElse(t *testing.T) {
	if got := Card("福利群", nil, false, today, i18n.ZhHans); got != "" {
		t.Errorf("a card of nothing: %q", got)
	}
	last := []Piece{{Title: "怎么挑小排", Day: 20300101, Sharer: "王师傅"}, {Title: "叶子菜怎么放", Day: 20291226, Link: "https://doc.example/a"}}
	for lang, want := range map[i18n.Lang]string{
		i18n.ZhHans: "福利群以前聊过这些，没赶上的慢慢看：\n1. 1月1日 怎么挑小排（王师傅）\n2. 2029年12月26日 叶子菜怎么放\nhttps://doc.example/a\n想看哪一篇，说个序号就行。",
		i18n.ZhHant: "福利群以前聊過這些，沒趕上的慢慢看：\n1. 1月1日 怎么挑小排（王师傅）\n2. 2029年12月26日 叶子菜怎么放\nhttps://doc.example/a\n想看哪一篇，說個序號就行。",
		i18n.En:     "Some of what we talked about in 福利群, in case you missed it:\n1. 1 January: 怎么挑小排 (王师傅)\n2. 26 December 2029: 叶子菜怎么放\nhttps://doc.example/a\nTell us the number of the one you want to read.",
	} {
		if got := Card("福利群", last, false, today, lang); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", lang, got, want)
		}
	}
	if got := Card("福利群", last[1:], true, today, i18n.ZhHans); strings.Contains(got, "序号") || !strings.HasSuffix(got, "再早的也留着，想找什么说一声。") {
		t.Errorf("who has the link is told to ask, or nothing of older ones: %q", got)
	}
	if got := Index(last); got != "2030-01-01 怎么挑小排\n2029-12-26 叶子菜怎么放" || Index(nil) != "" {
		t.Errorf("for an SOP: %q", got)
	}
}

// TestAPieceIsPostedAsItIsKept.
func TestAPieceIsPostedAsItIsKept(t *testing.T) {
	p := Piece{Title: "怎么挑小排", Day: today, Summary: "1. 看颜色\n2. 按一下"}
	if got := p.Posted(today, i18n.ZhHans); got != "“怎么挑小排”整理好了，1月2日聊的：\n1. 看颜色\n2. 按一下\n说错的地方请指出来。" {
		t.Errorf("%q", got)
	}
	p.Sharer, p.Link = "王师傅", "https://doc.example/a"
	for lang, want := range map[i18n.Lang]string{
		i18n.ZhHans: "“怎么挑小排”整理好了，1月2日王师傅聊的：\n1. 看颜色\n2. 按一下\n全文：https://doc.example/a\n说错的地方请指出来。",
		i18n.En:     "“怎么挑小排” is written up, from 2 January, with 王师傅:\n1. 看颜色\n2. 按一下\nIn full: https://doc.example/a\nIf anything is wrong, please say so.",
	} {
		if got := p.Posted(today, lang); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
}
