package chat

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// ReadFiles reads the files at paths as export.ReadPaths does, with two
// differences. People are told the names of the files only, not where they lie
// on the server. And where opt.Table names columns, every file is read as a
// table by it, however little its header tells: the person has said so.
func ReadFiles(ctx context.Context, paths []string, formats []export.Format, opt export.Options, sink export.Sink, tell export.Progress) (export.Result, error) {
	var sources []*export.Source
	defer func() {
		for _, s := range sources {
			_ = s.Close() // only read from
		}
	}()
	var first error
	for _, path := range paths {
		s, err := export.OpenInput(path, export.Limits{})
		if err == nil {
			sources = append(sources, s)
			continue
		}
		if first == nil {
			first = err
		}
		if err := sink.Skip(export.Skip{File: filepath.Base(path), Why: fault.Public(err)}); err != nil {
			return export.Result{}, err
		}
	}
	if len(sources) == 0 && first != nil {
		return export.Result{Unknown: len(paths)}, first
	}
	if opt.Table != nil {
		formats = tablesOnly(formats)
	}
	return export.ReadSources(ctx, sources, formats, opt, sink, tell)
}

// isTable reports whether f reads tables whose columns a person may name.
func isTable(f export.Format) bool { return strings.HasPrefix(f.Name, "table-") }

// tablesOnly leaves the formats of tables, sure of every file that is written
// in their way.
func tablesOnly(formats []export.Format) []export.Format {
	var out []export.Format
	for _, f := range slices.Clone(formats) {
		if !isTable(f) {
			continue
		}
		f.Sniff = func(h export.Head) int {
			if f.Name == tableWay(h) {
				return 100
			}
			return 0
		}
		out = append(out, f)
	}
	return out
}

// tableWay names the format in which a table would be written, going by its
// first bytes alone.
func tableWay(h export.Head) string {
	switch {
	case bytes.HasPrefix(h.Raw, []byte("PK\x03\x04")):
		return "table-xlsx"
	case bytes.HasPrefix(bytes.TrimSpace(h.Text), []byte("{")):
		return "table-jsonl"
	}
	return "table-csv"
}
