package script

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

//go:embed schema.json
var schema []byte

// Schema is the published JSON Schema of the format, by which editors complete
// and check a document.
func Schema() []byte { return slices.Clone(schema) }

// Largest is how long a document may be, Deepest how far its parts stand inside
// each other.
const Largest, Deepest = 256 << 10, 40

// Reader reads documents.
type Reader struct {
	schema     *jsonschema.Schema
	conditions *cond.Compiler
}

// NewReader returns a reader.
func NewReader() (*Reader, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("playbook.json", doc); err != nil {
		return nil, err
	}
	s, err := c.Compile("playbook.json")
	if err != nil {
		return nil, err
	}
	conditions, err := cond.NewCompiler()
	if err != nil {
		return nil, err
	}
	return &Reader{s, conditions}, nil
}

// Read reads a document. What is wrong with it is listed in the order of its
// lines; the playbook is nil where something is that is no Warning.
func (r *Reader) Read(text []byte) (*Playbook, []Problem) {
	if len(text) > Largest {
		return nil, []Problem{{What: tooLarge.With(Largest >> 10), Remedy: mendTooLarge.With()}}
	}
	text = plainLines(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, []Problem{{What: notText.With(), Remedy: mendNotText.With()}}
	}
	if overgrown(text) {
		return nil, []Problem{{What: tooDeep.With(Deepest), Remedy: mendTooDeep.With()}}
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, []Problem{syntax(text, err)}
	}
	docs := slices.DeleteFunc(slices.Clone(file.Docs), func(d *ast.DocumentNode) bool { return d.Body == nil })
	if len(docs) != 1 {
		return nil, []Problem{{What: notOne.With(len(docs)), Remedy: mendNotOne.With()}}
	}
	p := newPaper(text, docs[0])
	if bad := p.forbidden(docs[0]); len(bad) > 0 {
		return nil, bad
	}
	var value any
	if err := yaml.NodeToValue(docs[0].Body, &value); err != nil {
		return nil, []Problem{syntax(text, err)}
	}
	if bad := r.held(p, value); len(bad) > 0 {
		return nil, bad
	}
	var out Playbook
	if err := yaml.NodeToValue(docs[0].Body, &out, yaml.Strict()); err != nil {
		return nil, []Problem{syntax(text, err)}
	}
	problems := check(p, r.conditions, &out)
	sortProblems(problems)
	if slices.ContainsFunc(problems, func(q Problem) bool { return !q.Warning }) {
		return nil, problems
	}
	return &out, problems
}

// plainLines ends every line of a text alike, however the editor ended them, so that
// its lines are counted as the author sees them.
func plainLines(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// held holds a document to the schema.
func (r *Reader) held(p *paper, value any) []Problem {
	text, err := json.Marshal(value)
	if err != nil {
		return []Problem{{What: notADocument.With(), Remedy: mendNotADocument.With()}}
	}
	plain, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return []Problem{{What: notADocument.With(), Remedy: mendNotADocument.With()}}
	}
	err = r.schema.Validate(plain)
	invalid, ok := errors.AsType[*jsonschema.ValidationError](err)
	if !ok {
		return nil
	}
	out := p.unlike(invalid, nil)
	sortProblems(out)
	return slices.CompactFunc(out, func(a, b Problem) bool { return a.Path == b.Path && a.Line == b.Line })
}

// forbidden lists what YAML allows and a playbook does not: aliases, which grow
// without end, tags, and parts too deep inside each other.
func (p *paper) forbidden(root ast.Node) (out []Problem) {
	ast.Walk(&walker{visit: func(n ast.Node, depth int) bool {
		switch n.(type) {
		case *ast.AliasNode, *ast.AnchorNode, *ast.MergeKeyNode, *ast.TagNode:
			bad := Problem{What: noAliases.With(), Remedy: mendNoAliases.With()}
			p.point(&bad, n.GetToken().Position)
			out = append(out, bad)
			return false
		}
		if depth > Deepest {
			bad := Problem{What: tooDeep.With(Deepest), Remedy: mendTooDeep.With()}
			p.point(&bad, n.GetToken().Position)
			out = append(out, bad)
			return false
		}
		return len(out) == 0
	}}, root)
	return out[:min(len(out), 1)]
}

// walker goes through a document and counts how deep it is.
type walker struct {
	visit func(n ast.Node, depth int) bool
	depth int
}

// Visit is called with each node.
func (w *walker) Visit(n ast.Node) ast.Visitor {
	if !w.visit(n, w.depth) {
		return nil
	}
	return &walker{w.visit, w.depth + 1}
}

// syntax says of a text that it is no YAML, and where.
func syntax(text []byte, err error) Problem {
	p := newPaper(text, nil)
	out := Problem{What: notYAML.With(err.Error()), Remedy: mendNotYAML.With()}
	if e, ok := errors.AsType[yaml.Error](err); ok {
		out.What = notYAML.With(e.GetMessage())
		if t := e.GetToken(); t != nil && t.Position != nil {
			p.point(&out, t.Position)
		}
	}
	return out
}

// overgrown reports whether a text opens so many parts inside each other that to
// parse it would take more memory than it is worth.
func overgrown(text []byte) bool {
	open, most := 0, 0
	for line := range bytes.Lines(text) {
		rest := bytes.TrimLeft(line, " ")
		dashes := len(line) - len(rest)
		for n := 0; len(rest) > 1 && (rest[0] == '-' || rest[0] == '?' || rest[0] == ':') && rest[1] == ' '; n++ {
			rest = bytes.TrimLeft(rest[1:], " ")
			dashes += 2
		}
		most = max(most, dashes/2)
		for _, c := range line {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(0, open-1)
			}
			most = max(most, open)
		}
	}
	return most > 4*Deepest
}
