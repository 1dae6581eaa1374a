package chat

import "syscall"

// freeSpace is how many bytes this program may still write below dir, and
// whether the system tells.
func freeSpace(dir string) (int64, bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true //nolint:gosec,unconvert // no disk is that large; types differ by machine
}
