package measure

import (
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// Standing is what somebody is to a group.
type Standing uint8

// The standings. People are Members; staff and bots are not people.
const (
	Member Standing = iota
	Staff
	Bot
)

// Someone is an author after merging: several authors may be one member.
type Someone struct {
	Member   uint32
	Standing Standing
	Name     string
	Rank     uint64 // the same for the same person whatever the numbering; breaks ties
}

// Directory tells who an author is.
type Directory interface {
	Who(author uint32) Someone
}

// Group is everything known of one group.
type Group struct {
	ID, Name string
	Network  event.Network
	Until    int64 // the group is not judged beyond this; 0 where nothing says
	Ended    bool  // it was to end, and that has come
	Lights   []Light
	Marks    []Mark
	Listed   []uint32 // authors a member list names; nil where there is no list
}

// Question is how the report was asked for.
type Question struct {
	At                     int64 // T, Unix milliseconds
	Calendar               func() *Calendar
	StaffKnown             bool        // somebody said who the staff are, or that there are none
	ServiceFrom, ServiceTo int         // hours between which staff are expected to answer
	Risk                   *risk.Model // nil: no risk is told
	ReplyError             float64     // published error of inferred answers, for ±
}

// Band is a level of risk shown in words: "high", "middle" or "low".
type Band string

// The bands.
const (
	High   Band = "high"
	Middle Band = "middle"
	Low    Band = "low"
)

// Reason says in figures why a group has its risk.
type Reason struct {
	SilentDays float64 `json:"silent_days"`           // since a person last wrote
	UsualGap   float64 `json:"usual_gap"`             // days between active days before; 0 where there was one
	Trend      float64 `json:"trend"`                 // messages of the last 30 days ÷ the 30 before; −1 where there were none
	SpokenDays int     `json:"spoken_days,omitempty"` // of the last 30, those with a word, where silence alone explains nothing; else 0
}

// scene is a group prepared for measuring: authors merged into dense actors,
// lights sorted, cut at T, with their local days.
type scene struct {
	g        *Group
	q        *Question
	cal      *Calendar
	at       int64 // T, or the group's observed-until if earlier
	today    int32 // local day of at
	lights   []Light
	days     []int32 // local day of each light
	actor    []int32 // actor of each light
	actors   []Someone
	says     []int32             // messages of each actor, all time
	lasts    []int64             // and when each wrote the latest
	byAuthor map[uint32]int32    // actor of each author seen in the group
	listed   []Someone           // different members that a member list names
	listedAs map[uint32]Standing // by author
	ranks    map[uint32]uint64
	oneWay   []bool // actors that post and never converse, in the window
	talk     *talk
	figures  *Figures
}

const window = 28 // days most figures look at

// newScene settles g and resolves its authors.
func newScene(g *Group, who Directory, q *Question) *scene {
	s := &scene{g: g, q: q, cal: q.Calendar(), at: q.At, ranks: map[uint32]uint64{}, byAuthor: map[uint32]int32{}, listedAs: map[uint32]Standing{}}
	if g.Until > 0 && g.Until < s.at {
		s.at = g.Until
	}
	s.today = s.cal.Day(s.at)
	s.lights = Settle(g.Lights)
	g.Lights = s.lights
	n, _ := slices.BinarySearchFunc(s.lights, s.at, func(l Light, at int64) int {
		if l.At > at {
			return 1
		}
		return -1
	})
	s.lights = s.lights[:n]
	s.days = make([]int32, n)
	s.actor = make([]int32, n)
	byMember := map[uint32]int32{}
	last, lastActor := uint32(0), nobody
	for i := range s.lights {
		l := &s.lights[i]
		s.days[i] = s.cal.Day(l.At)
		if lastActor == nobody || l.Author != last {
			last, lastActor = l.Author, s.actorOf(l.Author, who, byMember)
		}
		s.actor[i] = lastActor
		if l.Said() {
			s.says[lastActor]++
			s.lasts[lastActor] = l.At
		}
	}
	s.readList(who)
	s.oneWay = make([]bool, len(s.actors))
	return s
}

// readList resolves the authors that a member list names.
func (s *scene) readList(who Directory) {
	seen := map[uint32]bool{}
	for _, a := range s.g.Listed {
		p := who.Who(a)
		s.listedAs[a] = p.Standing
		if !seen[p.Member] {
			seen[p.Member] = true
			s.listed = append(s.listed, p)
		}
	}
}

func (s *scene) actorOf(author uint32, who Directory, byMember map[uint32]int32) int32 {
	if a, ok := s.byAuthor[author]; ok {
		return a
	}
	p := who.Who(author)
	a, ok := byMember[p.Member]
	if !ok {
		a = int32(len(s.actors))
		byMember[p.Member] = a
		s.actors = append(s.actors, p)
		s.says, s.lasts = append(s.says, 0), append(s.lasts, 0)
		s.ranks[p.Member] = p.Rank
	}
	s.byAuthor[author] = a
	return a
}

func (s *scene) rank(member uint32) uint64 { return s.ranks[member] }

// person reports whether light i is a counting message by a person.
func (s *scene) person(i int) bool {
	return s.lights[i].Act == Spoke && s.actors[s.actor[i]].Standing == Member
}

// firstOfDay returns the index of the first light on or after local day d.
func (s *scene) firstOfDay(d int32) int {
	i, _ := slices.BinarySearch(s.days, d)
	return i
}
