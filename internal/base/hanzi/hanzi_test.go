package hanzi_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/hanzi"
)

// TestReadersTakeItForTheSame: script, width and case.
func TestReadersTakeItForTheSame(t *testing.T) {
	for _, same := range [][]string{
		{"总结", "總結", "總结"},
		{"面包里的发酵", "麵包裡的發酵", "麵包裏的發酵"},
		{"接着了解，借口答复", "接著瞭解，藉口答覆"}, {"台湾", "臺灣"}, {"群里", "羣裏"}, {"后来", "後來"},
		{"ＶＩＰ群", "VIP群", "vip羣"}, {"１２时", "12時"},
		{"Wash the rice", "WASH THE RICE"},
		{"", ""},
	} {
		for _, s := range same[1:] {
			if hanzi.Fold(s) != hanzi.Fold(same[0]) {
				t.Errorf("%s is %s, and %s is %s", s, hanzi.Fold(s), same[0], hanzi.Fold(same[0]))
			}
		}
	}
	for _, other := range [][2]string{{"总结", "总级"}, {"面", "里"}, {"人", "入"}} {
		if hanzi.Fold(other[0]) == hanzi.Fold(other[1]) {
			t.Errorf("%s and %s are taken for the same", other[0], other[1])
		}
	}
}

// TestFoldedIsFolded: folding again changes nothing, and a part of a text is a part of it
// still, as whoever looks for it needs.
func TestFoldedIsFolded(t *testing.T) {
	folded := 0
	for r := rune(0x3400); r < 0x32000; r++ {
		once := hanzi.Fold(string(r))
		if once != string(r) {
			folded++
		}
		if again := hanzi.Fold(once); again != once {
			t.Errorf("%c is %s, and that %s", r, once, again)
		}
	}
	if folded < 4000 {
		t.Errorf("%d characters have another", folded)
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("總结後里裡著乾干麵Ａa！é。 ")), rapid.Rune()))
		before, part, after := draw.Draw(t, "before"), rapid.StringOf(rapid.RuneFrom([]rune("總結后裡着乾麵Ａb"))).Draw(t, "part"), draw.Draw(t, "after")
		once := hanzi.Fold(before)
		if again := hanzi.Fold(once); again != once || !utf8.ValidString(once) {
			t.Fatalf("%q is %q, and that %q", before, once, again)
		}
		whole := hanzi.Fold(before + "，" + part + "，" + after)
		if !strings.Contains(whole, hanzi.Fold(part)) {
			t.Fatalf("%q is not in %q", part, whole)
		}
	})
}
