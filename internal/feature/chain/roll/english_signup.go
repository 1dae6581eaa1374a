package roll

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// meets is what people sign up for themselves.
	meets = regexp.MustCompile(`\b(?:futsal|football|soccer|badminton|basketball|volleyball|tennis|pickleball|squash|ping ?pong|frisbee|floorball|netball|cricket|rugby|bowling|swim(?:ming)?|run|running|jog|hike|hiking|walk|cycling|ride|climb(?:ing)?|yoga|pilates|zumba|class|workshop|lesson|training|practice|session|game|match|meet ?up|dinner|lunch|brunch|bbq|picnic|party|outing|trip|tour|movie|board ?games?|karaoke|camping|kayak(?:ing)?|car ?pool|volunteers?|clean-?up|gathering|rehearsal)\b`)
	// asksWho is how a head asks who comes.
	asksWho = regexp.MustCompile(`\b(?:sign[ -]?ups?|rsvp|pax|per (?:person|head|player)|players?|slots?|spots?|names? (?:below|here|down)|your names?|who(?:'s| is) (?:in|coming|playing|joining|up)|joining|headcount|attending|max(?:imum)?\.? ?[0-9]+|limit(?:ed)?(?: to)? ?[0-9]+|court|pitch)\b`)
	// sellsThere are words of a head about goods, or about what is to be done, brought or chosen.
	sellsThere = regexp.MustCompile(`\b(?:orders?|pre-?orders?|buy|delivery|pick ?up|collection|sale|prices?|(?:per|/) ?(?:kg|bag|box|tray|pack|piece|pc|dozen|loaf|bottle|slice)|menu|(?:what|things) to (?:bring|pack)|(?:packing|shopping|check) ?list|items?|rules?|agenda|schedule|program(?:me)?|steps?|results?|scores?|winners?|songs?|stops?|routes?|teams?|options?|vote|poll|suggestions?|ideas?|questions?|topics?|to-?do|tasks?|roles?|duties|dish(?:es)?|potluck|prizes?)\b`)
	// personal is a name in letters, of no more words than names have.
	personal = regexp.MustCompile(`^\p{L}[\p{L}'’.-]*(?: \p{L}[\p{L}'’.-]*){0,3}$`)
	// vacant are words that stand where a name does, and name nobody.
	vacant = regexp.MustCompile(`\b(?:reserved?|reserves|wait(?:ing)?[ -]?list|standby|empty|open|vacant|full|tba|tbc|tbd|guests?|nil|slot|spot|friend|someone|anyone|name)\b`)
	// nameEnds is where a name goes over into something else without a sign.
	nameEnds = regexp.MustCompile(`(?i)\s*[,;:+(]|\s+-\s*|\s+(?:plus|with|and|maybe|late|out|can|can't|cant|cannot|will be|might|may be|not|no|in|tbc|tbd|yes|coming|going|joining|bringing|brings|w/|x ?[0-9]|[0-9&?])`)
	// others are those who come along: "+1", "+ 2 friends", "plus one", "with my wife".
	others = regexp.MustCompile(`^(?:\+|plus|with|w/|and|&|bringing) ?(?:([1-9])|(one|two|three|four|five)|(a|an|my|his|her)|)(?: ?(?:(more|others?|friends?|guests?|mates?|pals?|colleagues?|buddy|buddies|players?|pax|people|person|cousins?|neighbou?rs?|flatmates?|housemates?)|(wife|husband|hubby|partner|girlfriend|boyfriend|gf|bf|brother|sister|dad|mum|mom)))?$`)
	// paxIn is how many come, all of them counted.
	paxIn = regexp.MustCompile(`^(?:total )?([1-9]|[12][0-9]) ?(?:pax|people|persons?|of us|players|in total|total)$`)
	// staysAway is somebody who does not come after all.
	staysAway = regexp.MustCompile(`^(?:(?:sorry|i'm|im|i am|have to|need to)[ ,]+)*(?:(?:be )?out(?: this (?:week|time|round))?|(?:can'?t|can ?not|won'?t) (?:be able to )?(?:make it|make this|make|come|join|play|attend|go)(?: (?:anymore|any more|this week|this time|tonight|today|tomorrow|already|liao))?|not (?:coming|playing|joining|going|able to (?:make it|come|join|play)|free)(?: anymore| this week| tonight)?|(?:pull(?:ed|ing)?|dropp?(?:ed|ing)?|back(?:ed|ing)?) out|withdr(?:aw|ew|awn|awing)|skip(?:ping)?(?: this (?:week|one|time))?)(?:[ ,]+sorry)?$`)
	// stillComes are words behind that by which somebody may come all the same, or another.
	stillComes = regexp.MustCompile(`\b(?:but|if|unless|instead|replac\w*|swap\w*|take|taking|sub|my|maybe|might|or|until|first half|second half|next)\b|[?+0-9]`)
	// aboutOne is said by somebody of themselves, and changes nothing in how many come.
	aboutOne = regexp.MustCompile(`^(?:(?:(?:i'll|i will|will|gonna|going to|shall) )?(?:be |come |coming |arrive |arriving |join |joining |reach |reaching |running )?(?:a (?:bit|little|lil) |abit |slightly )?late(?:r)?(?: (?:by|about|around|abt|at))?(?: ?~?[0-9]{1,2}(?:[.:∶][0-9]{2})? ?(?:am|pm|mins?|minutes?)?)?|(?:at |from |after |around |abt |about |only |~)?[0-9]{1,2}(?:[.:∶][0-9]{2} ?(?:am|pm)?| ?(?:am|pm))(?: onwards)?|[0-9]{1,2} ?(?:mins?|minutes?)(?: late)?|(?:need to |have to |must |will )?(?:leave|leaving)(?: early| (?:at|by|around) [0-9]{1,2}(?:[.:∶][0-9]{2})? ?(?:am|pm)?)|(?:can|could|will|able to) (?:drive|give (?:a )?(?:lift|ride)s?|offer (?:a )?(?:lift|ride)s?|carpool)(?: (?:[1-6] (?:people|pax|persons?|of you)|from .{1,20}))?|driving|need(?:s)? (?:a )?(?:lift|ride|racket|racquet|mat|bib)s?|no (?:racket|racquet|mat|car|boots|beef|pork|meat|seafood|nuts|dairy|spicy)|(?:will |i'll |can )?bring(?:ing|s)? (?:the |a |my |own |some )*(?:balls?|bibs?|rackets?|racquets?|drinks?|water|snacks?|cake|speakers?|shuttles?|shuttlecocks?|cones|camera|mat|first aid(?: kit)?)|(?:first|1st) ?time(?:r)?|beginner|newbie|new|veg(?:etarian|an|gie)?|halal|(?:nut|peanut|seafood|shellfish|gluten|dairy) allergy|goalie|keeper|goalkeeper|gk|paid(?: already)?|yes|in|i'm in|im in|count me in|coming|going|joining|playing|attending|confirm(?:ed)?|thanks|thx|thank you|cheers|pls|please)$`)
	// changesComing are words of a line by which somebody of the list may not come, or not alone.
	changesComing = regexp.MustCompile(`\b(?:out|can'?t|cannot|won'?t|not (?:coming|playing|joining|going|able|free)|cancel\w*|dropp?\w*|pull\w*|withdr\w+|plus|bringing|instead|swap\w*|replac\w*|skip\w*|make it|add|remove|sick|injured|pax)\b|\+ ?[0-9]|\bwith (?:a|my|[0-9])\b`)
)

