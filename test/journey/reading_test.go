//go:build unix

package journey_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"os"
	"regexp"
	"strings"
	"time"
)

// reads names the file that this program, run as a browser, writes down what it
// found in.
const reads = "HUOSHUI_JOURNEY_READS"

// reading is what a page asked for.
type reading struct {
	Fault   string
	At      string
	Files   int      // fetched
	Outside []string // addresses elsewhere that are fetched without a click
}

var asksFor = regexp.MustCompile(`<(?:link|script|img|iframe|source|video|audio)\b[^>]*?\b(?:href|src)="([^"]+)"|url\(["']?([^"')]+)`)

// readPage is this program as a browser: it goes to an address and fetches what the
// page there asks for, and what its styles ask for.
func readPage(address, into string) int {
	got := reading{}
	if err := got.read(address); err != nil {
		got.Fault = err.Error()
	}
	text, err := json.Marshal(got)
	if err == nil {
		err = os.WriteFile(into+".part", text, 0o600)
	}
	if err = errors.Join(err, os.Rename(into+".part", into)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func (g *reading) read(address string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar, Timeout: patience}
	_, page, at, err := visit(client, address)
	for again := time.NewTicker(20 * time.Millisecond); err == nil && strings.Contains(page, `http-equiv="refresh"`); <-again.C {
		_, page, at, err = visit(client, address)
	}
	if err != nil {
		return err
	}
	g.At = at.String()
	queue, known := []string{}, map[string]bool{}
	find := func(text string) {
		for _, m := range asksFor.FindAllStringSubmatch(text, -1) {
			to, err := at.Parse(strings.ReplaceAll(m[1]+m[2], "&amp;", "&"))
			switch {
			case err != nil || to.Scheme == "data" || known[to.String()]:
			case to.Host != at.Host:
				g.Outside = append(g.Outside, to.String())
			default:
				known[to.String()] = true
				queue = append(queue, to.String())
			}
		}
	}
	find(page)
	for ; len(queue) > 0; queue = queue[1:] {
		status, text, _, err := visit(client, queue[0])
		if err != nil || status != 200 {
			return fmt.Errorf("%s is answered %d: %w", queue[0], status, err)
		}
		g.Files++
		if strings.Contains(queue[0], "css") {
			find(text)
		}
	}
	return nil
}
