package main

import "syscall"

// leash has the kernel end a process when withpg is killed outright, so that
// no server is left behind.
func leash(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGQUIT }
