package roll

import (
	"regexp"
	"strings"
)

var (
	// unitNo is a flat as Singapore writes it, floor and number behind a sign, perhaps with
	// the house before it: "#08-12", "Blk 12 #08-12".
	unitNo = regexp.MustCompile(`(?:^|[\s,;:(-])((?:(?:blk|block) ?[0-9]{1,4}[a-z]?,? ?)?# ?b?[0-9]{2}-[0-9]{2,4}[a-z]?)(?:$|[\s,;:.)-])`)
	// eightDigits are a phone as Singapore and Hong Kong write it, which are no amount.
	eightDigits = regexp.MustCompile(`(?:^|[\s,;:(])((?:\+?(?:65|852)[ -]?)?[5689][0-9]{3}[ -]?[0-9]{4})(?:$|[\s,;.)])`)
	// otherNumber is what stands before a number that is no phone.
	otherNumber = regexp.MustCompile(`(?:no\.?|number|order|ref|reference|code|a/c|acc|account|id|postcode|postal|单号|订单号?|编号|卡号|账号|取件码|号码|会员|qq|wx|vx|微信)[\s:.#]*$`)
)

// unitDoor takes out a flat behind a sign, where one alone stands there. Without the sign, or
// the house, the number is what the row calls its room.
func (r *reader) unitDoor(e *entry, s, low string) (string, string) {
	found := unitNo.FindAllStringSubmatchIndex(low, 2)
	if len(found) != 1 || e.Room != "" {
		return s, low
	}
	m := found[0]
	e.Room = strings.TrimSpace(strings.TrimPrefix(part(s, low, m[2], m[3]), "#"))
	s = cutOut(s, low, m[2:])
	return s, fold(s)
}

// eightPhone takes out a phone of eight digits, where one alone stands there.
func (r *reader) eightPhone(e *entry, s, low string) (string, string) {
	found := eightDigits.FindAllStringSubmatchIndex(low, 2)
	if e.Phone != "" || len(found) != 1 || otherNumber.MatchString(low[:found[0][2]]) {
		return s, low
	}
	m := found[0]
	e.Phone = strings.NewReplacer(" ", "", "-", "").Replace(low[m[2]:m[3]])
	s = cutOut(s, low, m[2:])
	return s, fold(s)
}
