// Package exporttest holds what the tests of every export format share: a
// sink that remembers, inputs in memory, and the conformance suite.
//
// Owns: the claims that every reader must keep (Conform).
// Needs: a format and a small sample of its own making.
// Never: is imported by anything but tests.
package exporttest

import (
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Recorder is a sink that keeps all it is told, in order.
type Recorder struct {
	Groups  []export.Group
	Persons []export.Person
	Events  []event.Event
	Stamps  []time.Time
	Skips   []export.Skip
	Err     error // what the reader returned, where exporttest ran it

	// Fail, when set, is asked before each event; an error stops the reader.
	Fail func(*event.Event) error
}

// Group implements export.Sink.
func (r *Recorder) Group(g export.Group) error {
	r.Groups = append(r.Groups, g)
	return nil
}

// Person implements export.Sink.
func (r *Recorder) Person(p export.Person) error {
	r.Persons = append(r.Persons, p)
	return nil
}

// Event implements export.Sink. It copies e and the lists in it.
func (r *Recorder) Event(e *event.Event) error {
	if r.Fail != nil {
		if err := r.Fail(e); err != nil {
			return err
		}
	}
	own := *e
	own.Subjects = slices.Clone(e.Subjects)
	own.Mentions = slices.Clone(e.Mentions)
	r.Events = append(r.Events, own)
	return nil
}

// Stamp implements export.Sink.
func (r *Recorder) Stamp(t time.Time) error {
	r.Stamps = append(r.Stamps, t)
	return nil
}

// Skip implements export.Sink.
func (r *Recorder) Skip(s export.Skip) error {
	r.Skips = append(r.Skips, s)
	return nil
}

// Bodies returns the bodies of the messages, in order.
func (r *Recorder) Bodies() []string {
	var out []string
	for _, e := range r.Events {
		if e.Kind == event.Message {
			out = append(out, e.Body)
		}
	}
	return out
}

// File returns a plain file in memory. It is a real source: compressed bytes,
// charsets and zip archives are recognised as they are on disk. Bytes that are
// no file end the test; see TryFile and Memory.
func File(t testing.TB, name string, data []byte) *export.Source {
	t.Helper()
	s, err := TryFile(t, name, data)
	if err != nil {
		t.Fatalf("opening %s: %v", name, err)
	}
	return s
}

// Folder returns a folder in memory, its files by slash path. One without
// files ends the test; see TryFolder and MemoryFolder.
func Folder(t testing.TB, name string, files map[string][]byte) *export.Source {
	t.Helper()
	s, err := TryFolder(t, name, files)
	if err != nil {
		t.Fatalf("opening %s: %v", name, err)
	}
	return s
}

// Read reads the file name with format f and returns what it told. The
// reader's own error is in Err, and so is why data is no file; damage below
// the reader is among Skips.
func Read(t testing.TB, f export.Format, name string, data []byte, opt export.Options) *Recorder {
	t.Helper()
	s, err := TryFile(t, name, data)
	if err != nil {
		return &Recorder{Err: err}
	}
	return ReadInput(t, f, s, opt)
}

// ReadFolder is Read for formats that are folders.
func ReadFolder(t testing.TB, f export.Format, name string, files map[string][]byte, opt export.Options) *Recorder {
	t.Helper()
	s, err := TryFolder(t, name, files)
	if err != nil {
		return &Recorder{Err: err}
	}
	return ReadInput(t, f, s, opt)
}

// ReadInput reads in with format f. Options left out become those of a run in
// Shanghai in early 2026.
func ReadInput(t testing.TB, f export.Format, in *export.Source, opt export.Options) *Recorder {
	t.Helper()
	rec := new(Recorder)
	rec.Err = f.Read(t.Context(), in, Defaults(opt), rec)
	rec.Skips = append(rec.Skips, in.Skips()...)
	return rec
}

// Defaults fills in the options a test leaves out.
func Defaults(opt export.Options) export.Options {
	if opt.Zone == nil {
		opt.Zone = time.FixedZone("Asia/Shanghai", 8*60*60)
	}
	if opt.Now.IsZero() {
		opt.Now = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	}
	return opt
}
