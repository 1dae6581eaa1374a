package script

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// unlike says what in a document is not as the schema has it.
func (p *paper) unlike(e *jsonschema.ValidationError, out []Problem) []Problem {
	at := e.InstanceLocation
	switch k := e.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
		return p.nearest(e, out)
	case *kind.Required:
		for _, name := range k.Missing {
			out = append(out, p.problem(at, missing.With(name, whereOf(at)), mendMissing.With(name)))
		}
		return out
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			out = append(out, p.problem(append(slices.Clone(at), name), unknownKey.With(name, whereOf(at)), p.meant(name)))
		}
		return out
	case *kind.Group, *kind.Schema, *kind.Reference, *kind.AllOf:
	default:
		out = append(out, p.problem(at, sentence(at, e.ErrorKind), mendUnlike(e.ErrorKind)))
	}
	for _, c := range e.Causes {
		out = p.unlike(c, out)
	}
	return out
}

// nearest tells, of several ways in which a part may be written, of the one that
// it is most like: the one whose mistake lies deepest.
func (p *paper) nearest(e *jsonschema.ValidationError, out []Problem) []Problem {
	best, deepest := []Problem(nil), -1
	for _, c := range e.Causes {
		bad := p.unlike(c, nil)
		depth := 0
		for _, b := range bad {
			depth = max(depth, strings.Count(b.Path, "/"))
		}
		if len(bad) > 0 && (depth > deepest || depth == deepest && len(bad) < len(best)) {
			best, deepest = bad, depth
		}
	}
	if len(best) == 0 {
		best = []Problem{p.problem(e.InstanceLocation, wrongShape.With(whereOf(e.InstanceLocation)), mendByManual.With())}
	}
	return append(out, best...)
}

// sentence says what a value is not.
func sentence(at []string, k jsonschema.ErrorKind) i18n.Message {
	where := whereOf(at)
	switch k := k.(type) {
	case *kind.Type:
		return wrongType.With(where, strings.Join(k.Want, ", "), k.Got)
	case *kind.Enum:
		names := make([]string, len(k.Want))
		for i, w := range k.Want {
			names[i] = fmt.Sprint(w)
		}
		return notAmong.With(where, shown(fmt.Sprint(k.Got)), strings.Join(names, ", "))
	case *kind.Const:
		return notAmong.With(where, shown(fmt.Sprint(k.Got)), fmt.Sprint(k.Want))
	case *kind.Pattern:
		return wrongForm.With(where, shown(k.Got))
	case *kind.MinItems:
		return tooFew.With(where, k.Want)
	case *kind.MaxItems:
		return tooMany.With(where, k.Want)
	case *kind.MinProperties:
		return tooFew.With(where, k.Want)
	case *kind.MaxProperties:
		return tooMany.With(where, k.Want)
	case *kind.MinLength:
		return tooShort.With(where)
	case *kind.MaxLength:
		return tooLong.With(where, k.Want)
	case *kind.Minimum:
		return tooSmall.With(where, k.Want.RatString())
	case *kind.Maximum:
		return tooBig.With(where, k.Want.RatString())
	}
	return wrongShape.With(where)
}

// whereOf names a part of a document: steps › 2 › say, counted from 1.
func whereOf(at []string) string {
	if len(at) == 0 {
		return "SOP"
	}
	parts := make([]string, len(at))
	for i, name := range at {
		parts[i] = name
		n := 0
		if _, err := fmt.Sscanf(name, "%d", &n); err == nil && fmt.Sprint(n) == name {
			parts[i] = fmt.Sprint(n + 1)
		}
	}
	return strings.Join(parts, " › ")
}

// meant is a known word that differs from what was written by a letter or two.
func (p *paper) meant(name string) i18n.Message {
	best, least := "", 3
	for _, known := range keys() {
		if d := distance(name, known); d < least {
			best, least = known, d
		}
	}
	if best == "" {
		return mendUnknownKey.With()
	}
	return mendMisspelt.With(best)
}

// distance counts the letters to be put in, taken out, changed or swapped.
func distance(a, b string) int {
	if len(a) > 30 || len(b) > 30 {
		return 30
	}
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

func sortProblems(all []Problem) {
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// shown shortens what somebody wrote, for a sentence about it.
func shown(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// keys are the words of the format.
func keys() []string {
	return []string{"sop", "name", "title", "about", "zone", "per", "groups", "fields", "start", "if", "once", "stop", "owner", "steps",
		"from", "kind", "of", "fresh", "else", "ask", "sample", "id", "on", "where", "nth", "gather", "every", "festival", "yearly", "moment", "shift", "at",
		"silent", "becomes", "hand", "missed", "after", "hours", "check", "proof", "say", "task", "tag", "untag", "wait", "await", "branch", "split",
		"invite", "remove", "hook", "call", "extend", "to", "selling", "all", "choose", "wordings", "without", "image", "card", "long", "free",
		"hold", "while", "again", "fill", "compare", "never", "tone", "text", "do", "due", "choices", "risk", "default", "why", "ends", "within", "came", "not", "parts", "share", "held", "tell", "with", "most", "for", "link", "unknown", "direct"}
}
