package export

import "io"

// ahead reads from a source in a goroutine of its own, a few blocks ahead of
// whoever reads from it, so that decompressing and parsing take one processor
// core each. Close stops the goroutine and waits for it.
type ahead struct {
	full chan block
	free chan []byte
	stop chan struct{}
	done chan struct{}
	cur  []byte // what is left of the block being handed out
	held []byte // the whole of it
	err  error
}

type block struct {
	data []byte
	err  error
}

const (
	aheadBlocks = 4
	aheadSize   = 256 << 10
)

func readAhead(src io.Reader) *ahead {
	a := &ahead{
		full: make(chan block, aheadBlocks),
		free: make(chan []byte, aheadBlocks),
		stop: make(chan struct{}),
		done: make(chan struct{}),
	}
	for range aheadBlocks {
		a.free <- make([]byte, aheadSize)
	}
	go a.run(src)
	return a
}

// run fills free blocks until the source ends or stop closes.
func (a *ahead) run(src io.Reader) {
	defer close(a.done)
	for {
		var b block
		select {
		case b.data = <-a.free:
		case <-a.stop:
			return
		}
		n := 0
		for n < len(b.data) && b.err == nil {
			var m int
			m, b.err = src.Read(b.data[n:])
			n += m
		}
		b.data = b.data[:n]
		a.full <- b // has room for every block there is
		if b.err != nil {
			return
		}
	}
}

func (a *ahead) Read(p []byte) (int, error) {
	for len(a.cur) == 0 {
		if a.err != nil {
			return 0, a.err
		}
		if a.held != nil {
			a.free <- a.held[:aheadSize] // has room for every block there is
		}
		b := <-a.full
		a.held, a.cur, a.err = b.data, b.data, b.err
	}
	n := copy(p, a.cur)
	a.cur = a.cur[n:]
	return n, nil
}

// Close may be called once, and never while a Read runs.
func (a *ahead) Close() error {
	close(a.stop)
	<-a.done
	return nil
}
