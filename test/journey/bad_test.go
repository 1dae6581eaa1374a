//go:build unix

package journey_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// now is before the messages of chat: they lie in 2030, so tests that need
// them in the past shift them.
const shift = 1893456000 - 1700000000

// past is chat in November 2023.
func past(n int) []byte {
	lines := strings.Split(strings.TrimSuffix(string(chat(n)), "\n"), "\n")
	for i, l := range lines[1:] {
		f := strings.Split(l, "\t")
		var at int64
		_, _ = fmt.Sscan(f[1], &at) // chat wrote it
		f[1] = fmt.Sprint(at - shift)
		lines[i+1] = strings.Join(f, "\t")
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

func gzipped(t testing.TB, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// insert puts a line into a text, so that it becomes line n.
func insert(text []byte, n int, line string) []byte {
	lines := strings.SplitAfter(string(text), "\n")
	return []byte(strings.Join(lines[:n-1], "") + line + "\n" + strings.Join(lines[n-1:], ""))
}

// bad is an input that is off, and what the program must make of it.
type bad struct {
	name     string
	files    func(t *testing.T, dir string) []string
	code     int
	says     []string // file, line, reason, remedy
	messages int      // what is kept; −1 for whatever it is
	skipped  int      // lines
	heavy    bool

	importSays string // by import alone
}

func one(name string, text func(t *testing.T) []byte) func(*testing.T, string) []string {
	return func(t *testing.T, dir string) []string { return []string{put(t, dir, name, text(t))} }
}

func cases() []bad {
	return []bad{
		{name: "a gzip that was cut off", code: 0, says: []string{"messages.tsv.gz", "cut short"}, messages: -1, skipped: -1,
			files: one("messages.tsv.gz", func(t *testing.T) []byte { z := gzipped(t, past(5000)); return z[:len(z)*2/3] })},
		{name: "a zip bomb", code: 3, says: []string{"bomb.zip", "zip bomb", "decompress"}, heavy: true,
			files: one("bomb.zip", func(t *testing.T) []byte {
				return zipped(t, map[string][]byte{"messages.tsv": append([]byte(header), make([]byte, 100<<20)...)})
			})},
		{name: "a gzip bomb", code: 3, says: []string{"messages.tsv.gz", "zip bomb", "decompress"}, heavy: true,
			files: one("messages.tsv.gz", func(t *testing.T) []byte {
				return gzipped(t, append([]byte(header), bytes.Repeat([]byte("lane\t1\n"), 15<<20)...))
			})},
		{name: "a zip whose names lead out of it", code: 0, says: []string{"escape.tsv", "outside"}, messages: 30,
			files: one("chats.zip", func(t *testing.T) []byte {
				return zipped(t, map[string][]byte{"../escape.tsv": past(10), "lane/messages.tsv": past(30)})
			})},
		{name: "a line of 50 MB", code: 0, says: []string{"messages.tsv", "line 11", "51200 KB", "limit"}, messages: 30, skipped: 1, heavy: true,
			files: one("messages.tsv", func(*testing.T) []byte { return insert(past(30), 11, strings.Repeat("x", 50<<20)) })},
		{name: "a row with columns missing", code: 0, says: []string{"messages.tsv", "line 7", "8"}, messages: 30, skipped: 1,
			files: one("messages.tsv", func(*testing.T) []byte { return insert(past(30), 7, "lane\t1700000000\tp1") })},
		{name: "a header without the columns", code: 3, says: []string{"messages.tsv", "time", "text"},
			files: func(t *testing.T, dir string) []string {
				put(t, dir, "lane/messages.tsv", []byte("group\tuser\tkind\nlane\tp1\tmsg\n"))
				put(t, dir, "lane/users.tsv", []byte("user\tname\tkind\np1\tAn\tperson\n"))
				return []string{filepath.Join(dir, "lane")}
			}},
		{name: "a format nobody knows", code: 3, says: []string{"diary.txt", "not known", "Huoshui archive", "WhatsApp", "Telegram", "Slack", "IRC"},
			files: one("diary.txt", func(*testing.T) []byte { return []byte("today I walked along the river\nand back\n") })},
		{name: "an unknown file beside a good one", code: 0, says: []string{"diary.txt", "not known"}, messages: 30,
			files: func(t *testing.T, dir string) []string {
				return []string{put(t, dir, "diary.txt", []byte("today I walked along the river\n")), put(t, dir, "messages.tsv", past(30))}
			}},
		{name: "times to come", code: 0, says: []string{"messages.tsv", "line 9", "line 10", "2099-01-01", "future", "clock"}, importSays: "messages.tsv, line 9: ", messages: 30, skipped: 2,
			files: one("messages.tsv", func(*testing.T) []byte {
				soon := time.Now().Add(72 * time.Hour).Unix()
				return insert(insert(past(30), 9, "lane\t4070908800\tp1\tmsg\t\t\t\tfrom 2099"), 9, fmt.Sprintf("lane\t%d\tp1\tmsg\t\t\t\tsoon", soon))
			})},
		{name: "an empty file", code: 3, says: []string{"empty.json", "empty", "again"},
			files: one("empty.json", func(*testing.T) []byte { return nil })},
		{name: "a path that is not there", code: 3, says: []string{"nowhere", "not found", "spelling"},
			files: func(_ *testing.T, dir string) []string { return []string{filepath.Join(dir, "nowhere")} }},
		{name: "the same file twice", code: 0, messages: 30,
			files: func(t *testing.T, dir string) []string {
				return []string{put(t, dir, "a/messages.tsv", past(30)), put(t, dir, "b/messages.tsv", past(30))}
			}},
	}
}

// TestBadInputIsToldAndTheRestKept: whatever is wrong with a file, the exit
// code says whether anything could be used, a sentence names the file and the
// line, and every good message counts.
func TestBadInputIsToldAndTheRestKept(t *testing.T) {
	for _, c := range cases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.heavy && testing.Short() {
				t.Skip("a file of many megabytes is made: left out of short runs")
			}
			dir := t.TempDir()
			paths := c.files(t, dir)
			told := run(t, append([]string{"diagnose"}, paths...)...)
			c.judge(t, "diagnose", told)
			asked := run(t, append([]string{"diagnose", "--json"}, paths...)...)
			if asked.code != c.code {
				t.Errorf("diagnose --json: exit code %d, want %d\n%s", asked.code, c.code, asked.err)
			}
			brought := run(t, append([]string{"import", "--json", "--data", filepath.Join(dir, "data")}, paths...)...)
			c.judge(t, "import", brought)
			brought.says(t, c.importSays)
			if c.code != 0 {
				if asked.out != "" || brought.out != "" || told.out != "" {
					t.Errorf("a failure printed on standard output: %q %q %q", asked.out, brought.out, told.out)
				}
				return
			}
			r := asked.read(t)
			if c.messages >= 0 && r.Totals.Messages != c.messages {
				t.Errorf("%d messages were kept, want %d", r.Totals.Messages, c.messages)
			}
			if year := r.AsOf[:4]; year != "2023" {
				t.Errorf("T is %s", r.AsOf)
			}
			var got struct{ Messages, Repeated, Skipped int }
			decode(t, brought.out, &got)
			if got.Messages != r.Totals.Messages || c.skipped >= 0 && got.Skipped != c.skipped {
				t.Errorf("import kept %d messages and skipped %d lines, want %d and %d", got.Messages, got.Skipped, r.Totals.Messages, c.skipped)
			}
		})
	}
}

