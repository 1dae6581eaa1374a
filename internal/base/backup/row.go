package backup

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/huoshui/huoshui/internal/base/db"
)

// The first byte of a value.
const (
	isNull = iota
	isInt
	isFloat
	isText
	isBytes
)

// appendValue writes a value as a database gave it out.
func appendValue(dst []byte, kind db.ColumnKind, v any) ([]byte, error) {
	if v == nil {
		return append(dst, isNull), nil
	}
	switch kind {
	case db.Int:
		if n, ok := v.(int64); ok {
			return binary.AppendVarint(append(dst, isInt), n), nil
		}
	case db.Float:
		if n, ok := v.(int64); ok { // what SQLite keeps of 3.0
			v = float64(n)
		}
		if f, ok := v.(float64); ok {
			if f == 0 {
				f = 0 // not every database knows a negative one
			}
			return binary.BigEndian.AppendUint64(append(dst, isFloat), math.Float64bits(f)), nil
		}
	case db.Text:
		switch s := v.(type) {
		case string:
			return append(binary.AppendUvarint(append(dst, isText), uint64(len(s))), s...), nil
		case []byte:
			return append(binary.AppendUvarint(append(dst, isText), uint64(len(s))), s...), nil
		}
	case db.Bytes:
		switch s := v.(type) {
		case string:
			return append(binary.AppendUvarint(append(dst, isBytes), uint64(len(s))), s...), nil
		case []byte:
			return append(binary.AppendUvarint(append(dst, isBytes), uint64(len(s))), s...), nil
		}
	}
	return dst, fmt.Errorf("a %T stands in a column of kind %q", v, kind)
}

var errRow = errors.New("a row ends before its values do")

// readRow appends the values of a row to dst and returns what follows it. Bytes
// are those of b and last no longer.
func readRow(dst []any, b []byte, columns int) ([]any, []byte, error) {
	for range columns {
		if len(b) == 0 {
			return dst, b, errRow
		}
		is := b[0]
		b = b[1:]
		switch is {
		case isNull:
			dst = append(dst, nil)
		case isInt:
			n, size := binary.Varint(b)
			if size <= 0 {
				return dst, b, errRow
			}
			dst, b = append(dst, n), b[size:]
		case isFloat:
			if len(b) < 8 {
				return dst, b, errRow
			}
			dst, b = append(dst, math.Float64frombits(binary.BigEndian.Uint64(b))), b[8:]
		case isText, isBytes:
			n, size := binary.Uvarint(b)
			if size <= 0 || n > uint64(len(b)-size) {
				return dst, b, errRow
			}
			part := b[size : size+int(n) : size+int(n)]
			if b = b[size+int(n):]; is == isText {
				dst = append(dst, string(part))
			} else {
				dst = append(dst, part)
			}
		default:
			return dst, b, fmt.Errorf("a value of type %d", is)
		}
	}
	return dst, b, nil
}

// sum is that of a set of rows, in whichever order they are added.
type sum struct {
	rows  int64
	lanes [4]uint64
}

func (s *sum) add(row []byte) {
	h := sha256.Sum256(row)
	s.rows++
	for i := range s.lanes {
		s.lanes[i] += binary.BigEndian.Uint64(h[8*i:])
	}
}

func (s *sum) bytes() []byte {
	out := binary.BigEndian.AppendUint64(nil, uint64(s.rows))
	for _, l := range s.lanes {
		out = binary.BigEndian.AppendUint64(out, l)
	}
	return out
}
