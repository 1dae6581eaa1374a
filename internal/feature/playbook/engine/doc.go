// Package engine says what an SOP does next. It is given where a run stands, what
// has happened and what is known, and returns where the run stands then and what
// is to be done; the same in, the same out, so that an SOP runs alike live, over
// what was said long ago, and in a rehearsal.
//
// Pure: no database, clock, network or chance. A choice by chance is one by hash.
package engine
