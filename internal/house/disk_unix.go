//go:build linux || darwin

package house

import "syscall"

// freeSpace is how many bytes may still be written beside path.
func freeSpace(path string) (uint64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(path, &st); err != nil {
		return 0, err
	}
	return st.Bavail * uint64(st.Bsize), nil //nolint:gosec // sizes of blocks are positive
}
