//go:build unix

package kill_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// writeReport writes what was done, and what came of it.
func writeReport(to string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Killed, and nothing lost\n\n`make kill` wrote this on %s, on %d cores (%s, %s), seed %d, in %s.\n\n",
		time.Now().UTC().Format("2006-01-02"), runtime.NumCPU(), processor(), runtime.GOOS+"/"+runtime.GOARCH, all.seed, runtime.Version())
	b.WriteString(`Six senders tell the real program, over HTTP and in batches of 1 to 1,000, of messages, edits, deletions, reactions, comings, goings, new
names and orders, with ids of 44 random characters and Chinese text. Some of it comes late (an edit before its message), some never, some
twice, some with other content under a known id. Whatever was not answered is sent again. SQLite runs with ` + "`synchronous=FULL`" + `, PostgreSQL with
` + "`fsync` and `synchronous_commit`" + ` on. Sending is
spread over the kills and stops, so that the rates are no measure of speed; docs/bench.md has those. "Kept" are requests that were not answered, or
with 503, and whose events turned out to be there when they were sent again.

| Test | What was done |
|---|---|
`)
	b.WriteString(strings.Join(all.report, "\n"))
	b.WriteString(`

A model that knows only what was sent and answered was then held against the program. In every test above it found that

- every answer counted what was new, known and in conflict as it must, and a request that broke off had been kept whole or not at all;
- every accepted event had its effect exactly once: the groups of ` + "`GET /api/v1/groups`" + ` (messages, people, last message, name), and in the database
  every message (author, time, length, its text after edits and deletions), every coming and going, each there once;
- nothing waited any more, nothing was set aside, nothing was recorded a second time, and the counts that are kept equal a recount;
- the messages of one sender in one chat were routed in the order in which they were sent;
- the figures of every group count the same messages.
`)
	return os.WriteFile(to, []byte(b.String()), 0o644)
}

// processor is what the system calls it.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimLeft(name, "\t :"))
		}
	}
	return "unknown processor"
}
