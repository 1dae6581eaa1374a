package huoshui_test

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"strings"
)

// statement is one SQL statement found in a Go file.
type statement struct {
	node ast.Node
	in   string // the function or package-level name it stands in
	text string // "¿" where the program puts something in that is not constant
}

var (
	// isSQL tells a statement from a sentence that happens to begin with the
	// same word: keywords are all upper or all lower case, and a second
	// keyword follows.
	isSQL = regexp.MustCompile(`(?s)^(?:` +
		`(?:SELECT|select)\b.*\b(?:FROM|from)\b|(?:INSERT|insert|REPLACE|replace)\b.*\b(?:INTO|into)\b|` +
		`(?:UPDATE|update)\s+\S+\s+(?:\w+\s+){0,2}(?:SET|set)\b|(?:DELETE|delete)\s+(?:FROM|from)\b|` +
		`(?:WITH|with)\s+(?:(?:RECURSIVE|recursive)\s+)?\w+\s*(?:\([^)]*\)\s*)?(?:AS|as)\s|` +
		`(?:CREATE|ALTER|DROP|TRUNCATE|create|alter|drop|truncate)\s+.*(?:TABLE|INDEX|table|index)\b|(?:COPY|copy)\s+\w+\s*\()`)
	comment = regexp.MustCompile(`--[^\n]*|/\*(?s:.*?)\*/`)
	literal = regexp.MustCompile(`'(?:[^']|'')*'`)

	// tableAfter finds the name after a keyword that names tables; after FROM
	// and JOIN, a name with a parenthesis right behind it is a function.
	tableAfter = regexp.MustCompile(`(?i)\b(FROM|JOIN|INTO|UPDATE|TABLE(?:\s+IF\s+(?:NOT\s+)?EXISTS)?|COPY|REFERENCES|TRUNCATE|USING|ON)\s+(?:ONLY\s+)?([a-z_][\w.]*)(\s*\()?`)
	alias      = regexp.MustCompile(`(?i)^\s+(?:AS\s+)?([a-z_]\w*)`)
	listed     = regexp.MustCompile(`(?i)^\s*,\s*([a-z_][\w.]*)(\s*\()?`)
	cteName    = regexp.MustCompile(`(?i)(?:\bWITH\s+(?:RECURSIVE\s+)?|,\s*)([a-z_]\w*)\s*(?:\([^)]*\)\s*)?AS\s+(?:NOT\s+)?(?:MATERIALIZED\s+)?\(`)
	notTable   = regexp.MustCompile(`(?i)\b(?:IS\s+(?:NOT\s+)?DISTINCT\s+FROM|(?:EXTRACT|TRIM|SUBSTRING|OVERLAY)\s*\([^()]*\bFROM|FOR\s+(?:NO\s+KEY\s+)?UPDATE(?:\s+OF\s+\w+)?|DO\s+UPDATE|ON\s+CONFLICT|ON\s+(?:UPDATE|DELETE))\b`)
	indexOn    = regexp.MustCompile(`(?is)^\s*CREATE\s+(?:UNIQUE\s+)?INDEX\b`)
)

// statements finds the SQL in s: constants and literals, also joined by + with
// parts only known at run time, and the Into of a db.Bulk. It cannot see text
// put together by a strings.Builder, by += or from fragments that do not begin
// with a keyword.
func (t *tree) statements(s *source) []statement {
	var out []statement
	t.inFuncs(s, func(name string, n ast.Node) {
		e, ok := n.(ast.Expr)
		if !ok {
			return
		}
		if lit, ok := n.(*ast.CompositeLit); ok {
			if into := t.bulkInto(s, lit); into != "" {
				out = append(out, statement{lit, name, "INSERT INTO " + into})
			}
			return
		}
		switch n := n.(type) {
		case *ast.BasicLit:
		case *ast.BinaryExpr:
			if n.Op != token.ADD {
				return
			}
		default:
			return
		}
		text := strings.TrimSpace(comment.ReplaceAllString(t.textOf(s, e), " "))
		if isSQL.MatchString(strings.TrimLeft(text, "( \t\n")) {
			out = append(out, statement{e, name, text})
		}
	})
	return outermost(out)
}

