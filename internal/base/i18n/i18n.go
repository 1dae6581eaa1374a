// Package i18n holds the words people see, in every language side by side.
//
// A sentence is declared where it is used, as a Text with all its languages,
// so that a translation cannot be forgotten in a far-away file. Templates use
// Words, a small table of Texts by key, one per screen.
//
// Never: machine conversion between scripts; zh-Hant is written, not derived.
package i18n

import (
	"fmt"
	"strings"
)

// Lang is a language of the product.
type Lang string

// The languages, Chinese first.
const (
	ZhHans Lang = "zh-Hans"
	ZhHant Lang = "zh-Hant"
	En     Lang = "en"
)

// Langs lists every language, the default first.
var Langs = [...]Lang{ZhHans, ZhHant, En}

// Parse returns the language that tag ("zh-CN", "zh_TW", "en-GB", "zh-Hant")
// asks for, and whether the product speaks it.
func Parse(tag string) (Lang, bool) {
	t := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"))
	t, _, _ = strings.Cut(t, ".") // "zh_CN.UTF-8"
	switch {
	case t == "zh-hant", strings.HasPrefix(t, "zh-hant-"), t == "zh-tw", t == "zh-hk", t == "zh-mo":
		return ZhHant, true
	case t == "zh", strings.HasPrefix(t, "zh-"):
		return ZhHans, true
	case t == "en", strings.HasPrefix(t, "en-"):
		return En, true
	}
	return ZhHans, false
}

// Accept returns the best language for an Accept-Language header, or ZhHans.
func Accept(header string) Lang {
	for part := range strings.SplitSeq(header, ",") {
		tag, _, _ := strings.Cut(part, ";")
		if l, ok := Parse(tag); ok {
			return l
		}
	}
	return ZhHans
}

// Text is one sentence in every language. Verbs are those of package fmt; use
// explicit argument indexes (%[2]s) where languages order them differently. In
// English a word that goes by a number is written {group|groups}: the number that
// was written last before it decides.
type Text struct{ Hans, Hant, En string }

// In returns the text in l.
func (t Text) In(l Lang) string {
	switch l {
	case ZhHant:
		return t.Hant
	case En:
		return t.En
	default:
		return t.Hans
	}
}

// With binds arguments to the text, to be rendered later in the reader's
// language. An argument that is itself a Text or Message is rendered in the
// same language.
func (t Text) With(args ...any) Message { return Message{Text: t, Args: args} }

// Message is a Text with its arguments: a sentence whose reader is not known yet.
type Message struct {
	Text Text
	Args []any
}

// In renders the message in l.
func (m Message) In(l Lang) string {
	if len(m.Args) == 0 {
		return m.Text.In(l)
	}
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		switch v := a.(type) {
		case Text:
			args[i] = v.In(l)
		case Message:
			args[i] = v.In(l)
		default:
			args[i] = a
		}
	}
	if l == En {
		return counted(m.Text.En, args)
	}
	return fmt.Sprintf(m.Text.In(l), args...)
}

// IsZero reports whether m says nothing.
func (m Message) IsZero() bool { return m.Text == Text{} }

// Words is the vocabulary of one screen, by key. Templates read it with t.
type Words map[string]Text

// Missing lists "key/lang" for every translation that is absent.
func (w Words) Missing() []string {
	var out []string
	for key, t := range w {
		for _, l := range Langs {
			if strings.TrimSpace(t.In(l)) == "" {
				out = append(out, key+"/"+string(l))
			}
		}
	}
	return out
}
