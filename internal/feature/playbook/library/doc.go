// Package library holds the SOPs that come with the program, one file each in every
// language, for a workspace to take over and change: those in Simplified Chinese here,
// the others in zh-Hant and en.
//
// Pure: no clock, database or network; the files are part of the program.
//
// Owns:  the files, and the words for what an SOP needs.
// Needs: its sister script, to read them.
// Never: chooses a language while an SOP runs; runs anything; changes an SOP that a workspace has taken over.
package library
