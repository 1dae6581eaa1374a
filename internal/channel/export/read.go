package export

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Marker is what a Sink may be besides: one that wants to know where each
// export begins and ends, to keep how far each reaches.
type Marker interface {
	// Begin is called before anything of an export is told.
	Begin(Exported) error
	// End is called after it, with the events counted and with the error that
	// ended it early, if any.
	End(Exported) error
}

// Exported is one export that was found and read.
type Exported struct {
	File   string // the path given, and the place within it where it holds several
	Format Format
	Events int
	Skips  int
	Err    error // why it was not read to its end, or nil
}

// Result is what reading some paths came to.
type Result struct {
	Exports []Exported
	Unknown int // files that no format knew, or that could not be opened
}

// ReadPath is ReadPaths for one path.
func ReadPath(ctx context.Context, path string, formats []Format, opt Options, sink Sink, tell Progress) (Result, error) {
	return ReadPaths(ctx, []string{path}, formats, opt, sink, tell)
}

// ReadPaths reads every export at paths, in the order given and by name within
// folders. A path may be a file, a folder that is an export, an archive of
// either, or a folder of many exports, each recognised by itself. tell may be
// nil.
//
// What cannot be read is told to sink as a Skip and does not cost the others.
// An error is returned where nothing at all could be read (of kind Invalid,
// NotFound, Forbidden or Limited, naming the file), where sink failed (its own
// error, unchanged), and where ctx ended (ctx's error).
func ReadPaths(ctx context.Context, paths []string, formats []Format, opt Options, sink Sink, tell Progress) (Result, error) {
	r := newRun(ctx, formats, opt, sink, tell)
	defer r.close()
	for _, path := range paths {
		s, err := OpenInput(path, Limits{})
		if err != nil {
			r.failed(path, err)
			continue
		}
		r.sources = append(r.sources, s)
		r.plan(path, s)
	}
	return r.read()
}

// ReadSources is ReadPaths for what is open already, such as uploads. The
// sources stay the caller's to close.
func ReadSources(ctx context.Context, sources []*Source, formats []Format, opt Options, sink Sink, tell Progress) (Result, error) {
	r := newRun(ctx, formats, opt, sink, tell)
	for _, s := range sources {
		r.plan(s.Name(), s)
	}
	return r.read()
}

// run is one call of ReadPaths.
type run struct {
	formats []Format
	opt     Options
	sink    *guard
	watch   *watch
	sources []*Source // to close
	jobs    []job
	result  Result
	first   error // the first fault, told where nothing was read
	notes   []Skip

	leftovers bool           // plan is looking at what an export left unread
	misses    map[string]int // files there that nothing knew, by folder and extension
}

// job is an export that was recognised.
type job struct {
	file   string
	src    *Source
	format Format
}

func newRun(ctx context.Context, formats []Format, opt Options, sink Sink, tell Progress) *run {
	return &run{
		formats: formats,
		opt:     opt,
		sink:    newGuard(ctx, opt, sink),
		watch:   &watch{ctx: ctx, tell: tell},
	}
}

func (r *run) close() {
	for _, s := range r.sources {
		_ = s.Close() // only read from
	}
}

// failed notes that file could not be read.
func (r *run) failed(file string, err error) {
	if r.first == nil {
		r.first = err
	}
	r.result.Unknown++
	r.notes = append(r.notes, Skip{File: file, Why: sentence(file, err)})
}

// sentence is what a person is told of err, which kept file from being read.
func sentence(file string, err error) i18n.Message {
	if fault.KindOf(err) == fault.Internal {
		return unreadable.With(file, err.Error())
	}
	return fault.Public(err)
}

// read carries the plan out.
func (r *run) read() (Result, error) {
	lengthen(r.jobs, 0)
	for _, j := range r.jobs {
		for _, e := range j.src.entries {
			r.watch.total += e.size
		}
	}
	if err := r.watch.ctx.Err(); err != nil {
		return r.result, err
	}
	if len(r.jobs) == 0 && r.first != nil {
		return r.result, r.first
	}
	for _, note := range r.notes {
		if err := r.sink.Skip(note); err != nil {
			return r.result, err
		}
	}
	for i := 0; i < len(r.jobs); i++ { // leftovers join the end
		if err := r.one(r.jobs[i]); err != nil {
			return r.result, err
		}
	}
	if r.watch.tell != nil {
		r.watch.tell(r.watch.total, r.watch.total)
	}
	return r.result, r.nothing()
}

// one reads a single export. It fails only with what must end the run.
func (r *run) one(j job) error {
	marker, marks := r.sink.Sink.(Marker)
	got := Exported{File: j.file, Format: j.format}
	if marks {
		if err := marker.Begin(got); err != nil {
			return err
		}
	}
	r.sink.begin(j)
	j.src.watch = r.watch
	err := j.format.Read(r.watch.ctx, j.src, r.opt, r.sink)
	_ = j.src.Close() // only read from; it opens again if asked to
	if r.sink.err != nil {
		return r.sink.err
	}
	if err := r.watch.ctx.Err(); err != nil {
		return err
	}
	for _, s := range j.src.Skips() {
		if err := r.sink.Skip(s); err != nil {
			return err
		}
	}
	if err != nil {
		got.Err = err
		if r.first == nil {
			r.first = err
		}
		if err := r.sink.Skip(Skip{Why: sentence(j.file, err)}); err != nil {
			return err
		}
	}
	for _, e := range j.src.entries {
		if e.opened {
			r.watch.advance(e, e.size)
		}
	}
	if err == nil && j.src.folder {
		r.planLeftovers(j)
	}
	got.Events, got.Skips = r.sink.events, r.sink.skips
	r.result.Exports = append(r.result.Exports, got)
	if marks {
		return marker.End(got)
	}
	return nil
}

// nothing returns the first fault where no export gave anything.
func (r *run) nothing() error {
	for _, e := range r.result.Exports {
		if e.Err == nil || e.Events > 0 {
			return nil
		}
	}
	return r.first
}

// lengthen gives folders that would be called the same, and whose ids would
// then be taken for the same people's, as many parts of their paths as tell
// them apart. Jobs before from are read already and keep their names.
func lengthen(jobs []job, from int) {
	for parts := 2; parts < 64; parts++ {
		count := make(map[string]int)
		for _, j := range jobs {
			if j.format.Folder {
				count[j.src.name]++
			}
		}
		longer := false
		for _, j := range jobs[from:] {
			if !j.format.Folder || count[j.src.name] < 2 {
				continue
			}
			if name := lastParts(j.file, parts); name != j.src.name {
				j.src.name, longer = name, true
			}
		}
		if !longer {
			return
		}
	}
}

// lastParts returns the last n parts of path, with slashes.
func lastParts(path string, n int) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	all := strings.Split(strings.Trim(filepath.ToSlash(path), "/"), "/")
	return strings.Join(all[max(0, len(all)-n):], "/")
}

var unreadable = i18n.Text{
	Hans: "“%[1]s”没能读到最后：%[2]s。之前读到的都保留。请重新导出后再试。",
	Hant: "「%[1]s」沒能讀到最後：%[2]s。之前讀到的都保留。請重新匯出後再試。",
	En:   "“%[1]s” could not be read to its end: %[2]s. What was read before is kept. Export it again and retry.",
}
