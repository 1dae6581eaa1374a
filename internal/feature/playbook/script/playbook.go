package script

import "github.com/huoshui/huoshui/internal/base/i18n"

// Format is the version of the document that this package reads.
const Format = 1

// Playbook is an SOP as it is written.
type Playbook struct {
	Format int     `yaml:"sop"`
	Name   string  `yaml:"name"`  // what others call it by; unique in a workspace
	Title  Text    `yaml:"title"` // what people see
	About  Text    `yaml:"about,omitempty"`
	Never  []Text  `yaml:"never,omitempty"` // what it promises not to do
	Zone   string  `yaml:"zone,omitempty"`  // "" for the group's own
	Per    Subject `yaml:"per"`
	Groups []Life  `yaml:"groups,omitempty"` // the kinds of groups it is made for; none for all
	Fields []Field `yaml:"fields,omitempty"`
	Start  []Start `yaml:"start"`
	If     string  `yaml:"if,omitempty"` // a condition, read when a run would begin
	Once   string  `yaml:"once,omitempty"`
	Stop   []Stop  `yaml:"stop,omitempty"`
	Owner  string  `yaml:"owner,omitempty"` // the role that answers for steps which name none
	Steps  []Step  `yaml:"steps"`
}

// Subject is about what a run is.
type Subject string

// The subjects: one run for each member of a group, for each group, or for the
// whole workspace.
const (
	PerMember    Subject = "member"
	PerGroup     Subject = "group"
	PerWorkspace Subject = "workspace"
)

// Life is what a group lives for; the gate sells by it.
type Life string

// The lives of groups.
const (
	LongTerm  Life = "long-term"
	Flash     Life = "flash"
	RushSale  Life = "rush-sale"
	PaidOrder Life = "paid-order"
)

// Text is a sentence: the same in every language, or one for each.
type Text struct {
	Hans string `yaml:"zh-Hans"`
	Hant string `yaml:"zh-Hant,omitempty"`
	En   string `yaml:"en,omitempty"`
}

// In is t as somebody reads it; a language that was not written is read in the
// first.
func (t Text) In(l i18n.Lang) string {
	switch {
	case l == i18n.ZhHant && t.Hant != "":
		return t.Hant
	case l == i18n.En && t.En != "":
		return t.En
	}
	return t.Hans
}

// UnmarshalYAML also takes a plain sentence.
func (t *Text) UnmarshalYAML(unmarshal func(any) error) error {
	var plain string
	if err := unmarshal(&plain); err == nil {
		*t = Text{Hans: plain}
		return nil
	}
	type bare Text
	return unmarshal((*bare)(t))
}

// Field is something that texts name in double braces, and where it comes from.
type Field struct {
	Name    string `yaml:"name"`
	From    Source `yaml:"from"`
	Kind    Kind   `yaml:"kind,omitempty"`
	Of      string `yaml:"of,omitempty"`      // what live data, or what of the member
	Fresh   string `yaml:"fresh,omitempty"`   // for how long live data counts
	Default string `yaml:"default,omitempty"` // what the form holds at first
	Else    Text   `yaml:"else,omitempty"`    // said where there is none
	Ask     Text   `yaml:"ask,omitempty"`     // the question in the form
	Sample  string `yaml:"sample,omitempty"`
}

// Source is where a field comes from.
type Source string

// The sources.
const (
	FromGroup  Source = "group"  // a column of the group: each must have it
	FromForm   Source = "form"   // filled in when the playbook is started
	FromEvent  Source = "event"  // what has just happened
	FromMember Source = "member" // what is known of the member
	FromLive   Source = "live"   // looked up at the moment of sending
	FromTask   Source = "task"   // filled in by whoever does a task
)

// Kind is what a field holds.
type Kind string

// The kinds.
const (
	AText   Kind = "text"
	AMoney  Kind = "money"
	ACount  Kind = "count"
	ALink   Kind = "link"
	AMoment Kind = "moment" // a day and a time: what T−3d counts from
	AClock  Kind = "clock"  // a time of day
	APerson Kind = "person"
)

