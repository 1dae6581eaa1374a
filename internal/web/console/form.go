package console

import (
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Form is what went wrong with a form that is shown again, with everything
// that was typed. The zero Form says nothing.
//
//	{{template "form.top" .View.Form}}                   above the fields
//	<input class="{{.View.Form.Class "name"}}" …>
//	{{template "form.said" (.View.Form.At "name")}}      below the field
type Form struct {
	Field string // "" where the sentence is about the form as a whole
	Says  i18n.Message
}

// FormOf returns what a form says about err.
func FormOf(err error) Form { return Form{Field: auth.Field(err), Says: fault.Public(err)} }

// At returns the sentence about a field, or nil.
func (f Form) At(field string) *i18n.Message {
	if f.Field != field || f.Says.IsZero() {
		return nil
	}
	return &f.Says
}

// Class is the class of a text field.
func (f Form) Class(field string) string { return f.class("form-control", field) }

// SelectClass is the class of a choice.
func (f Form) SelectClass(field string) string { return f.class("form-select", field) }

func (f Form) class(base, field string) string {
	if f.At(field) == nil {
		return base
	}
	return base + " is-invalid"
}

// Correctable reports whether err is one that a form is shown again for,
// rather than a page that says no.
func Correctable(err error) bool {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.Limited:
		return true
	case fault.NotFound, fault.Forbidden:
		return auth.Field(err) != ""
	}
	return false
}
