package help

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// term is a word of the screens with its one sentence.
type term struct {
	Name  i18n.Text
	Means i18n.Text
	Mark  string // the shape that goes with it on screens, where there is one
}

// Key is the term's anchor in the page, the same in every language.
func (t term) Key() string {
	key, _, _ := strings.Cut(t.Name.Hans, "（")
	key, _, _ = strings.Cut(key, " / ")
	return strings.ReplaceAll(strings.TrimSpace(key), " ", "-")
}

// chapter is a group of terms.
type chapter struct {
	Label i18n.Text
	Terms []term
}

// chapters are all terms. Their names are those of CONTEXT.md, which a test
// compares; their sentences are for people who use the product.
func chapters() []chapter {
	return slices.Concat(termsOfGroups(), termsOfWork(), termsOfRules())
}

// find keeps the terms that have want, in small letters, in a name or a
// sentence of any language: people search for the word they saw.
func find(all []chapter, want string) (out []chapter) {
	for _, c := range all {
		kept := chapter{Label: c.Label}
		for _, t := range c.Terms {
			for _, l := range i18n.Langs {
				if strings.Contains(strings.ToLower(t.Name.In(l)+" "+t.Means.In(l)), want) {
					kept.Terms = append(kept.Terms, t)
					break
				}
			}
		}
		if len(kept.Terms) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

// word is a term of three names and three sentences.
func word(hans, hant, en, means, meansHant, meansEn string) term {
	return term{Name: i18n.Text{Hans: hans, Hant: hant, En: en}, Means: i18n.Text{Hans: means, Hant: meansHant, En: meansEn}}
}

// marked is a term with the shape it has on screens.
func marked(mark string, t term) term {
	t.Mark = mark
	return t
}