// Start is what begins a run. One of its ways is given.
type Start struct {
	ID       string `yaml:"id"`
	On       string `yaml:"on,omitempty"`       // something that happens: member.joined …
	Where    string `yaml:"where,omitempty"`    // a condition on it
	Nth      int    `yaml:"nth,omitempty"`      // the how-manieth of the subject
	Gather   Gather `yaml:"gather,omitempty"`   // many at once are one
	Every    string `yaml:"every,omitempty"`    // a rule of RFC 5545
	Festival string `yaml:"festival,omitempty"` // a festival's name
	Yearly   string `yaml:"yearly,omitempty"`   // birthday, joined: of the member
	Moment   string `yaml:"moment,omitempty"`   // a field of kind moment; steps count from it
	Shift    string `yaml:"shift,omitempty"`    // T−3d 12:00 of a festival or a yearly day
	At       string `yaml:"at,omitempty"`       // the time of day of those, or of a rule
	Silent   string `yaml:"silent,omitempty"`   // so long without a word
	Becomes  string `yaml:"becomes,omitempty"`  // a state of the group
	Hand     bool   `yaml:"hand,omitempty"`     // by a person only
	Missed   Missed `yaml:"missed,omitempty"`
}

// Gather makes one run of many events.
type Gather struct {
	For   string `yaml:"for"`
	Most  int    `yaml:"most"`            // so many are still greeted one by one
	Hours string `yaml:"hours,omitempty"` // what comes outside them is gathered until they begin
}

// Missed is what is done about a time that passed while nobody was there.
type Missed struct {
	Do     string `yaml:"do"` // late, skip or ask
	Within string `yaml:"within,omitempty"`
}

// UnmarshalYAML also takes the bare word.
func (m *Missed) UnmarshalYAML(unmarshal func(any) error) error {
	var plain string
	if err := unmarshal(&plain); err == nil {
		*m = Missed{Do: plain}
		return nil
	}
	type bare Missed
	return unmarshal((*bare)(m))
}

// Stop is what ends a run early.
type Stop struct {
	On string `yaml:"on,omitempty"`
	If string `yaml:"if,omitempty"`
}

// Step is one thing to do. Exactly one of its deeds is given.
type Step struct {
	ID     string `yaml:"id"`
	Title  Text   `yaml:"title,omitempty"`
	At     string `yaml:"at,omitempty"`    // T−3d 12:00, from the run's moment
	After  string `yaml:"after,omitempty"` // so long after the step before
	Hours  string `yaml:"hours,omitempty"` // only within: else when they begin
	If     string `yaml:"if,omitempty"`
	Hold   *Hold  `yaml:"hold,omitempty"`
	Owner  string `yaml:"owner,omitempty"`
	Check  Text   `yaml:"check,omitempty"` // how its owner knows that it is done well
	Proof  Proof  `yaml:"proof,omitempty"`
	Missed Missed `yaml:"missed,omitempty"`

	Say    *Say     `yaml:"say,omitempty"`
	Task   *Task    `yaml:"task,omitempty"`
	Tag    []string `yaml:"tag,omitempty"`
	Untag  []string `yaml:"untag,omitempty"`
	Wait   string   `yaml:"wait,omitempty"`
	Await  *Await   `yaml:"await,omitempty"`
	Branch []Arm    `yaml:"branch,omitempty"`
	Split  *Split   `yaml:"split,omitempty"`
	Invite *Invite  `yaml:"invite,omitempty"`
	Remove *Remove  `yaml:"remove,omitempty"`
	Hook   *Hook    `yaml:"hook,omitempty"`
	Call   *Call    `yaml:"call,omitempty"`
	Extend *Extend  `yaml:"extend,omitempty"`
}

// Hold puts a step off while a condition holds: a group with an order that is not
// settled is not dissolved. After Most its owner is asked.
type Hold struct {
	While string `yaml:"while"`
	Again string `yaml:"again"`
	Most  string `yaml:"most"`
}

// Proof is what shows that a person has done a step.
type Proof struct {
	Kind  string `yaml:"kind"`            // tap, picture, link
	Share int    `yaml:"share,omitempty"` // in how many of a hundred it is asked for
}

// Say is something said to people. A wording whose condition does not hold is left
// out; where none is left, or live data cannot be had, Without is said.
type Say struct {
	To       string    `yaml:"to"`                // group, announcement, member, moments
	Selling  bool      `yaml:"selling,omitempty"` // the gate holds it to its stage
	All      bool      `yaml:"all,omitempty"`     // @所有人
	Choose   string    `yaml:"choose,omitempty"`  // turn, chance, tone
	Wordings []Wording `yaml:"wordings"`
	Without  []Wording `yaml:"without,omitempty"` // where live data is not to be had
	Image    string    `yaml:"image,omitempty"`
	Card     *Card     `yaml:"card,omitempty"`
	Long     bool      `yaml:"long,omitempty"` // rules and summaries
	Free     bool      `yaml:"free,omitempty"` // its owner says it in their own words
}

