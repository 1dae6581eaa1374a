// Package ask reads one turn of a chat and says what kind of words it holds:
// a question, a call, a request, a complaint, a stock reply, praise …
//
// Owns:   the rules and word lists behind those judgements, in Simplified and
// Traditional Chinese and in English, and the labelled turns they are measured on.
// Needs:  nothing; it is a pure function of the text.
// Never:  keeps or logs a text, knows who wrote it, or decides what follows.
// Whether an author is staff, or a question was answered, is for the caller.
//
// README.md lists the rules with their measured precision and recall.
package ask
