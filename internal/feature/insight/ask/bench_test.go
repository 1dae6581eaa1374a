package ask

import (
	"strings"
	"testing"
)

// The benchmarks name the budget they are held to: a file of a million
// messages must not notice that each of them is read.
//
//	ASCII, 150 bytes           ≤ 1.5 µs, no allocation
//	Chinese, 60 characters     ≤ 3 µs, no allocation
func BenchmarkRead(b *testing.B) {
	english := "I pushed the change to the branch this morning, the build is green now; please have a look when you find the time and tell me what you would rename."
	chinese := "昨天买的那箱橙子今天到了,打开一看个个都挺新鲜,孩子放学回来一口气吃了三个,说比上回那家甜多了,下次还跟团长一起拼,大家也可以试试看。"
	for _, turn := range []struct{ name, text string }{
		{"ascii150", english[:150-2]},
		{"chinese60", string([]rune(chinese)[:60])},
		{"question", "老板这个芒果干还有货吗,大概几点能发?"},
		{"stock", "收到"},
		{"link", "看这个 https://shop.example/item/42?from=group 挺便宜的"},
		{"long", strings.Repeat(chinese, 20)},
	} {
		b.Run(turn.name, func(b *testing.B) {
			b.SetBytes(int64(len(turn.text)))
			b.ReportAllocs()
			for b.Loop() {
				Read(turn.text, false)
			}
		})
	}
}
