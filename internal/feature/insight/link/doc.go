// Package link works out who answers whom.
//
// A message answers at most one earlier message here, or starts a
// conversation. What the source states comes first: an explicit reply, then a
// mention or quote of a person. Where the source states nothing, the answer is
// inferred from time, turns, addressing and shared words by a small model
// fitted on gold links; README.md is its model card.
//
// Owns: the Sketch of a text (what is kept of its words), the shipped model,
// its trainer and its evaluation.
// Needs: the messages of one group in order, as sketches; a folder of gold
// links to fit or to measure.
// Never: keeps or returns text, takes the time, draws chance that a seed does
// not fix, or touches a network, a database or a disk.
package link
