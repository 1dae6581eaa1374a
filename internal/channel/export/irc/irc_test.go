package irc

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

func single() export.Format { return Formats()[0] }
func znc() export.Format    { return Formats()[1] }

var samples = []string{"lagoon_20240131.log.txt", "#dune.log", "irc.example.#shoal.weechatlog"}

func TestConform(t *testing.T) {
	for _, name := range samples {
		t.Run(name, func(t *testing.T) {
			exporttest.Conform(t, single(), exporttest.Sample{Name: name, Data: exporttest.Testdata(t, name)})
		})
	}
	t.Run("folder", func(t *testing.T) {
		exporttest.Conform(t, znc(), exporttest.Sample{Name: "logs", Files: map[string][]byte{
			"pond/#lagoon/2024-01-31.log": exporttest.Testdata(t, "lagoon_20240131.log.txt"),
		}})
	})
}

func TestGolden(t *testing.T) {
	for i, name := range samples {
		rec := exporttest.Read(t, single(), name, exporttest.Testdata(t, name), export.Options{})
		exporttest.Golden(t, []string{"znc", "irssi", "weechat"}[i]+".golden", exporttest.Told(rec), *update)
	}
}

func TestLines(t *testing.T) {
	for line, want := range map[string]string{
		"[12:34:56] <nick> hi":                                       "1 nick  hi",
		"[12:34] <@nick> hi":                                         "1 nick  hi",
		"12:34 < nick> hi":                                           "1 nick  hi",
		"12:34 <+nick> hi: <b> there":                                "1 nick  hi: <b> there",
		"[12:34:56] <nick> ":                                         "1 nick  ",
		"12:34  * nick waves at all":                                 "1 nick  waves at all",
		"[12:34:56] * nick waves":                                    "1 nick  waves",
		"[12:34:56] -bot- built":                                     "1 bot  built",
		"[12:34:56] -bot:#pond- built":                               "1 bot  built",
		"[12:34:56] *** Joins: nick (u@h)":                           "2 nick  ",
		"12:34 -!- nick [u@h] has joined #pond":                      "2 nick  ",
		"[12:34] === nick [u@h] has joined #pond":                    "2 nick  ",
		"[12:34] * nick (u@h) has joined #pond":                      "2 nick  ",
		"2024-07-01 10:00:00\t-->\tnick (u@h) has joined #pond":      "2 nick  ",
		"[12:34:56] *** Quits: nick (u@h) (bye)":                     "3 nick  ",
		"[12:34:56] *** Parts: nick (u@h) ()":                        "3 nick  ",
		"12:34 -!- nick [u@h] has quit [Quit: has joined the choir]": "3 nick  ",
		"12:34 -!- nick [u@h] has left #pond [bye]":                  "3 nick  ",
		"[12:34:56] *** nick was kicked by op (has joined twice)":    "4 nick op ",
		"12:34 -!- nick was kicked from #pond by op [x]":             "4 nick op ",
		"2024-07-01 10:00:00\t<--\top has kicked nick (x)":           "4 nick op ",
		"[12:34:56] *** a is now known as b":                         "5 a  b",
		"[12:34] * a is now known as b":                              "5 a  b",
		"[12:34:56] *** op sets mode: +o nick":                       "6   op sets mode: +o nick",
		"[12:34:56] *** op changes topic to 'x has joined y'":        "6   op changes topic to 'x has joined y'",
		"2024-07-01 10:00:00\t@nick\thi\tthere":                      "1 nick  hi\tthere",
		"2024-07-01 10:00:00\t *\tnick waves":                        "1 nick  waves",
		"2024-07-01 10:00:00\t\tday changed":                         "6   day changed",
		"Jun 01 12:34:56 <nick>\thi":                                 "1 nick  hi",
		"[2024-07-01 10:00:00] <nick> hi":                            "1 nick  hi",
		"[12:34:56] nothing known":                                   "0   ",
		"no time at all":                                             "no time",
		"[25:00:00] <nick> hi":                                       "no time",
		"[12:34:56 <nick> hi":                                        "no time",
	} {
		got := "no time"
		if st, rest, ok := parseStamp(line); ok {
			p := parseBody(rest, st.tabbed, false)
			got = fmt.Sprintf("%d %s %s %s", p.what, p.nick, p.by, p.text)
		}
		if got != want {
			t.Errorf("%q reads as %q; want %q", line, got, want)
		}
	}
}

func TestWhereReportsAreStarredAnActionIsOnlyThat(t *testing.T) {
	for line, want := range map[string]what{"* a is now known as b": speech, "* op sets mode: +o a": speech, "*** a is now known as b": rename} {
		if got := parseBody(line, false, true).what; got != want {
			t.Errorf("%q is %d; want %d", line, got, want)
		}
	}
}

