package request

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Channel is how something is said.
type Channel string

// The channels. Moments are of no group: their slots are the workspace's.
const (
	Message  Channel = "message" // in groups
	Announce Channel = "announce"
	Moments  Channel = "moments"
	Private  Channel = "private" // one to one, to members of the groups
	Live     Channel = "live"    // a broadcast, told of in groups
)

// Channels lists every channel, in the order of the form.
var Channels = [...]Channel{Message, Announce, Moments, Private, Live}

// Metric is what shows whether a request was worth it.
type Metric string

// The metrics. Revenue is in whole yuan, the rest are counts.
const (
	Orders  Metric = "orders"
	Revenue Metric = "revenue"
	SignUps Metric = "signups"
	Visits  Metric = "visits"
	Coupons Metric = "coupons"
	Viewers Metric = "viewers"
	Replies Metric = "replies"
)

// Metrics lists every metric, in the order of the form.
var Metrics = [...]Metric{Orders, Revenue, SignUps, Visits, Coupons, Viewers, Replies}

// State is how far a request is.
type State string

// The states.
const (
	Waiting   State = "waiting"  // in the queue
	Returned  State = "returned" // to its requester, for more
	Placed    State = "placed"   // it has slots, and to-dos
	Sent      State = "sent"     // it was done; its result is asked for
	Closed    State = "closed"   // with its result
	Declined  State = "declined"
	Withdrawn State = "withdrawn" // by its requester
)

// Open reports whether something is still to be done about a request.
func (s State) Open() bool { return s == Waiting || s == Returned || s == Placed }

// Reason is why a request was declined or returned.
type Reason string

// The reasons to choose from. OwnWords has them in the note.
const (
	TooSoon     Reason = "too-soon"
	NotFit      Reason = "no-fit"   // for what the groups are there for
	TooMuch     Reason = "too-much" // is said in these groups already
	Repeat      Reason = "repeat"
	NotAllowed  Reason = "not-allowed" // by law, a platform or our own rules
	MissingText Reason = "missing-text"
	MissingGoal Reason = "missing-goal"
	MissingWhom Reason = "missing-whom"
	WrongText   Reason = "fix-text"
	OwnWords    Reason = "own-words"
)

// DeclineReasons and ReturnReasons list the reasons, in the order of the forms.
var (
	DeclineReasons = [...]Reason{TooSoon, NotFit, TooMuch, Repeat, NotAllowed, OwnWords}
	ReturnReasons  = [...]Reason{MissingText, MissingGoal, MissingWhom, WrongText, OwnWords}
)

// Ask is what somebody wants.
type Ask struct {
	Department string     `json:"department"`
	Title      string     `json:"title"`
	Channel    Channel    `json:"channel"`
	Groups     []id.Group `json:"groups,omitempty"`
	Whom       string     `json:"whom,omitempty"` // of the groups, in words
	Day        Day        `json:"day"`
	From       int        `json:"from"` // minutes of the day
	To         int        `json:"to"`
	Last       Day        `json:"last"` // after which it is of no use
	Goal       string     `json:"goal"`
	Metric     Metric     `json:"metric"`
	Expected   int64      `json:"expected"`
	Money      int64      `json:"money,omitempty"` // at stake, in whole yuan; 0 where nobody said
	Selling    bool       `json:"selling,omitempty"`
	Draft      string     `json:"draft,omitempty"`
	Picture    string     `json:"picture,omitempty"` // a link
}

// Request is what somebody wants and what became of it.
type Request struct {
	Ask
	ID      id.Request
	By      id.User
	State   State
	Filed   time.Time // when it came into the queue, which decides between equals
	Changed time.Time
	Slot    time.Time // zero where it has none
	Turn    int       // how often it was given slots
	Reason  Reason
	Note    string
	Result  *int64 // nil until somebody said
	News    bool   // its requester has not said that they know
}

// Limits on what is put in.
const (
	maxTitle      = 60
	maxDepartment = 30
	maxGoal       = 300
	maxDraft      = 2000
	maxLink       = 500
	maxNote       = 500
	maxGroups     = 200
	maxFigure     = 1_000_000_000
	maxAhead      = 180 // days
	dayMinutes    = 24 * 60
)

