package roll

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// howMany is how many places there are, behind their names: "东门、南门两个点自提".
var howMany = regexp.MustCompile(`(?:[两二三四五六七八]|[2-8])个?(?:点|处|店|门|地方)(?:都)?(?:可以?)?$`)

// orAnd are words between places.
var orAnd = strings.NewReplacer("或者", "、", "或", "、", "和", "、", "跟", "、")

// ofEstate are places with a number of their own: "1期门卫", "3号楼架空层".
var ofEstate = regexp.MustCompile(`^[0-9]{1,2}(?:(?:期|区|号门)\p{Han}{0,8}|(?:号楼|栋|幢|座)\p{Han}{2,8})$`)
var (
	// boardsAt begins where a head gives letters to places where people get in or meet.
	boardsAt = regexp.MustCompile(`(?:上车|乘车|接人|集合|候车|下车)(?:点|地点|地|站)?\s*(?:有|分)?\s*:?\s*(?:$|([a-e][.、:)]?\s*\p{Han}.+)$)`)
	// boardsFirst is such a line that tells of nothing else.
	boardsFirst = regexp.MustCompile(`^[^\p{L}]*(?:上[车車]|乘[车車]|接人|集合|候[车車]|下[车車]|[A-Ea-e][^A-Za-z])`)
	// letteredPlace is such a place with its letter.
	letteredPlace = regexp.MustCompile(`(?:^|[ ,、;/])([a-e])[.、:)]?\s*(\p{Han}[\p{Han}0-9]{1,12})`)
)

// lettered reads where people get in, where the head gives letters to the places, on one line
// or each on its own: "上车点：A 西门公交站 B 万达". They have to begin at A. It returns the lines.
func (r *reader) lettered() map[int]bool {
	at, lines := map[string]string{}, map[int]bool{}
	below := false
	for i := range r.lines {
		l := &r.lines[i]
		if l.n > 0 || len(r.places) > 0 {
			break
		}
		low, list := fold(l.clean), fold(l.clean)
		if m := boardsAt.FindStringSubmatch(low); m != nil {
			below, list = m[1] == "", m[1]
		} else if !below {
			continue
		}
		raw := []rune(l.clean)
		raw = raw[max(0, len(raw)-utf8.RuneCountInString(list)):]
		found := letteredPlace.FindAllStringSubmatchIndex(list, -1)
		below = below && (len(found) == 1 || list == "")
		for _, m := range found {
			if key := list[m[2]:m[3]]; at[key] == "" && key[0] == 'a'+byte(len(at)) {
				at[key] = part(string(raw), list, m[4], m[5])
				lines[i] = true
			}
		}
	}
	if len(at) < 2 {
		return nil
	}
	r.boardAt = at
	for key := 'a'; at[string(key)] != ""; key++ {
		if p := at[string(key)]; !slices.Contains(r.places, p) {
			r.places = append(r.places, p)
		}
	}
	return lines
}
