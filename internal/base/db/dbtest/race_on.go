//go:build race

package dbtest

// watched is whether the race detector watches.
const watched = true
