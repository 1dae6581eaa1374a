package huoshui_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// looksInside are the packages whose functions take text apart.
var looksInside = []string{"strings", "bytes", "strconv", "regexp", "unicode/utf8", "net/url", "net/mail", "path", "encoding/json", "encoding/hex", "encoding/base64"}

// nativeIDsStayClosed: a native id is compared, stored and shown, and only an
// adapter or reader looks at what it is made of. Found outside internal/channel
// are: cutting, indexing and ranging over one; handing one to a function of
// package strings and its like; matching one against a pattern; comparing one
// with a literal other than "". That holds for the id itself, for string(id)
// and for a variable that was set to string(id) in the same function.
//
// It cannot see an id that left as a string through a struct, a channel or a
// function of ours, nor one that SQL looks into (LIKE, substr).
func nativeIDsStayClosed(t *tree) []finding {
	var out []finding
	for _, s := range t.product() {
		if within(s.dir, channelFloor) || s.dir == "internal/base/event" {
			continue
		}
		for _, d := range s.ast.Decls {
			n := native{t, s, map[types.Object]bool{}}
			ast.Inspect(d, func(node ast.Node) bool {
				n.learn(node)
				if what := n.opens(node); what != "" {
					out = append(out, t.at(s, node, "%s; only an adapter looks inside a native id: let it tell what you need as a field of event.Event", what))
				}
				return true
			})
		}
	}
	return out
}

// native follows the native ids of one declaration.
type native struct {
	t      *tree
	s      *source
	copies map[types.Object]bool // variables set to string(id)
}

// learn notes variables that a native id's text was put into.
func (n native) learn(node ast.Node) {
	a, ok := node.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != len(a.Rhs) {
		return
	}
	for i, right := range a.Rhs {
		if id, ok := a.Lhs[i].(*ast.Ident); ok && n.is(right) {
			if obj := n.t.objectOf(n.s, id); obj != nil {
				n.copies[obj] = true
			}
		}
	}
}

// is reports whether e is a native id or its text.
func (n native) is(e ast.Expr) bool {
	if named, ok := n.t.typeOf(n.s, e).(*types.Named); ok {
		obj := named.Obj()
		if obj.Pkg() != nil && obj.Pkg().Path() == module+"/internal/base/event" && strings.HasPrefix(obj.Name(), "Native") {
			return true
		}
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return n.is(e.X)
	case *ast.Ident:
		return n.copies[n.t.objectOf(n.s, e)]
	case *ast.CallExpr:
		return len(e.Args) == 1 && n.isConversion(e.Fun) && n.is(e.Args[0])
	}
	return false
}

func (n native) isConversion(fun ast.Expr) bool {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name == "string"
	case *ast.ArrayType:
		elem, ok := f.Elt.(*ast.Ident)
		return ok && (elem.Name == "byte" || elem.Name == "rune")
	}
	return false
}

// opens says how node looks inside a native id, "" where it does not.
func (n native) opens(node ast.Node) string {
	switch e := node.(type) {
	case *ast.SliceExpr:
		if n.is(e.X) {
			return "cuts a native id"
		}
	case *ast.IndexExpr:
		if n.is(e.X) {
			return "looks at a letter of a native id"
		}
	case *ast.RangeStmt:
		if n.is(e.X) {
			return "ranges over a native id"
		}
	case *ast.BinaryExpr:
		if (e.Op == token.EQL || e.Op == token.NEQ) && (n.is(e.X) && isText(e.Y) || n.is(e.Y) && isText(e.X)) {
			return "compares a native id with a literal"
		}
	case *ast.CallExpr:
		sel, ok := e.Fun.(*ast.SelectorExpr)
		if !ok || !slices.ContainsFunc(e.Args, n.is) {
			return ""
		}
		pkg := n.t.packageOf(n.s, sel.X)
		matches := pkg == "" && (strings.HasPrefix(sel.Sel.Name, "Match") || strings.HasPrefix(sel.Sel.Name, "Find"))
		// Clone and Compare look at the whole, as == does.
		whole := slices.Contains([]string{"Clone", "Compare", "EqualFold", "Quote", "Marshal", "EncodeToString", "PathEscape", "QueryEscape"}, sel.Sel.Name)
		if matches || slices.Contains(looksInside, pkg) && !whole {
			return "hands a native id to " + sel.Sel.Name
		}
	}
	return ""
}

func isText(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return false
	}
	text, _ := strconv.Unquote(lit.Value)
	return text != ""
}
