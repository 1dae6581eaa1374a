//go:build unix && !linux

package kill_test

import "syscall"

// leash does nothing here.
func leash() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }

// apart cannot be had here.
func apart() *syscall.SysProcAttr { return nil }
