// Package audit is the record of who did what, and when. An entry is written in
// the transaction that does the deed, so that neither is there without the other.
//
// Owns: audit_entry.
// Needs: a database and a source of ids. Whoever lets somebody in (the console,
// the API) says who it is by As; what nobody says was done by the program, the
// command line included.
// Never: changes or removes an entry, which a house rule watches. There is no
// retention: an entry names no member and quotes nobody, it is some hundred
// bytes, and a record that forgets is none. Takes a name, a text that somebody
// wrote, or a secret: Detail has no room for them, and Write refuses what does
// not look like a word of the program's own.
package audit

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the record's table.
var Schema = db.Schema{Owner: "audit", Files: files}

// By is what kind of doer did something.
type By string

// The kinds of doers.
const (
	Staff   By = "staff"   // somebody who was signed in
	Token   By = "token"   // another program, by a token
	Program By = "program" // Huoshui itself, or its command line
)

// Actor is who did something. The zero Actor is whoever the context says.
type Actor struct {
	By By
	ID int64 // of the account or the token; 0 for the program
}

// User is somebody who is signed in.
func User(u id.User) Actor { return Actor{Staff, int64(u)} }

// Holder is a program that showed a token.
func Holder(t id.Token) Actor { return Actor{Token, int64(t)} }

type actorKey struct{}

// As says who does what is done under the context it returns. It is called where
// somebody has proved who they are, and nowhere else.
func As(ctx context.Context, who Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, who)
}

// Who does what is done under ctx.
func Who(ctx context.Context) Actor {
	if who, ok := ctx.Value(actorKey{}).(Actor); ok && who.ID != 0 {
		return who
	}
	return Actor{By: Program}
}

// Action is what was done, by a name for good.
type Action string

