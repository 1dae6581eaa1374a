//go:build unix && !linux

package journey_test

import "syscall"

// apart cannot be had here: mounting is refused, and the test skips.
func apart() *syscall.SysProcAttr { return nil }
