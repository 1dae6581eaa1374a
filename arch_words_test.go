package huoshui_test

import (
	"slices"
	"testing"
)

// TestTablesInReadsSQL holds the reading of SQL, on which two rules rest, to
// statements of every shape the stores use.
func TestTablesInReadsSQL(t *testing.T) {
	for text, want := range map[string][]string{
		`SELECT a FROM chat_message WHERE b = $1`:                                                        {"chat_message"},
		`SELECT a FROM chat_message m JOIN chat_group g ON g.id = m.grp`:                                 {"chat_message", "chat_group"},
		`SELECT a FROM chat_message JOIN chat_group USING (id)`:                                          {"chat_message", "chat_group"},
		`SELECT a FROM chat_a AS x, chat_b y, chat_c WHERE x.i = y.i`:                                    {"chat_a", "chat_b", "chat_c"},
		`SELECT a FROM (SELECT b FROM chat_inner) q`:                                                     {"chat_inner"},
		`WITH recent AS (SELECT 1 FROM chat_a), old (x) AS (SELECT 2) SELECT * FROM recent, old, chat_b`: {"chat_a", "chat_b"},
		`INSERT INTO chat_a (x, y) VALUES ($1, $2) ON CONFLICT (x) DO UPDATE SET y = excluded.y`:         {"chat_a"},
		`INSERT INTO chat_a (x) SELECT y FROM desk_b WHERE z IS DISTINCT FROM w`:                         {"chat_a", "desk_b"},
		`UPDATE chat_a SET x = 1 WHERE y = 'FROM desk_b'`:                                                {"chat_a"},
		`UPDATE chat_a AS m SET x = v.x FROM (VALUES (1)) AS v (x) WHERE m.i = v.x`:                      {"chat_a"},
		`DELETE FROM chat_a WHERE i IN (SELECT i FROM chat_b) RETURNING i`:                               {"chat_a", "chat_b"},
		`DELETE FROM chat_a USING desk_b WHERE chat_a.i = desk_b.i`:                                      {"chat_a", "desk_b"},
		`SELECT i FROM job_queue ORDER BY due LIMIT 5 FOR UPDATE SKIP LOCKED`:                            {"job_queue"},
		`SELECT extract(epoch FROM at) FROM chat_a`:                                                      {"chat_a"},
		`SELECT value FROM json_each($1)`:                                                                nil,
		`CREATE TABLE IF NOT EXISTS chat_a (i BIGINT REFERENCES desk_b (i) ON DELETE CASCADE)`:           {"chat_a", "desk_b"},
		`CREATE UNIQUE INDEX chat_a_by_i ON chat_a (i)`:                                                  {"chat_a"},
		`SELECT a FROM chat_a -- FROM desk_b`:                                                            {"chat_a"},
	} {
		if got := tablesIn(text); !slices.Equal(got, want) {
			t.Errorf("%s\n names %v, read as %v", text, want, got)
		}
	}
}

// TestSentencesAreNotSQL keeps words for people out of the SQL rules.
func TestSentencesAreNotSQL(t *testing.T) {
	for text, want := range map[string]bool{
		"Select a group from the list.":        false,
		"Update the name and set a zone.":      false,
		"Delete from here":                     false,
		"With care as (always)":                false,
		"SELECT 1 FROM chat_a":                 true,
		"select i from chat_a":                 true,
		"UPDATE chat_a SET i = 1":              true,
		"UPDATE chat_a AS m SET i = 1":         true,
		"DELETE FROM chat_a":                   true,
		"WITH x AS (SELECT 1) SELECT i FROM x": true,
		"INSERT INTO chat_a (i) VALUES (1)":    true,
		"CREATE TABLE chat_a (i BIGINT)":       true,
		"select":                               false,
	} {
		if got := isSQL.MatchString(text); got != want {
			t.Errorf("%q taken for SQL: %v, want %v", text, got, want)
		}
	}
}
