//go:build unix

package browser_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// led is where a browser was led by a double-click on the program.
func led(t *testing.T, dir string, cmd *exec.Cmd) string {
	t.Helper()
	visited, script := filepath.Join(dir, "visited"), filepath.Join(dir, "browser")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf %s \"$1\" > "+visited+".part && mv "+visited+".part "+visited+"\n"), 0o700); err != nil { //nolint:gosec // it is to be run
		t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "BROWSER="+script, "LC_ALL=zh_CN.UTF-8")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended where all went well
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.NewTimer(time.Minute); ; {
		if text, err := os.ReadFile(visited); err == nil {
			return string(text)
		}
		select {
		case <-tick.C:
		case <-end.C:
			t.Fatal("no browser was opened")
		}
	}
}

// TestBrowserDoubleClick: the browser sees that the program is being made ready, is
// in without a click, and ends it from the menu, on a screen and on a phone's.
func TestBrowserDoubleClick(t *testing.T) {
	ctx := browse(t)
	dir := t.TempDir()
	cmd := exec.Command(program(t, dir), "open", "--data", filepath.Join(dir, "data"))
	way := led(t, dir, cmd)
	steps(t, ctx, "where it is led", chromedp.EmulateViewport(1280, 800), chromedp.Navigate(way), chromedp.WaitReady("main"))
	picture(t, ctx, "open-waiting")
	steps(t, ctx, "in", chromedp.WaitVisible(".hs-who"))
	if at := ask(t, ctx, "where", chromedp.Location()); strings.Contains(at, "/open/") {
		t.Errorf("the way in stays in the address: %s", at)
	}
	picture(t, ctx, "open-in")
	for name, size := range map[string][2]int64{"desk": {1280, 800}, "phone": {390, 844}} {
		steps(t, ctx, name, chromedp.EmulateViewport(size[0], size[1]), chromedp.Click(".hs-menu summary"), chromedp.WaitVisible(`.hs-sheet a[href="/quit"]`))
		picture(t, ctx, "open-menu-"+name)
		steps(t, ctx, name, chromedp.Click(`.hs-sheet a[href="/quit"]`), chromedp.WaitVisible(`form[action="/quit"] button.btn-primary`))
		picture(t, ctx, "open-quit-"+name)
		if over := sideways(t, ctx); over > 0 {
			t.Errorf("on a %s it is %d px too wide", name, over)
		}
	}
	steps(t, ctx, "end it", chromedp.Click(`form[action="/quit"] button.btn-primary`))
	comes(t, ctx, "it says that it has ended", `document.body.innerText.includes("可以关上这一页")`)
	picture(t, ctx, "open-ended")
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// TestBrowserSeesWhyNot: a file where the folder belongs.
func TestBrowserSeesWhyNot(t *testing.T) {
	ctx := browse(t)
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.WriteFile(data, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program(t, dir), "open", "--data", data)
	way := led(t, dir, cmd)
	steps(t, ctx, "where it is led", chromedp.EmulateViewport(390, 844), chromedp.Navigate(way), chromedp.WaitReady("main.stop"))
	if over := sideways(t, ctx); over > 0 {
		t.Errorf("on a phone it is %d px too wide", over)
	}
	picture(t, ctx, "open-refused")
	if err := cmd.Wait(); err == nil {
		t.Error("it left as if all were well")
	}
}
