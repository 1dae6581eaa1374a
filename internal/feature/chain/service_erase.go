package chain

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// Erase forgets whoever about tells of, wherever they stand in a chain: who they are
// and what they wrote. What they wanted goes on counting.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, about func([]byte) bool) error {
	all, err := chainsOf(ctx, tx, ws, mostChains)
	if err != nil {
		return err
	}
	for i := range all {
		if err := lockChain(ctx, tx, ws, all[i].ID); err != nil {
			return err
		}
		rows, err := rowsOf(ctx, tx, ws, all[i].ID)
		if err != nil {
			return err
		}
		var gone []wrote
		for k := range rows {
			names, err := json.Marshal([]string{rows[k].Read.Name, rows[k].Read.For, rows[k].Now().Name, rows[k].Now().For})
			if err != nil {
				return err
			}
			if rows[k].Erased || !about(names) {
				continue
			}
			gone = append(gone, wrote{rows[k].Read.Text, rows[k].Read.Name})
			now := *rows[k].Now()
			rows[k] = Row{Seq: rows[k].Seq, Taken: rows[k].Taken, Erased: true, changed: true,
				Read: roll.Row{N: now.N, Items: now.Items, Place: now.Place, Crossed: now.Crossed || len(now.Why) > 0 || rows[k].missing()}}
		}
		if len(gone) == 0 {
			continue
		}
		c, err := chainOf(ctx, tx, ws, all[i].ID)
		if err != nil {
			return err
		}
		c.Source = without(c.Source, gone)
		c.count(rows, c.Changed) // of the transaction that forgets: all of it or nothing
		if err := s.keep(ctx, tx, ws, &c, rows); err != nil {
			return err
		}
	}
	return nil
}

// wrote is what somebody wrote into a chain, and as whom.
type wrote struct{ text, name string }

// without takes what some wrote out of a text, with what earlier copies in it say of
// them. What others wrote alike stays, such as the second line of an order.
func without(text string, gone []wrote) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	for _, w := range gone {
		if w.text == "" { // it stands in no text
			continue
		}
		block := strings.Split(w.text, "\n")
		for i := range block {
			block[i] = strings.TrimSpace(block[i])
		}
		found := false
		for at := blockAt(lines, block); at >= 0; at = blockAt(lines, block) {
			lines, found = slices.Delete(lines, at, at+len(block)), true
		}
		for _, line := range block { // they do not stand together
			if at := slices.Index(lines, line); at >= 0 && !found {
				lines = slices.Delete(lines, at, at+1)
			}
		}
		lines = slices.DeleteFunc(lines, func(l string) bool { return begins(l, w.name) })
	}
	return strings.Join(lines, "\n")
}

// blockAt is where a block begins in lines; -1 for nowhere.
func blockAt(lines, block []string) int {
	for i := 0; i+len(block) <= len(lines); i++ {
		if slices.Equal(lines[i:i+len(block)], block) {
			return i
		}
	}
	return -1
}

// begins reports whether a line is somebody's, whatever its number.
func begins(line, name string) bool {
	line = strings.TrimLeftFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	rest, is := strings.CutPrefix(line, name)
	for _, next := range rest {
		return is && name != "" && !unicode.IsLetter(next)
	}
	return is && name != ""
}