// mostPersonalEnglish is longer than what people write in English who sign up themselves.
const mostPersonalEnglish = 70

// meetsInEnglish reports whether a head in English asks who comes to something, and tells of
// nothing that is sold or to be done.
func (r *reader) meetsInEnglish() bool {
	head := strings.ReplaceAll(fold(r.headText()), "’", "'")
	if slices.ContainsFunc(r.lines, func(l line) bool { return l.marker && sellsThere.MatchString(fold(l.text)) }) {
		return false // "#Group order"
	}
	return !strings.ContainsFunc(head, isHan) && meets.MatchString(head) && (r.marked || asksWho.MatchString(head)) && !sellsThere.MatchString(head)
}

// attendeeEnglish reads a row in English by which somebody signs up: a name, and beside it only
// what is sure to change nothing in how many come, or says how many.
func (r *reader) attendeeEnglish(body string) (e entry, ok bool) {
	body = clockColon.ReplaceAllString(strings.ReplaceAll(body, "’", "'"), "${1}"+ratio+"${2}") // a colon parts more than a time
	body = r.cancelled(&e, body)
	body, low := r.unitDoor(&e, body, fold(body))
	body, low = r.phone(&e, body, low)
	if len(e.Why) > 0 || strings.ContainsFunc(body, isHan) || strings.ContainsAny(body, "?") {
		return e, false
	}
	end := len(body)
	if m := nameEnds.FindStringIndex(body); m != nil {
		end = m[0]
	}
	name := strings.TrimSpace(body[:end])
	if !r.namesOne(name) {
		return e, false
	}
	e.Name = clip(name, 60)
	var total int64
	var remarks []string
	pieces := strings.FieldsFunc(strings.ReplaceAll(body[end:], " - ", ","), func(c rune) bool { return strings.ContainsRune(",;:()", c) })
	for _, one := range pieces {
		one = strings.Trim(one, " .!-")
		if m := paxIn.FindStringSubmatch(fold(one)); m != nil && total == 0 && !e.Crossed {
			total, _ = numberIn(m[1])
		} else if !e.comesSo(one, &remarks) {
			return e, false
		}
	}
	e.Remark = clip(strings.ReplaceAll(strings.Join(remarks, ", "), ratio, ":"), 200)
	switch {
	case e.Crossed:
		return e, e.along == 0 && total == 0
	case total > 0:
		e.Items = []Item{{Product: "人", Amount: total}}
	}
	if !e.withCompany() {
		return e, false
	}
	if len(e.Items) == 0 {
		e.Items = []Item{{Product: "人", Amount: 1000}}
	}
	return e, true
}

