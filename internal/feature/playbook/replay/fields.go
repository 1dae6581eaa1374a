package replay

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Blanks are the fields that an SOP only says, each with its name in brackets: so it
// can be tried before anybody has filled in its form. They stand where neither the
// form nor the group says anything.
func Blanks(b *script.Playbook) map[string]string {
	out, declared, decides := map[string]string{}, map[string]script.Field{}, deciding(b)
	for _, f := range b.Fields {
		declared[f.Name] = f
	}
	for _, name := range said(b) {
		if f := declared[name]; !isKnown(name) && !decides[name] && f.From != script.FromLive && f.Else.Hans == "" {
			out[name] = "〔" + name + "〕"
		}
	}
	return out
}

// Lacking are the fields that were not given and by which something would have been
// done: it is not.
func Lacking(b *script.Playbook, given map[string]string) (out []string) {
	for name := range deciding(b) {
		if given[name] == "" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Moved reports whether an SOP begins by somebody coming or going: where the past
// tells of neither, it cannot be tried over it.
func Moved(b *script.Playbook) bool {
	return slices.ContainsFunc(b.Start, func(s script.Start) bool {
		return s.On == string(fact.MemberJoined) || s.On == string(fact.MemberLeft)
	})
}

// isKnown reports whether a field is one that every SOP has.
func isKnown(name string) bool {
	return name == "群名" || name == "人数" || name == "日期" || strings.HasPrefix(name, "昵称")
}

// said lists the fields that the texts of an SOP name.
func said(b *script.Playbook) (out []string) {
	add := func(texts ...string) {
		for _, t := range texts {
			out = append(out, script.Placeholders(t)...)
		}
	}
	script.Each(b.Steps, func(s *script.Step) {
		if s.Say != nil {
			for _, w := range slices.Concat(s.Say.Wordings, s.Say.Without) {
				add(w.Text)
			}
		}
		if s.Task != nil {
			add(s.Task.Text, s.Task.Do.Hans)
		}
		if s.Invite != nil {
			add(s.Invite.To, s.Invite.Text)
		}
		if s.Remove != nil {
			add(s.Remove.Tell)
		}
		if s.Hook != nil {
			for _, v := range s.Hook.With {
				add(v)
			}
		}
	})
	return out
}

// deciding are the fields on which it depends when something is done.
func deciding(b *script.Playbook) map[string]bool {
	out := map[string]bool{}
	for _, s := range b.Start {
		for _, name := range script.Placeholders(s.At) {
			out[name] = true
		}
		if s.Moment != "" {
			out[s.Moment] = true
		}
	}
	script.Each(b.Steps, func(s *script.Step) {
		for _, name := range script.Placeholders(s.At) {
			out[name] = true
		}
	})
	return out
}
