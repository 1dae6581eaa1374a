package desktop

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// far is a byte no text reaches: what is locked here nobody else may read.
const far = 1 << 30

func hold(f *os.File) error {
	at := windows.Overlapped{Offset: far}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return ErrHeld
	}
	if err != nil {
		return fmt.Errorf("take the lock: %w", err)
	}
	return nil
}

// holdFolder has nothing to do: a file that is open as the lock is cannot be removed.
func holdFolder(string) (*os.File, error) { return nil, nil } //nolint:nilnil // there is nothing to hold, and nothing wrong

// Full reports whether err says that there is no room on the disk.
func Full(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// apart keeps Ctrl-C in our terminal from the browser.
func apart() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}

// OwnTerminal reports whether the terminal was made for this process alone and
// goes with it: so it is after a double-click.
func OwnTerminal() bool {
	list := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	var ids [2]uint32
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}
