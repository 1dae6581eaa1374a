package library

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

//go:embed *.yaml zh-Hant/*.yaml en/*.yaml
var files embed.FS

// order is how they are listed: by what a group lives through.
var order = [...]string{
	"welcome", "group-rules", "group-rules-change", "first-words", "silent-28", "greet-by-hand", "quiet-group", "sunday-talk",
	"rush-sale", "rush-sale-sold-out", "rush-sale-trouble", "sale-by-hand", "flash-group", "moments-week", "feedback-digest",
	"care-days", "wake-up", "wake-up-review", "wash-group", "first-week", "daily-list", "weekly-board",
}

// Entry is one ready SOP.
type Entry struct {
	Text     i18n.Text // as it is written in each language, for its owner to go on with
	Playbook *script.Playbook
	Deeds    []Need // what a platform has to be able to do, or a person does instead
	Data     []Need // what has to be known
}

// Need is something that an SOP needs. Its key is kept and compared.
type Need struct {
	Key   string
	Words i18n.Text
}

// All reads the library. It fails only where the program itself is at fault.
func All(r *script.Reader) ([]Entry, error) {
	out := make([]Entry, 0, len(order))
	for _, name := range order {
		text, err := written(name)
		if err != nil {
			return nil, err
		}
		p, problems := r.Read([]byte(text.Hans))
		if p == nil {
			return nil, fmt.Errorf("the ready SOP %s cannot be read: %s", name, problems[0].In(i18n.En))
		}
		out = append(out, Entry{Text: text, Playbook: p, Deeds: Deeds(p), Data: Data(p)})
	}
	return out, nil
}

// written is an SOP as it is written in each language. The three do the same; what
// they say, and what their own fields are called, is in the language.
func written(name string) (out i18n.Text, err error) {
	for folder, into := range map[string]*string{"": &out.Hans, "zh-Hant/": &out.Hant, "en/": &out.En} {
		text, err := files.ReadFile(folder + name + ".yaml")
		if err != nil {
			return out, err
		}
		*into = string(text)
	}
	return out, nil
}

// Deeds lists what a playbook does that a platform may not be able to do; where it
// is not, a person gets a to-do.
func Deeds(p *script.Playbook) []Need {
	keys := map[string]bool{}
	script.Each(p.Steps, func(s *script.Step) {
		switch {
		case s.Say != nil:
			keys["say."+s.Say.To] = true
			keys["say.all"] = keys["say.all"] || s.Say.All
		case s.Task != nil:
			keys["task"] = true
		case s.Tag != nil, s.Untag != nil:
			keys["tag"] = true
		case s.Remove != nil:
			keys["remove"] = true
		case s.Invite != nil:
			keys["invite"] = true
		case s.Hook != nil:
			keys["hook"] = true
		}
	})
	return listed(keys, deeds[:])
}

// Data lists what has to be known for a playbook to do all of what it can.
func Data(p *script.Playbook) []Need {
	keys := map[string]bool{}
	for _, text := range conditions(p) {
		for fact, key := range facts {
			keys[key] = keys[key] || strings.Contains(text, fact)
		}
	}
	for _, f := range p.Fields {
		switch {
		case f.From == script.FromLive && slices.Contains([]string{"stock", "left", "paid"}, f.Of):
			keys["sale"] = true
		case f.From == script.FromLive && f.Of == "questions":
			keys["questions"] = true
		case f.From == script.FromLive && f.Of == "topics":
			keys["topics"] = true
		case f.From == script.FromMember && f.Of == "last_bought":
			keys["orders"] = true
		case f.From == script.FromGroup:
			keys["columns"] = true
		}
	}
	for _, s := range p.Start {
		keys["birthday"] = keys["birthday"] || s.Yearly == "birthday"
		keys["joins"] = keys["joins"] || s.Yearly == "joined" || strings.HasPrefix(s.On, "member.")
		keys["messages"] = keys["messages"] || s.Silent != "" || s.Becomes != ""
		keys["orders"] = keys["orders"] || strings.HasPrefix(s.On, "order.")
	}
	return listed(keys, data[:])
}

// conditions lists every condition of a playbook.
func conditions(p *script.Playbook) (out []string) {
	p.EachCondition(func(_ []string, text string, _ bool) { out = append(out, text) })
	return out
}

func listed(keys map[string]bool, known []Need) (out []Need) {
	for _, n := range known {
		if keys[n.Key] {
			out = append(out, n)
		}
	}
	return out
}
