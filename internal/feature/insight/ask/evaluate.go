package ask

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Score is how well Read finds the questions of a labelled file.
type Score struct {
	Turns  int    // labelled turns
	Asked  int    // of them, labelled as questions
	Found  int    // questions that Read found
	Wrong  int    // turns that Read took for questions and are none
	Misses []Miss // every turn judged otherwise than labelled, in file order
	Odd    Half   // the first, third … turn: the half used for tuning in our own set
	Even   Half   // the second, fourth … turn
}

// Half is the counts of every second turn.
type Half struct{ Turns, Asked, Found, Wrong int }

// Miss is a turn that Read judges otherwise than its label.
type Miss struct {
	Line int    // in the file, from 1
	Turn string // as it stands in the file
	Asks bool   // the label; Read said the opposite
	Read Marks
}

// Precision is the share of real questions among those found; 0 where none was.
func (s Score) Precision() float64 { return ratio(s.Found, s.Found+s.Wrong) }

// Recall is the share of the questions that was found; 0 where there are none.
func (s Score) Recall() float64 { return ratio(s.Found, s.Asked) }

// F1 is the harmonic mean of precision and recall.
func (s Score) F1() float64 { return ratio(2*s.Found, s.Found+s.Wrong+s.Asked) }

// Precision is Score.Precision of this half.
func (h Half) Precision() float64 { return ratio(h.Found, h.Found+h.Wrong) }

// Recall is Score.Recall of this half.
func (h Half) Recall() float64 { return ratio(h.Found, h.Asked) }

// ratio returns a/b, 0 where b is.
func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// longestLine is how many bytes a line of a labelled file may have.
const longestLine = 1 << 20

var (
	badLabel = i18n.Text{
		Hans: "标注文件第 %[1]d 行读不了：每行应当是 q 或 n（q 是提问，n 不是），一个制表符，再接一句话。请改好这一行再试。",
		Hant: "標註檔第 %[1]d 行無法讀取：每行應為 q 或 n（q 是提問，n 不是），接一個 Tab，再接一句話。請修正這一行後再試一次。",
		En:   "Line %[1]d of the labelled file cannot be read. A line holds q (a question) or n (none), a tab, and the turn. Correct that line and try again.",
	}
	longLine = i18n.Text{
		Hans: "标注文件第 %[1]d 行太长，超过 1 MB。每行应当只有一句话，请把它分开或删掉再试。",
		Hant: "標註檔第 %[1]d 行太長，超過 1 MB。每行應只有一句話，請拆開或刪除後再試一次。",
		En:   "Line %[1]d of the labelled file is longer than 1 MB. A line should hold one turn; split or remove it and try again.",
	}
	noLabels = i18n.Text{
		Hans: "标注文件里没有一句话。每行应当是 q 或 n，一个制表符，再接一句话。",
		Hant: "標註檔裡沒有任何一句話。每行應為 q 或 n，接一個 Tab，再接一句話。",
		En:   "The labelled file holds no turns. A line holds q or n, a tab, and the turn.",
	}
)

// Evaluate measures Read on labelled turns. Every line is a label, a tab and a
// turn; the label is q where a reader finds that the turn asks something that
// deserves an answer, else n; \n in a turn stands for a line break. Empty lines
// and lines beginning with # are passed by.
//
// It fails with an Invalid fault on a line of another shape, and where there
// are no turns at all.
func Evaluate(lines io.Reader) (Score, error) {
	return readWords().evaluate(lines)
}

// evaluate is Evaluate with a given vocabulary.
func (v *vocabulary) evaluate(lines io.Reader) (Score, error) {
	var s Score
	in := bufio.NewScanner(lines)
	in.Buffer(nil, longestLine)
	line := 0
	for in.Scan() {
		line++
		text := strings.TrimSuffix(in.Text(), "\r")
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if strings.TrimSpace(text) == "" || text[0] == '#' {
			continue
		}
		label, turn, ok := strings.Cut(text, "\t")
		if !ok || label != "q" && label != "n" {
			return Score{}, fault.New(fault.Invalid, badLabel.With(line))
		}
		marks := v.read(strings.ReplaceAll(turn, `\n`, "\n"), false)
		s.count(Miss{Line: line, Turn: turn, Asks: label == "q", Read: marks})
	}
	switch err := in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return Score{}, fault.New(fault.Invalid, longLine.With(line+1))
	case err != nil:
		return Score{}, fmt.Errorf("reading labelled turns after line %d: %w", line, err)
	case s.Turns == 0:
		return Score{}, fault.New(fault.Invalid, noLabels.With())
	}
	return s, nil
}

// count adds one judged turn.
func (s *Score) count(m Miss) {
	half := &s.Odd
	if s.Turns%2 == 1 {
		half = &s.Even
	}
	said := m.Read.Has(Question)
	s.Turns++
	half.Turns++
	if m.Asks {
		s.Asked++
		half.Asked++
	}
	switch {
	case m.Asks && said:
		s.Found++
		half.Found++
	case said:
		s.Wrong++
		half.Wrong++
	}
	if said != m.Asks {
		s.Misses = append(s.Misses, m)
	}
}
