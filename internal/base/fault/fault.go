// Package fault is the one error vocabulary of the application.
//
// A fault says what kind of thing went wrong and what a person may be told,
// in their language. Everything else about the cause stays in the wrapped
// error, for the log.
package fault

import (
	"errors"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Kind classifies a fault. The zero value is Internal, so an error nobody
// classified is never shown to anyone.
type Kind uint8

// The kinds.
const (
	Internal    Kind = iota // a bug or a broken dependency; details go to the log only
	Invalid                 // the caller sent something we cannot accept
	NotFound                // no such thing, or none the caller may see
	Conflict                // already done, or done differently
	Forbidden               // the caller may not do this
	Unavailable             // try again later
	Limited                 // too many, or too much; later, or smaller
	Unknown                 // nobody is signed in
)

// Error is a classified error.
type Error struct {
	Kind   Kind
	Public i18n.Message // safe to show
	Err    error        // cause, or nil
}

func (e *Error) Error() string {
	text := e.Public.In(i18n.En)
	if e.Err == nil {
		return text
	}
	return text + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// New returns a fault of kind k with a sentence fit to show a person.
func New(k Kind, public i18n.Message) error { return &Error{Kind: k, Public: public} }

// Because is New with a cause kept for the log.
func Because(err error, k Kind, public i18n.Message) error {
	return &Error{Kind: k, Public: public, Err: err}
}

// KindOf reports the kind of err. Unclassified errors are Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

var wentWrong = i18n.Text{
	Hans: "我们这边出了点问题，已经记下来了。",
	Hant: "我們這邊出了點問題，已經記下來了。",
	En:   "Something went wrong on our side. It has been recorded.",
}

// Public returns the sentence a person may see for err.
func Public(err error) i18n.Message {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind != Internal {
		return e.Public
	}
	return wentWrong.With()
}
