package walk

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Decode is json.Unmarshal for text that databases take: an escaped NUL, which
// they refuse, becomes U+FFFD. It may change raw.
func Decode(raw []byte, v any) error {
	escapedNUL := []byte(`\u0000`)
	for rest := raw; ; {
		i := bytes.Index(rest, escapedNUL)
		if i < 0 {
			return json.Unmarshal(raw, v)
		}
		before := len(raw) - len(rest) + i
		if slashes := before - len(bytes.TrimRight(raw[:before], `\`)); slashes%2 == 0 {
			copy(rest[i:], `\ufffd`)
		}
		rest = rest[i+len(escapedNUL):]
	}
}

// Loose is text that some writers put down as a number. A null is "".
type Loose string

// UnmarshalJSON implements json.Unmarshaler.
func (l *Loose) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, (*string)(l))
	}
	if string(raw) == "null" {
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return fmt.Errorf("expected text or a number: %w", err)
	}
	*l = Loose(n)
	return nil
}
