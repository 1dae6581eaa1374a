package task

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Asks is what a to-do asks of whoever does it, besides doing it.
type Asks struct {
	// TitleIn and WhyIn are the title and the reason in every language, where
	// whoever opens it knows them.
	TitleIn i18n.Text `json:"title,omitzero"`
	WhyIn   i18n.Text `json:"why,omitzero"`
	Check   i18n.Text `json:"check,omitzero"` // how its doer knows that it is done well
	Choices []Choice  `json:"choices,omitempty"`
	Fields  []Field   `json:"fields,omitempty"`

	Purpose string `json:"purpose,omitempty"` // of what is said, as the gate calls it; "" for what its kind says
	All     bool   `json:"all,omitempty"`     // it calls everybody in the group
	Share   int    `json:"share,omitempty"`   // in how many of a hundred proof is asked for; 0 for one in ten
	Acts    bool   `json:"acts,omitempty"`    // the program does it once a person has taken the first of the choices
}

// Choice is one of the ways to end a to-do.
type Choice struct {
	Text    i18n.Text `json:"text"`
	Default bool      `json:"default,omitempty"` // taken where nobody chose in time
	Danger  bool      `json:"danger,omitempty"`  // somebody loses something by it
	Why     bool      `json:"why,omitempty"`     // a reason has to be given
	Free    bool      `json:"free,omitempty"`    // nothing has to be filled in
}

// Field is something to be filled in. Of which kinds there are knows Forms.
type Field struct {
	Name     string    `json:"name"`
	Kind     string    `json:"kind,omitempty"`
	Title    i18n.Text `json:"title,omitzero"` // "" for its name
	Help     i18n.Text `json:"help,omitzero"`
	Required bool      `json:"required,omitempty"`
}

// Shown is what stands above a field.
func (f *Field) Shown() i18n.Text {
	if f.Title.Hans == "" {
		return same(f.Name)
	}
	return f.Title
}

// same is a sentence of which nobody knows how it goes in another language.
func same(s string) i18n.Text { return i18n.Text{Hans: s, Hant: s, En: s} }

// Titled is the title as somebody reads it.
func (t *Task) Titled(l i18n.Lang) string { return inOr(t.TitleIn, l, t.Title) }

// Reasoned is the reason as somebody reads it.
func (t *Task) Reasoned(l i18n.Lang) string { return inOr(t.WhyIn, l, t.Why) }

func inOr(t i18n.Text, l i18n.Lang, otherwise string) string {
	if s := t.In(l); s != "" {
		return s
	}
	return otherwise
}

// Answers reports whether an SOP waits for how the to-do ends: then it goes on at
// once, and nothing of it can be taken back.
func (t *Task) Answers() bool { return t.Origin.Run != "" && (len(t.Choices) > 0 || len(t.Fields) > 0) }

// ByDefault is the choice that is taken where nobody chose, from 1; 0 for none.
func (a *Asks) ByDefault() int {
	return slices.IndexFunc(a.Choices, func(c Choice) bool { return c.Default }) + 1
}

// Says reports whether to do it is to say something to people.
func (t *Task) Says() bool {
	switch t.Kind {
	case Send, Announce, Moments, Welcome:
		return true
	}
	return false
}

// Limits on what a to-do asks.
const (
	maxChoices = 8
	maxFields  = 24
	maxValue   = 1000
)

// tooMuch reports whether more is asked than a page can show.
func (a *Asks) tooMuch() bool {
	long := func(t i18n.Text) bool {
		return max(utf8.RuneCountInString(t.Hans), utf8.RuneCountInString(t.Hant), utf8.RuneCountInString(t.En)) > maxLine
	}
	out := long(a.TitleIn) || long(a.WhyIn) || long(a.Check) || len(a.Choices) > maxChoices || len(a.Fields) > maxFields || a.Share < 0 || a.Share > 100
	for _, c := range a.Choices {
		out = out || long(c.Text) || c.Text.Hans == ""
	}
	for _, f := range a.Fields {
		out = out || long(f.Title) || long(f.Help) || f.Name == "" || utf8.RuneCountInString(f.Name) > maxLine
	}
	return out
}

// asksProof decides by the key whether proof is asked for: in as many of a hundred
// as it says, else of one in ten, and always where money moves.
func (n *New) asksProof() bool {
	if n.Share == 0 || n.Money {
		return AsksProof(n.Key, n.Money)
	}
	sum := sha256.Sum256([]byte(n.Key))
	return int(binary.BigEndian.Uint64(sum[8:16])%100) < n.Share
}

// Did is what somebody says of a to-do that they did.
type Did struct {
	Wording int               // which was used, from 1; 0 for none
	Choice  int               // from 1; 0 for none
	Values  map[string]string // of the fields, by name
	Proof   string
	Note    string
	Anyway  bool // it was said already, whatever the gate thinks of it
}

// fieldAt is what a field is called in a form.
func fieldAt(n int) string { return "f" + string(rune('a'+n)) }

func wrong(field string, m i18n.Message) error {
	return &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, m)}
}

// answer tidies what somebody answers to what is asked. It fails with Invalid about
// the field.
func (a *Asks) answer(forms Forms, d Did) (choice int, values map[string]string, err error) {
	free := false
	if len(a.Choices) > 0 {
		if d.Choice < 1 || d.Choice > len(a.Choices) {
			return 0, nil, wrong("choice", needChoice.With())
		}
		c := a.Choices[d.Choice-1]
		if c.Why && d.Note == "" {
			return 0, nil, wrong("note", needWhy.With(c.Text))
		}
		choice, free = d.Choice, c.Free
	}
	values = map[string]string{}
	for n, f := range a.Fields {
		value := strings.TrimSpace(strings.ToValidUTF8(d.Values[f.Name], ""))
		switch {
		case utf8.RuneCountInString(value) > maxValue:
			return 0, nil, wrong(fieldAt(n), longNote.With(maxValue))
		case value == "" && f.Required && !free:
			return 0, nil, wrong(fieldAt(n), needValue.With(f.Shown()))
		case value == "":
			continue
		}
		if forms != nil {
			if err := forms.Check(f, value); err != nil {
				return 0, nil, &auth.FieldError{Field: fieldAt(n), Err: err}
			}
		}
		values[f.Name] = value
	}
	return choice, values, nil
}
