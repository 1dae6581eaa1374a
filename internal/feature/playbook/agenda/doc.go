// Package agenda says what stands in the calendar: what SOPs will do and have done in
// a stretch of time, what people are to do, what other departments were given a time for,
// and what of it comes too close together.
//
// Pure: where SOPs run, where their runs stand, what they did and what is to be done
// come in; entries come out, in the order of time.
//
// Owns:  nothing stored.
// Needs: its sisters plan, engine and script.
// Never: reads a clock; promises. What hangs on a condition says so, and what only
// begins when something happens does not stand in it before; names those whose day comes.
package agenda
