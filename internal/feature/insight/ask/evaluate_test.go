package ask

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/fault"
)

// TestLabelledTurns holds the rules to the bar this project set itself; the
// figures of both halves, and those without the amendments, are in README.md.
func TestLabelledTurns(t *testing.T) {
	file, err := os.ReadFile("testdata/questions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Evaluate(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d turns, %d questions: precision %.3f, recall %.3f, F1 %.3f", s.Turns, s.Asked, s.Precision(), s.Recall(), s.F1())
	t.Logf("tuned half: precision %.3f, recall %.3f; held out: precision %.3f, recall %.3f",
		s.Odd.Precision(), s.Odd.Recall(), s.Even.Precision(), s.Even.Recall())
	if s.Turns < 600 || s.Precision() < .85 || s.Recall() < .85 {
		t.Errorf("precision %.3f and recall %.3f on %d turns, want .85 each on 600 or more", s.Precision(), s.Recall(), s.Turns)
	}
	defined, err := newVocabulary(definedLists()).evaluate(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("without amendments: precision %.3f, recall %.3f (held out %.3f, %.3f)",
		defined.Precision(), defined.Recall(), defined.Even.Precision(), defined.Even.Recall())
	if defined.F1() >= s.F1() {
		t.Errorf("the amendments gain nothing: F1 %.3f without, %.3f with", defined.F1(), s.F1())
	}
}

func TestEvaluateCounts(t *testing.T) {
	const labelled = "\ufeff# a remark\r\nq\t几点开门\r\n\nn\t几点开门\nq\t橙子\nn\t好的\nq\t「甲:乙」\\n- - - -\\n几点\n"
	s, err := Evaluate(strings.NewReader(labelled))
	if err != nil {
		t.Fatal(err)
	}
	if s.Turns != 5 || s.Asked != 3 || s.Found != 2 || s.Wrong != 1 {
		t.Errorf("counted %+v", s)
	}
	if s.Odd != (Half{Turns: 3, Asked: 3, Found: 2}) || s.Even != (Half{Turns: 2, Wrong: 1}) {
		t.Errorf("halves %+v and %+v", s.Odd, s.Even)
	}
	if s.Precision() != 2.0/3 || s.Recall() != 2.0/3 || s.F1() != 2.0/3 {
		t.Errorf("precision %v, recall %v, F1 %v", s.Precision(), s.Recall(), s.F1())
	}
	want := []Miss{{Line: 4, Turn: "几点开门", Read: Question}, {Line: 5, Turn: "橙子", Asks: true}}
	if len(s.Misses) != 2 || s.Misses[0] != want[0] || s.Misses[1] != want[1] {
		t.Errorf("misses %+v, want %+v", s.Misses, want)
	}
}

func TestEvaluateSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, file, says string }{
		{"no tab", "q\t几点\nq 几点\n", "Line 2"},
		{"other label", "x\t几点\n", "Line 1"},
		{"long line", "q\ta\nn\t" + strings.Repeat("a", longestLine), "Line 2"},
		{"nothing", "# only a remark\n\n", "no turns"},
	} {
		_, err := Evaluate(strings.NewReader(c.file))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	broken := errors.New("the disk is gone")
	if _, err := Evaluate(failing{broken}); !errors.Is(err, broken) {
		t.Errorf("a reader's error is lost: %v", err)
	}
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzEvaluate(f *testing.F) {
	f.Add("q\t几点\nn\t好\n")
	f.Add("\ufeffq\t\\n\n")
	f.Add("q")
	f.Fuzz(func(t *testing.T, file string) {
		s, err := Evaluate(strings.NewReader(file))
		if err == nil && (s.Found > s.Asked || s.Found+s.Wrong > s.Turns || len(s.Misses) != s.Asked-s.Found+s.Wrong) {
			t.Errorf("the counts of %q do not add up: %+v", file, s)
		}
	})
}
