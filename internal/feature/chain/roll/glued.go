package roll

import (
	"regexp"
	"slices"
	"strings"
)

// doorSays is a door that speaks for who lives there: "6-302：土豆3斤".
var doorSays = regexp.MustCompile(`^((?:[0-9]{1,3}(?:号楼|栋|幢|座)|[a-z]座)?(?:[0-9]{1,2}单元)?[0-9]{1,3}-(?:[0-9]{1,2}-)?[0-9]{2,4}(?:室)?|[0-9]{1,3}(?:号楼|栋|幢|座)[0-9]{3,4}(?:室)?)\s*:\s*([^0-9].*)$`)

// nameBefore is the name with which a segment begins, where what stands right behind it
// leaves no doubt: "隔壁老李+1", where there is one product and no other word for it;
// "大鹏2斤樱桃", where the head tells of what stands behind the amount. Else "".
func (p *parsing) nameBefore(tokens []token) string {
	if tokens[0].kind != 'T' || tokens[1].kind != 'A' || p.words.told == 0 || !(p.marked || p.numbered) {
		return ""
	}
	low := fold(tokens[0].text)
	if p.hasProduct(low) || p.shortFor(low, "") >= 0 || p.shortFor(low, unitOf(&tokens[1].amount)) >= 0 || p.partOfTold(low) || nobody.MatchString(low) {
		return ""
	}
	switch {
	case len(tokens) == 2 && tokens[1].amount.plus && p.words.told == 1:
		return tokens[0].text
	case len(tokens) == 2 && p.words.told == 1 && tokens[1].amount.unit != "" && tokens[1].amount.unit == fold(p.words.products[0].Unit) && !strings.ContainsAny(p.words.keys[0], low):
		return tokens[0].text // "王阿姨两板", where nothing else is sold
	case len(tokens) == 3 && tokens[2].kind == 'P' && p.soldAs(&tokens[2]) && !tokens[1].amount.plus && tokens[1].amount.unit != "":
		return tokens[0].text
	}
	return ""
}

// doors takes the door for the name in a list whose people do so themselves: most rows
// say no more than "3-2-501" of who it is. Elsewhere a name was forgotten, and is asked.
func (r *reader) doors() {
	var at []int
	for i := range r.parsed {
		if e := &r.parsed[i]; e.Name == "" && e.Room != "" && slices.Contains(e.Why, NoName) {
			at = append(at, i)
		}
	}
	if len(at) < 3 || 2*len(at) < len(r.parsed) {
		return
	}
	for _, i := range at {
		e := &r.parsed[i]
		e.Name, e.Room = e.Room, ""
		e.Why = slices.DeleteFunc(e.Why, func(w Why) bool { return w == NoName })
		if len(e.Items) == 0 && !e.Crossed {
			e.ask(NoItems) // nobody had asked, for the name was asked about
		}
	}
}

// soldAs reports whether the head tells of a product, by this word or by another for it.
func (p *parsing) soldAs(t *token) bool {
	return t.product < p.words.told || p.shortFor(fold(t.text), "") >= 0
}
