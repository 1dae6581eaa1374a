//go:build unix

// Withpg runs a command with a PostgreSQL server of its own.
//
//	withpg go test ./...
//
// It makes a cluster in a temporary folder from the system's binaries, tells
// the command how to reach it in HUOSHUI_TEST_POSTGRES, and removes everything
// when the command ends or a signal comes. The server listens on loopback, on
// a port nobody else has, with a password made for the occasion. It keeps
// nothing safe (fsync is off): it lives as long as the tests. Where HUOSHUI_PG_SAFE
// is set it keeps everything safe, as servers do whose speed is measured.
//
// Where HUOSHUI_TEST_POSTGRES is set already, that server is used as it is.
// Where the system has no PostgreSQL, the command runs without one, and in CI
// it does not run at all.
//
// Never: touches a cluster it did not make, or runs the server as root.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
)

// address is the variable by which tests find the server.
const address = "HUOSHUI_TEST_POSTGRES"

// safe is the variable that asks for a server that loses nothing.
const safe = "HUOSHUI_PG_SAFE"

func main() {
	// The server is told to end with the thread that started it (see leash),
	// and the main thread ends only with the program.
	runtime.LockOSThread()
	code, err := run(os.Args[1:], binaries)
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpg:", err)
	}
	os.Exit(code)
}

// run runs args beside a server whose programs find tells, and returns the
// exit code of the command, or 2 where it could not be run.
func run(args []string, find func() (string, error)) (int, error) {
	if len(args) == 0 {
		return 2, errors.New("which command? usage: withpg COMMAND [ARGUMENT…]")
	}
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	if os.Getenv(address) != "" {
		fmt.Fprintln(os.Stderr, "withpg: using the server named by "+address)
		return command(args, nil, signals)
	}
	bin, err := find()
	if err != nil {
		if os.Getenv("CI") != "" {
			return 2, fmt.Errorf("%w; in CI both databases are tested", err)
		}
		fmt.Fprintln(os.Stderr, "withpg:", err, "— going on with SQLite only")
		return command(args, nil, signals)
	}
	c, err := start(bin)
	if err != nil {
		return 2, err
	}
	fmt.Fprintf(os.Stderr, "withpg: PostgreSQL from %s, port %d, in %s\n", bin, c.port, c.dir)
	code, err := command(args, []string{address + "=" + c.url()}, signals)
	return code, errors.Join(err, c.stop())
}

// command runs args with more environment, passes signals on, and returns the
// exit code. A command that a signal ended gives 128 and the signal's number.
func command(args, env []string, signals <-chan os.Signal) (int, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Start(); err != nil {
		return 2, fmt.Errorf("run the command: %w", err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case sig := <-signals:
			_ = cmd.Process.Signal(sig) // it may have ended meanwhile
		case <-done:
			state := cmd.ProcessState
			if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
				return 128 + int(status.Signal()), nil
			}
			return state.ExitCode(), nil
		}
	}
}
