// Package insight says which groups live or die, and why.
//
// Owns:  insight_slice, insight_group, insight_author, insight_suspect,
// insight_due, insight_whole, insight_amend.
// Needs: Groups (who and where, how far known), through needs.go; its own rooms
// measure, ask, link, risk and diagnose.
// Tells: which people post like machines (through Groups.Judge), and which state a
// group has come into.
// Never: reads another feature's tables, scans messages to show a page, or
// subtracts: what changes the past is measured anew from the slices.
package insight
