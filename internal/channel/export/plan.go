package export

import (
	"io"
	"path"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// plan finds the exports in s, which people know as file, and notes what is
// none.
func (r *run) plan(file string, s *Source) {
	defer s.stored.Close()
	s.watch = nil // looking is not progress
	if !s.folder {
		r.planFile(file, s)
		return
	}
	if r.planFolder(file, s) {
		return
	}
	jobs, failures := len(r.jobs), r.result.Unknown
	r.unplanned(file, s)
	r.planInside(file, s)
	if len(r.jobs) > jobs {
		return
	}
	switch failed := r.result.Unknown - failures; {
	case len(s.entries) == 0 && len(s.skips) > 0:
		r.failed(file, fault.New(fault.Invalid, nothingUsable.With(file, s.skips[0].Why)))
	case len(s.entries) == 0 || failed == 0:
		r.failed(file, fault.New(fault.Invalid, emptyFolder.With(file)))
	case failed > 1 && fault.KindOf(r.first) == fault.Invalid:
		r.first = fault.New(fault.Invalid, unknownFormat.With(file, Titles(r.formats)))
	}
}

// leftoverMisses is how many unknown leftovers of one folder and extension are
// looked at before the others like them are let be.
const leftoverMisses = 4

// planLeftovers looks for exports among the files that j, a folder, left
// unread: people keep exports of several programs in one place. What is none
// belongs to j, and nothing is said of it.
func (r *run) planLeftovers(j job) {
	rest := &Source{name: j.src.name, folder: true, lim: j.src.lim, stored: j.src.stored}
	for _, e := range j.src.entries {
		if !e.opened {
			rest.entries = append(rest.entries, e)
		}
	}
	jobs, notes, unknown, first := len(r.jobs), len(r.notes), r.result.Unknown, r.first
	r.leftovers, r.misses = true, make(map[string]int)
	r.planInside(j.file, rest)
	_ = rest.stored.Close() // only read from
	r.leftovers = false
	r.notes, r.result.Unknown, r.first = r.notes[:notes], unknown, first
	lengthen(r.jobs, jobs)
}

// unplanned passes the notes of a source on that is no export itself.
func (r *run) unplanned(file string, s *Source) {
	for _, skip := range s.Skips() {
		skip.File = file + "/" + skip.File
		r.notes = append(r.notes, skip)
	}
}

// planFolder takes s as one export, if a format knows it as a whole.
func (r *run) planFolder(file string, s *Source) bool {
	f, ok := best(Head{Name: s.name, Names: s.Names()}, r.formats)
	if ok {
		r.jobs = append(r.jobs, job{file: file, src: s, format: f})
	}
	return ok
}

// planInside looks at each file and each folder in s by itself. Pictures,
// voice and documents that lie beside a chat are counted, not listed.
func (r *run) planInside(file string, s *Source) {
	seen := ""
	attached := 0
	for _, e := range s.entries {
		dir, _, deep := strings.Cut(e.name, "/")
		switch {
		case !deep && isAttachment(e.name):
			attached++
		case !deep:
			r.planEntry(file+"/"+e.shown, s, e)
		case dir != seen:
			seen = dir
			r.planPart(file+"/"+dir, s.within(dir))
		}
	}
	if attached > 0 {
		r.notes = append(r.notes, Skip{File: file, Why: attachments.With(attached)})
	}
}

// planPart is plan for a folder within a source.
func (r *run) planPart(file string, s *Source) {
	if !r.planFolder(file, s) {
		r.planInside(file, s)
	}
}

// planEntry looks at a file within a folder: it may be an archive itself,
// unless it lies in one.
func (r *run) planEntry(file string, s *Source, e *entry) {
	kind := path.Dir(file) + " " + path.Ext(file)
	if r.leftovers && r.misses[kind] >= leftoverMisses {
		return
	}
	before := len(r.jobs)
	defer func() {
		if r.leftovers && len(r.jobs) == before {
			r.misses[kind]++
		}
	}()
	if e.size == 0 {
		r.failed(file, fault.New(fault.Invalid, emptyFile.With(file)))
		return
	}
	if !e.packed && r.planArchive(file, s, e) {
		return
	}
	notes := len(r.notes)
	r.planFile(file, s.single(e))
	for i := notes; i < len(r.notes); i++ { // beside its neighbours a word will do
		if r.notes[i].Why.Text == unknownFormat {
			r.notes[i].Why = noChat.With(e.shown)
		}
	}
}

// planArchive looks into a file that lies in a folder, and reports whether it
// is an archive or cannot be opened at all.
func (r *run) planArchive(file string, s *Source, e *entry) bool {
	rc, err := e.open()
	if err != nil {
		r.failed(file, err)
		return true
	}
	defer rc.Close()
	if at, ok := rc.(io.ReaderAt); !ok || !isZip(at) {
		return false
	}
	again := &parked{open: func() (atCloser, error) {
		rc, err := e.open()
		if err != nil {
			return nil, err
		}
		return rc.(atCloser), nil //nolint:forcetypeassert // it just was one
	}}
	inner, err := fromParked(path.Base(e.shown), again, e.size, s.lim)
	if err != nil {
		r.failed(file, err)
		return true
	}
	r.sources = append(r.sources, inner)
	r.plan(file, inner)
	return true
}

// planFile recognises a plain file.
func (r *run) planFile(file string, s *Source) {
	f, err := Detect(s, r.formats)
	_ = s.closeStreams() // only read from
	damage := s.Skips()
	s.skips = nil // reading will meet the damage again
	if err != nil {
		if len(damage) > 0 && fault.KindOf(err) == fault.Invalid {
			err = fault.Because(err, fault.Invalid, damage[0].Why)
		}
		r.failed(file, err)
		return
	}
	r.jobs = append(r.jobs, job{file: file, src: s, format: f})
}

// isAttachment reports whether name is that of media, as chats lie beside.
func isAttachment(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".svg", ".dat",
		".mp3", ".m4a", ".aac", ".amr", ".silk", ".ogg", ".oga", ".opus", ".wav",
		".mp4", ".mov", ".webm", ".avi", ".mkv", ".3gp",
		".pdf", ".doc", ".docx", ".ppt", ".pptx", ".vcf", ".tgs", ".apk",
		".css", ".js", ".woff", ".woff2":
		return true
	}
	return false
}

var noChat = i18n.Text{
	Hans: "“%[1]s”不是认得的聊天记录格式，没有读取。",
	Hant: "「%[1]s」不是認得的聊天紀錄格式，沒有讀取。",
	En:   "“%[1]s” is no chat history of a known format and was not read.",
}

var nothingUsable = i18n.Text{
	Hans: "“%[1]s”里没有可以读取的文件。%[2]s",
	Hant: "「%[1]s」裡沒有可以讀取的檔案。%[2]s",
	En:   "“%[1]s” holds no file that can be read. %[2]s",
}

var attachments = i18n.Text{
	Hans: "另有 %[1]d 个图片、语音、视频或文档附件，不是聊天记录，没有读取。",
	Hant: "另有 %[1]d 個圖片、語音、影片或文件附件，不是聊天紀錄，沒有讀取。",
	En:   "Pictures, voice notes, videos or documents beside the chats: %[1]d. They hold no chat and were not read.",
}
