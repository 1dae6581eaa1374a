package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
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

func TestWhatBeginsNoGoroutineIsNotWatched(t *testing.T) {
	all := parts{}
	add := func(path, text string, imports ...string) {
		p := &part{ImportPath: module + "/" + path}
		p.Module.Path = module
		for _, i := range imports {
			p.Imports = append(p.Imports, module+"/"+i)
		}
		if err := p.read(path, "package p\n"+text); err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p
	}
	for path, text := range map[string]string{
		"says":   "func f() { go f() }",
		"waits":  "import \"sync\"\nfunc f(w *sync.WaitGroup) { w.Go(nil) }",
		"beside": "import \"testing\"\nfunc TestX(t *testing.T) { t.Parallel() }",
		"later":  "import \"time\"\nvar _ = time.AfterFunc",
		"rows":   "import \"database/sql\"\nvar _ sql.DB",
		"pages":  "import \"net/http\"\nvar _ http.Handler",
	} {
		add(path, text)
		add(path+".test", "", path)
		add("user/"+path, "", path)
		add("user/"+path+".test", "", "user/"+path)
	}
	add("pure", "func going() { pure() }", "also")
	add("also", "import \"sync\"\nvar _ sync.Mutex")
	add("pure.test", "", "pure")
	add("drives", `func f() { go exec.Command("go", "build", "-o", binary, "../../cmd/huoshui") }`)
	add("drives.test", "", "drives")
	watch, alone, outside := all.sort()
	if len(watch) != 12 || !slices.Contains(watch, module+"/user/rows") || !slices.Equal(alone, []string{"pure"}) || !slices.Equal(outside, []string{"drives"}) {
		t.Errorf("watched %q, left out %q and %q", watch, alone, outside)
	}
}

// TestEveryTestIsWatchedOrNamed: of this repository nothing is lost between the lists.
func TestEveryTestIsWatchedOrNamed(t *testing.T) {
	t.Chdir("../..")
	all, err := (&suite{ctx: t.Context()}).parts()
	if err != nil {
		t.Fatal(err)
	}
	watch, alone, outside := all.sort()
	for _, must := range []string{"internal/house", "internal/base/db", "internal/base/outbox", "internal/base/router", "internal/channel/export", "internal/feature/playbook"} {
		if !slices.Contains(watch, module+"/"+must) {
			t.Errorf("%s is not watched", must)
		}
	}
	if !slices.Equal(outside, []string{"test/browser", "test/e2ematrix", "test/e2ewine", "test/journey", "test/kill"}) {
		t.Errorf("outside are %q", outside)
	}
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	if tests := len(strings.Fields(string(out))); tests != len(watch)+len(alone)+len(outside) || tests < 50 {
		t.Errorf("%d packages have tests; %d are watched, %d begin no goroutine, %d run the program", tests, len(watch), len(alone), len(outside))
	}
}

func TestATargetThatIsNotThereIsNotFuzzed(t *testing.T) {
	s := suite{ctx: t.Context(), fuzz: time.Millisecond}
	if out, err := s.fuzzOne(target{".", "FuzzNothing"}, fuzzer{os.Args[0], t.TempDir()}); err == nil {
		t.Errorf("it was called well fuzzed: %s", out)
	}
}
