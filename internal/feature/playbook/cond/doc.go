// Package cond reads the conditions of SOPs, written in CEL, and says whether
// they hold. What a condition may ask about is a closed list of facts with types,
// so that a misspelt one is refused when it is saved and not found out when it
// should have held.
//
// Pure: facts and a moment come in, yes or no comes out.
//
// Owns:  the facts, and how much a condition may cost.
// Needs: nothing but base/fault and base/i18n, for sentences about bad conditions.
// Never: reads a clock; goes on beyond its limit; answers yes where it failed.
package cond
