package export

import (
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// stream is one opened file of a source, decompressed. top is what is read
// from: the bytes, or the text made of them.
type stream struct {
	src     *Source
	e       *entry
	top     io.Reader
	ahead   *ahead // nil where nothing is decompressed
	stored  io.Closer
	ended   error // why the bytes ended
	stopped bool
}

// stream opens the named file and looks whether it is compressed.
func (s *Source) stream(name string) (*stream, error) {
	e := s.find(name)
	if e == nil {
		return nil, fault.New(fault.NotFound, noSuchInner.With(name, s.name))
	}
	e.opened = true
	rc, err := e.open()
	if err != nil {
		return nil, err
	}
	st := &stream{src: s, e: e, stored: rc}
	counted := &counter{src: rc, e: e, watch: s.watch}
	buffered := bufio.NewReaderSize(counted, windowSize)
	bytes := io.Reader(buffered)
	if magic, _ := buffered.Peek(2); isGzip(magic) {
		bytes = &bounded{
			src:    &gunzip{stored: buffered},
			name:   e.shown,
			lim:    s.lim,
			stored: counted.n.Load,
		}
	}
	if bytes != io.Reader(buffered) || e.packed {
		st.ahead = readAhead(bytes)
		bytes = st.ahead
	}
	st.top = &mended{st: st, src: bytes}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = make(map[*stream]struct{})
	}
	s.open[st] = struct{}{}
	return st, nil
}

func (st *stream) Read(p []byte) (int, error) {
	if w := st.src.watch; w != nil {
		if err := w.tick(); err != nil {
			return 0, err
		}
	}
	return st.top.Read(p)
}

// Close ends reading. It may be called again.
func (st *stream) Close() error {
	st.src.mu.Lock()
	_, open := st.src.open[st]
	delete(st.src.open, st)
	st.src.mu.Unlock()
	if !open {
		return nil
	}
	if st.ahead != nil {
		_ = st.ahead.Close() // cannot fail
	}
	return st.stored.Close()
}

// mended turns damage into an early end, told once.
type mended struct {
	st  *stream
	src io.Reader
	err error
}

func (m *mended) Read(p []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.src.Read(p)
	switch why, damaged := damage(err); {
	case damaged:
		m.st.src.skip(m.st.e.shown, why.With(m.st.e.shown))
		err = io.EOF
	case err != nil && !errors.Is(err, io.EOF) && fault.KindOf(err) == fault.Internal:
		err = fault.Because(fmt.Errorf("reading %s: %w", m.st.e.shown, err), fault.Unavailable, brokeOff.With(m.st.e.shown))
	}
	m.err = err
	return n, err
}

// damage reports whether err means that the stored bytes are not what their
// writer meant, and the sentence that says so.
func damage(err error) (i18n.Text, bool) {
	var corrupt flate.CorruptInputError
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return i18n.Text{}, false
	case errors.Is(err, io.ErrUnexpectedEOF):
		return cutShort, true
	case errors.Is(err, errTrailing):
		return trailing, true
	case isChecksum(err), errors.As(err, &corrupt), errors.Is(err, gzip.ErrHeader):
		return garbled, true
	}
	return i18n.Text{}, false
}

// errTrailing says that something follows which is no further gzip member.
var errTrailing = errors.New("data after the end of the gzip stream")

// gunzip decompresses every member of a gzip file, one after the other.
type gunzip struct {
	stored *bufio.Reader
	zr     *gzip.Reader
	some   bool
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.zr == nil {
		zr, err := gzip.NewReader(g.stored)
		if err != nil {
			return 0, noEOF(err)
		}
		g.zr = zr
	}
	n, err := g.zr.Read(p)
	if n > 0 {
		g.some = true
	}
	if g.some && errors.Is(err, gzip.ErrHeader) {
		err = errTrailing
	}
	return n, err
}

// noEOF makes an end where a header should stand an early one.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func isGzip(magic []byte) bool { return bytes.HasPrefix(magic, []byte{0x1f, 0x8b}) }

// counter counts the stored bytes that were taken.
type counter struct {
	src   io.Reader
	e     *entry
	watch *watch
	n     atomic.Int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	at := c.n.Add(int64(n))
	if c.watch != nil {
		c.watch.advance(c.e, at)
	}
	return n, err
}

// Progress hears how many of the stored bytes have been read. It is called
// from the goroutine that reads, rarely enough to draw something each time.
type Progress func(done, total int64)

// progressStep is how many bytes pass between two calls of Progress.
const progressStep = 256 << 10

// watch is what a run wants to know of all streams of its sources.
type watch struct {
	ctx   context.Context
	tell  Progress // nil where nobody listens
	total int64
	told  int64
	done  atomic.Int64
}

// advance notes that e was read up to at. A file read twice counts once.
func (w *watch) advance(e *entry, at int64) {
	at = min(at, e.size)
	for {
		seen := atomic.LoadInt64(&e.seen)
		if at <= seen {
			return
		}
		if atomic.CompareAndSwapInt64(&e.seen, seen, at) {
			w.done.Add(at - seen)
			return
		}
	}
}

// tick tells progress and fails once the run is called off.
func (w *watch) tick() error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if done := w.done.Load(); w.tell != nil && done-w.told >= progressStep {
		w.told = done
		w.tell(done, w.total)
	}
	return nil
}
