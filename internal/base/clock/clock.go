// Package clock lets code be given the time instead of taking it.
package clock

import "time"

// Clock tells the wall time. Production uses Real; tests pass a Fixed.
type Clock interface{ Now() time.Time }

// Real is the wall clock in UTC.
type Real struct{}

// Now returns the current time in UTC.
func (Real) Now() time.Time { return time.Now().UTC() }

// Fixed is a clock stopped at one instant.
type Fixed time.Time

// Now returns the instant.
func (f Fixed) Now() time.Time { return time.Time(f) }
