package link

import (
	"fmt"
	"testing"
)

// BenchmarkInfer measures the time per message in a busy room and in an
// ordinary one. The limit is 10 µs per message.
func BenchmarkInfer(b *testing.B) {
	m, err := Shipped()
	if err != nil {
		b.Fatal(err)
	}
	for _, gap := range []int64{10_000, 120_000} {
		items, names := chatter(4000, gap)
		b.Run(fmt.Sprintf("every_%ds", gap/1000), func(b *testing.B) {
			for b.Loop() {
				Infer(items, names, m)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(items)), "ns/message")
		})
	}
}

// BenchmarkRead measures sketching a text.
func BenchmarkRead(b *testing.B) {
	for name, text := range map[string]string{
		"english": "maya: did you try restarting the printer after the update? it worked for me yesterday",
		"chinese": "@小满 昨天那个团购的草莓什么时候到货呀,我家孩子一直在问,谢谢啦",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(text)
			}
		})
	}
}
