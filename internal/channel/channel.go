// Package channel is the contract between Huoshui and chat networks.
//
// A network is one folder below (channel/matrix, channel/sandbox …) with an
// Adapter: a small interface that every network can honour, and one interface
// of one method for each further thing that only some can do. What a network
// cannot do is said beforehand (Capabilities) and answered plainly (Result);
// nothing is ever faked.
//
// Needs: an Inlet, which keeps what happened; and for the rest only the network.
// Never: decides what to say or to whom; retries by itself what may have
// happened already; keeps a message anywhere but in the network.
//
// channeltest.Exercise is the suite that every adapter passes.
package channel

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Mode is how an action can be done on a network.
type Mode uint8

// The modes, from the one that can do least.
const (
	None       Mode = iota // the network has no such thing
	OutOfBand              // a person can do it in the network's own program, which tells us nothing of it
	NeedsHuman             // we prepare it, a person confirms it, the network tells us
	Direct                 // we do it
)

// Action is something one may want done. The set is closed.
type Action string

// The actions.
const (
	Send          Action = "send" // say something in a group, by text, picture or as an answer
	MassSend      Action = "mass_send"
	Welcome       Action = "welcome"
	InviteLink    Action = "invite_link" // make a link or code by which people join
	Invite        Action = "invite"
	Kick          Action = "kick"
	Ban           Action = "ban"
	Mute          Action = "mute" // nobody hears Who until Until; at once where that has passed
	DeleteMessage Action = "delete_message"
	CreateGroup   Action = "create_group"
	RenameGroup   Action = "rename_group"
	Tag           Action = "tag"
	Transfer      Action = "transfer"

	ReadMessages Action = "read_messages" // what is said reaches us
	ReadHistory  Action = "read_history"  // what was said before can be fetched
	ListMembers  Action = "list_members"
	Statistics   Action = "statistics"
	WordFilter   Action = "word_filter"
)

// Actions lists every action, in the order people are told of them.
var Actions = [...]Action{ReadMessages, ReadHistory, ListMembers, Send, MassSend, Welcome, InviteLink, Invite, Kick, Ban, Mute,
	DeleteMessage, CreateGroup, RenameGroup, Tag, Transfer, Statistics, WordFilter}

// Capabilities says how each action can be done; what is not listed is None.
type Capabilities map[Action]Mode

// Deed is one thing to be done on a network. Which fields count depends on the
// action. It is stored as JSON until it is done.
type Deed struct {
	Key     string              `json:"key"` // the same key is the same deed; handed to networks that know such keys
	Action  Action              `json:"action"`
	Chat    event.NativeChat    `json:"chat,omitempty"`
	Text    string              `json:"text,omitempty"`
	Media   *Media              `json:"media,omitempty"`
	ReplyTo event.NativeMessage `json:"reply_to,omitempty"`
	Target  event.NativeMessage `json:"target,omitempty"` // the message to delete
	Who     []event.NativeUser  `json:"who,omitempty"`
	Until   time.Time           `json:"until,omitzero"`
	Name    string              `json:"name,omitempty"` // of the group to create, or its new name
	Reason  string              `json:"reason,omitempty"`
	Purpose *Purpose            `json:"purpose,omitempty"` // for the gate; no network is told
	ByHand  *ByHand             `json:"by_hand,omitempty"` // for whoever does it where the network has a person do it
}

// Purpose says what a deed is for, to whoever decides whether it may leave.
type Purpose struct {
	Kind     string    `json:"kind,omitempty"` // such as "news" or "selling"
	Selling  bool      `json:"selling,omitempty"`
	AtAll    bool      `json:"at_all,omitempty"` // it calls everybody
	Member   id.Member `json:"member,omitempty"` // for whom alone it is
	Person   id.User   `json:"person,omitempty"` // in whose name it goes
	Campaign string    `json:"campaign,omitempty"`
	Origin   string    `json:"origin,omitempty"` // what made it, such as the step of a playbook
	Size     int       `json:"size,omitempty"`   // how many it reaches
}

// Media is a file that goes with a message.
type Media struct {
	Name string `json:"name"`
	Type string `json:"type"` // "image/png"
	Data []byte `json:"data"`
}

// Outcome is what became of a deed.
type Outcome uint8

// The outcomes.
const (
	Done        Outcome = iota + 1
	Pending             // prepared; Result.Waiting says for what
	Unsupported         // the network has no such thing
	Limited             // not before Result.Until; certainly not done
	Rejected            // the network refused; certainly not done, and trying again helps only where Result.Retryable
	Uncertain           // it may have been done; never simply do it again
)

// Result is what became of a deed, with what the network says of it.
type Result struct {
	Outcome   Outcome
	Message   event.NativeMessage // what the network calls the message that was sent
	Chat      event.NativeChat    // the group that was created
	Link      string              // the link that was made
	Waiting   string              // Pending: for whom or what
	Until     time.Time           // Limited
	Code      string              // Rejected: the network's own word for why
	Retryable bool                // Rejected: the same deed may succeed later. Uncertain, of Find: it may be known later
	Err       error               // Rejected, Uncertain: the cause, for the log
}

