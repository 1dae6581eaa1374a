package manual

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Where is the shop a group belongs to, and the area its people live in; each may
// be unsaid.
type Where struct{ Shop, Area string }

// String writes a place as 青禾 · 河西.
func (w Where) String() string {
	if w.Shop == "" || w.Area == "" {
		return w.Shop + w.Area
	}
	return w.Shop + " · " + w.Area
}

// Limits on what people write of shops.
const (
	mostPlaces  = 100 // of one workspace
	maxPlace    = 16  // characters of a shop, an area, or what a group is for
	placeJoiner = "·"
)

// word reads the name of a shop, an area or the like: one line, no joiner at its
// ends. Invalid about a field where it is too long.
func word(field, text string) (string, error) {
	text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))), " ")
	text = strings.TrimSpace(strings.Trim(text, placeJoiner))
	if n := utf8.RuneCountInString(text); n > maxPlace {
		return "", &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, longNote.With(maxPlace, n))}
	}
	return text, nil
}

// whereOf reads a place that has to have both its parts.
func whereOf(shop, area string) (w Where, err error) {
	if w.Shop, err = word("shop", shop); err != nil {
		return w, err
	}
	if w.Area, err = word("area", area); err != nil {
		return w, err
	}
	switch {
	case w.Shop == "":
		return w, &auth.FieldError{Field: "shop", Err: fault.New(fault.Invalid, noShop.With())}
	case w.Area == "":
		return w, &auth.FieldError{Field: "area", Err: fault.New(fault.Invalid, noArea.With())}
	}
	return w, nil
}

// GeoName is what a new group of a place is called: shop, area, and what it is for
// with the next free number, such as 青禾·河西·福利1群. theme is what it is for.
func GeoName(all []Seat, w Where, theme string) string {
	theme = strings.TrimSuffix(theme, "群")
	var parts []string
	for _, p := range [...]string{w.Shop, w.Area} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	stem := strings.Join(append(parts, theme), placeJoiner)
	first := Series{Before: stem, After: "群", Number: 1, bare: true}
	if !strings.ContainsFunc(stem, func(r rune) bool { return r >= 0x2e80 }) {
		first.After = "" // in other scripts it is Riverside·West·Offers 1
	}
	for i := range all {
		if SeriesOf(all[i].Name).Same(first) {
			return FreeName(all, first.With(1))
		}
	}
	return first.With(1)
}

// themes are what groups of shops are usually for, the first where nobody says.
func themes(lang i18n.Lang) []string { return strings.Fields(themeWords.In(lang)) }

// compare orders places by their shop, then by their area.
func (w Where) compare(o Where) int {
	return cmp.Or(strings.Compare(w.Shop, o.Shop), strings.Compare(w.Area, o.Area))
}

// priced are words by which a price or an offer is known.
var priced = [...]string{"元", "块", "塊", "¥", "￥", "$", "折", "特价", "特價", "优惠", "優惠", "减", "減", "秒", "抢", "搶", "券", "price", "off", "sale"}

// Sells reports whether a line of what came in names a price or an offer: then it is
// held to what holds for selling.
func Sells(text string) bool {
	text = strings.ToLower(text)
	for _, w := range priced {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// Arrivals are the wordings of what came in today. They promise nothing that nobody
// said: hours and shop stand in them only where they are known.
func Arrivals(what string, about map[string]string, lang i18n.Lang) []string {
	what = strings.TrimRight(what, "。.！!，, ")
	come := arrivedAsk.With()
	switch shop, hours := about[colShop], about[colHours]; {
	case shop != "" && hours != "":
		come = arrivedBoth.With(shop, hours)
	case shop != "":
		come = arrivedShop.With(shop)
	case hours != "":
		come = arrivedHours.With(hours)
	}
	return []string{arrivedOne.With(what, come).In(lang), arrivedTwo.With(what, come).In(lang)}
}