// outermost drops statements that are the beginning of a longer one.
func outermost(all []statement) []statement {
	var out []statement
	for _, st := range all {
		if n := len(out); n > 0 && out[n-1].node.Pos() <= st.node.Pos() && st.node.End() <= out[n-1].node.End() {
			continue
		}
		out = append(out, st)
	}
	return out
}

// textOf returns the text of a string expression, as far as it is constant.
func (t *tree) textOf(s *source, e ast.Expr) string {
	if ty := t.types[s.dir]; ty != nil {
		if v := ty.info.Types[e].Value; v != nil && v.Kind() == constant.String {
			return constant.StringVal(v)
		}
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return t.textOf(s, e.X) + t.textOf(s, e.Y)
		}
	case *ast.ParenExpr:
		return t.textOf(s, e.X)
	}
	return "¿"
}

// bulkInto returns the Into of a db.Bulk literal, "" for other literals.
func (t *tree) bulkInto(s *source, lit *ast.CompositeLit) string {
	named, ok := t.typeOf(s, lit).(*types.Named)
	if !ok || named.Obj().Name() != "Bulk" || named.Obj().Pkg().Path() != module+"/internal/base/db" {
		return ""
	}
	for _, el := range lit.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "Into" {
				return t.textOf(s, kv.Value)
			}
		}
	}
	return ""
}

// tablesIn lists the tables that a statement names, without those it makes
// for itself (WITH) and without functions that return rows.
func tablesIn(text string) []string {
	text = literal.ReplaceAllString(comment.ReplaceAllString(text, " "), "''")
	own := map[string]bool{}
	for _, m := range cteName.FindAllStringSubmatch(text, -1) {
		own[strings.ToLower(m[1])] = true
	}
	isIndex := indexOn.MatchString(text)
	bare := notTable.ReplaceAllString(text, " ; ")
	var out []string
	add := func(name string) {
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "" && !own[name] && !keyword[name] {
			out = append(out, name)
		}
	}
	for _, at := range tableAfter.FindAllStringSubmatchIndex(bare, -1) {
		word, isCall := strings.ToUpper(bare[at[2]:at[3]]), at[6] >= 0
		if word == "ON" && !isIndex || isCall && (word == "FROM" || word == "JOIN") {
			continue
		}
		add(bare[at[4]:at[5]])
		for rest := bare[at[1]:]; word == "FROM"; {
			if m := alias.FindStringSubmatch(rest); m != nil && !keyword[strings.ToLower(m[1])] {
				rest = rest[len(m[0]):]
			}
			m := listed.FindStringSubmatch(rest)
			if m == nil || m[2] != "" {
				break
			}
			add(m[1])
			rest = rest[len(m[0]):]
		}
	}
	return out
}

// keyword are words that may follow a table's name, or stand where one could.
var keyword = map[string]bool{
	"set": true, "select": true, "only": true, "lateral": true, "if": true, "values": true, "unnest": true,
	"join": true, "left": true, "right": true, "inner": true, "cross": true, "full": true, "natural": true, "on": true,
	"where": true, "group": true, "order": true, "limit": true, "using": true, "union": true, "returning": true, "having": true,
	"gin": true, "fts5": true, // how an index is made, behind USING
}

// ownerOf returns the word that the tables of dir begin with, and whether dir
// may have tables at all.
func ownerOf(dir string) (string, bool) {
	if f := featureOf(dir); f != "" {
		return strings.ReplaceAll(strings.TrimPrefix(f, featureFloor+"/"), "/", "_"), true
	}
	for _, floor := range []string{"internal/base", "internal/channel", "internal/house"} {
		if rest, ok := strings.CutPrefix(dir, floor+"/"); ok {
			first, _, _ := strings.Cut(rest, "/")
			return first, true
		}
	}
	return path.Base(dir), false
}