// comesSo reads a piece behind the name, and reports whether it is sure what it says.
func (e *entry) comesSo(one string, remarks *[]string) bool {
	low := fold(one)
	n, of := othersIn(low)
	switch {
	case one == "" || onlyPictures(one):
	case e.Crossed:
		*remarks = append(*remarks, one)
		return !stillComes.MatchString(low)
	case n > 0 && e.along == 0:
		if e.along = n; of {
			*remarks = append(*remarks, strings.TrimLeft(one, "+& "))
		}
	case staysAway.MatchString(low):
		e.Crossed = true
	case aboutOne.MatchString(low):
		*remarks = append(*remarks, one)
	default:
		return false
	}
	return true
}

// namesOne reports whether a text is the name of one person.
func (r *reader) namesOne(name string) bool {
	plain := strings.TrimSpace(strings.Map(func(c rune) rune {
		if c != ' ' && onlyPictures(string(c)) {
			return -1
		}
		return c
	}, name))
	words := latinWords(plain)
	if !personal.MatchString(plain) || len(words) == 0 || vacant.MatchString(fold(plain)) {
		return false
	}
	first := words[0]
	if noName.MatchString(first.low) && !slices.Contains([]string{"Will", "May", "Max", "So"}, first.raw) || wishes.MatchString(first.low) && !slices.Contains([]string{"Will", "Wed", "Sun"}, first.raw) {
		return false
	}
	return len(words) == 1 || writtenAsName(words)
}

// othersIn is how many come along, as a piece of a row says; of says that it also tells who.
func othersIn(low string) (n int64, of bool) {
	m := others.FindStringSubmatch(low)
	if m == nil || m[1]+m[2]+m[3]+m[4]+m[5] == "" {
		return 0, false
	}
	many := strings.HasSuffix(m[4], "s") || m[4] == "more" || m[4] == "people" || m[4] == "pax" || m[4] == "buddies"
	switch {
	case m[1]+m[2] != "":
		n, _ = numberIn(m[1] + m[2])
		if m[4] == "" && m[5] == "" && !strings.ContainsAny(low[:1], "+p") { // "with 2"
			return 0, false
		}
		return n / 1000, m[4]+m[5] != ""
	case many, m[3] == "" && m[5] == "", m[3] != "" && m[4]+m[5] == "":
		return 0, false // "my friends"
	}
	return 1, true
}

// editComing notes a line in English about somebody of such a list, who may not come or not
// alone: one who says that they stay away does; about all else a person is asked.
func (r *reader) editComing(i int) bool {
	l := &r.lines[i]
	if l.n > 0 || !r.inEnglish || strings.ContainsFunc(l.clean, isHan) {
		return false
	}
	name, rest := r.spokenOf(l)
	if name == "" { // nobody, or several: "Faris and Deepak can't come"
		name, rest = r.firstNamed(l.clean), l.clean
	}
	low := strings.ReplaceAll(fold(rest), "’", "'")
	if name == "" || !changesComing.MatchString(low) {
		return false
	}
	ed := editing{line: i, name: name, kind: 'c'}
	said := strings.TrimFunc(strings.TrimPrefix(strings.TrimSpace(low), "#"), noSign)
	if strings.HasPrefix(strings.TrimSpace(low), "#") && (staysAway.MatchString(said) || takenBack.MatchString(low)) {
		ed.kind, ed.clear = 'x', true
	}
	r.editing = append(r.editing, ed)
	return true
}

// firstNamed is the first of those above whom a line names; "" for nobody.
func (r *reader) firstNamed(s string) string {
	words := latinWords(s)
	for i := range words {
		if name, size := r.nameAt(words[i:]); size > 0 {
			return name
		}
	}
	return ""
}
