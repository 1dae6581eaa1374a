package table

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// object is a JSON object as a row: its keys in order, and a value for each.
// An object within is opened one level down, as "author.name".
type object struct {
	keys   []string
	values map[string]string
}

var errNoObject = errors.New("not a JSON object")

func parseObject(line []byte) (object, error) {
	obj := object{values: make(map[string]string)}
	err := obj.add("", line)
	return obj, err
}

func (o *object) add(prefix string, text []byte) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return errNoObject
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string) // keys are strings
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		if err := o.set(prefix+name, value, prefix == ""); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return err
	}
	if prefix == "" && dec.More() {
		return errNoObject
	}
	return nil
}

// set keeps one value as text.
func (o *object) set(name string, value json.RawMessage, open bool) error {
	if len(value) > 0 && value[0] == '{' && open {
		return o.add(name+".", value)
	}
	text := string(value)
	switch {
	case text == "null":
		text = ""
	case value[0] == '"':
		if err := json.Unmarshal(value, &text); err != nil {
			return err
		}
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	}
	if _, twice := o.values[name]; !twice {
		o.keys = append(o.keys, name)
	}
	o.values[name] = text
	return nil
}

func readJSONL(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	rc, err := in.Open("")
	if err != nil {
		return err
	}
	defer rc.Close()
	t := newTeller(ctx, in, opt, sink)
	lines := export.NewLines(rc, in.Name(), sink)
	var header, cells []string
	for lines.Next() {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		obj, err := parseObject(line)
		if err != nil {
			if err := t.skip(lines.Number(), badObject.With()); err != nil {
				return err
			}
			continue
		}
		if header == nil {
			header = obj.keys
			if err := t.columns(header, opt); err != nil {
				return err
			}
			t.optional(&header)
			cells = make([]string, len(header))
		}
		for i, key := range header {
			cells[i] = obj.values[key]
		}
		if err := t.row(lines.Number(), cells); err != nil {
			return err
		}
	}
	if header == nil && lines.Err() == nil {
		return fault.New(fault.Invalid, noHeader.With(in.Name()))
	}
	return lines.Err()
}

// optional adds keys that only later objects may have, since a message that
// answers none leaves that key out. An id in an object is the message's.
func (t *teller) optional(header *[]string) {
	if t.cols.id < 0 {
		t.cols.id = slices.Index(*header, "id")
	}
	for _, key := range []struct {
		at   *int
		name string
	}{{&t.cols.replyTo, "reply_to"}, {&t.cols.kind, "kind"}, {&t.cols.group, "group"}, {&t.cols.userID, "user_id"}, {&t.cols.user, "user"}} {
		if *key.at < 0 {
			*header = append(*header, key.name)
			*key.at = len(*header) - 1
		}
	}
	t.cols.width = len(*header)
}