// The actions.
const (
	StaffInvited   Action = "staff.invited"
	StaffWithdrawn Action = "staff.withdrawn" // an invitation
	StaffJoined    Action = "staff.joined"
	StaffChanged   Action = "staff.changed"
	StaffRemoved   Action = "staff.removed"

	ImportFinished Action = "import.finished"
	ImportUndone   Action = "import.undone"

	MemberMerged Action = "member.merged"
	MemberParted Action = "member.parted"
	MemberErased Action = "member.erased"
	MemberNoted  Action = "member.noted" // what is known of them

	GroupProfiled  Action = "group.profiled" // Count: how much of what is said of it was changed
	GroupDefaults  Action = "group.defaults" // the same, of what holds where groups say nothing
	GroupsProfiled Action = "group.many"     // Count: of so many groups at once, by a table

	TokenMade    Action = "token.made"
	TokenRevoked Action = "token.revoked"

	ConnectionMade     Action = "connection.made"
	ConnectionPaused   Action = "connection.paused"
	ConnectionResumed  Action = "connection.resumed"
	ConnectionResealed Action = "connection.resealed" // its secret was replaced
	ConnectionRemoved  Action = "connection.removed"

	EventReplayed Action = "event.replayed"
	DeedAgain     Action = "deed.again"
	DeedDropped   Action = "deed.dropped"

	TaskOpened     Action = "task.opened" // by hand
	TaskDone       Action = "task.done"
	TaskSkipped    Action = "task.skipped"
	TaskClaimed    Action = "task.claimed"
	TaskHanded     Action = "task.handed" // to a colleague
	TaskReopened   Action = "task.reopened"
	TaskImaged     Action = "task.imaged"     // a picture of somebody's own was put to it, or taken away
	TaskAllHanded  Action = "task.all-handed" // all of somebody's
	ShiftAdded     Action = "task.shift-added"
	ShiftRemoved   Action = "task.shift-removed"
	CalendarMade   Action = "task.calendar-made"
	CalendarClosed Action = "task.calendar-closed"

	GateStopped Action = "gate.stopped" // everything, or what sells
	GateResumed Action = "gate.resumed"
	GateSet     Action = "gate.set" // its limits, or what a group is for

	RequestFiled     Action = "request.filed"
	RequestRevised   Action = "request.revised"
	RequestPlaced    Action = "request.placed"
	RequestYielded   Action = "request.yielded" // its slot to another
	RequestDeclined  Action = "request.declined"
	RequestReturned  Action = "request.returned" // to its requester, for more
	RequestWithdrawn Action = "request.withdrawn"
	RequestClosed    Action = "request.closed" // with its result
	RequestSet       Action = "request.set"    // what its queue goes by

	InstallationReleased Action = "installation.released"

	GroupsAdded    Action = "group.added" // kept by hand; Count: how many, the subject being the first
	GroupRenamed   Action = "group.renamed"
	GroupKept      Action = "group.kept" // who runs it
	GroupDismissed Action = "group.dismissed"
	GroupTold      Action = "group.told"    // figures, or who came and went
	GroupPasted    Action = "group.pasted"  // Count: the messages that were new
	GroupAsked     Action = "group.asked"   // questions in what was pasted became to-dos; Count: those that are open
	GroupShut      Action = "group.shut"    // to newcomers, or opened to them again
	GroupArrived   Action = "group.arrived" // what came in was put into words
	GroupsSet      Action = "group.set"     // what groups kept by hand go by: shops, areas, from when one is full

	CheckupMade    Action = "checkup.made" // Why: what the group was taken for
	CheckupRenamed Action = "checkup.renamed"
	CheckupPlanned Action = "checkup.planned" // Count: the to-dos
	CheckupTied    Action = "checkup.tied"    // to a group that is kept by hand, which is Other
	CheckupDropped Action = "checkup.dropped"

	PlaybookSaved    Action = "playbook.saved" // Count: which version it is
	PlaybookSwitched Action = "playbook.switched"
	PlaybookAsked    Action = "playbook.asked" // for a second person; Count: groups
	PlaybookAgreed   Action = "playbook.agreed"
	PlaybookDeclined Action = "playbook.declined"
	PlaybookReached  Action = "playbook.reached" // Count: groups, by now
	PlaybookBegun    Action = "playbook.begun"   // by hand; Count: groups

	ReportSet      Action = "report.set"      // when and to whom a unit's report goes
	ReportMailSet  Action = "report.mail-set" // by which server e-mail leaves
	ReportReminded Action = "report.reminded" // somebody, in private

	ChainMade      Action = "chain.made"      // Count: rows
	ChainPasted    Action = "chain.pasted"    // a later text of it; Count: rows that are new or different
	ChainChanged   Action = "chain.changed"   // what it is about
	ChainFixed     Action = "chain.fixed"     // a row, or what a product is; Count: rows, in entries from before there were the next two
	ChainCounted   Action = "chain.counted"   // rows without an amount were taken as one; Count: how many
	ChainUncounted Action = "chain.uncounted" // that was taken back; Count: of how many rows
	ChainTaken     Action = "chain.taken"     // Count: 1 where a row was fetched, 0 where that was taken back
	ChainRemoved   Action = "chain.removed"

	PieceKept     Action = "piece.kept" // a summary of what was shared
	PieceChanged  Action = "piece.changed"
	PieceArchived Action = "piece.archived"
	PieceRestored Action = "piece.restored"
	PieceRemoved  Action = "piece.removed"

	PhoneOpened  Action = "phone.opened" // the door for phones in the local network
	PhoneClosed  Action = "phone.closed" // Why: wrong codes, or nobody came
	PhonePaired  Action = "phone.paired"
	PhoneRemoved Action = "phone.removed"
	PhoneSet     Action = "phone.set" // Why: the door opens by itself at the next start, on or off
)

