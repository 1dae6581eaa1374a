// Package id holds the typed identifiers that features share, so that no
// feature has to import another merely to name one of its things.
//
// An id is 63 bits: 41 of milliseconds since 2024, 10 of node, 12 of count.
// Later ids are larger on one node, which orders display and nothing else.
// Inside the program ids are integers; at the edges (addresses, JSON) they
// are prefixed Crockford base32, such as "mem_2q7hq3n0c0g00".
package id

import (
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// The things that have ids.
type (
	Workspace int64
	User      int64 // somebody who signs in
	Unit      int64 // a place in the organisation: head office, region, store, adviser
	Group     int64
	Member    int64 // a person in groups
	Import    int64

	Connection int64 // a door to a network, or a source of events
	Event      int64 // something that came in
	Deed       int64 // something that is to leave, or has left
	Fact       int64 // what features tell each other
	Job        int64 // something to be done later
	Token      int64 // what a program shows instead of a password
	Hook       int64 // where a workspace's facts are posted to
	Entry      int64 // what the record says was done
	Playbook   int64 // an SOP
	Run        int64 // an SOP on its way with one subject
	Task       int64 // a to-do: something a person is to do
	Request    int64 // what another department wants said
	Trial      int64 // an SOP tried over the past, or with simulated people
	Act        int64 // something that a run did, or left out
	Chain      int64 // a sign-up chain
	Piece      int64 // a summary of what was shared in groups
	Checkup    int64 // a group that is asked about by six questions
	Device     int64 // a phone that was paired
)

// Kind is any of the id types.
type Kind interface {
	Workspace | User | Unit | Group | Member | Import | Connection | Event | Deed | Fact | Job | Token | Hook | Entry | Task | Playbook | Run | Request | Trial | Act | Checkup | Device | Chain | Piece
}

func prefix[T Kind]() string {
	var zero T
	switch any(zero).(type) {
	case Workspace:
		return "ws_"
	case User:
		return "usr_"
	case Unit:
		return "unit_"
	case Group:
		return "grp_"
	case Member:
		return "mem_"
	case Import:
		return "imp_"
	case Connection:
		return "con_"
	case Event:
		return "evt_"
	case Deed:
		return "deed_"
	case Fact:
		return "fact_"
	case Job:
		return "job_"
	case Token:
		return "tok_"
	case Entry:
		return "ent_"
	case Playbook:
		return "sop_"
	case Run:
		return "run_"
	case Task:
		return "task_"
	case Request:
		return "req_"
	case Trial:
		return "try_"
	case Act:
		return "act_"
	case Chain:
		return "chn_"
	case Piece:
		return "sum_"
	case Checkup:
		return "chk_"
	case Device:
		return "dev_"
	default:
		return "hook_"
	}
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// Show returns the id as people and other programs see it.
func Show[T Kind](v T) string {
	var buf [13]byte
	n := uint64(v)
	for i := len(buf) - 1; i >= 0; i-- {
		buf[i] = alphabet[n&31]
		n >>= 5
	}
	return prefix[T]() + string(buf[:])
}

var badID = i18n.Text{
	Hans: "这个编号不对：%s。请从页面上的链接进入，不要手动改地址。",
	Hant: "這個編號不正確：%s。請由頁面上的連結進入，不要手動修改網址。",
	En:   "That is not a valid id: %s. Follow a link from a page rather than editing the address.",
}

// Parse reads an id as Show wrote it. Anything else is NotFound: an id from
// outside proves nothing until the row has been found in the right workspace.
func Parse[T Kind](s string) (T, error) {
	digits, ok := strings.CutPrefix(s, prefix[T]())
	if !ok || len(digits) != 13 {
		return 0, fault.New(fault.NotFound, badID.With(clip(s)))
	}
	var n uint64
	for i := range len(digits) {
		d := strings.IndexByte(alphabet, digits[i])
		if d < 0 || i == 0 && d > 7 {
			return 0, fault.New(fault.NotFound, badID.With(clip(s)))
		}
		n = n<<5 | uint64(d)
	}
	return T(n), nil
}

func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

var epoch = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// Source makes ids for one node. It never repeats one, even when the clock
// goes back: it then goes on counting from where it was.
type Source struct {
	node uint64
	mu   sync.Mutex
	last uint64 // milliseconds and count of the newest id, as one number
}

// NewSource returns a source for node, which must be below 1024 and held by
// nobody else at the same time.
func NewSource(node uint16) *Source { return &Source{node: uint64(node) & 1023} }

// NewSourceAfter is NewSource for a node that others held before: every id is
// of a later moment than last, even where the clock has gone back since.
func NewSourceAfter(node uint16, last time.Time) *Source {
	s := NewSource(node)
	s.last = uint64(max(0, last.Sub(epoch).Milliseconds())) << 12
	return s
}

// Newest is the moment of the newest id; the next may be of the same one.
func (s *Source) Newest() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return epoch.Add(time.Duration(s.last>>12) * time.Millisecond)
}

// Made is the moment an id was made, by the clock of the one who made it.
func Made[T Kind](v T) time.Time {
	return epoch.Add(time.Duration(int64(v)>>22) * time.Millisecond)
}

func (s *Source) next(now time.Time) uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = max(uint64(now.Sub(epoch).Milliseconds())<<12, s.last+1)
	ms, count := s.last>>12, s.last&0xfff
	return ms<<22 | s.node<<12 | count
}

// New returns a fresh id.
func New[T Kind](s *Source, now time.Time) T { return T(s.next(now)) }

// At is below every id that was made at a moment or later, and above every
// earlier one.
func At[T Kind](t time.Time) T { return T(max(0, t.Sub(epoch).Milliseconds()) << 22) }
