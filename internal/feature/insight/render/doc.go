// Package render shows a diagnosis to people: as a report for a terminal, and
// as one self-contained page that can be read on a phone, printed and passed on.
//
// Owns:  the words, charts and layout of both, and the definitions of the
// figures they show.
// Needs: a finished diagnosis, and a writer.
// Pure:  but for that writer; the same diagnosis gives the same bytes.
// Never: measures anything itself, shows the text of a message nobody asked
// for, or makes a page that loads anything from outside.
package render
