package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// walk goes through the program in a browser.
type walk struct {
	ctx       context.Context
	base, out string
	places    map[string]string // "sample", "own", "sandbox": the address of a workspace
	only      []string
	bytes     int
}

// shot is one picture.
type shot struct {
	name  string
	place string // in which workspace
	path  string
	find  string // a pattern: the first link like this on the page at path is the screen
	then  string // is added to what was found
	with  string // the screen at this path is meant, of the id that was found
	phone bool   // as on a phone
	at    string // the part that is to be seen, by its selector
}

func (w *walk) do(steps ...chromedp.Action[chromedp.Void]) error { return chromedp.Do(w.ctx, steps...) }

// all signs in, prepares what the sample does not have, and takes every picture.
func (w *walk) all(link string) error {
	if err := w.do(chromedp.EmulateViewport(960, 620)); err != nil { // the browser lives as long as what it is first used with
		return err
	}
	if err := w.take(shot{name: "signin", path: "/sign-in"}); err != nil {
		return err
	}
	if err := w.do(chromedp.Navigate(link), chromedp.Click("form button.btn-primary"), chromedp.WaitVisible(".hs-menu")); err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	if err := w.prepare(); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	for _, s := range shots() {
		if err := w.take(s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	fmt.Printf("all pictures: %d KB\n", w.bytes>>10)
	return nil
}

// take takes one picture, or says that there is no such screen.
func (w *walk) take(s shot) error {
	if len(w.only) > 0 && !slices.Contains(w.only, s.name) {
		return nil
	}
	ctx, cancel := context.WithTimeout(w.ctx, 90*time.Second)
	defer cancel()
	to := w.places[s.place] + s.path
	if s.find != "" {
		found, err := w.find(to, s.find)
		if err != nil || found == "" {
			fmt.Printf("%-16s no %s on %s\n", s.name, s.find, s.path)
			return err
		}
		found, _, _ = strings.Cut(found, `"`)
		to = w.base + found + s.then
		if s.with != "" {
			to = w.places[s.place] + s.with + path.Base(found)
		}
	}
	width, height, scale := int64(960), int64(620), 0.78
	if s.phone {
		width, height, scale = 390, 660, 1
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height, chromedp.EmulateScale(scale)), chromedp.Navigate(to), chromedp.WaitReady("#main")); err != nil {
		return err
	}
	if there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`performance.getEntriesByType("navigation")[0].responseStatus === 200`)); err != nil || !there {
		fmt.Printf("%-16s is not there: %s\n", s.name, to)
		return err
	}
	if s.at != "" {
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => { const x = document.querySelector(`+quote(s.at)+`);
			x?.scrollIntoView({ block: "start", behavior: "instant" }); scrollBy({ top: -110, behavior: "instant" }); return !!x })()`)); err != nil {
			return err
		}
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	small, err := shrink(png)
	if err != nil {
		return err
	}
	w.bytes += len(small)
	fmt.Printf("%-16s %d KB\n", s.name, len(small)>>10)
	return os.WriteFile(filepath.Join(w.out, s.name+".png"), small, 0o644) //nolint:gosec // pictures of invented data, for everybody
}

// quote writes a text for a script.
func quote(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(out)
}

// find is the first thing like pattern on a page.
func (w *walk) find(page, pattern string) (string, error) {
	html, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`fetch(`+quote(page)+`).then((r) => r.text())`, chromedp.EvalAwaitPromise))
	return regexp.MustCompile(pattern).FindString(strings.ReplaceAll(html, "&amp;", "&")), err
}

// wait looks at a page until something like pattern is there, for six minutes at most.
func (w *walk) wait(page, pattern string) error {
	for range 180 {
		if found, err := w.find(page, pattern); err != nil || found != "" {
			return err
		}
		if err := w.do(chromedp.Sleep(2 * time.Second)); err != nil {
			return err
		}
	}
	return fmt.Errorf("no %s on %s", pattern, page)
}

// post fills in the form of a page that goes to action, and sends it. What
// fields do not name stays as the page has it; a * is the first value to choose.
func (w *walk) post(page, action string, fields map[string]string) (string, error) {
	named, err := json.Marshal(fields)
	if err != nil {
		return "", err
	}
	return chromedp.Run(w.ctx, chromedp.Evaluate[string](`(async () => {
		const page = new DOMParser().parseFromString(await fetch(`+quote(page)+`).then((r) => r.text()), "text/html");
		const form = page.querySelector(`+quote(`form[action="`+strings.TrimPrefix(action, w.base)+`"]`)+`);
		if (!form) return "no form";
		const body = new URLSearchParams(new FormData(form));
		for (const [k, v] of Object.entries(`+string(named)+`)) body.set(k, v === "*" ? form.querySelector("[name=" + k + "]").value : v);
		return (await fetch(`+quote(action)+`, { method: "POST", body })).url })()`, chromedp.EvalAwaitPromise))
}
