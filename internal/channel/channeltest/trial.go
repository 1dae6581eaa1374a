package channeltest

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
)

// trial is a test whose failures stay with it, so that the suite can try what
// a network should refuse, and can itself be shown to fail.
type trial struct {
	testing.TB
	mu      sync.Mutex
	failed  bool
	skipped bool
	log     []string
}

// attempt runs fn as a test of its own beside t and waits for its end.
func attempt(t testing.TB, fn func(testing.TB)) *trial {
	tr := &trial{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		fn(tr)
	}()
	<-done
	return tr
}

func (tr *trial) note(failed bool, text string) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.failed = tr.failed || failed
	tr.log = append(tr.log, text)
}

func (tr *trial) Fail()                     { tr.note(true, "failed") }
func (tr *trial) Error(args ...any)         { tr.note(true, fmt.Sprint(args...)) }
func (tr *trial) Errorf(f string, a ...any) { tr.note(true, fmt.Sprintf(f, a...)) }
func (tr *trial) Log(args ...any)           { tr.note(false, fmt.Sprint(args...)) }
func (tr *trial) Logf(f string, a ...any)   { tr.note(false, fmt.Sprintf(f, a...)) }
func (tr *trial) FailNow()                  { tr.note(true, "failed"); runtime.Goexit() }
func (tr *trial) Fatal(args ...any)         { tr.note(true, fmt.Sprint(args...)); runtime.Goexit() }
func (tr *trial) Fatalf(f string, a ...any) {
	tr.note(true, fmt.Sprintf(f, a...))
	runtime.Goexit()
}

// leave ends the trial as one that was skipped.
func (tr *trial) leave(why string) {
	tr.note(false, why)
	tr.mu.Lock()
	tr.skipped = true
	tr.mu.Unlock()
	runtime.Goexit()
}
func (tr *trial) SkipNow()                 { tr.leave("skipped") }
func (tr *trial) Skip(args ...any)         { tr.leave(fmt.Sprint(args...)) }
func (tr *trial) Skipf(f string, a ...any) { tr.leave(fmt.Sprintf(f, a...)) }

// Failed reports whether the trial failed.
func (tr *trial) Failed() bool {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.failed
}

// Skipped reports whether the trial was skipped.
func (tr *trial) Skipped() bool {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.skipped
}
