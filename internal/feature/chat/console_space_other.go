//go:build !linux

package chat

// freeSpace is not known here; a full disk is told when it is met.
func freeSpace(string) (int64, bool) { return 0, false }