// Actions lists every action.
var Actions = [...]Action{StaffInvited, StaffWithdrawn, StaffJoined, StaffChanged, StaffRemoved, ImportFinished, ImportUndone,
	MemberMerged, MemberParted, MemberErased, MemberNoted, TokenMade, TokenRevoked, ConnectionMade, ConnectionPaused, ConnectionResumed,
	ConnectionResealed, ConnectionRemoved, EventReplayed, DeedAgain, DeedDropped, TaskOpened, TaskDone, TaskSkipped, TaskClaimed, TaskHanded, TaskReopened, TaskImaged,
	TaskAllHanded, ShiftAdded, ShiftRemoved, CalendarMade, CalendarClosed, InstallationReleased,
	PlaybookSaved, PlaybookSwitched, PlaybookAsked, PlaybookAgreed, PlaybookDeclined, PlaybookReached, PlaybookBegun, GateStopped, GateResumed, GateSet,
	GroupProfiled, GroupDefaults, GroupsProfiled,
	GroupsAdded, GroupRenamed, GroupKept, GroupDismissed, GroupTold, GroupPasted, GroupAsked, GroupShut, GroupArrived, GroupsSet,
	RequestFiled, RequestRevised, RequestPlaced, RequestYielded, RequestDeclined, RequestReturned, RequestWithdrawn, RequestClosed, RequestSet,
	CheckupMade, CheckupRenamed, CheckupPlanned, CheckupTied, CheckupDropped,
	ReportSet, ReportMailSet, ReportReminded,
	ChainMade, ChainPasted, ChainChanged, ChainFixed, ChainCounted, ChainUncounted, ChainTaken, ChainRemoved,
	PieceKept, PieceChanged, PieceArchived, PieceRestored, PieceRemoved,
	PhoneOpened, PhoneClosed, PhonePaired, PhoneRemoved, PhoneSet}

// Detail is what more there is to say: words of the program's own, ids and
// numbers. There is no field for what somebody typed.
type Detail struct {
	Role    string `json:"role,omitempty"`    // that was given
	Was     string `json:"was,omitempty"`     // the role, or the state, before
	Unit    string `json:"unit,omitempty"`    // id of where in the organisation
	Other   string `json:"other,omitempty"`   // id of the second thing, such as who was merged in
	Scopes  string `json:"scopes,omitempty"`  // of a token
	Network string `json:"network,omitempty"` // of a connection
	Why     string `json:"why,omitempty"`     // a reason's code
	Count   int64  `json:"count,omitempty"`   // such as the messages of an import
}

// Entry is one thing that was done.
type Entry struct {
	ID        id.Entry  // given by Write
	At        time.Time // given by Write
	Workspace id.Workspace
	Actor     Actor // the zero one is whoever the context says
	Action    Action
	Subject   string // the id of what it was done to, as id.Show shows it
	Detail    Detail
}

var (
	isID   = regexp.MustCompile(`^[a-z]{2,5}_[0-9a-z]{13}$`)
	isWord = regexp.MustCompile(`^[a-z0-9_,.-]{0,64}$`)
)

// check refuses what could be a name, a text or a secret.
func (e *Entry) check() error {
	if e.Workspace == 0 || e.Action == "" {
		return fmt.Errorf("an entry of the record needs a workspace and an action")
	}
	for _, text := range []string{e.Subject, e.Detail.Unit, e.Detail.Other} {
		if text != "" && !isID.MatchString(text) {
			return fmt.Errorf("an entry of the record, %s, has something that is no id where one belongs", e.Action)
		}
	}
	for _, text := range []string{e.Detail.Role, e.Detail.Was, e.Detail.Scopes, e.Detail.Network, e.Detail.Why, string(e.Action)} {
		if !isWord.MatchString(text) {
			return fmt.Errorf("an entry of the record, %s, has something that is no word of the program's own", e.Action)
		}
	}
	return nil
}

// Write writes an entry down, in the transaction that does what it tells of.
func Write(ctx context.Context, tx *db.Tx, ids *id.Source, e Entry) error {
	if e.Actor.By == "" {
		e.Actor = Who(ctx)
	}
	if err := e.check(); err != nil {
		return err
	}
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO audit_entry (workspace, id, at, by_kind, actor, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		e.Workspace, id.New[id.Entry](ids, tx.Now), tx.Now.UnixMilli(), string(e.Actor.By), e.Actor.ID, string(e.Action), e.Subject, string(detail))
	if err != nil {
		return fmt.Errorf("write %s into the record: %w", e.Action, err)
	}
	return nil
}
