package measure

// State is the life state of a group.
type State string

// The states, in the order they are tested (ended and quiet-buying first).
const (
	Empty       State = "empty"
	Ended       State = "ended"
	QuietBuying State = "quiet-buying"
	Dead        State = "dead"
	Dormant     State = "dormant"
	Forming     State = "forming"
	Fading      State = "fading"
	Thriving    State = "thriving"
	Steady      State = "steady"
	Unheard     State = "unheard" // its network does not tell what is said
)

// States lists every state, the liveliest first.
var States = [...]State{Thriving, Steady, Forming, Fading, QuietBuying, Dormant, Dead, Ended, Empty, Unheard}

// Census is how often people spoke lately.
type Census string

// The census classes.
const (
	All7       Census = "all7"
	Occasional Census = "occasional"
	Silent     Census = "silent"
	Uncounted  Census = "" // of groups whose network does not tell what is said
)

// Figures is everything measured of one group at one time. A nil pointer is
// an unknown figure. It is stored as JSON and read by every page.
type Figures struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Network  string  `json:"network"`
	At       int64   `json:"at"`  // T, or the group's observed-until if earlier
	Cut      bool    `json:"cut"` // judged at its observed-until, before T
	Messages int     `json:"messages"`
	People   int     `json:"people"`
	Staff    int     `json:"staff"`
	Bots     int     `json:"bots"`
	First    int64   `json:"first"` // 0 where nobody ever wrote
	Last     int64   `json:"last"`
	Hours    [24]int `json:"hours"`

	Census   Census `json:"census"`
	State    State  `json:"state"`
	Base     State  `json:"base"` // before the other groups were looked at
	Revived  bool   `json:"revived"`
	Together bool   `json:"together"` // fell, but so did the other groups
	Life     Life   `json:"life"`
	Fade     Fade   `json:"fade"`

	Risk *RiskFigure `json:"risk"`

	Talk   *Talk   `json:"talk"` // conversation, 28 days; nil where nobody spoke
	Type   *Type   `json:"type"` // nil where staff are not known
	Roles  Roles   `json:"roles"`
	Moves  Moves   `json:"moves"`
	Parts  Parts   `json:"parts"` // of the health index, before placing
	Health *Health `json:"health"`

	Top1  *float64 `json:"top1"`
	Top10 *float64 `json:"top10"`
	Gini  *float64 `json:"gini"`

	Spark   [window]Tick `json:"spark"`
	Heat    [7][24]int   `json:"heat"`
	Carry   []Carrier    `json:"carry"`   // who wrote most in 28 days
	Waiting []Ask        `json:"waiting"` // 漏回: unanswered questions, newest first
	Edges   []Edge       `json:"edges"`   // who answers whom, 28 days, strongest first
	Echo    []uint32     `json:"echo"`    // members that look like echo accounts

	Authors []AuthorCount `json:"-"` // messages per member over all time
}

// Life is a group's span for the survival curve.
type Life struct {
	Start int64 `json:"start"` // first message by a person; 0 where none
	End   int64 `json:"end"`   // last message by a person
	Over  bool  `json:"over"`  // 28 silent days followed End
	Until int64 `json:"until"`
}

// Fade compares two windows of 28 days.
type Fade struct {
	Known  bool    `json:"known"`
	Now    float64 `json:"now"`    // people-days in the last 28 days
	Before float64 `json:"before"` // and in the 28 before
	Change float64 `json:"change"` // per comparable day, −1 to …
}

// RiskFigure is the dying alert.
type RiskFigure struct {
	P    float64 `json:"p"`
	Band Band    `json:"band"`
	Why  Reason  `json:"why"`
}

// Tick is one day of a sparkline.
type Tick struct {
	People   int `json:"p"`
	Messages int `json:"m"`
}

// Carrier is somebody who carries a group.
type Carrier struct {
	Member   uint32   `json:"member"`
	Standing Standing `json:"standing"`
	Messages int      `json:"messages"`
}

// Ask is a question nobody answered.
type Ask struct {
	Key    uint64  `json:"key,string"`
	At     int64   `json:"at"`
	Member uint32  `json:"member"`
	Waited float64 `json:"waited"` // service hours
	Maybe  bool    `json:"maybe"`  // a picture or voice that may be asking
}

// Edge is one person answering another.
type Edge struct {
	From, To uint32
	N        int // answers
	Inferred int // of which inferred
}

// AuthorCount is what one member wrote in the group.
type AuthorCount struct {
	Member   uint32
	Standing Standing
	N        int   // messages
	Last     int64 // the latest of them
}

// Roles is the 1/9/90 structure over 28 days.
type Roles struct {
	Cobuilders *int `json:"cobuilders"`
	Active     int  `json:"active"`
	Onlookers  *int `json:"onlookers"`
}

// Moves is coming, staying and leaving.
type Moves struct {
	Seen      bool     `json:"seen"` // the source tells of joins or leaves at all
	Members   *int     `json:"members"`
	Joins     int      `json:"joins"` // 28 days
	Left      int      `json:"left"`
	Removed   int      `json:"removed"`
	Spoke24h  *float64 `json:"spoke24h"` // share of newcomers who spoke within a day
	Spoke7d   *float64 `json:"spoke7d"`
	Gone7d    *float64 `json:"gone7d"`    // newcomers who left within 7 days
	FirstWord *float64 `json:"firstword"` // median hours from joining to the first word
	AfterPost *float64 `json:"afterpost"` // leaves within 2 h after a broadcast ÷ what these hours usually see
}

// Parts are the raw figures behind the health index; nil is unknown.
type Parts struct {
	Vitality       *float64 `json:"vitality"`
	Interaction    *float64 `json:"interaction"`
	Responsiveness *float64 `json:"responsiveness"`
	Retention      *float64 `json:"retention"`
	Stay           *float64 `json:"stay"`
	Structure      *float64 `json:"structure"`
	Balance        *float64 `json:"balance"`
}

// Health is the index among a workspace's own groups.
type Health struct {
	Score *float64 `json:"score"`
	Known int      `json:"known"`
	Parts Parts    `json:"parts"` // each 0 to 100
}
