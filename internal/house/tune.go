package house

import (
	"os"
	"runtime/debug"
)

// Tune lets the program of a server collect garbage a third as often: measured
// on an import of a million messages, a quarter less time for some 100 MB more.
// Whoever sets GOGC decides for themselves.
func Tune() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
}
