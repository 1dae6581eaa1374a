//go:build !windows

package desktop

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

func hold(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) //nolint:gosec // a descriptor fits
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrHeld
	}
	if err != nil {
		return fmt.Errorf("take the lock: %w", err)
	}
	return nil
}

// holdFolder locks the folder itself. There is none where its file system cannot
// lock folders, as some that lie on another computer: the file has to do.
func holdFolder(folder string) (*os.File, error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("open the folder: %w", err)
	}
	if err := hold(f); err != nil {
		_ = f.Close() // the first error tells
		if errors.Is(err, ErrHeld) {
			return nil, err
		}
		return nil, nil //nolint:nilnil // there is nothing to hold, and nothing wrong
	}
	return f, nil
}

// Full reports whether err says that there is no room on the disk.
func Full(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// apart keeps Ctrl-C in our terminal from the browser.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

// OwnTerminal reports whether the terminal was made for this process alone and
// goes with it. Only Windows does so.
func OwnTerminal() bool { return false }