// judge looks at one run.
func (c bad) judge(t *testing.T, command string, got came) {
	t.Helper()
	if got.code != c.code {
		t.Errorf("%s: exit code %d, want %d\n%s", command, got.code, c.code, got.err)
	}
	got.says(t, c.says...)
	if strings.ContainsAny(got.err, "\r\x1b") {
		t.Errorf("%s drew a bar or colours on what is no terminal: %q", command, got.err)
	}
	for _, leak := range []string{"panic", "goroutine ", "huoshui: "} {
		if strings.Contains(got.err, leak) {
			t.Errorf("%s speaks to programmers: %s", command, got.err)
		}
	}
}

// TestFolderWithoutPermission: a folder that may not be read says so, and a
// good file beside it is read all the same.
func TestFolderWithoutPermission(t *testing.T) {
	dir, err := os.MkdirTemp(filepath.Dir(binary), "locked-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	good := put(t, dir, "messages.tsv", past(30))
	put(t, dir, "locked/messages.tsv", past(10))
	locked := filepath.Join(dir, "locked")
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(locked, 0o755) }) // so that it can be removed
	as := func(args ...string) came { return finish(t, nobody(command(t, nil, args...))) }
	alone := as("diagnose", locked)
	if alone.code != 3 || alone.out != "" {
		t.Errorf("exit code %d, output %q", alone.code, alone.out)
	}
	alone.says(t, "locked", "permission")
	both := as("diagnose", "--json", locked, good).done(t)
	if n := both.read(t).Totals.Messages; n != 30 {
		t.Errorf("%d messages of the good file were read", n)
	}
	as("diagnose", locked, good).done(t).says(t, "locked", "permission")
}

// nobody makes a command run without rights where the tests have all.
func nobody(cmd *exec.Cmd) *exec.Cmd {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		cmd.Dir = "/"
	}
	return cmd
}
