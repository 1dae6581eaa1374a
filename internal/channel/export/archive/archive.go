// Package archive reads Huoshui's own archive: a folder of tab-separated
// files that says who wrote what, where and when.
//
// Owns: the files groups.tsv, users.tsv, messages.tsv and namespace, any of
// them compressed. A field is the bytes between two tabs; nothing is quoted,
// and the only escape is \n. Columns are found by the names in the header.
// Needs: nothing but messages.tsv; names and kinds are told where the other
// files are there.
// Never: expects rows in the order of time, or invents ids of messages.
package archive

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// The files of an archive.
const (
	messagesFile  = "messages.tsv"
	usersFile     = "users.tsv"
	groupsFile    = "groups.tsv"
	namespaceFile = "namespace"
)

// Formats returns the archive as a folder, and its messages.tsv alone.
func Formats() []export.Format {
	return []export.Format{
		{Name: "huoshui-archive", Title: title, Folder: true, Sniff: sniffFolder, Read: readFolder},
		{Name: "huoshui-messages", Title: title, Sniff: sniffFile, Read: readFile},
	}
}

func sniffFolder(h export.Head) int {
	has := func(name string) bool { return slices.Contains(h.Names, name) }
	switch {
	case !has(messagesFile):
		return 0
	case has(usersFile) || has(groupsFile):
		return 95
	}
	return 70
}

// sniffFile asks for a header that no other format has.
func sniffFile(h export.Head) int {
	line, _, _ := bytes.Cut(h.Text, []byte("\n"))
	names := strings.Split(strings.TrimSuffix(string(line), "\r"), "\t")
	for _, want := range []string{"group", "time", "user", "kind", "text"} {
		if !slices.Contains(names, want) {
			return 0
		}
	}
	return 95
}

func readFolder(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	r := newReader(ctx, sink)
	var err error
	if r.namespace, err = namespaceOf(in, opt); err != nil {
		return err
	}
	names := in.Names()
	if slices.Contains(names, usersFile) {
		if err := r.readUsers(in); err != nil {
			return err
		}
	}
	if slices.Contains(names, groupsFile) {
		if err := r.readGroups(in); err != nil {
			return err
		}
	}
	return r.readMessages(in, messagesFile, messagesFile)
}

func readFile(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	r := newReader(ctx, sink)
	r.namespace = opt.Namespace
	if r.namespace == "" {
		r.namespace = strings.TrimSuffix(in.Name(), ".tsv")
	}
	return r.readMessages(in, "", in.Name())
}

// maxNamespace is the longest namespace, in bytes, that is taken from a file.
const maxNamespace = 200

// namespaceOf returns what the ids of the archive are unique in: what its
// namespace file says, else what the person says, else the folder's name.
func namespaceOf(in export.Input, opt export.Options) (string, error) {
	if slices.Contains(in.Names(), namespaceFile) {
		rc, err := in.Open(namespaceFile)
		if err != nil {
			return "", err
		}
		defer rc.Close()
		text, err := io.ReadAll(io.LimitReader(rc, maxNamespace))
		if err != nil {
			return "", err
		}
		line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
		if line = strings.TrimSpace(strings.ToValidUTF8(line, "")); line != "" {
			return line, nil
		}
	}
	if opt.Namespace != "" {
		return opt.Namespace, nil
	}
	return in.Name(), nil
}

// reader is one reading of an archive.
type reader struct {
	ctx       context.Context
	sink      export.Sink
	namespace string

	users   map[string]event.Actor
	groups  map[string]event.NativeChat
	threads map[string]string

	ev      event.Event
	one     [1]event.Actor // Subjects of the event
	many    []event.Actor  // Mentions of the event
	scratch []byte
}

func newReader(ctx context.Context, sink export.Sink) *reader {
	return &reader{
		ctx:     ctx,
		sink:    sink,
		users:   make(map[string]event.Actor),
		groups:  make(map[string]event.NativeChat),
		threads: make(map[string]string),
	}
}

