// Package when says at which instants something scheduled happens: by a
// repeating rule, so long before or after a moment, on a festival, on a
// birthday, or not before a door opens again.
//
// Pure: instants and zones go in, instants come out.
//
// Owns:  the Chinese calendar of 1900 to 2100, the festivals, and how a local
// time that a change of clocks leaves out or repeats is taken.
// Needs: nothing but base/fault and base/i18n, for sentences about bad texts.
// Never: reads a clock, draws by chance, waits, or searches without an end: a
// rule that never comes true is given up after a bounded number of steps.
//
// Where clocks jump forward, a local time that does not exist happens at the
// first instant after the gap. Where they are put back, one that exists twice
// happens once, the first time.
//
// Rules are expanded here and not by a library: the one the design names does
// not return from FREQ=MINUTELY;INTERVAL=60;BYMINUTE=7, which no time of its
// start fulfils, and so cannot be given what people type. The tests hold this
// package to that library's answers where it gives any.
package when
