package manual

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// The columns of a group that its rules are made of. SOPs name them alike.
const (
	colOffer = "群里有什么"
	colHours = "服务时间"
	colOwner = "群主"
	colShop  = "店名"
	colArea  = "片区"
	colDuty  = "值班人"
)

// Columns are what pages here ask of a group.
var Columns = [...]string{colOffer, colHours, colOwner, colShop}

// Notice is what a group is for and how people get along in it, ready to post as its
// announcement. It says only what can be kept in a WeChat group: nobody can be muted
// there. Lines of which nothing is known are left out; with nothing in it to offer
// there is none.
func Notice(name string, d map[string]string, lang i18n.Lang) string {
	if strings.TrimSpace(d[colOffer]) == "" {
		return ""
	}
	var out []string
	say := func(m i18n.Message) { out = append(out, m.In(lang)) }
	say(noticeHead.With(name))
	say(noticeOffer.With(d[colOffer]))
	say(noticeWelcome.With())
	say(noticeNever.With())
	if owner := d[colOwner]; owner != "" {
		say(noticeThen.With(owner))
	} else {
		say(noticeThenNobody.With())
	}
	if hours := d[colHours]; hours != "" {
		say(noticeHours.With(hours))
	}
	say(noticeLess.With())
	if owner := d[colOwner]; owner != "" {
		say(noticeOwner.With(owner))
	}
	return strings.Join(out, "\n")
}