// Arrived is something that happened, as an adapter hands it on.
type Arrived struct {
	// Key is unique within the connection: the same thing told twice has the
	// same key, and nothing else has it.
	Key   string
	Event event.Event
}

// Inlet keeps what happened. Accept returns nil once it is kept for good; the
// adapter acknowledges to its network only then. What was handed in before is
// refused quietly. Any error means that nothing of this call was kept.
type Inlet interface {
	Accept(ctx context.Context, happened []Arrived) error
}

// Adapter is a door to one network, opened with one connection's settings.
type Adapter interface {
	// Capabilities says how things can be done in a chat; "" asks for the
	// connection as a whole. It asks nobody over the network.
	Capabilities(chat event.NativeChat) Capabilities
	// Send says deed.Text, with deed.Media and as an answer to deed.ReplyTo
	// where these are given, in deed.Chat. It never tries twice.
	Send(ctx context.Context, deed Deed) Result
	// Run hands what happens to in until ctx ends, and comes back by itself when
	// the network was away. It fails only where going on is of no use (a refused
	// token): the reason is for people.
	Run(ctx context.Context, in Inlet) error
	// Check tries the connection step by step, for the connections page.
	Check(ctx context.Context) []Finding
}

// Finding is one step of a check: what was tried, what came back, how to mend it.
type Finding struct {
	Tried i18n.Text
	OK    bool
	Got   string    // what came back, in the network's words, without secrets
	Mend  i18n.Text // where not OK
}

// What only some networks can do. An adapter that declares an action Direct
// has its interface; Do answers Unsupported for the rest.
type (
	// Finder looks up whether a deed that is Uncertain was done: Done with
	// what the network calls it, or Rejected and Retryable where it certainly was
	// not, or Uncertain where nobody can tell, which is Retryable where the network
	// was away only.
	Finder interface {
		Find(ctx context.Context, deed Deed, since time.Time) Result
	}
	Inviter interface {
		Invite(ctx context.Context, deed Deed) Result
	}
	Linker interface {
		InviteLink(ctx context.Context, deed Deed) Result
	}
	Kicker interface {
		Kick(ctx context.Context, deed Deed) Result
	}
	Banner interface {
		Ban(ctx context.Context, deed Deed) Result
	}
	Muter interface {
		Mute(ctx context.Context, deed Deed) Result
	}
	Deleter interface {
		DeleteMessage(ctx context.Context, deed Deed) Result
	}
	Creator interface {
		CreateGroup(ctx context.Context, deed Deed) Result
	}
	Renamer interface {
		RenameGroup(ctx context.Context, deed Deed) Result
	}
	// Lister tells who is in a chat now, so that lost joins and leaves are found.
	Lister interface {
		Members(ctx context.Context, chat event.NativeChat) (Snapshot, error)
	}
	// Historian fetches what was said before, the newest first, until it has told
	// everything since, or see returns an error, which it returns.
	Historian interface {
		History(ctx context.Context, chat event.NativeChat, since time.Time, see func([]Arrived) error) error
	}
	// Fetcher brings a picture, voice or file that an event names.
	Fetcher interface {
		Fetch(ctx context.Context, media string, limit int64) (Media, error)
	}
)

// Snapshot is a group as its network knows it now.
type Snapshot struct {
	Name    string
	Owner   event.NativeUser
	Members []event.Actor
}

// Do does a deed as its network can: at once, by a person, or not at all.
func Do(ctx context.Context, a Adapter, deed Deed) Result {
	switch a.Capabilities(deed.Chat)[deed.Action] {
	case None:
		return Result{Outcome: Unsupported}
	case OutOfBand:
		return Result{Outcome: Pending, Waiting: "person"}
	}
	switch deed.Action {
	case Send, MassSend, Welcome:
		return a.Send(ctx, deed)
	case Invite:
		if d, ok := a.(Inviter); ok {
			return d.Invite(ctx, deed)
		}
	case InviteLink:
		if d, ok := a.(Linker); ok {
			return d.InviteLink(ctx, deed)
		}
	case Kick:
		if d, ok := a.(Kicker); ok {
			return d.Kick(ctx, deed)
		}
	case Ban:
		if d, ok := a.(Banner); ok {
			return d.Ban(ctx, deed)
		}
	case Mute:
		if d, ok := a.(Muter); ok {
			return d.Mute(ctx, deed)
		}
	case DeleteMessage:
		if d, ok := a.(Deleter); ok {
			return d.DeleteMessage(ctx, deed)
		}
	case CreateGroup:
		if d, ok := a.(Creator); ok {
			return d.CreateGroup(ctx, deed)
		}
	case RenameGroup:
		if d, ok := a.(Renamer); ok {
			return d.RenameGroup(ctx, deed)
		}
	}
	return Result{Outcome: Unsupported}
}
