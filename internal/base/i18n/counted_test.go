package i18n_test

import (
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// TestWordsGoByTheirNumbers in English; in what is written in, nothing is chosen.
func TestWordsGoByTheirNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		args []any
		want string
	}{
		{"%d {group is|groups are} quiet", []any{1}, "1 group is quiet"},
		{"%d {group is|groups are} quiet", []any{0}, "0 groups are quiet"},
		{"%d {group is|groups are} quiet", []any{21}, "21 groups are quiet"},
		{"%s {day|days}", []any{"1,001"}, "1,001 days"},
		{"%s {day|days}", []any{"0.1"}, "0.1 days"},
		{"%[2]d {person|people} in %[1]d {group|groups}", []any{1, 2}, "2 people in 1 group"},
		{"%d {member|members}, %d {of whom speaks|of whom speak}", []any{3, 1}, "3 members, 1 of whom speaks"},
		{"Of %d {step|steps} %d {was|were} done past {its|their} time", []any{1, 1}, "Of 1 step 1 was done past its time"},
		{"“%s”: %d {line|lines}", []any{"{1|2} Hill Road 7", 1}, "“{1|2} Hill Road 7”: 1 line"},
		{"%s: %d {line|lines}", []any{"a\x00b", 1}, "a\x00b: 1 {line|lines}"},
		{"say {{name}} to %d {person|people}", []any{1}, "say {{name}} to 1 person"},
		{"100%% of %d {group|groups}", []any{1}, "100% of 1 group"},
		{"{no end %d", []any{1}, "{no end 1"},
		{"nothing before it: {one|many} %d", []any{1}, "nothing before it: many 1"},
	} {
		if got := (i18n.Text{Hans: c.text, Hant: c.text, En: c.text}).With(c.args...).In(i18n.En); got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}
