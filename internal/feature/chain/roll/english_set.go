package roll

import (
	"regexp"
	"slices"
	"strings"
)

// setsOne is a line that sets how much of one of several goods somebody has:
// "change my eggs to 3 pls"; # stands for the name.
var setsOne = regexp.MustCompile(`^(?:(?:sorry|hi|hello|oops|actually|update|correction|please|pls|ok|so)[ ,:!-]*)*(?:# ?[:,-]? ?)?(?:(?:please|pls|can you|could you|can i|could i|i'd like to|help me|help)[ ,]+)*(?:change|make|amend|update|adjust|increase|reduce|set) (?:my |the |our |#(?:'s)? )?(.+?)(?: from (?:[0-9]{1,2}|[a-z]{3,6}))?(?: to| into| =|)(?: only| just)? x?([0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?: ([a-z]+))?$`)

// allOfIt are words for everything that somebody wants.
var allOfIt = regexp.MustCompile(`^(?:it|that|this|mine|all|everything|order|orders|total|me|us)$`)

// setOne reads such a line, where the row has the goods and in the same unit. It
// reports whether it did.
func (r *reader) setOne(ed *editing, low string) bool {
	low = strings.TrimRightFunc(afterAll.ReplaceAllString(strings.TrimRightFunc(low, noSign), ""), noSign)
	m := setsOne.FindStringSubmatch(low)
	at := slices.IndexFunc(r.parsed, func(have entry) bool { return Key(have.Name) == Key(ed.name) })
	if m == nil || at < 0 || allOfIt.MatchString(m[1]) || strings.Count(low, "#") > 1 {
		return false
	}
	n, ok := numberIn(m[2])
	is := r.shortEnglish(m[1])
	if !ok || n == 0 || is < 0 {
		return false
	}
	found := None
	for i, it := range r.parsed[at].Items {
		if r.meant(it.Product) == is {
			if found != None {
				return false
			}
			found = i
		}
	}
	if found == None {
		return false
	}
	it := r.parsed[at].Items[found]
	if m[3] != "" && !sameWord(m[3], fold(it.Unit)) {
		return false
	}
	it.Amount = n
	ed.kind, ed.items, ed.clear = 'p', []Item{it}, true
	return true
}

// noSign reports whether a rune is neither a letter nor a digit.
func noSign(c rune) bool { return !hasWord(string(c)) }
