package huoshui_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// nothingIsGlobal: a package-level variable is a constant that Go has no
// const for. Allowed are sentences, errors, patterns, templates, embedded
// files and fixed tables, also such as a function computes: when the program
// starts, or with sync.OnceValue when first asked for. Refused are
//
//   - what holds state: locks, atomics, pools, channels, pointers to structs
//     of ours, and functions that a test could swap;
//   - what begins empty, since it is of use only when written to later;
//   - what any function of the house writes to: by assignment, through an
//     index or a field, by ++, append to itself, delete, clear or copy, by
//     taking its address or by calling a method that takes it.
//
// It cannot see a table changed through a second name for it (m := table;
// m["x"] = 1), nor state hidden inside a type of another module.
func nothingIsGlobal(t *tree) []finding {
	var out []finding
	for _, s := range t.product() {
		for _, d := range s.ast.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				v := spec.(*ast.ValueSpec)
				why := t.whyState(s, v, embedded(gen.Doc) || embedded(v.Doc))
				if why != "" && !t.excuse("globals", s, v.Names[0].Name) {
					out = append(out, t.at(s, v, "%s is %s; keep it in a struct that internal/house makes and hands out", v.Names[0].Name, why))
				}
			}
		}
		out = append(out, t.writes(s)...)
	}
	return out
}

func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// whyState says what about a declaration holds state, "" where nothing does.
func (t *tree) whyState(s *source, v *ast.ValueSpec, embedded bool) string {
	if v.Names[0].Name == "_" {
		return ""
	}
	if len(v.Values) == 0 && !embedded {
		return "declared without a value, so it must be written to later"
	}
	why := ""
	if v.Type != nil {
		why = t.whyTypeExpr(s, v.Type)
	}
	for _, value := range v.Values {
		if why == "" {
			why = t.whyValue(s, value)
		}
	}
	for _, name := range v.Names {
		if obj := t.objectOf(s, name); why == "" && obj != nil {
			why = whyType(obj.Type(), nil)
		}
	}
	return why
}

// whyTypeExpr judges a type as it is written, for types of other modules.
func (t *tree) whyTypeExpr(s *source, e ast.Expr) (why string) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if pkg := t.packageOf(s, n.X); pkg == "sync" || pkg == "sync/atomic" {
				why = "of a type of package " + pkg
			}
		case *ast.ChanType:
			why = "a channel"
		}
		return true
	})
	return why
}

func (t *tree) whyValue(s *source, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.FuncLit:
		return "a function that could be swapped"
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return "a pointer, so everyone shares what it points to"
		}
	case *ast.CompositeLit:
		if e.Type != nil {
			return t.whyTypeExpr(s, e.Type)
		}
	case *ast.CallExpr:
		if sel, ok := e.Fun.(*ast.SelectorExpr); ok {
			pkg := t.packageOf(s, sel.X)
			if pkg == "sync" && sel.Sel.Name != "OnceValue" && sel.Sel.Name != "OnceValues" || pkg == "sync/atomic" {
				return "made by package " + pkg
			}
		}
		if id, ok := e.Fun.(*ast.Ident); ok {
			if _, builtin := t.objectOf(s, id).(*types.Builtin); builtin && (id.Name == "make" || id.Name == "new") {
				return "made empty, so it must be written to later"
			}
		}
	case *ast.SelectorExpr:
		if pkg := t.packageOf(s, e.X); pkg == "time" && e.Sel.Name == "Now" {
			return "a function that could be swapped"
		}
	}
	return ""
}

// whyType judges a type that is known.
func whyType(typ types.Type, seen []types.Type) string {
	if typ == nil || slices.Contains(seen, typ) {
		return ""
	}
	seen = append(seen, typ)
	switch u := typ.(type) {
	case *types.Named:
		if p := u.Obj().Pkg(); p != nil && (p.Path() == "sync" || p.Path() == "sync/atomic") {
			return "or holds a " + p.Path() + "." + u.Obj().Name()
		}
		return whyType(u.Underlying(), seen)
	case *types.Chan:
		return "a channel"
	case *types.Signature:
		if len(seen) == 1 {
			return "a function that could be swapped"
		}
	case *types.Pointer:
		if named, ok := u.Elem().(*types.Named); ok && named.Obj().Pkg() != nil && strings.HasPrefix(named.Obj().Pkg().Path(), module+"/") {
			return "a pointer to " + named.Obj().Name() + ", so everyone shares what it points to"
		}
	case *types.Struct:
		for f := range u.Fields() {
			if why := whyType(f.Type(), seen); why != "" {
				return why
			}
		}
	case *types.Slice:
		return whyType(u.Elem(), seen)
	case *types.Array:
		return whyType(u.Elem(), seen)
	case *types.Map:
		return whyType(u.Elem(), seen)
	}
	return ""
}

// writes finds the places of s that write to a package-level variable.
func (t *tree) writes(s *source) []finding {
	var out []finding
	t.inFuncs(s, func(name string, n ast.Node) {
		written := func(e ast.Expr, how string) {
			if v := t.globalIn(s, e); v != nil && !t.excuse("globals", s, name) {
				out = append(out, t.at(s, n, "%s %s, which belongs to the whole package; pass it as an argument, or keep it in a struct", how, v.Name()))
			}
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				if n.Tok != token.DEFINE {
					written(left, "writes to")
				}
			}
		case *ast.IncDecStmt:
			written(n.X, "counts in")
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				written(n.Key, "writes to")
				written(n.Value, "writes to")
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				written(n.X, "takes the address of")
			}
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 {
				if _, builtin := t.objectOf(s, id).(*types.Builtin); builtin && slices.Contains([]string{"delete", "clear", "copy"}, id.Name) {
					written(n.Args[0], "writes to")
				}
			}
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && t.takesAddress(s, sel) {
				written(sel.X, "calls "+sel.Sel.Name+", which may write to")
			}
		}
	})
	return out
}

// takesAddress reports whether sel calls a method of ours by pointer on a value.
func (t *tree) takesAddress(s *source, sel *ast.SelectorExpr) bool {
	ty := t.types[s.dir]
	if ty == nil || ty.info.Selections[sel] == nil {
		return false
	}
	fn, ok := ty.info.Selections[sel].Obj().(*types.Func)
	if !ok {
		return false
	}
	_, byPointer := fn.Signature().Recv().Type().(*types.Pointer)
	_, isPointer := ty.info.Selections[sel].Recv().(*types.Pointer)
	return byPointer && !isPointer
}

// globalIn returns the package-level variable of the house that e is a part
// of, nil where it is none.
func (t *tree) globalIn(s *source, e ast.Expr) types.Object {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.SelectorExpr:
			if t.packageOf(s, x.X) != "" {
				e = x.Sel
				continue
			}
			e = x.X
		case *ast.Ident:
			v, ok := t.objectOf(s, x).(*types.Var)
			if ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() && strings.HasPrefix(v.Pkg().Path(), module+"/") {
				return v
			}
			return nil
		default:
			return nil
		}
	}
}
