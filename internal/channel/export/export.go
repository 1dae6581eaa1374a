// Package export reads chat histories that other programs wrote to files.
//
// It defines what a reader is and what it tells; each format is a room below
// (export/wechat, export/telegram …). Readers stream: a file may hold
// millions of lines. A bad line is skipped, with its number and the reason,
// and never costs the rest of the file.
//
// Never: keeps anything, or decides who is a member; that is for the caller.
package export

import (
	"context"
	"io"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// PersonKind is what a file states a person to be.
type PersonKind uint8

// What a person may be stated to be. A stated kind, Human included, is final.
const (
	Unstated PersonKind = iota
	Human
	Bot
	Staff
)

// Group is a chat that a file tells of.
type Group struct {
	Network   event.Network
	Namespace string
	Chat      event.NativeChat
	Name      string
}

// Person is somebody a file tells of, apart from what they said.
type Person struct {
	Network   event.Network
	Namespace string
	Chat      event.NativeChat // the chat this was said of; "" where it holds everywhere
	event.Actor
	Kind  PersonKind
	Self  bool // the one whose account made the file
	Owner bool // owns the chat
	Admin bool // administers the chat
}

// Skip is a line that could not be used. File is the name inside an archive
// or folder, Line counts from 1 and is 0 where the format has no lines.
type Skip struct {
	File string
	Line int
	Why  i18n.Message
}

// Sink takes what a reader finds, mostly in the order of the file. What can be
// understood only once the whole file is known, such as notices that name
// people as they are shown, may be told at its end: At and Order say when it
// happened. A Group is told before the events in it; a Person may be told
// before or after what they did. An error stops the reader, which returns it
// unchanged.
//
// Where ReadPaths or ReadSources reads, all text told is sound UTF-8 without
// NUL, and no longer than MaxName, MaxBody and MaxID; and what lies more than a
// day after Options.Now is told as a Skip, not as an Event.
type Sink interface {
	Group(Group) error
	Person(Person) error
	Event(*event.Event) error // the event is the reader's; it is reused after the call
	Stamp(time.Time) error    // when the file says it was made
	Skip(Skip) error
}

// Options are what the person who brings a file may say about it.
type Options struct {
	Zone      *time.Location // of times that state none
	Namespace string         // joins the ids of several files; "" for the format's own rule
	Table     *Mapping       // columns of a generic table; nil to guess
	Now       time.Time      // the run's own clock; two-digit years and missing dates lean on it, and what lies beyond it is set aside
}

// Mapping names the columns of a generic table; "" where there is none.
type Mapping struct {
	Time, User, UserID, Text, Group, Kind, ReplyTo string
}

// Head is what detection may look at: the first bytes of a file, decoded to
// UTF-8, or the names in a folder.
type Head struct {
	Name  string   // base name, without compression suffixes
	Text  []byte   // up to 64 KB, UTF-8, without a byte order mark; cut at any byte
	Raw   []byte   // the same bytes as they stand in the file
	Names []string // slash paths inside a folder or zip; nil for a plain file
}

// Input is a file or a folder opened for reading.
type Input interface {
	// Name is the base name shown to people, without compression suffixes.
	Name() string
	// Names lists the files inside, as slash paths; nil for a plain file.
	Names() []string
	// Open returns one inner file ("" for a plain file) decompressed and
	// decoded to UTF-8 without a byte order mark. The caller closes it.
	Open(name string) (io.ReadCloser, error)
	// OpenRaw is Open without decoding text, for binary formats.
	OpenRaw(name string) (io.ReadCloser, error)
}

// Format is one way of writing down a chat.
type Format struct {
	Name   string    // stable short name: "wechat-chatlog-json"
	Title  i18n.Text // what people call it
	Folder bool      // reads folders (or zips of them) rather than single files
	// Sniff returns how sure it is that h is of this format: 0 not at all,
	// 100 beyond doubt. It must not be fooled by the file's name alone.
	Sniff func(h Head) int
	// Read tells sink everything in in. It fails only when the file as a
	// whole cannot be read; what was told before then stands.
	Read func(ctx context.Context, in Input, opt Options, sink Sink) error
}
