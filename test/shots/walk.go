package main

import (
	"context"
	"encoding/json"
	"errors"
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
	places    map[string]string // "sample", "own", "sandbox", and pages that were made on the way: their addresses
	only      []string
	bytes     int
}

// shot is one picture.
type shot struct {
	name  string
	place string // in which workspace, or which page
	path  string
	find  string // a pattern: the first link like this on the page at path is the screen
	then  string // is added to what was found
	with  string // the screen at this path is meant, of the id that was found
	steps []step // what is done on the screen before it is taken
	phone bool   // as on a phone
	wide  bool   // as on a wide screen, for what stands side by side there
	at    string // the part that is to be seen, by its selector
}

// step is one thing that is done on a screen.
type step struct {
	on    string // a selector
	put   string // is written into it; empty: it is clicked
	leads bool   // to another page, which is waited for
	rest  bool   // nothing is done; the page is given a moment to move by itself
}

// frame is how large the screen is on which a picture is taken, in its own pixels, and
// how much smaller the picture.
type frame struct {
	width, low, high int64
	scale            float64
}

func (s *shot) frame() frame {
	switch {
	case s.phone:
		return frame{390, 640, 760, 1}
	case s.wide:
		return frame{1280, 800, 880, 0.62}
	}
	return frame{960, 640, 920, 0.78}
}

func (w *walk) do(steps ...chromedp.Action[chromedp.Void]) error { return chromedp.Do(w.ctx, steps...) }

// all signs in, prepares what the sample does not have, and takes every picture.
func (w *walk) all(link string) error {
	if err := w.do(chromedp.EmulateViewport(960, 620)); err != nil { // the browser lives as long as what it is first used with
		return err
	}
	if err := w.take(&shot{name: "signin", path: "/sign-in", steps: []step{{on: "#main summary"}}}); err != nil {
		return err
	}
	if err := w.do(chromedp.Navigate(link), chromedp.Click("form button.btn-primary"), chromedp.WaitVisible(".hs-menu")); err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	if err := w.prepare(); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	for _, s := range shots() {
		if err := w.take(&s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if err := w.work(); err != nil {
		return fmt.Errorf("work: %w", err)
	}
	for _, s := range shotsOfWork() {
		if err := w.take(&s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	fmt.Printf("all pictures: %d KB\n", w.bytes>>10)
	return nil
}

// take takes one picture, or says that there is no such screen.
func (w *walk) take(s *shot) error {
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
	f := s.frame()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(f.width, f.high, chromedp.EmulateScale(f.scale)), chromedp.Navigate(to), chromedp.WaitReady("#main")); err != nil {
		return err
	}
	if there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`performance.getEntriesByType("navigation")[0].responseStatus === 200`)); err != nil || !there {
		fmt.Printf("%-16s is not there: %s\n", s.name, to)
		return err
	}
	for _, st := range s.steps {
		if err := act(ctx, st); err != nil {
			return err
		}
	}
	png, err := look(ctx, s.at, f)
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

// act does a step on the page that is open.
func act(ctx context.Context, st step) error {
	if st.rest {
		return chromedp.Do(ctx, chromedp.Sleep(4*time.Second))
	}
	there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`((put) => { const x = document.querySelector(`+quote(st.on)+`);
		if (!x) return false;
		document.documentElement.dataset.before = "1";
		if (put && !("value" in x)) x.textContent = put;
		else if (put && x.matches("select")) x.value = [...x.options].find((o) => o.text.includes(put)).value;
		else if (put) { x.value = put; x.dispatchEvent(new Event("input", { bubbles: true })) } else x.click();
		return true })(`+quote(st.put)+`)`))
	if err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("there is no %s on the page", st.on)
	}
	for range 150 {
		if !st.leads {
			return nil
		}
		if err := chromedp.Do(ctx, chromedp.Sleep(200*time.Millisecond)); err != nil {
			return err
		}
		// Between two pages there is nowhere to ask; that is not yet there, too.
		if arrived, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!document.documentElement.dataset.before && document.readyState === "complete" && !!document.querySelector("#main")`)); err == nil && arrived {
			return nil
		}
	}
	return errors.New(st.on + " leads nowhere")
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

// sent is what came of a form.
type sent struct {
	URL  string `json:"url"`  // where it led
	Text string `json:"text"` // of that page
}

// post fills in the form of a page that goes to action, and sends it. What fields do
// not name stays as the page has it; a * is the first value to choose, and a name that
// ends with * stands for all that begin so. Both addresses are below at.
func (w *walk) post(at, page, action string, fields map[string]string) (sent, error) {
	named, err := json.Marshal(fields)
	if err != nil {
		return sent{}, err
	}
	to := w.base + strings.TrimPrefix(at, w.base) + action
	text, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`(async () => {
		const page = new DOMParser().parseFromString(await fetch(`+quote(at+page)+`).then((r) => r.text()), "text/html");
		const form = page.querySelector(`+quote(`form[action="`+strings.TrimPrefix(to, w.base)+`"]`)+`);
		if (!form) return "{}";
		const body = new URLSearchParams(new FormData(form));
		for (const [k, v] of Object.entries(`+string(named)+` || {})) {
			if (k.endsWith("*")) form.querySelectorAll("[name^=\"" + k.slice(0, -1) + "\"]").forEach((x) => body.set(x.name, v));
			else body.set(k, v === "*" ? form.querySelector("[name=" + k + "]").value : v);
		}
		const led = await fetch(`+quote(to)+`, { method: "POST", body });
		return JSON.stringify({ url: led.ok ? led.url : "", text: await led.text() }) })()`, chromedp.EvalAwaitPromise))
	if err != nil {
		return sent{}, err
	}
	var out sent
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		return sent{}, err
	}
	if out.URL == "" {
		fmt.Printf("%s was not accepted on %s\n", action, page)
	}
	return out, nil
}
