package main

import (
	"encoding/json"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/house"
)

// playbookCommand is huoshui playbook.
type playbookCommand struct {
	List     playbookList     `cmd:"" help:"List the SOPs of a workspace, or those that come with the program."`
	Lint     playbookLint     `cmd:"" help:"Check SOPs written in YAML, and say where each mistake stands and how to mend it."`
	Replay   playbookReplay   `cmd:"" help:"Let SOPs run over what has happened: who would have been touched, when, with what, and what the gate would have stopped. Nothing is sent."`
	Rehearse playbookRehearse `cmd:"" help:"Let SOPs run among simulated people, weeks in seconds. Needs no database."`
	Schema   playbookSchema   `cmd:"" help:"Print the JSON Schema by which editors complete and check SOPs."`
}

type playbookLint struct {
	Files []string `arg:"" name:"file" help:"Files that hold an SOP each."`
	JSON  bool     `name:"json" help:"Print what was found as JSON."`
}

type playbookSchema struct{}

var (
	isGood = i18n.Text{Hans: "%s：好（%s）", Hant: "%s：好（%s）", En: "%s: ok (%s)"}
	isBad  = i18n.Text{Hans: "%s：不能用", Hant: "%s：不能用", En: "%s: cannot be used"}
	doubts = i18n.Text{Hans: "注意：", Hant: "注意：", En: "Look: "}
)

// shownProblem is a problem as other programs read it.
type shownProblem struct {
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Warning bool   `json:"warning"`
	What    string `json:"what"`
	Remedy  string `json:"remedy,omitempty"`
	Excerpt string `json:"excerpt,omitempty"`
}

// shownUntold is what nothing tells yet, as other programs read it.
type shownUntold struct {
	Name string `json:"name"`
	What string `json:"what"`
	Then string `json:"then"`
}

// Run checks the files. It fails where one cannot be used.
func (c *playbookLint) Run(p *program) error {
	files, err := house.LintPlaybooks(c.Files)
	if err != nil {
		return err
	}
	well := true
	type shownFile struct {
		File     string         `json:"file"`
		Name     string         `json:"name,omitempty"`
		OK       bool           `json:"ok"`
		Problems []shownProblem `json:"problems"`
		Untold   []shownUntold  `json:"untold"` // what it asks about and nothing tells yet
	}
	shown := make([]shownFile, len(files))
	for i, f := range files {
		well = well && f.Good()
		shown[i] = shownFile{f.File, f.Name, f.Good(), []shownProblem{}, []shownUntold{}}
		for _, u := range f.Untold {
			shown[i].Untold = append(shown[i].Untold, shownUntold{u.Name, u.Says().In(p.lang), u.Then().In(p.lang)})
		}
		for _, q := range f.Problems {
			s := shownProblem{q.Path, q.Line, q.Column, q.Warning, q.What.In(p.lang), "", q.Excerpt}
			if !q.Remedy.IsZero() {
				s.Remedy = q.Remedy.In(p.lang)
			}
			shown[i].Problems = append(shown[i].Problems, s)
		}
	}
	if c.JSON {
		enc := json.NewEncoder(p.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(map[string]any{"ok": well, "files": shown})
	} else {
		err = p.showLinted(files)
	}
	if err == nil && !well {
		return errUnwell
	}
	return err
}

func (p *program) showLinted(files []house.Linted) error {
	for _, f := range files {
		head := isBad.With(f.File)
		if f.Good() {
			head = isGood.With(f.File, f.Name)
		}
		if _, err := fmt.Fprintln(p.out, head.In(p.lang)); err != nil {
			return err
		}
		for _, q := range f.Problems {
			mark := ""
			if q.Warning {
				mark = doubts.In(p.lang)
			}
			if _, err := fmt.Fprintf(p.out, "%s%s\n%s", mark, q.In(p.lang), q.Excerpt); err != nil {
				return err
			}
		}
		for _, u := range f.Untold {
			if u.Doubted() { // said already, where it stands
				continue
			}
			if _, err := fmt.Fprintf(p.out, "  %s%s\n", u.Says().In(p.lang), u.Then().In(p.lang)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Run prints the schema.
func (*playbookSchema) Run(p *program) error {
	_, err := p.out.Write(house.PlaybookSchema())
	return err
}