// readUsers tells who the people are and remembers their names.
func (r *reader) readUsers(in export.Input) error {
	return r.rows(in, usersFile, []string{"user"}, []string{"name", "kind"}, func(line int, f [][]byte) error {
		id, name := string(f[0]), string(f[1])
		if id == "" {
			return r.skip(usersFile, line, emptyField.With("user"))
		}
		kind, known := personKind(string(f[2]))
		if !known {
			if err := r.skip(usersFile, line, unknownPerson.With(string(f[2]))); err != nil {
				return err
			}
		}
		a := event.Actor{ID: event.NativeUser(id), Name: name}
		r.users[id] = a
		return r.sink.Person(export.Person{Network: event.Archive, Namespace: r.namespace, Actor: a, Kind: kind})
	})
}

func personKind(word string) (export.PersonKind, bool) {
	switch word {
	case "":
		return export.Unstated, true
	case "person":
		return export.Human, true
	case "bot":
		return export.Bot, true
	case "staff":
		return export.Staff, true
	}
	return export.Unstated, false
}

func (r *reader) readGroups(in export.Input) error {
	return r.rows(in, groupsFile, []string{"group"}, []string{"name"}, func(line int, f [][]byte) error {
		if len(f[0]) == 0 {
			return r.skip(groupsFile, line, emptyField.With("group"))
		}
		_, err := r.addGroup(string(f[0]), string(f[1]))
		return err
	})
}

// addGroup tells of a group the first time it is met.
func (r *reader) addGroup(id, name string) (event.NativeChat, error) {
	chat := event.NativeChat(id)
	if _, known := r.groups[id]; known {
		return chat, nil
	}
	r.groups[id] = chat
	return chat, r.sink.Group(export.Group{Network: event.Archive, Namespace: r.namespace, Chat: chat, Name: name})
}

func (r *reader) skip(file string, line int, why i18n.Message) error {
	return r.sink.Skip(export.Skip{File: file, Line: line, Why: why})
}

// rows reads a small table: it calls each with the needed and then the wanted
// columns, in the order asked for; wanted ones that are missing are empty.
func (r *reader) rows(in export.Input, file string, needed, wanted []string, each func(line int, fields [][]byte) error) error {
	rc, err := in.Open(file)
	if err != nil {
		return err
	}
	defer rc.Close()
	lines := export.NewLines(rc, file, r.sink)
	if !lines.Next() {
		return lines.Err()
	}
	header := strings.Split(lines.Text(), "\t")
	places, err := locate(file, header, needed, wanted)
	if err != nil {
		return err
	}
	fields := make([][]byte, len(places))
	for lines.Next() {
		if len(lines.Bytes()) == 0 {
			continue
		}
		got := bytes.Split(lines.Bytes(), []byte("\t"))
		if len(got) != len(header) {
			if err := r.skip(file, lines.Number(), wrongCount.With(len(header), len(got))); err != nil {
				return err
			}
			continue
		}
		for i, p := range places {
			fields[i] = nil
			if p >= 0 {
				fields[i] = got[p]
			}
		}
		if err := each(lines.Number(), fields); err != nil {
			return err
		}
	}
	return lines.Err()
}

// locate returns where each column stands in header, -1 for a wanted one that
// is missing.
func locate(file string, header, needed, wanted []string) ([]int, error) {
	var places []int
	var missing []string
	for _, name := range needed {
		p := slices.Index(header, name)
		if p < 0 {
			missing = append(missing, name)
		}
		places = append(places, p)
	}
	if len(missing) > 0 {
		return nil, fault.New(fault.Invalid, noColumn.With(file, strings.Join(missing, ", "), strings.Join(append(needed, wanted...), "\t")))
	}
	for _, name := range wanted {
		places = append(places, slices.Index(header, name))
	}
	return places, nil
}
