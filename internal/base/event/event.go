// Package event defines the normalised chat event: the only shape in which
// anything that happened on any network is known to the rest of the system.
//
// Adapters and file readers make events; nobody else looks inside native ids.
package event

import "time"

// Network names a chat platform.
type Network string

// The networks whose chats can be read so far.
const (
	WeChat   Network = "wechat"
	QQ       Network = "qq"
	WhatsApp Network = "whatsapp"
	Telegram Network = "telegram"
	Slack    Network = "slack"
	Discord  Network = "discord"
	Matrix   Network = "matrix"
	IRC      Network = "irc"
	Archive  Network = "archive" // Huoshui's own archive, or a table of unknown origin
	Sandbox  Network = "sandbox" // the built-in platform, whose people are simulated
	Webhook  Network = "webhook" // shops and tools that post events themselves
)

// Native identifiers belong to a network. Only that network's adapter or
// reader may look inside them; everyone else compares and stores them.
type (
	NativeUser    string
	NativeChat    string
	NativeMessage string
)

// Kind is what happened. The set is closed: adapters map onto it.
type Kind uint8

// The kinds this version understands.
const (
	Message      Kind = iota + 1 // somebody said something, in any form
	Delete                       // a message was recalled; Target names it where the network says
	Join                         // Subjects came in; Actor invited them where known
	Leave                        // Subjects went of their own will
	Remove                       // Subjects were removed; Actor did it where known
	GroupRenamed                 // Body is the new name
	Renamed                      // Actor is called Body from now on
	Notice                       // a system line that concerns nobody; it only proves the file reaches so far

	Edit           // Target, a message, now reads Body
	Reaction       // Actor answers Target with the sign in Body; a Delete takes it back
	GroupCreated   // Actor made the group; Body is its name where it has one
	GroupDismissed // the group is closed for good; Body is what was said about it
	OwnerChanged   // the group belongs to Subjects now
	Confirmed      // Actor did what waited for a person: Ref is the deed's key or task, Target the message sent
	ContactAdded   // Actor became a contact of Subjects[0], one of our own
	ContactDeleted // Actor is no contact of Subjects[0] any more
	OrderPaid      // Actor paid Amount for the order Ref
	OrderRefunded  // Actor got Amount back for the order Ref
	PageOpened     // Actor opened the page Ref
)

// Found is the Scene of what no network told: it was found by comparing a group
// with what is known of it. Its time is that of the comparing.
const Found = "found"

// Form is the form of a message. What counts as said is decided by insight.
type Form uint8

// The forms of a message.
const (
	Text Form = iota
	Voice
	Picture
	Video
	Sticker
	File
	Link     // shared link, article, mini-program card
	Quote    // text that answers a quoted message
	Chain    // sign-up chain (接龙)
	Red      // red packet or transfer put into the group
	Location //
	Poke     // 拍一拍
	Other    // contact cards, calls, things of no known form
)

// Actor is a person as the network names them. ID is empty where only a name
// is known; such a person exists in that one chat only.
type Actor struct {
	ID   NativeUser
	Name string
}

// Known reports whether a names anybody at all.
func (a Actor) Known() bool { return a.ID != "" || a.Name != "" }

// Event is one thing that happened in a chat.
type Event struct {
	Network   Network
	Namespace string // user ids are unique within (Network, Namespace)
	Chat      NativeChat
	NativeID  NativeMessage // "" where the source gives none
	Kind      Kind
	At        time.Time // UTC, to the precision of the source

	// Order breaks ties between events of one chat with the same At, where
	// the source lists them in the order they happened: 0, 1, 2 …
	Order uint16

	Actor    Actor   // who did it
	Subjects []Actor // whom it was done to (Join, Leave, Remove)
	Scene    string  // how a Join came about: "invite", "qr", "link" or ""; Found where nobody told of it

	Form  Form
	Body  string // text as shown, "" for other forms unless captioned
	Chars int    // true length of the text in characters; more than Body's where Body was cut

	ReplyTo  NativeMessage // the message answered, where the source says
	Target   NativeMessage // the message deleted, edited or reacted to
	Mentions []Actor       // people mentioned or answered, where the source says
	Thread   string        // topic within the chat, where the network has them
	Media    string        // where the network keeps the picture, voice or file; "" for none

	Ref      string // the order, page or task that the event is about
	Amount   int64  // of an order, in minor units of Currency
	Currency string // ISO 4217
}
