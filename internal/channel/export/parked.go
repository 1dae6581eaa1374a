package export

import (
	"io"
	"sync"
)

// atCloser is what an opened file offers.
type atCloser interface {
	io.ReaderAt
	io.Closer
}

// parked is a file that is open only while it is read, so that a run over
// thousands of files holds few at a time. Closing it parks it; the next read
// opens it again.
type parked struct {
	open func() (atCloser, error)
	mu   sync.Mutex
	f    atCloser
}

// fromParked is FromReader for a file that the source may open and close.
func fromParked(name string, p *parked, size int64, lim Limits) (*Source, error) {
	if _, err := p.ready(); err != nil {
		return nil, err
	}
	s, err := FromReader(name, p, size, lim)
	if err != nil {
		_ = p.Close() // only read from
		return nil, err
	}
	s.stored = p
	return s, nil
}

func (p *parked) ready() (atCloser, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.f == nil {
		f, err := p.open()
		if err != nil {
			return nil, err
		}
		p.f = f
	}
	return p.f, nil
}

// ReadAt opens the file if it is not.
func (p *parked) ReadAt(b []byte, off int64) (int, error) {
	f, err := p.ready()
	if err != nil {
		return 0, err
	}
	return f.ReadAt(b, off)
}

// Close closes the file if it is open. No ReadAt may be under way.
func (p *parked) Close() error {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.f == nil {
		return nil
	}
	err := p.f.Close()
	p.f = nil
	return err
}
