package link

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTransposeSwapsRowsAndColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s [8]uint64
		for k := range s {
			s[k] = rapid.Uint64().Draw(t, "row")
		}
		got := s
		transpose(&got)
		for r := range 8 {
			for c := range 8 {
				if byte(got[c]>>(8*r)) != byte(s[r]>>(8*c)) {
					t.Fatalf("byte %d of row %d is not byte %d of row %d", c, r, r, c)
				}
			}
		}
	})
}

// TestScoringSideBySideIsScoringOneByOne compares the packed scoring with the
// plain reading of a tree.
func TestScoringSideBySideIsScoringOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		feature := rapid.Uint8Range(0, maxFeature)
		trees := make([]tree, 3)
		for i := range trees {
			for d := range depth {
				trees[i].feature[d] = rapid.Uint8Range(0, numFeatures-1).Draw(t, "feature")
				trees[i].threshold[d] = feature.Draw(t, "threshold")
			}
			for k := range trees[i].leaf {
				trees[i].leaf[k] = float32(scramble(uint64(i*leaves+k))%1000) * grain
			}
		}
		w := &walk{n: rapid.IntRange(1, maxCand).Draw(t, "candidates")}
		var kept []uint8
		for k := range w.n {
			for f := range numFeatures {
				w.feats[k][f] = uint8(scramble(uint64(k*64+f+w.n))) & maxFeature
			}
			kept = append(kept, uint8(k))
		}
		var got [maxCand]float32
		w.score(trees, kept, &got)
		for _, k := range kept {
			want := float32(0)
			for i := range trees {
				leaf := 0
				for d := range depth {
					leaf |= int(truth(w.feats[k][trees[i].feature[d]] > trees[i].threshold[d])) << d
				}
				want += trees[i].leaf[leaf]
			}
			if got[k] != want {
				t.Fatalf("candidate %d scores %v, want %v", k, got[k], want)
			}
		}
	})
}
