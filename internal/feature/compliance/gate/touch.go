package gate

import (
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// Kind is what a touch is for. The set is closed.
type Kind string

// The kinds.
const (
	Welcome      Kind = "welcome"
	Answer       Kind = "answer" // to what a member asked: also about a price
	Care         Kind = "care"   // birthdays, anniversaries, a greeting
	News         Kind = "news"
	Selling      Kind = "selling"
	Announcement Kind = "announcement"
	Moments      Kind = "moments"
	AtAll        Kind = "at_all"
	Invite       Kind = "invite"
	Ask          Kind = "ask"
	OrderService Kind = "order_service" // what somebody who bought has to know
	Private      Kind = "private"       // to one member, and nothing of the above
	Spoken       Kind = "spoken"        // a person or a program says it now, in so many words
	Act          Kind = "act"           // done to a group or a member, and not said: moderation, names
)

// Kinds lists every kind, in the order people are told of them.
var Kinds = [...]Kind{Welcome, Answer, Care, News, Selling, Announcement, Moments, AtAll, Invite, Ask, OrderService, Private, Spoken, Act}

// Known reports whether k is a kind.
func (k Kind) Known() bool { return slices.Contains(Kinds[:], k) }

// Touch is something that wants to go out.
type Touch struct {
	Group      id.Group      // 0 where it is for no group
	Member     id.Member     // 0 where it is for the whole group
	Person     id.User       // in whose name it goes; 0 where in nobody's
	Connection id.Connection // the channel; 0 where it goes by none
	Kind       Kind
	Selling    bool   // it sells, whatever its kind
	AtAll      bool   // it calls everybody, whatever its kind
	Campaign   string // of which it is a part; also the name of a holdout
	Origin     string // what made it: a playbook's step, a program
	Size       int    // how many it reaches; 0 where nobody knows
}

// Sells reports whether t wants to sell something.
func (t *Touch) Sells() bool { return t.Kind == Selling || t.Selling && t.Kind != Answer }

// CallsAll reports whether t calls everybody in its group.
func (t *Touch) CallsAll() bool { return t.Kind == AtAll || t.AtAll }

// Purpose is the purpose under which a member agrees to t, or refuses it.
func (t *Touch) Purpose() Purpose {
	switch {
	case t.Sells():
		return ForSelling
	case t.Kind == Care:
		return ForCare
	}
	return ForNews
}

// Purpose is what members agree to, or refuse.
type Purpose string

// The purposes.
const (
	ForEverything Purpose = "all" // refused: nothing that they did not ask for
	ForSelling    Purpose = "selling"
	ForNews       Purpose = "news"
	ForCare       Purpose = "care"
)

// Purposes lists every purpose.
var Purposes = [...]Purpose{ForEverything, ForSelling, ForNews, ForCare}

// GroupKind is what a group is there for.
type GroupKind string

// The kinds of groups. Only a long-term group has to be won before it is sold to.
const (
	LongTerm  GroupKind = "long"
	Flash     GroupKind = "flash"
	RushSale  GroupKind = "rush"
	PaidOrder GroupKind = "paid"
)

// GroupKinds lists every kind of group.
var GroupKinds = [...]GroupKind{LongTerm, Flash, RushSale, PaidOrder}

// Stage is how far a group is.
type Stage struct {
	Kind     GroupKind // "" is LongTerm
	First    time.Time // when it was first known
	Welcomed bool
	Posts    int  // that did not sell
	Opened   bool // a person says that selling may begin
}

func (s *Stage) isLong() bool { return s.Kind == LongTerm || s.Kind == "" }

// Counts are the touches that passed, in the day or the week of Facts.At, without
// the one that is judged.
type Counts struct {
	Moments      int // of the person, that day
	Announced    int // in the group, that day
	CalledAll    int // in the group, that week
	Group        int // to the whole group, that day; not answers, welcomes and service
	GroupSelling int // of these, those that sold
	Member       int // to the member, that day
	MemberWeek   int
	Channel      int // by the channel, that day
}

// Quota is what the platform itself allows; the zero Quota allows everything.
type Quota struct {
	Most, Used int
	Reset      time.Time // when it is as if none had been used
}

// Pause stops what sells.
type Pause struct {
	On    bool
	Until time.Time // zero: until somebody says otherwise
}

// Span is a stretch of time, from From to before To.
type Span struct{ From, To time.Time }

// Facts are what the gate has to know.
type Facts struct {
	At       time.Time      // when the counts were made
	Zone     *time.Location // of the workspace
	Stopped  bool           // 全部暂停
	Promos   Pause
	Refused  bool // the member stopped such messages
	Agreed   bool // the member said that they want them
	HeldOut  bool // the member is of those who get nothing, to compare with
	Stage    Stage
	Counts   Counts
	Quota    Quota
	SaleWeek bool   // the week of At has a sale
	Evenings []Date // on which a campaign goes on into the night
	Rests    []Span // during which nothing is sold
}
