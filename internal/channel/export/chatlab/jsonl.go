package chatlab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// row is one line of the JSON lines form: a header, a member or a message,
// as _type says. A line without _type is a message when it has a timestamp.
type row struct {
	Type    string `json:"_type"`
	ChatLab head   `json:"chatlab"`
	Meta    meta   `json:"meta"`
}

func readLines(ctx context.Context, in export.Input, t *teller) (err error) {
	f, err := in.Open("")
	if err != nil {
		return fmt.Errorf("opening %s: %w", t.file, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines := export.NewLines(f, t.file, t.sink)
	nth := 0
	for lines.Next() {
		if lines.Number()%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		raw := bytes.TrimSpace(lines.Bytes())
		if len(raw) == 0 {
			continue
		}
		if err := t.line(raw, lines.Number(), &nth); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), io.ErrUnexpectedEOF) {
		return t.sink.Skip(export.CutShort(t.file, lines.Number()+1))
	}
	return lines.Err()
}

// line tells one row. nth counts messages.
func (t *teller) line(raw []byte, number int, nth *int) error {
	var kind struct {
		Type string `json:"_type"`
	}
	if walk.Decode(raw, &kind) != nil {
		*nth++
		return t.skip(number, notAMessage.With(*nth))
	}
	if kind.Type == "header" {
		return t.header(raw, number)
	}
	if t.group == nil && !t.private {
		if err := t.meta(meta{}); err != nil {
			return err
		}
	}
	if kind.Type == "member" {
		var m member
		if walk.Decode(raw, &m) != nil {
			return t.skip(number, notAMember.With(len(t.names)+1))
		}
		return t.member(m)
	}
	*nth++
	var m message
	if walk.Decode(raw, &m) != nil {
		return t.skip(number, notAMessage.With(*nth))
	}
	return t.message(&m, number, *nth)
}

func (t *teller) header(raw []byte, number int) error {
	var r row
	if walk.Decode(raw, &r) != nil {
		return t.skip(number, notAMeta.With())
	}
	if err := t.head(r.ChatLab); err != nil {
		return err
	}
	if t.group != nil || t.private {
		return nil // a second header, where files were put together
	}
	return t.meta(r.Meta)
}
