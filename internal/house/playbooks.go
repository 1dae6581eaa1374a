package house

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Linted is what is to be said of a file that holds an SOP.
type Linted struct {
	File     string
	Name     string // of the SOP; "" where it could not be read
	Problems []script.Problem
	Untold   []script.Untold // what it asks about and nothing tells in this version
}

// Good reports whether it can be used.
func (l Linted) Good() bool { return l.Name != "" }

var (
	noPlaybook = i18n.Text{
		Hans: "读不到 %s：%s",
		Hant: "讀不到 %s：%s",
		En:   "%s cannot be read: %s",
	}
	callCircle = i18n.Text{
		Hans: "几个 SOP 互相叫，绕成了圈：%s。",
		Hant: "幾個 SOP 互相叫，繞成了圈：%s。",
		En:   "These playbooks call each other in a circle: %s.",
	}
	mendCircle = i18n.Text{
		Hans: "请去掉其中一个 call。",
		Hant: "請去掉其中一個 call。",
		En:   "Take out one of the calls.",
	}
	sameName = i18n.Text{
		Hans: "另一个文件里也有叫 %s 的 SOP。",
		Hant: "另一個檔案裡也有叫 %s 的 SOP。",
		En:   "Another file has a playbook of the name %s, too.",
	}
)

// LintPlaybooks reads SOPs and says what is wrong with each, and with all of them
// together. It fails where a file cannot be read.
func LintPlaybooks(files []string) ([]Linted, error) {
	r, err := script.NewReader()
	if err != nil {
		return nil, err
	}
	out := make([]Linted, len(files))
	var good []*script.Playbook
	of := map[string]int{}
	for i, file := range files {
		text, err := readAtMost(file, script.Largest+1)
		if err != nil {
			return nil, err
		}
		s, problems := r.Read(text)
		out[i] = Linted{File: file, Problems: problems}
		if s == nil {
			continue
		}
		out[i].Name, out[i].Untold = s.Name, r.Untold(s)
		if _, twice := of[s.Name]; twice {
			out[i].spoil(sameName.With(s.Name), i18n.Message{})
			continue
		}
		of[s.Name] = i
		good = append(good, s)
	}
	if circle := script.Circle(good); circle != nil {
		out[of[circle[0]]].spoil(callCircle.With(strings.Join(circle, " → ")), mendCircle.With())
	}
	return out, nil
}

func (l *Linted) spoil(what, remedy i18n.Message) {
	l.Name = ""
	l.Problems = append(l.Problems, script.Problem{What: what, Remedy: remedy})
}

// readAtMost reads a file, and no more of it than it may have.
func readAtMost(file string, most int64) ([]byte, error) {
	f, err := os.Open(file)
	if err == nil {
		defer f.Close() //nolint:errcheck // only read from
		var text []byte
		if text, err = io.ReadAll(io.LimitReader(f, most)); err == nil {
			return text, nil
		}
	}
	cause := err
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		cause = pe.Err
	}
	return nil, fault.Because(err, fault.Invalid, noPlaybook.With(file, cause.Error()))
}

// PlaybookSchema is the JSON Schema by which editors complete and check SOPs.
func PlaybookSchema() []byte { return script.Schema() }
