// Package plan lays an SOP out on a time line: what is due at which instant, for
// the calendar, and as a table of what follows what, for people who read it. It
// also finds what on a time line comes too close together.
//
// Pure: a playbook, the fields of its form and a stretch of time come in, moments
// come out.
//
// Owns:  nothing stored.
// Needs: its sisters script and when.
// Never: reads a clock; decides whether something is sent. What a run really does
// hangs on what happens, so that a line says where it only may.
package plan
