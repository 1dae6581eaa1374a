// Package gate is the rules of the gate: whether something that wants to go out
// to members may go now, later, or never, and which rules say so.
//
// Pure: a touch, what is known, the settings and the moment go in, a verdict
// comes out. The first moment at which every rule would let a touch pass is
// computed, not guessed: asked again then, with nothing else changed, the gate
// says yes, and a millisecond earlier it does not.
//
// Owns:  the rules, their order, and the settings that a new workspace has.
// Needs: nothing but base/id, base/fault and base/i18n.
// Never: counts, reads a clock, or knows what a message says.
package gate