func wrong(field string, says i18n.Message) error {
	return &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, says)}
}

// tidy is a text without what nobody meant to type.
func tidy(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' || !unicode.IsControl(r) {
			return r
		}
		return -1
	}, s))
}

func line(s string) string { return strings.Join(strings.Fields(tidy(s)), " ") }

// Tidy makes what was typed fit to be kept.
func (a *Ask) Tidy() {
	a.Department, a.Title, a.Whom = line(a.Department), line(a.Title), line(a.Whom)
	a.Goal, a.Draft, a.Picture = tidy(a.Goal), tidy(a.Draft), tidy(a.Picture)
	slices.Sort(a.Groups)
	a.Groups = slices.Compact(a.Groups)
	if a.Channel == Moments {
		a.Groups = nil
	}
	if a.Last == "" {
		a.Last = a.Day
	}
}

// Check fails with Invalid, naming the field, where a request cannot be taken in
// on a day.
func (a *Ask) Check(today Day) error {
	for _, f := range []struct {
		field, text string
		needed      bool
		most        int
	}{
		{"department", a.Department, true, maxDepartment}, {"title", a.Title, true, maxTitle}, {"goal", a.Goal, true, maxGoal},
		{"whom", a.Whom, a.Channel == Private, maxGoal}, {"draft", a.Draft, false, maxDraft}, {"picture", a.Picture, false, maxLink},
	} {
		switch n := utf8.RuneCountInString(f.text); {
		case f.needed && n == 0:
			return wrong(f.field, missing.With())
		case n > f.most:
			return wrong(f.field, tooLong.With(f.most, n))
		}
	}
	if u, err := url.Parse(a.Picture); a.Picture != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return wrong("picture", badLink.With())
	}
	switch {
	case !slices.Contains(Channels[:], a.Channel):
		return wrong("channel", choose.With())
	case !slices.Contains(Metrics[:], a.Metric):
		return wrong("metric", choose.With())
	case a.Channel != Moments && len(a.Groups) == 0:
		return wrong("groups", noGroups.With())
	case len(a.Groups) > maxGroups:
		return wrong("groups", manyGroups.With(maxGroups, len(a.Groups)))
	case a.Expected < 1 || a.Expected > maxFigure:
		return wrong("expected", badFigure.With(1, maxFigure))
	case a.Money < 0 || a.Money > maxFigure:
		return wrong("money", badFigure.With(0, maxFigure))
	}
	return a.checkTime(today)
}

func (a *Ask) checkTime(today Day) error {
	switch {
	case a.Day < today:
		return wrong("day", dayOver.With())
	case today.To(a.Last) > maxAhead:
		return wrong("last", tooFar.With(maxAhead))
	case a.Last < a.Day:
		return wrong("last", lastBefore.With())
	case a.From < 0 || a.To > dayMinutes || a.To <= a.From:
		return wrong("from", badHours.With())
	}
	return nil
}

// Places are the groups in which a request takes slots: its own, or 0 where it is
// of no group.
func (a *Ask) Places() []id.Group {
	if a.Channel == Moments {
		return []id.Group{0}
	}
	return a.Groups
}

// Key is a department's name by which it is counted, however it is written.
func Key(department string) string { return strings.ToLower(line(department)) }

// leastSame is how many letters a text has of which a second one is pointed out.
const leastSame = 8

// Digest tells texts apart by their letters alone; "" where there are too few.
func (a *Ask) Digest() string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, a.Draft)
	if utf8.RuneCountInString(letters) < leastSame {
		return ""
	}
	sum := sha256.Sum256([]byte(letters))
	return hex.EncodeToString(sum[:])
}

// Person is who does something.
type Person struct {
	User  id.User
	Role  auth.Role
	Scope auth.Scope
}

// Decides reports whether somebody may decide about a request whose groups are in
// the given units. One of no group is for who sees the whole workspace.
func (p *Person) Decides(units []id.Unit) bool {
	if !auth.Can(p.Role, auth.Run) || len(units) == 0 && !p.Scope.All {
		return false
	}
	return !slices.ContainsFunc(units, func(u id.Unit) bool { return !p.Scope.Has(u) })
}
