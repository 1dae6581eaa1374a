package link

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

const (
	depth  = 6          // questions a tree asks
	leaves = 1 << depth // answers it has
	grain  = 1.0 / 1024 // what one unit of a stored leaf is worth

	// farPrice is what a candidate of another thread is marked down by, in
	// log odds. The gold links know no threads; this is a setting.
	farPrice = float32(2.5)
)

// tree is an oblivious decision tree: it asks the same questions of every
// candidate, and the answers, as bits, are the number of the leaf.
type tree struct {
	feature   [depth]uint8
	threshold [depth]uint8 // the answer is yes where the feature is larger
	leaf      [leaves]float32
}

// A Model scores candidates. It is a sum of trees; the scores of a message's
// candidates, exponentiated and normed, are the odds that each is the answer.
type Model struct {
	trees  []tree
	honest [sureties]float32 // class of sureness → how often such a link is right
}

//go:embed model.json
var shippedModel []byte

// Shipped returns the model that comes with the product.
func Shipped() (*Model, error) {
	m := new(Model)
	if err := json.Unmarshal(shippedModel, m); err != nil {
		return nil, fmt.Errorf("reading the shipped link model: %w", err)
	}
	return m, nil
}

// storedModel is the JSON form of a model: per tree, features and thresholds
// of its questions and its leaves in units of grain.
type storedModel struct {
	Version  int          `json:"version"`
	Features int          `json:"features"` // how many features the code that fitted it computes
	Honest   []int        `json:"honest"`   // per mille, by class of sureness
	Trees    []storedTree `json:"trees"`
}

type storedTree struct {
	Feature   []int   `json:"f"`
	Threshold []int   `json:"t"`
	Leaf      []int32 `json:"v"`
}

// modelVersion changes whenever a feature changes its meaning.
const modelVersion = 1

var errModel = errors.New("link: not a link model of this version")

// MarshalJSON writes the model; the same model gives the same bytes.
func (m *Model) MarshalJSON() ([]byte, error) {
	s := storedModel{Version: modelVersion, Features: numFeatures}
	for _, p := range m.honest {
		s.Honest = append(s.Honest, int(math.Round(float64(p)*1000)))
	}
	for i := range m.trees {
		t := &m.trees[i]
		var st storedTree
		for d := range depth {
			st.Feature = append(st.Feature, int(t.feature[d]))
			st.Threshold = append(st.Threshold, int(t.threshold[d]))
		}
		for _, v := range t.leaf {
			st.Leaf = append(st.Leaf, int32(math.Round(float64(v)/grain)))
		}
		s.Trees = append(s.Trees, st)
	}
	return json.Marshal(s)
}

// UnmarshalJSON reads what MarshalJSON wrote, and refuses a model made for
// other features.
func (m *Model) UnmarshalJSON(b []byte) error {
	var s storedModel
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("reading a link model: %w", err)
	}
	if s.Version != modelVersion || s.Features != numFeatures || len(s.Honest) != sureties {
		return errModel
	}
	trees := make([]tree, len(s.Trees))
	for i, st := range s.Trees {
		if len(st.Feature) != depth || len(st.Threshold) != depth || len(st.Leaf) != leaves {
			return errModel
		}
		for d := range depth {
			f, t := st.Feature[d], st.Threshold[d]
			if f < 0 || f >= numFeatures || t < 0 || t > maxFeature {
				return errModel
			}
			trees[i].feature[d], trees[i].threshold[d] = uint8(f), uint8(t)
		}
		for k, v := range st.Leaf {
			trees[i].leaf[k] = float32(v) * grain
		}
	}
	for k, p := range s.Honest {
		if p < 0 || p > 1000 {
			return errModel
		}
		m.honest[k] = float32(p) / 1000
	}
	m.trees = trees
	return nil
}
