package desktop

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"
)

// ErrNoBrowser says that nothing here could open an address.
var ErrNoBrowser = errors.New("no browser could be opened")

// Browsers are the commands that open address on the system goos, in the order
// in which they are tried. The address is always one argument by itself.
func Browsers(goos string, env func(string) string, address string) [][]string {
	switch goos {
	case "windows":
		rundll := "rundll32.exe"
		if root := env("SystemRoot"); root != "" { // never one that lies beside the download
			rundll = below(`\`, root, "System32", rundll)
		}
		return [][]string{{rundll, "url.dll,FileProtocolHandler", address}}
	case "darwin":
		return [][]string{{"/usr/bin/open", address}}
	}
	var out [][]string
	for named := range strings.SplitSeq(env("BROWSER"), ":") {
		if words := strings.Fields(named); len(words) > 0 {
			out = append(out, withAddress(words, address))
		}
	}
	if env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "" && env("WSL_DISTRO_NAME") == "" {
		return out // else a browser for terminals would take this one over
	}
	return append(out, []string{"xdg-open", address}, []string{"gio", "open", address}, []string{"wslview", address},
		[]string{"x-www-browser", address})
}

// withAddress puts the address where %s stands, else at the end.
func withAddress(words []string, address string) []string {
	out, put := make([]string, 0, len(words)+1), false
	for _, w := range words {
		if strings.Contains(w, "%s") {
			w, put = strings.ReplaceAll(w, "%s", address), true
		}
		out = append(out, w)
	}
	if !put {
		out = append(out, address)
	}
	return out
}

// settles is how long a command may take to say that it could not do it. One
// that runs for longer is the browser itself.
const settles = 5 * time.Second

// OpenBrowser tries commands until one of them works. It fails with
// ErrNoBrowser. The browser outlives this process.
func OpenBrowser(ctx context.Context, commands [][]string) error {
	for _, words := range commands {
		path, err := exec.LookPath(words[0])
		if err != nil {
			continue
		}
		cmd := exec.Command(path, words[1:]...) //nolint:gosec // no shell reads them
		cmd.SysProcAttr = apart()
		if cmd.Start() != nil {
			continue
		}
		if settled(ctx, cmd) {
			return nil
		}
	}
	return ErrNoBrowser
}

// settled reports whether a command has done its work or is at it.
func settled(ctx context.Context, cmd *exec.Cmd) bool {
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }() // ends with the browser, which may be after us
	enough := time.NewTimer(settles)
	defer enough.Stop()
	select {
	case err := <-ended:
		return err == nil
	case <-enough.C:
	case <-ctx.Done():
	}
	return true
}
