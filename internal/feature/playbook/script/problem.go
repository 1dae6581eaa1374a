package script

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Problem is one thing that is wrong with a document, where it stands, and how to
// mend it.
type Problem struct {
	Path         string // steps/2/say/wordings/0
	Line, Column int    // from 1; 0 where it is about the whole
	Excerpt      string // the lines around it, with a mark
	What, Remedy i18n.Message
	Warning      bool // it can be kept all the same
}

// In is the problem in a line.
func (p Problem) In(l i18n.Lang) string {
	where := ""
	if p.Line > 0 {
		where = fmt.Sprintf("%d:%d: ", p.Line, p.Column)
	}
	text := where + p.What.In(l)
	if !p.Remedy.IsZero() {
		text += " " + p.Remedy.In(l)
	}
	return text
}

// paper is a document as it was written, to point into.
type paper struct {
	lines []string
	root  ast.Node
}

func newPaper(text []byte, root ast.Node) *paper {
	return &paper{lines: strings.Split(string(text), "\n"), root: root}
}

// problem is one at a place in the document: its deepest part that is there.
func (p *paper) problem(path []string, what, remedy i18n.Message) Problem {
	out := Problem{Path: strings.Join(path, "/"), What: what, Remedy: remedy}
	if t := place(p.root, path); t != nil && t.Position != nil {
		p.point(&out, t.Position)
	}
	return out
}

// point says where a problem stands. The parser may count a line past the last one;
// the author has none there.
func (p *paper) point(to *Problem, at *token.Position) {
	to.Line, to.Column = min(at.Line, max(1, len(p.lines))), at.Column
	to.Excerpt = p.excerpt(to.Line, to.Column)
}

// around is how many lines an excerpt shows before and after the one it is about.
const around, widest = 1, 100

// excerpt shows the lines around a place.
func (p *paper) excerpt(line, column int) string {
	var b strings.Builder
	for n := max(1, line-around); n <= min(len(p.lines), line+around); n++ {
		text := []rune(strings.ReplaceAll(p.lines[n-1], "\t", " "))
		sign := " "
		if n == line {
			sign = ">"
		}
		fmt.Fprintf(&b, "%s %4d | %s\n", sign, n, string(text[:min(len(text), widest)]))
		if n == line && column >= 1 && column <= widest {
			b.WriteString("       | " + blank(text, column-1) + "^\n")
		}
	}
	return b.String()
}

// blank is as wide as the first characters of a line: Chinese ones take two
// columns.
func blank(line []rune, characters int) string {
	var b strings.Builder
	for _, r := range line[:min(len(line), characters)] {
		b.WriteByte(' ')
		if r >= 0x1100 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// place finds the token of a part of a document: of the key where it names one
// that is not there, of the value else.
func place(n ast.Node, path []string) *token.Token {
	var at *token.Token
	for {
		n = plain(n)
		if n == nil {
			return at
		}
		at = n.GetToken()
		if len(path) == 0 {
			return first(n)
		}
		next, key := child(n, path[0])
		if next == nil {
			return first(n)
		}
		if len(path) == 1 && key != nil {
			return key
		}
		n, path = next, path[1:]
	}
}

// first is the token with which a part begins.
func first(n ast.Node) *token.Token {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	case *ast.SequenceNode:
		if len(n.Values) > 0 {
			return first(n.Values[0])
		}
	}
	return n.GetToken()
}

// plain is a node without what is wrapped around it.
func plain(n ast.Node) ast.Node {
	for {
		switch in := n.(type) {
		case *ast.DocumentNode:
			n = in.Body
		case *ast.TagNode:
			n = in.Value
		case *ast.AnchorNode:
			n = in.Value
		default:
			return n
		}
	}
}

// child is a part of a node by its name or number, and the token of its name.
func child(n ast.Node, name string) (ast.Node, *token.Token) {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if v.Key.GetToken().Value == name {
				return v.Value, v.Key.GetToken()
			}
		}
	case *ast.MappingValueNode:
		if n.Key.GetToken().Value == name {
			return n.Value, n.Key.GetToken()
		}
	case *ast.SequenceNode:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.Values) {
			return n.Values[i], nil
		}
	}
	return nil, nil
}
