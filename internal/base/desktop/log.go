package desktop

import (
	"os"
	"path/filepath"
	"sync"
)

// Log is a log in a file that does not grow without end: a full one is kept until
// the next is full.
type Log struct {
	path string
	most int64

	mu   sync.Mutex // guards what follows
	file *os.File
	size int64
}

// NewLog opens the log at path, of at most two files of most bytes.
func NewLog(path string, most int64) (*Log, error) {
	l := &Log{path: path, most: most}
	return l, l.open()
}

func (l *Log) open() error {
	f, err := os.OpenFile(filepath.Clean(l.path), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close() // the first error tells
		return err
	}
	l.file, l.size = f, info.Size()
	return nil
}

// Write adds a line.
func (l *Log) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil || l.size+int64(len(line)) > l.most {
		if err := l.turn(); err != nil {
			return 0, err
		}
	}
	n, err := l.file.Write(line)
	l.size += int64(n)
	return n, err
}

// turn puts the full file aside.
func (l *Log) turn() error {
	if l.file != nil {
		_ = l.file.Close() // what could be written is
		l.file = nil
		if err := os.Rename(l.path, l.path+".old"); err != nil {
			return err
		}
	}
	return l.open()
}

// Close closes the file.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}
