package link

import (
	"encoding/binary"
	"math"
	"slices"
)

const (
	// sureties is how many classes of sureness there are: twenty equal ones by
	// the odds among the candidates left, and "no other was left early on".
	sureties = 21

	lanes = 8                  // candidates scored side by side, a byte each
	ones  = 0x0101010101010101 // 1 in every lane
)

// choose returns the likeliest candidate of the walk's current item and how
// sure the model is of it, as a class from 0 to sureties−1. Ties go to the one
// listed first.
func (m *Model) choose(w *walk) (to int32, sure int) {
	var scores [maxCand]float32
	var kept [maxCand]uint8
	n := w.n
	for k := range n {
		kept[k] = uint8(k)
		if w.far[k] {
			scores[k] = -farPrice
		}
	}
	left, trees := kept[:n], m.trees
	for _, r := range rounds() {
		if len(left) == 1 {
			return w.cands[left[0]], sureties - 1
		}
		now := trees[:min(r.trees, len(trees))]
		trees = trees[len(now):]
		w.score(now, left, &scores)
		bar := best(left, &scores) - r.keep
		left = slices.DeleteFunc(left, func(k uint8) bool { return scores[k] < bar })
	}
	w.score(trees, left, &scores)
	top := best(left, &scores)
	sum, chosen := 0.0, nobody
	for _, k := range left {
		if scores[k] == top && chosen == nobody {
			chosen = w.cands[k]
		}
		sum += math.Exp(float64(scores[k] - top))
	}
	return chosen, int((sureties - 1) / sum * 0.999999)
}

// round is a part of the trees, after which the candidates whose odds are
// below e^−keep of the best's are dropped, to save time.
type round struct {
	trees int
	keep  float32
}

// rounds lists the rounds; the trees after them see what is left.
func rounds() [2]round { return [2]round{{16, 3.5}, {32, 2.5}} }

// best returns the largest score of the candidates left.
func best(left []uint8, scores *[maxCand]float32) float32 {
	top := scores[left[0]]
	for _, k := range left[1:] {
		top = max(top, scores[k])
	}
	return top
}

// score adds what the trees say of the kept candidates to their scores. Eight
// candidates at a time stand side by side in a word, a byte each: a question
// is then one addition, which carries into a byte's top bit where the feature
// is larger than the threshold.
func (w *walk) score(trees []tree, kept []uint8, scores *[maxCand]float32) {
	for len(kept) > 0 {
		group := kept[:min(lanes, len(kept))]
		kept = kept[len(group):]
		columns := w.columns(group)
		var sums [lanes]float32
		for i := range trees {
			t := &trees[i]
			leaf := uint64(0)
			for d := range depth {
				carry := uint64(maxFeature-t.threshold[d]) * ones
				leaf |= (columns[t.feature[d]&63] + carry) & (ones << 7) >> (7 - d)
			}
			for k := range group {
				sums[k&(lanes-1)] += t.leaf[leaf&(leaves-1)]
				leaf >>= 8
			}
		}
		for k, cand := range group {
			scores[cand] += sums[k]
		}
	}
}

// columns returns the features of up to eight candidates, one feature a word,
// a byte for each candidate.
func (w *walk) columns(group []uint8) (columns [64]uint64) {
	var rows [lanes]*features
	for k := range rows {
		rows[k] = &w.feats[group[min(k, len(group)-1)]&(maxCand-1)]
	}
	for block := 0; block < numFeatures; block += 8 {
		var square [8]uint64
		for k := range square {
			square[k] = binary.LittleEndian.Uint64(rows[k][block:])
		}
		transpose(&square)
		copy(columns[block:], square[:])
	}
	return columns
}

// transpose swaps the rows and columns of a square of bytes: single bytes,
// then pairs, then fours, across the diagonal.
func transpose(s *[8]uint64) {
	a, b, c, d, e, f, g, h := s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]
	a, b = exchange(a, b, 8, 0x00FF00FF00FF00FF)
	c, d = exchange(c, d, 8, 0x00FF00FF00FF00FF)
	e, f = exchange(e, f, 8, 0x00FF00FF00FF00FF)
	g, h = exchange(g, h, 8, 0x00FF00FF00FF00FF)
	a, c = exchange(a, c, 16, 0x0000FFFF0000FFFF)
	b, d = exchange(b, d, 16, 0x0000FFFF0000FFFF)
	e, g = exchange(e, g, 16, 0x0000FFFF0000FFFF)
	f, h = exchange(f, h, 16, 0x0000FFFF0000FFFF)
	s[0], s[4] = exchange(a, e, 32, 0x00000000FFFFFFFF)
	s[1], s[5] = exchange(b, f, 32, 0x00000000FFFFFFFF)
	s[2], s[6] = exchange(c, g, 32, 0x00000000FFFFFFFF)
	s[3], s[7] = exchange(d, h, 32, 0x00000000FFFFFFFF)
}

// exchange swaps the masked bits of b with those of a that lie shift higher.
func exchange(a, b uint64, shift uint, mask uint64) (uint64, uint64) {
	x := (a>>shift ^ b) & mask
	return a ^ x<<shift, b ^ x
}
