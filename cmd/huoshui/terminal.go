package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/huoshui/huoshui/internal/base/backup"
	"github.com/huoshui/huoshui/internal/channel/export"
)

func dirOf(name string) string { return filepath.Dir(name) }

// terminal reports whether w is a person's screen.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) //nolint:gosec // a descriptor fits
}

func (p *program) colour() bool {
	return terminal(p.out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// width is the screen's width in columns, or 100 where there is none.
func (p *program) width() int {
	if f, ok := p.out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 { //nolint:gosec // a descriptor fits
			return w
		}
	}
	return 100
}

// progress shows a bar on the error stream where a person watches it, and
// nothing where it is piped. done removes it.
func (p *program) progress() (tell export.Progress, done func()) { return p.bar(true) }

// counting is progress where what is counted are no bytes.
func (p *program) counting() (tell backup.Progress, done func()) { return p.bar(false) }

func (p *program) bar(bytes bool) (tell func(done, total int64), done func()) {
	if !terminal(p.err) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(p.err), progressbar.OptionShowBytes(bytes), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	return func(read, total int64) {
		if bar.GetMax64() != total && total > 0 {
			bar.ChangeMax64(total)
		}
		_ = bar.Set64(read) // a bar that cannot be drawn is no failure
	}, func() { _ = bar.Finish() }
}

// readPassword takes one line from standard input, without showing it where a
// person types.
func readPassword() (string, error) {
	if fd := int(os.Stdin.Fd()); term.IsTerminal(fd) { //nolint:gosec // a descriptor fits
		b, err := term.ReadPassword(fd)
		return string(b), err
	}
	line, err := bufio.NewReader(io.LimitReader(os.Stdin, 4096)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}
