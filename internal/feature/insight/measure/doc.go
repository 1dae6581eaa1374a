// Package measure turns what was said in groups into the figures of a report.
// It is the one accumulator of the product: a diagnosis without a database, a
// bulk import and live groups all feed it, in any order, and get the same
// figures byte for byte.
//
// Owns:  nothing stored; the definitions of every figure.
// Needs: its neighbours ask (what words are), link (who answers whom) and
// risk (which groups die), all of them pure.
// Never: reads a clock, a database or a file; guesses who is staff; reports an
// unknown figure as zero.
package measure
