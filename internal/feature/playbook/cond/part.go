package cond

import (
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// OfGroup compiles that part of a condition which asks about the group alone: where it
// does not hold, the condition holds for nobody in it. It is nil where there is none.
func (c *Compiler) OfGroup(whole *Condition) (*Condition, error) {
	checked, issues := c.env.Compile(whole.text)
	if err := issues.Err(); err != nil {
		return nil, wrong(issues)
	}
	var parts []string
	for _, one := range conjuncts(checked.NativeRep().Expr()) {
		text, err := cel.ExprToString(one, checked.NativeRep().SourceInfo())
		if err != nil {
			return nil, err
		}
		part, err := c.Compile(text)
		if err == nil && part.onlyGroup() {
			parts = append(parts, "("+text+")")
		}
	}
	if len(parts) == 0 {
		return nil, nil //nolint:nilnil // there is no such part
	}
	return c.Compile(strings.Join(parts, " && "))
}

// conjuncts are the conditions that all have to hold.
func conjuncts(e ast.Expr) []ast.Expr {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.LogicalAnd {
		return []ast.Expr{e}
	}
	var out []ast.Expr
	for _, one := range e.AsCall().Args() {
		out = append(out, conjuncts(one)...)
	}
	return out
}

// onlyGroup reports whether a condition asks about the group and nothing else.
func (c *Condition) onlyGroup() bool {
	for _, name := range c.names {
		if !strings.HasPrefix(name, "group.") {
			return false
		}
	}
	return !c.whole && len(c.names) > 0
}
