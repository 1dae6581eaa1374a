package link

import (
	"encoding/binary"
	"errors"
	"slices"
)

// sketchHead is the fixed part of an encoded sketch: flags, length, counts,
// first and last token.
const sketchHead = 2 + 1 + 1 + 2 + 2

// SketchMaxBytes bounds the encoded size of a sketch.
const SketchMaxBytes = sketchHead + 4*maxNames + 2*maxWords

// errSketch is what Decode returns for bytes no sketch encodes to.
var errSketch = errors.New("link: not an encoded sketch")

// Append appends the encoding of s to b: at most SketchMaxBytes bytes, the
// same for the same sketch on every machine.
func (s *Sketch) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint16(b, uint16(s.flags))
	b = append(b, s.length, s.nNames<<5|s.nWords)
	b = binary.LittleEndian.AppendUint16(b, s.first)
	b = binary.LittleEndian.AppendUint16(b, s.last)
	for _, h := range s.Names() {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	for _, w := range s.Words() {
		b = binary.LittleEndian.AppendUint16(b, w)
	}
	return b
}

// Decode reads the sketch at the head of b and returns how many bytes it took.
func Decode(b []byte) (Sketch, int, error) {
	if len(b) < sketchHead {
		return Sketch{}, 0, errSketch
	}
	s := Sketch{
		flags:  Flag(binary.LittleEndian.Uint16(b)),
		length: b[2],
		nNames: b[3] >> 5,
		nWords: b[3] & 31,
		first:  binary.LittleEndian.Uint16(b[4:]),
		last:   binary.LittleEndian.Uint16(b[6:]),
	}
	n := sketchHead + 4*int(s.nNames) + 2*int(s.nWords)
	if s.nNames > maxNames || s.nWords > maxWords || s.length > maxLength || len(b) < n {
		return Sketch{}, 0, errSketch
	}
	at := sketchHead
	for i := range s.nNames {
		s.names[i] = binary.LittleEndian.Uint32(b[at:])
		at += 4
	}
	for i := range s.nWords {
		s.words[i] = binary.LittleEndian.Uint16(b[at:])
		at += 2
	}
	if !ascending(s.Words()) {
		return Sketch{}, 0, errSketch
	}
	return s, n, nil
}

// ascending reports whether ws is strictly ascending, as Infer relies on.
func ascending(ws []uint16) bool {
	return slices.IsSorted(ws) && len(slices.Compact(slices.Clone(ws))) == len(ws)
}
