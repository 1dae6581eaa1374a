package archive_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	fast "github.com/klauspost/compress/gzip"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/archive"
)

// sharedChats returns the folder of real archives, which lies outside the
// repository, or skips.
func sharedChats(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		chats := filepath.Join(dir, "shared", "data", "chat")
		if _, err := os.Stat(chats); err == nil {
			return chats
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("the real chat archives (shared/data/chat) are not on this machine")
		}
		dir = up
	}
}

// counting is a sink that adds up enough to keep the compiler honest.
type counting struct{ groups, persons, events, skips, bytes, chars int }

func (c *counting) Group(export.Group) error   { c.groups++; return nil }
func (c *counting) Person(export.Person) error { c.persons++; return nil }
func (c *counting) Stamp(time.Time) error      { return nil }
func (c *counting) Skip(export.Skip) error     { c.skips++; return nil }
func (c *counting) Event(e *event.Event) error {
	c.events++
	c.bytes += len(e.Body)
	c.chars += e.Chars
	return nil
}

// BenchmarkReader reads the largest archive through everything a real run
// uses; compare with BenchmarkBareLoop on the same file.
func BenchmarkReader(b *testing.B) {
	path := filepath.Join(sharedChats(b), "zulip_lean")
	b.ReportAllocs()
	for b.Loop() {
		var c counting
		if _, err := export.ReadPath(context.Background(), path, archive.Formats(), export.Options{}, &c, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(c.events), "events")
	}
}

// BenchmarkBareLoop only decompresses, splits and decodes the columns.
func BenchmarkBareLoop(b *testing.B) {
	path := filepath.Join(sharedChats(b), "zulip_lean", "messages.tsv.gz")
	for name, open := range map[string]func(io.Reader) (io.Reader, error){
		"klauspost": func(r io.Reader) (io.Reader, error) { return fast.NewReader(r) },
		"stdlib":    func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if n := bareLoop(b, path, open); n == 0 {
					b.Fatal("no rows")
				}
			}
		})
	}
}

func bareLoop(b *testing.B, path string, open func(io.Reader) (io.Reader, error)) (rows int) {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r, err := open(f)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 256<<10), 1<<20)
	var texts, chars int64
	for lines.Scan() {
		cols := bytes.SplitN(lines.Bytes(), []byte("\t"), 8)
		if len(cols) != 8 {
			continue
		}
		at, _ := strconv.ParseInt(string(cols[1]), 10, 64)
		n, _ := strconv.Atoi(string(cols[6]))
		text := string(bytes.ReplaceAll(cols[7], []byte(`\n`), []byte("\n")))
		texts += int64(len(text)) + at&1
		chars += int64(n)
		rows++
	}
	if err := lines.Err(); err != nil || chars == 0 || texts == 0 {
		b.Fatal(err)
	}
	return rows
}
