package db

import (
	"encoding/json"
	"strconv"
)

// Among is what stands after IN for a list of any length that is handed over as one
// argument, the n-th, and that argument. The text stays the same however long the
// list is, so that it is read once and not each time; List is for few values.
func Among[T ~int64 | ~uint32 | ~string](tx *Tx, n int, list []T) (in string, arg any) {
	at := "$" + strconv.Itoa(n)
	texts, ints := plainList(list)
	_, areTexts := plain(*new(T)).(string)
	if tx.Dialect == Postgres {
		if areTexts {
			return "(SELECT unnest(CAST(" + at + " AS TEXT[])))", texts
		}
		return "(SELECT unnest(CAST(" + at + " AS BIGINT[])))", ints
	}
	in = "(SELECT value FROM json_each(" + at + "))"
	if areTexts {
		b, err := json.Marshal(texts)
		if err != nil { // texts marshal
			b = []byte("[]")
		}
		return in, string(b)
	}
	b := append(make([]byte, 0, 2+20*len(ints)), '[')
	for i, v := range ints {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, v, 10)
	}
	return in, string(append(b, ']'))
}

// plainList is a list as the drivers take it: of texts, or of numbers.
func plainList[T ~int64 | ~uint32 | ~string](list []T) (texts []string, ints []int64) {
	texts, ints = []string{}, make([]int64, 0, len(list))
	for _, v := range list {
		switch v := plain(v).(type) {
		case string:
			texts = append(texts, v)
		case int64:
			ints = append(ints, v)
		}
	}
	return texts, ints
}

// Pairs is what stands after FROM for a list of pairs of numbers, the columns a and
// b of the given name, and its arguments, from the n-th on. Another table is to be
// joined by CROSS JOIN and a condition: else SQLite may go through all of that table
// and look each row up in the list.
func Pairs[A, B ~int64 | ~uint32](tx *Tx, n int, name string, as []A, bs []B) (from string, args []any) {
	_, first := plainList(as)
	_, second := plainList(bs)
	if tx.Dialect == Postgres {
		return "unnest(CAST($" + strconv.Itoa(n) + " AS BIGINT[]), CAST($" + strconv.Itoa(n+1) + " AS BIGINT[])) AS " + name + " (a, b)", []any{first, second}
	}
	text := append(make([]byte, 0, 2+40*len(first)), '[')
	for i := range first {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendInt(append(text, '['), first[i], 10)
		text = append(strconv.AppendInt(append(text, ','), second[i], 10), ']')
	}
	return "(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b FROM json_each($" + strconv.Itoa(n) + ")) AS " + name, []any{string(append(text, ']'))}
}
