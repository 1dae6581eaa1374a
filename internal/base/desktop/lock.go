package desktop

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// lockFile is the lock's in the data folder. It stays when the lock is let go:
// a file that is removed while another waits for it is two locks.
const lockFile = "huoshui.lock"

// ErrHeld says that another process has the lock.
var ErrHeld = errors.New("another process has the lock")

// Lock is held by the one process that works in a data folder. The system takes
// it back from whoever ends, however they end.
type Lock struct {
	file   *os.File
	folder *os.File // is locked too, so that nobody unlocks by removing the file; nil where the system has no such lock
}

// Take takes the lock of a folder; ErrHeld where another process has it.
func Take(folder string) (l *Lock, err error) {
	l = &Lock{}
	if l.folder, err = holdFolder(folder); err != nil {
		return nil, err
	}
	l.file, err = os.OpenFile(filepath.Join(folder, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		_ = l.Release() // the first error tells
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	if err := hold(l.file); err != nil {
		_ = l.Release() // the first error tells
		return nil, err
	}
	return l, nil
}

// Release lets the lock go.
func (l *Lock) Release() (err error) {
	for _, f := range []*os.File{l.file, l.folder} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}

// Port is the port that whoever had the lock last was served at; 0 for none.
func (l *Lock) Port() int {
	text := make([]byte, 16)
	n, err := l.file.ReadAt(text, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0
	}
	port, err := strconv.ParseUint(strings.TrimSpace(string(text[:n])), 10, 16)
	if err != nil {
		return 0
	}
	return int(port) //nolint:gosec // of 16 bits
}

// Keep notes the port for next time.
func (l *Lock) Keep(port int) error {
	text := strconv.Itoa(port) + "\n"
	if _, err := l.file.WriteAt([]byte(text), 0); err != nil {
		return fmt.Errorf("keep the port: %w", err)
	}
	return l.file.Truncate(int64(len(text)))
}
