// Package fact is what features tell each other after a commit: that something
// has become so. A fact is a plain struct, told at least once to each hearer,
// with an id by which it is known again.
//
// Pure: no database, clock or network. Package herald carries facts.
package fact

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// Kind says what has become so. The set is closed.
type Kind string

// The kinds of facts.
const (
	MessageRecorded Kind = "message.recorded" // Body: Message
	MessageEdited   Kind = "message.edited"   // Body: Message
	MessageDeleted  Kind = "message.deleted"  // Body: Message, without text
	MemberJoined    Kind = "member.joined"    // Body: Move
	MemberLeft      Kind = "member.left"      // Body: Move
	GroupCreated    Kind = "group.created"    // Body: Named
	GroupRenamed    Kind = "group.renamed"    // Body: Named
	GroupDismissed  Kind = "group.dismissed"  // Body: Named
	GroupBecame     Kind = "group.became"     // Body: Became
	OrderPaid       Kind = "order.paid"       // Body: Order
	OrderRefunded   Kind = "order.refunded"   // Body: Order

	// BatchRecorded is told once for all messages of one transaction, to those who
	// hear of so many that one by one would be too slow. It stays inside.
	BatchRecorded Kind = "batch.recorded" // Body: Batch
)

// Public lists the kinds that leave the house, as people may subscribe to them.
var Public = [...]Kind{MessageRecorded, MessageEdited, MessageDeleted, MemberJoined, MemberLeft, GroupCreated, GroupRenamed, GroupDismissed, GroupBecame,
	OrderPaid, OrderRefunded}

// Fact is one fact.
type Fact struct {
	ID        id.Fact
	Workspace id.Workspace
	Kind      Kind
	At        time.Time // when it happened, in the workspace's time
	Event     id.Event  // the event that caused it; 0 where none did
	Body      []byte    // JSON
}

// Person is somebody, as facts name them.
type Person struct {
	Member string `json:"member,omitempty"` // shown id
	ID     string `json:"id,omitempty"`     // the network's own
	Name   string `json:"name,omitempty"`
}

// Where is a group, as facts name it.
type Where struct {
	Group   string `json:"group"` // shown id
	Network string `json:"network"`
	Chat    string `json:"chat"` // the network's own id
}

// Message is the body of facts about messages.
type Message struct {
	Where
	Message string    `json:"message"` // the network's own id
	From    Person    `json:"from,omitzero"`
	Text    string    `json:"text,omitempty"`
	ReplyTo string    `json:"reply_to,omitempty"`
	At      time.Time `json:"at"`
}

// Move is the body of facts about comings and goings.
type Move struct {
	Where
	Who []Person  `json:"who"`
	By  Person    `json:"by,omitzero"` // who invited or removed them
	At  time.Time `json:"at"`
	// Found says that no network told of it: comparing found it, at At.
	Found bool `json:"found,omitempty"`
}

// Named is the body of facts about groups.
type Named struct {
	Where
	Name string    `json:"name,omitempty"`
	At   time.Time `json:"at"`
}

// Became is the body of the fact that a group has come into another state, as it
// was measured.
type Became struct {
	Where
	Was string    `json:"was"`
	Is  string    `json:"is"`
	At  time.Time `json:"at"`
}

// Order is the body of facts about orders.
type Order struct {
	Where
	Order    string    `json:"order"`
	Who      Person    `json:"who"`
	Amount   int64     `json:"amount"` // minor units
	Currency string    `json:"currency"`
	At       time.Time `json:"at"`
}

// Batch is the body of BatchRecorded: where messages lie, by group and month.
type Batch struct {
	Spots []Spot `json:"spots"`
}

// Spot is some messages of one group's month.
type Spot struct {
	Group id.Group `json:"g"`
	Month int32    `json:"m"`
	Keys  []int64  `json:"k"`
}