// Wording is one way to say it.
type Wording struct {
	Tone string `yaml:"tone,omitempty"`
	If   string `yaml:"if,omitempty"`
	Text string `yaml:"text"`
}

// UnmarshalYAML also takes the bare text.
func (w *Wording) UnmarshalYAML(unmarshal func(any) error) error {
	var plain string
	if err := unmarshal(&plain); err == nil {
		*w = Wording{Text: plain}
		return nil
	}
	type bare Wording
	return unmarshal((*bare)(w))
}

// Card is a link with a title and a picture.
type Card struct {
	Title string `yaml:"title"`
	About string `yaml:"about,omitempty"`
	Link  string `yaml:"link"`
	Image string `yaml:"image,omitempty"`
}

// Task is a to-do for a person. With fields to fill in or choices the run waits for
// it, until it is due; else it goes on.
type Task struct {
	Do      Text     `yaml:"do"`
	Text    string   `yaml:"text,omitempty"` // ready to be copied
	Image   string   `yaml:"image,omitempty"`
	Due     string   `yaml:"due,omitempty"`
	Fill    []string `yaml:"fill,omitempty"` // fields that its doer fills in
	Choices []Choice `yaml:"choices,omitempty"`
	Risk    string   `yaml:"risk,omitempty"` // money, removal
}

// Choice is one of the ways to end a task.
type Choice struct {
	Name    Text   `yaml:"name"`
	Default bool   `yaml:"default,omitempty"`
	Why     bool   `yaml:"why,omitempty"`  // a reason has to be given
	Ends    bool   `yaml:"ends,omitempty"` // the run ends with it
	Do      []Step `yaml:"do,omitempty"`
}

// Await waits for something that happens.
type Await struct {
	On     string `yaml:"on"`
	Where  string `yaml:"where,omitempty"`
	Within string `yaml:"within"`
	Came   []Step `yaml:"came,omitempty"`
	Not    []Step `yaml:"not,omitempty"`
}

// Arm is one way of a branch. Without a condition it is the last, or the one that is
// taken where nobody can tell whether a condition before it holds.
type Arm struct {
	If      string `yaml:"if,omitempty"`
	Unknown bool   `yaml:"unknown,omitempty"`
	Do      []Step `yaml:"do"`
}

// Split deals subjects out by chance, always alike for the same subject.
type Split struct {
	Parts   []Part  `yaml:"parts"`
	Compare Compare `yaml:"compare,omitempty"`
}

// Compare is what is compared between the parts of a split: the share to whom
// something happened within a time.
type Compare struct {
	On     string `yaml:"on"`
	Within string `yaml:"within"`
}

// Part is one share of a split. Held is the holdout: nothing is done, and what
// becomes of it is compared.
type Part struct {
	Name  string `yaml:"name"`
	Share int    `yaml:"share"` // of a hundred
	Held  bool   `yaml:"held,omitempty"`
	Do    []Step `yaml:"do,omitempty"`
}

// Invite asks somebody into a group.
type Invite struct {
	To     string `yaml:"to"`
	Text   string `yaml:"text,omitempty"`
	Direct bool   `yaml:"direct,omitempty"` // by the program, where the network lets it
}

// Remove takes somebody out of a group: always a person's decision where the
// platform does not say otherwise, always with a reason, always to be undone.
type Remove struct {
	Why  Text   `yaml:"why"`
	Tell string `yaml:"tell"` // what they are told before

	Direct bool `yaml:"direct,omitempty"` // by the program, once a person has said yes, where the network lets it
}

// Hook posts to a hook of the workspace.
type Hook struct {
	To   string            `yaml:"to"`
	With map[string]string `yaml:"with,omitempty"`
}

// Call starts another playbook for the same subject.
type Call struct {
	Name string            `yaml:"name"`
	With map[string]string `yaml:"with,omitempty"`
	Wait bool              `yaml:"wait,omitempty"`
}

// Extend is a deed of another feature, such as a coupon.
type Extend struct {
	Kind string            `yaml:"kind"`
	With map[string]string `yaml:"with,omitempty"`
}
