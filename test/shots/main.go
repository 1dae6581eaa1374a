// Command shots takes the pictures of the help inside the product: it starts
// the program with its sample on a folder of its own, walks through the screens
// in a browser, and writes one small picture for each page of help.
//
//	go run ./test/shots -program bin/huoshui
//
// A screen that this copy of the program does not have is named and left out.
// Fields for files and days speak the language of the browser: use one that has its
// Chinese texts (Debian: chromium-l10n), HUOSHUI_TEST_BROWSER names it.
// Look at every picture before keeping it.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

func main() {
	program := flag.String("program", "bin/huoshui", "the program")
	out := flag.String("out", "internal/web/help/static/pictures", "where pictures go")
	only := flag.String("only", "", "names of pictures, by commas; all where empty")
	from := flag.String("small", "", "a folder of pictures that are taken already: they are only made small, into -out")
	flag.Parse()
	if *from != "" {
		if err := small(*from, *out); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := take(ctx, *program, *out, *only); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// small writes the pictures of a folder with few colours into another.
func small(from, out string) error {
	names, err := filepath.Glob(filepath.Join(from, "*.png"))
	if err != nil {
		return err
	}
	for _, name := range names {
		full, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		few, err := shrink(full)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, filepath.Base(name)), few, 0o644); err != nil { //nolint:gosec // a picture of the documents
			return err
		}
	}
	return nil
}

// take starts the program and a browser, and takes the pictures.
func take(ctx context.Context, program, out, only string) (err error) {
	dir, err := os.MkdirTemp("", "shots")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	p, err := start(ctx, program, filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.end()) }()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("force-prefers-reduced-motion", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true), chromedp.Env("LANGUAGE=zh_CN"), chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"))
	if path := os.Getenv("HUOSHUI_TEST_BROWSER"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	allocated, stop := chromedp.NewExecAllocator(ctx, options...)
	defer stop()
	browser, done := chromedp.NewContext(allocated)
	defer done()
	w := &walk{ctx: browser, base: p.base, out: out, places: map[string]string{"": p.base}}
	for name := range strings.SplitSeq(only, ",") {
		if name != "" {
			w.only = append(w.only, name)
		}
	}
	return w.all(p.link)
}

// running is the program while it runs.
type running struct {
	base, link string
	cmd        *exec.Cmd
}

var linkLine = regexp.MustCompile(`(http://[^/\s]+)/link/\S+`)

// start runs the program on a free port of this machine and waits for its link.
func start(ctx context.Context, program, data string) (*running, error) {
	free, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0") // where a picture lets a phone in
	if err != nil {
		return nil, err
	}
	if err := free.Close(); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, program, "run", "--data", data, "--listen", "127.0.0.1:0", "--phone-listen", free.Addr().String())
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Env = append(os.Environ(), "LANG=zh_CN.UTF-8", "LC_ALL=")
	cmd.Stderr = os.Stderr
	lines, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("run %s (make build makes it): %w", program, err)
	}
	scan := bufio.NewScanner(lines)
	for scan.Scan() {
		if m := linkLine.FindStringSubmatch(scan.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, lines) }() // ends with the program
			return &running{m[1], m[0], cmd}, nil
		}
	}
	return nil, errors.Join(errors.New("the program printed no sign-in link"), cmd.Wait())
}

// end stops the program and waits for its end.
func (p *running) end() error {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	killing := time.AfterFunc(15*time.Second, func() { _ = p.cmd.Process.Kill() })
	defer killing.Stop()
	return p.cmd.Wait()
}
