package desktop

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// handleFile is the handle's in the data folder.
const handleFile = "open.json"

// maxHandle is how long a handle may be; what is longer is none of ours.
const maxHandle = 4096

// Handle is how another start of the program finds the one that runs. Whoever can
// read it is who opened that one.
type Handle struct {
	Port   int    `json:"port"`
	Secret string `json:"secret"`
}

// Leave leaves the handle in a folder, for its owner only. Who finds half of it
// looks again: to replace the file as one is not to be had on Windows while
// somebody reads it.
func (h Handle) Leave(folder string) error {
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	path := filepath.Join(folder, handleFile)
	if err = os.WriteFile(path, text, 0o600); err == nil {
		err = os.Chmod(path, 0o600) // it may have been there
	}
	if err != nil {
		return fmt.Errorf("leave the handle: %w", err)
	}
	return nil
}

// Find reads the handle in a folder. It may be of somebody who was killed: only
// its answer says that it is not.
func Find(folder string) (h Handle, err error) {
	f, err := os.Open(filepath.Join(folder, handleFile))
	if err != nil {
		return h, fmt.Errorf("read the handle: %w", err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	text, err := io.ReadAll(io.LimitReader(f, maxHandle))
	if err != nil {
		return h, fmt.Errorf("read the handle: %w", err)
	}
	if err := json.Unmarshal(text, &h); err != nil {
		return h, fmt.Errorf("read the handle: %w", err)
	}
	if h.Secret == "" || h.Port <= 0 || h.Port > 1<<16-1 {
		return h, errors.New("read the handle: there is none in it")
	}
	return h, nil
}

// Forget removes the handle.
func Forget(folder string) error {
	if err := os.Remove(filepath.Join(folder, handleFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the handle: %w", err)
	}
	return nil
}
