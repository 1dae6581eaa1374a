package huoshui_test

import "regexp"

var (
	record  = regexp.MustCompile(`(?i)\baudit_\w+`)
	changes = regexp.MustCompile(`(?i)^[\s(]*(?:UPDATE|DELETE|TRUNCATE|REPLACE|DROP|ALTER)\b|\bDO\s+UPDATE\b|\bOR\s+REPLACE\b|\b(?:UPDATE|DELETE\s+FROM|TRUNCATE)\s+(?:ONLY\s+)?audit_`)
)

// recordsStay: what the record of deeds says is never changed or removed, not by
// its owner either. A migration may add to its tables.
func recordsStay(t *tree) []finding {
	const say = "changes the record of who did what, which is only ever added to; write another entry that says what is so now"
	var out []finding
	for _, s := range t.product() {
		for _, st := range t.statements(s) {
			if record.MatchString(st.text) && changes.MatchString(st.text) {
				out = append(out, t.at(s, st.node, "%s", say))
			}
		}
	}
	for _, m := range t.schema {
		for _, st := range split(m.text) {
			if record.MatchString(st.text) && changes.MatchString(st.text) && !addsColumn.MatchString(st.text) {
				out = append(out, finding{m.path, st.line, say})
			}
		}
	}
	return out
}

var addsColumn = regexp.MustCompile(`(?i)^\s*ALTER\s+TABLE\s+\w+\s+ADD\b`)