// systemTable are the catalogues of the two databases.
var systemTable = regexp.MustCompile(`^(?:sqlite_(?:master|schema|sequence|stat1)|pragma_\w+|pg_\w+|pg_catalog\.\w+|information_schema\.\w+|dbstat)$`)

// tablesHaveOneOwner: a table begins with its owner's name, and only its owner
// names it in SQL.
func tablesHaveOneOwner(t *tree) []finding {
	var out []finding
	judge := func(dir, table string, tell func(say string)) {
		owner, may := ownerOf(dir)
		switch {
		case strings.Contains(table, "¿"):
		case systemTable.MatchString(table) && within(dir, "internal/base/db"):
		case !may:
			tell("names the table " + table + "; SQL belongs to the store of a feature, ask it through its service")
		case !strings.HasPrefix(table, owner+"_"):
			tell("names " + table + ", but the tables of " + dir + " begin with " + owner + "_; if it is another's, declare what you need in needs.go")
		}
	}
	for _, s := range t.product() {
		for _, st := range t.statements(s) {
			for _, table := range tablesIn(st.text) {
				judge(s.dir, table, func(say string) {
					if !t.excuse("tables", s, st.in) {
						out = append(out, t.at(s, st.node, "%s", say))
					}
				})
			}
		}
	}
	for _, m := range t.schema {
		for _, st := range split(m.text) {
			for _, table := range tablesIn(st.text) {
				judge(m.dir, table, func(say string) { out = append(out, finding{m.path, st.line, say}) })
			}
		}
	}
	return out
}

// part is one statement of a migration.
type part struct {
	text string
	line int // of its first word
}

// split cuts a migration at its semicolons; those inside quotes stay.
func split(text string) []part {
	text = comment.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	masked := literal.ReplaceAllStringFunc(text, func(l string) string { return strings.ReplaceAll(l, ";", "·") })
	var out []part
	line := 1
	for one := range strings.SplitSeq(masked, ";") {
		lead := len(one) - len(strings.TrimLeft(one, " \t\r\n"))
		if strings.TrimSpace(one) != "" {
			out = append(out, part{one, line + strings.Count(one[:lead], "\n")})
		}
		line += strings.Count(one, "\n")
	}
	return out
}

var (
	createTable = regexp.MustCompile(`(?is)^\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)`)
	workspace   = regexp.MustCompile(`(?i)\bworkspace\b`)
	condition   = regexp.MustCompile(`(?i)\b(?:WHERE|ON|USING)\b`)
	isInsert    = regexp.MustCompile(`(?i)^[\s(]*(?:INSERT|REPLACE|COPY)\b`)
	isData      = regexp.MustCompile(`(?i)^[\s(]*(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|WITH|COPY)\b`)
)

// statementsNameTheirWorkspace: every statement on a table that has a
// workspace column constrains it. An INSERT names the column; any other
// statement names it in a condition. What must look across workspaces (a
// session, a queue) stands in excuses with its reason. It cannot see whether
// the value compared with is the right one; tests with two workspaces do that.
func statementsNameTheirWorkspace(t *tree) []finding {
	tenant := map[string]bool{}
	for _, m := range t.schema {
		for _, st := range split(m.text) {
			if made := createTable.FindStringSubmatch(st.text); made != nil && workspace.MatchString(st.text) {
				tenant[strings.ToLower(made[1])] = true
			}
		}
	}
	var out []finding
	for _, s := range t.product() {
		for _, st := range t.statements(s) {
			if !isData.MatchString(st.text) {
				continue
			}
			for _, table := range tablesIn(st.text) {
				if !tenant[table] || constrains(st.text) || t.excuse("workspace", s, st.in) {
					continue
				}
				out = append(out, t.at(s, st.node, "a statement on %s does not constrain workspace; add it to the condition, or put %s.%s on the list in arch_excuses_test.go with the reason", table, s.dir, st.in))
				break
			}
		}
	}
	return out
}

func constrains(text string) bool {
	if isInsert.MatchString(text) {
		return workspace.MatchString(text)
	}
	where := condition.FindStringIndex(text)
	return where != nil && workspace.MatchString(text[where[1]:])
}
