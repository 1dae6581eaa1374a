package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// tokenBytes is how much chance a session or a link holds: nobody guesses it,
// so its fast hash is enough to keep.
const tokenBytes = 32

// newToken returns a fresh secret, as it goes into a cookie or an address.
func (s *Service) newToken() (string, error) {
	b := make([]byte, tokenBytes)
	if _, err := io.ReadFull(s.rand, b); err != nil {
		return "", fmt.Errorf("take randomness: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// digest is what the database keeps of a secret.
func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// FieldError says which field of a form an error is about, so that a page can
// put the sentence beside it. It wraps a fault.
type FieldError struct {
	Field string // "login", "name", "password", "current", "zone", "role", "unit", "parent", "kind", "reset"
	Err   error
}

func (e *FieldError) Error() string { return e.Field + ": " + e.Err.Error() }

func (e *FieldError) Unwrap() error { return e.Err }

// Field returns the field err is about, or "".
func Field(err error) string {
	if e, ok := errors.AsType[*FieldError](err); ok {
		return e.Field
	}
	return ""
}

// about marks err, if any, as being about field.
func about(field string, err error) error {
	if err == nil {
		return nil
	}
	return &FieldError{Field: field, Err: err}
}
