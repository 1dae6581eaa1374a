package main

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const results = `{"Action":"start","Package":"x/pond"}
{"Action":"run","Package":"x/pond","Test":"TestFlow"}
{"Action":"output","Package":"x/pond","Test":"TestFlow","Output":"=== RUN   TestFlow\n"}
{"Action":"run","Package":"x/pond","Test":"TestFlow/sqlite"}
{"Action":"pass","Package":"x/pond","Test":"TestFlow/sqlite","Elapsed":0}
{"Action":"run","Package":"x/pond","Test":"TestFlow/postgres"}
{"Action":"output","Package":"x/pond","Test":"TestFlow/postgres","Output":"    flow_test.go:9: no server was given\n"}
{"Action":"output","Package":"x/pond","Test":"TestFlow/postgres","Output":"--- SKIP: TestFlow/postgres (0.00s)\n"}
{"Action":"skip","Package":"x/pond","Test":"TestFlow/postgres","Elapsed":0}
{"Action":"pass","Package":"x/pond","Test":"TestFlow","Elapsed":0}
{"Action":"output","Package":"x/pond","Output":"PASS\n"}
{"Action":"output","Package":"x/pond","Output":"ok  \tx/pond\t0.1s\n"}
{"Action":"pass","Package":"x/pond","Elapsed":0.1}
{"Action":"start","Package":"x/reed"}
{"Action":"output","Package":"x/reed","Test":"TestDeep/a","Output":"    reed_test.go:4: it leaks\n"}
{"Action":"fail","Package":"x/reed","Test":"TestDeep/a","Elapsed":0}
{"Action":"fail","Package":"x/reed","Test":"TestDeep","Elapsed":0}
{"Action":"output","Package":"x/reed","Test":"TestCut","Output":"panic: cut off\n"}
{"Action":"output","Package":"x/reed","Output":"FAIL\tx/reed\t0.1s\n"}
{"Action":"fail","Package":"x/reed","Elapsed":0.1}
{"Action":"build-output","ImportPath":"x/mud","Output":"mud.go:1: syntax error\n"}
{"Action":"fail","Package":"x/mud","Elapsed":0}
not json
`

func TestTallyCountsAndShowsWhatFailed(t *testing.T) {
	got := newTally()
	var out strings.Builder
	if err := got.read(strings.NewReader(results), &out); err != nil {
		t.Fatal(err)
	}
	if want := "2 passed, 2 failed, 1 skipped in 3 packages"; got.String() != want {
		t.Errorf("counted %s, want %s", got, want)
	}
	if want := []string{"x/reed.TestDeep/a", "x/mud"}; !slices.Equal(got.failed, want) {
		t.Errorf("failed: %v, want %v", got.failed, want)
	}
	if got.used["sqlite"] != 1 || got.used["postgres"] != 0 {
		t.Errorf("a skipped database counts as used: %v", got.used)
	}
	if got.skips["no server was given"] != 1 {
		t.Errorf("the reason of the skip is lost: %v", got.skips)
	}
	for _, want := range []string{"ok  \tx/pond\t0.1s\n", "it leaks", "panic: cut off", "FAIL\tx/reed", "syntax error", "not json"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q was not shown", want)
		}
	}
	for _, noise := range []string{"=== RUN", "PASS\n", "no server was given"} {
		if strings.Contains(out.String(), noise) {
			t.Errorf("%q was shown, which only -v shows", noise)
		}
	}
}

func TestEveryFuzzTargetIsFound(t *testing.T) {
	found, err := targets(fstest.MapFS{
		"a/a_test.go":          {Data: []byte("func FuzzOne(f *testing.F) {}\nfunc FuzzTwo(f *testing.F) {}\nfunc TestFuzzy(t *testing.T) {}\n")},
		"a/testdata/b_test.go": {Data: []byte("func FuzzThree(f *testing.F) {}\n")},
		"c/c.go":               {Data: []byte("func FuzzFour(f *testing.F) {}\n")},
	})
	want := []target{{"a", "FuzzOne"}, {"a", "FuzzTwo"}}
	if err != nil || !slices.Equal(found, want) {
		t.Errorf("found %v (%v), want %v", found, err, want)
	}
}

func TestMissingBackendsFailInCIOnly(t *testing.T) {
	for _, ci := range []bool{true, false} {
		s := suite{ci: ci, normal: newTally()}
		s.normal.used["sqlite"] = 1
		s.exercised()
		if ci && len(s.failures) != 2 || !ci && (len(s.failures) != 0 || len(s.notes) != 2) {
			t.Errorf("in CI %v: failures %q, notes %q", ci, s.failures, s.notes)
		}
	}
}
