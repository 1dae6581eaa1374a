//go:build unix && !linux

package main

import "syscall"

// leash does nothing here: a server outlives a withpg that is killed outright.
func leash(*syscall.SysProcAttr) {}
