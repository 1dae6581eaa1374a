package journey_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCannotBeOpenedOnThisDisk: a disk that is full, or becomes so while the first
// data are made, and one that is read-only are told in the browser.
func TestCannotBeOpenedOnThisDisk(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ size, before, words string }{
		"full":                         {"500k", "true", "The disk is full"},
		"full while the data are made": {"6m", "true", "The disk is full"},
		"read-only":                    {"6m", "mount -o remount,ro DIR", "Allow yourself to write to it"},
		"read-only after it was used":  {"60m", "PROGRAM admin token --data DIR --scope read && mount -o remount,ro DIR", "Allow yourself to write to it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, s := smallDisk(t, c.size), newScreen(t)
			if !d.shell(strings.NewReplacer("DIR", d.dir, "PROGRAM", binary).Replace(c.before)) {
				t.Skip("the small file system cannot be made so here: it is not tried")
			}
			came := make(chan came, 1)
			if !d.shell("export BROWSER=" + s.browser) {
				t.Fatal("the browser cannot be named")
			}
			go func() { came <- d.run("open", "--data", d.dir) }()
			within(t, "the browser to show why", func() bool {
				for _, at := range s.visited() { // it may be led to the console first, and again when that has ended
					status, page, _, err := visit(s.client, at)
					if err == nil && status == 503 && strings.Contains(page, c.words) && strings.Contains(page, d.dir) {
						return true
					}
				}
				return false
			})
			if got := <-came; got.code != 3 || !strings.Contains(got.err, c.words) {
				t.Errorf("it left with %d\n%s", got.code, got.err)
			}
		})
	}
}

// TestNoNetworkAtAll: with nothing but the computer itself to be reached, the first
// page is whole, with everything it asks for.
func TestNoNetworkAtAll(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"unshare", "ip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed, so the network cannot be taken away: it is not tried", tool)
		}
	}
	alone := []string{"-n", "--"}
	if os.Geteuid() != 0 {
		alone = append([]string{"-r"}, alone...)
	}
	if err := exec.CommandContext(t.Context(), "unshare", append(alone, "ip", "link", "set", "lo", "up")...).Run(); err != nil {
		t.Skipf("no network of the test's own can be made here (%v): it is not tried", err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s, data := newScreen(t), filepath.Join(t.TempDir(), "data")
	seen := filepath.Join(s.dir, "seen.json")
	ownPort(t, data)
	cmd := command(t, []string{"HUOSHUI_DATA=" + data, "BROWSER=" + self, reads + "=" + seen}, "open")
	cmd.Args = append(append([]string{"unshare"}, alone...), "sh", "-c", `ip link set lo up && exec "$0" open`, binary)
	if cmd.Path, err = exec.LookPath("unshare"); err != nil {
		t.Fatal(err)
	}
	out, told := started(t, cmd)
	var got reading
	within(t, "the first page to be read", func() bool {
		text, err := os.ReadFile(seen)
		return err == nil && json.Unmarshal(text, &got) == nil
	})
	if got.Fault != "" || got.Files < 4 || len(got.Outside) > 0 {
		t.Errorf("the first page: %+v", got)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if c := end(cmd, out, told); c.code != 0 {
		t.Errorf("it left with %d\n%s%s", c.code, c.out, c.err)
	}
}
