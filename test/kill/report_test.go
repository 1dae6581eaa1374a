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

In the tests of sending, a hook is told of everything besides, and two programs ask over the API for messages to be said in the rooms of a homeserver in
memory. The hook's receiver answers 500, 503, 429, late, not at all, or takes a post and cuts its answer off; the homeserver refuses, answers 502 and 504
whether or not it did what it was asked, cuts connections off before and after, and forgets its transactions whenever the program is killed. "Their minute was
skipped" are kills after which nobody waited until what the dead program held was free: the times in its database were set back.

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

Of what left it found that

- every fact was taken by the hook's receiver, under one id that is never another's, with the same content each time it came, rightly signed; nothing that
  did not happen; within a group, in the order in which it was sent, and nothing again after what follows it;
- every message that was asked for stands in its room once, in the order in which it was asked for, and nothing else of ours; the program says of each that it
  is sent and what the homeserver calls it. None was left for a person to decide;
- asking again under a key, answered or not, came to the same message, and asking for something else under it was refused.

Of what was kept it found that no backup that was killed left half a file under its name, no file that was cut short was restored from, and no restore that was
killed was served or backed up; the next began anew, and what it restored was held against the model as above.
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