func TestALogShowsInTimeThatItStarsReports(t *testing.T) {
	const acted = "[10:00:01] * a is now known as b"
	for text, want := range map[string]event.Kind{acted: event.Renamed, "[10:00:00] *** Joins: a (u@h)\n" + acted: event.Message} {
		rec := exporttest.Read(t, single(), "c_20240131.log", []byte(text), export.Options{})
		if got := rec.Events[len(rec.Events)-1].Kind; got != want {
			t.Errorf("%q ends in kind %d; want %d", text, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"pond_20240131.log.txt": "pond 2024-01-31", "#pond.2024-01-31.log": "#pond 2024-01-31", "2024-01-31.log": " 2024-01-31",
		"me_libera_#pond_20240131.log": "#pond 2024-01-31", "irc.libera.#pond.weechatlog": "#pond", "#pond.log": "#pond",
		"##c++.log": "##c++", "#c#.log": "#c#", "pond.log": "pond", "pond_20241399.log": "pond_20241399",
	} {
		channel, day := nameParts(name)
		got := channel
		if !day.IsZero() {
			got += " " + day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q is of %q; want %q", name, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	at := func(name string, lines ...string) []string {
		rec := exporttest.Read(t, single(), name, []byte(strings.Join(lines, "\n")), export.Options{Zone: time.UTC})
		if rec.Err != nil || len(rec.Skips) > 0 {
			t.Fatalf("got %s", exporttest.Told(rec))
		}
		var out []string
		for _, e := range rec.Events {
			out = append(out, strings.TrimPrefix(e.At.Format("06-01-02 15:04"), "24-"))
		}
		return out
	}
	for name, c := range map[string]struct{ got, want []string }{
		"the file's name": {at("c_20240131.log", "[10:00:00] <a> x"), []string{"01-31 10:00"}},
		"past midnight":   {at("c_20240131.log", "[23:59:00] <a> x", "[00:01:00] <a> x", "[00:02:00] <a> x"), []string{"01-31 23:59", "02-01 00:01", "02-01 00:02"}},
		"a clock put right": {at("c_20240131.log", "[10:05:00] <a> x", "[10:01:00] <a> x"),
			[]string{"01-31 10:05", "01-31 10:01"}},
		"a day changed": {at("c.log", "--- Log opened Sat Dec 30 10:00:00 2023", "10:00 < a> x", "--- Day changed Sun Dec 31 2023", "09:00 < a> x"),
			[]string{"23-12-30 10:00", "23-12-31 09:00"}},
		"HexChat past New Year": {at("c.log", "**** BEGIN LOGGING AT Sun Dec 31 10:00:00 2023", "Dec 31 10:00:00 <a>\tx", "Jan 01 10:00:00 <a>\tx"),
			[]string{"23-12-31 10:00", "01-01 10:00"}},
		"mIRC": {at("c.log", "Session Start: Sun Dec 31 10:00:00 2023", "Session Ident: #c", "[10:00] <a> x"), []string{"23-12-31 10:00"}},
	} {
		if strings.Join(c.got, ",") != strings.Join(c.want, ",") {
			t.Errorf("%s: %v; want %v", name, c.got, c.want)
		}
	}
	rec := exporttest.Read(t, single(), "c.log", []byte("[10:00:00] <a> x"), export.Options{})
	if fault.KindOf(rec.Err) != fault.Invalid || len(rec.Events) != 0 {
		t.Errorf("a log without any date: %s", exporttest.Told(rec))
	}
}

func TestTheChannelMayStandInTheLinesOnly(t *testing.T) {
	rec := exporttest.Read(t, single(), "2024-01-31.log", []byte("12:34 -!- a [u@h] has joined #Pond"), export.Options{})
	if len(rec.Groups) != 1 || rec.Groups[0].Name != "#Pond" || rec.Groups[0].Chat != "#pond" {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}

func TestAFolderOfDays(t *testing.T) {
	files := map[string][]byte{
		"net/#b/2024-01-02.log": []byte("[10:00:00] <a> second\n"), "net/#b/2024-01-01.log": []byte("[10:00:00] <a> first\n"),
		"net/#a/2024-01-01.log": []byte("[10:00:00] <a> other\n"), "net/someone/2024-01-01.log": []byte("[10:00:00] <a> private\n"),
	}
	rec := exporttest.ReadFolder(t, znc(), "logs", files, export.Options{})
	if got := strings.Join(rec.Bodies(), ","); got != "other,first,second" || len(rec.Groups) != 2 {
		t.Errorf("got %s", exporttest.Told(rec))
	}
	if got := znc().Sniff(export.Head{Name: "nginx", Names: []string{"2024-01-01.log", "2024-01-02.log"}}); got != 0 {
		t.Errorf("a folder of days of anything is taken for IRC: %d", got)
	}
}

func TestABadLineCostsOnlyItself(t *testing.T) {
	rec := exporttest.Read(t, single(), "c_20240131.log", []byte("[10:00:00] <a> x\njunk\n\n[10:00:01] ???\n[10:00:02] <a> y"), export.Options{})
	if len(rec.Events) != 2 || len(rec.Skips) != 2 || rec.Skips[0].Line != 2 || rec.Skips[1].Line != 4 {
		t.Errorf("got %s", exporttest.Told(rec))
	}
}

func TestRealLogsReadWithoutASkip(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedData(t), "native", "irc", "*.txt")) // the pattern is sound
	if len(files) == 0 {
		t.Skip("the shared data has no raw IRC logs here, so they are not read")
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := single().Sniff(export.Head{Name: filepath.Base(path), Text: data[:min(len(data), 64<<10)]}); got < 90 {
			t.Errorf("Sniff of a day says %d", got)
		}
		rec := exporttest.Read(t, single(), filepath.Base(path), data, export.Options{})
		if rec.Err != nil || len(rec.Skips) > 0 {
			t.Errorf("%d skips, error %v", len(rec.Skips), rec.Err)
		}
		kinds := map[event.Kind]int{}
		for _, e := range rec.Events {
			kinds[e.Kind]++
		}
		lines := strings.Count(string(data), "\n")
		if len(rec.Events) < lines-1 || kinds[event.Message] == 0 || kinds[event.Join] == 0 || kinds[event.Leave] == 0 {
			t.Errorf("%d events of %d lines, by kind %v", len(rec.Events), lines, kinds)
		}
	}
}

// sharedData finds the folder of shared data above this package, or skips.
func sharedData(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "shared", "data")
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return path
		}
		if dir == filepath.Dir(dir) {
			t.Skip("there is no folder shared/data above this package, so real logs are not read")
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range samples {
		f.Add(exporttest.Beginning(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		exporttest.Survive(t, single(), exporttest.Memory("c_20240131.log", data))
	})
}
