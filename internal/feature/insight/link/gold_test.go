package link

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/huoshui/huoshui/internal/base/fault"
)

// room invents a log of the given name: a thousand lines of context, then
// talks in which people ask, are answered by name or without, and go on.
func room(name string, seed uint64) fstest.MapFS {
	people := []string{"alva", "bram", "cleo", "dax", "edda", "finn"}
	things := []string{"kettle", "shed", "roof", "garden", "oven", "ladder"}
	var lines, links strings.Builder
	number := goldFrom
	for range goldFrom - 1 {
		lines.WriteString("=== somebody has joined\n")
	}
	lines.WriteString("[09:00] <gwen> good morning\n")
	say := func(minute int, who, text string, to int) int {
		fmt.Fprintf(&lines, "[%02d:%02d] <%s> %s\n", 10+minute/60, minute%60, who, text)
		fmt.Fprintf(&links, "%d %d -\n", to, number)
		number++
		return number - 1
	}
	for talk := range 60 {
		seed = scramble(seed + uint64(talk) + 1)
		asker, helper := people[seed%6], people[(seed%6+1+seed>>8%5)%6]
		thing := things[seed>>16%6]
		ask := say(talk*4, asker, "does anyone know about the "+thing+"?", number)
		answer := say(talk*4+1, helper, asker+": the "+thing+" is at the back", ask)
		say(talk*4+1, asker, "thanks", answer)
		say(talk*4+2, helper, "and lock the door", answer)
	}
	return fstest.MapFS{
		name + goldLinks: {Data: []byte(links.String())},
		name + goldLines: {Data: []byte(lines.String())},
	}
}

func rooms(t *testing.T, names ...string) []*Log {
	t.Helper()
	folder := fstest.MapFS{}
	for k, name := range names {
		for file, content := range room(name, uint64(k)) {
			folder[file] = content
		}
	}
	logs, err := ReadLogs(folder, "train")
	if err != nil {
		t.Fatal(err)
	}
	return logs
}

func TestReadLogsReadsLinesAndLinks(t *testing.T) {
	text := strings.Repeat("=== x has joined\n", goldFrom) +
		"[23:59] <alva> who has the key?\n" + // 1000
		"=== bram has left\n" + // 1001
		"[00:01] <bram> alva: I do\n" + // 1002, the next day
		"[00:01]  * cleo waves\n" + // 1003
		"[00:02] -dax:#room- good night alva\n" // 1004
	folder := fstest.MapFS{
		"dev/a" + goldLines: {Data: []byte(text)},
		"dev/a" + goldLinks: {Data: []byte("1000 1000 -\n1002 1000 -\n1001 1001 -\n1001 1003 -\n3 1004 -\n1003 1004 -\n")},
	}
	logs, err := ReadLogs(folder, "dev")
	if err != nil {
		t.Fatal(err)
	}
	log := logs[0]
	if diff := cmp.Diff(map[int32][]int32{1000: {1000}, 1002: {1000}, 1004: {1003}}, log.Links); diff != "" {
		t.Errorf("links differ (-want +got):\n%s", diff)
	}
	if gap := log.Items[1002].At - log.Items[1000].At; gap != 2*60000 {
		t.Errorf("two minutes over midnight are read as %d ms", gap)
	}
	if !log.Items[1001].System || log.Items[1003].System || log.Items[1004].System {
		t.Error("system lines are not told from messages")
	}
	for i, want := range map[int32]bool{1000: false, 1002: true, 1003: false, 1004: true} {
		if log.namesSomebody(i) != want {
			t.Errorf("message %d names somebody: %v, want %v", i, !want, want)
		}
	}
}

func TestReadLogsSaysWhatIsWrong(t *testing.T) {
	good := room("a", 1)
	for name, c := range map[string]struct {
		folder fstest.MapFS
		says   string
	}{
		"an empty folder": {fstest.MapFS{}, "No chat logs"},
		"lines missing":   {fstest.MapFS{"a" + goldLinks: good["a"+goldLinks]}, "a.ascii.txt was expected"},
		"not a link": {fstest.MapFS{"a" + goldLinks: {Data: []byte("1000 1000 -\nfoo\n")}, "a" + goldLines: good["a"+goldLines]},
			"Line 2 of a.annotation.txt"},
		"beyond the log": {fstest.MapFS{"a" + goldLinks: {Data: []byte("1000 999999 -\n")}, "a" + goldLines: good["a"+goldLines]},
			"Line 1 of a.annotation.txt"},
	} {
		_, err := ReadLogs(c.folder, "train")
		if err == nil || fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want it to say %q", name, err, c.says)
		}
	}
}

func FuzzParseLines(f *testing.F) {
	f.Add([]byte("[10:00] <a> b\n"))
	f.Add([]byte("[10:00]  * a b\n[1"))
	f.Add([]byte("[99:99] <> x\n[10:00] \n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		log := parseLines(text)
		for i := 1; i < len(log.Items); i++ {
			if log.Items[i].At < log.Items[i-1].At {
				t.Fatalf("time goes back at line %d", i)
			}
		}
	})
}

func FuzzParseLinks(f *testing.F) {
	f.Add([]byte("1000 1001 -\n"))
	f.Add([]byte("1001 1000\n\n-5 3"))
	lines := []byte(strings.Repeat("[10:00] <a> b\n", goldFrom+10))
	f.Fuzz(func(t *testing.T, text []byte) {
		log := parseLines(lines)
		if log.parseLinks(text) > 0 {
			return
		}
		for from, to := range log.Links {
			if from < goldFrom || len(to) == 0 || to[0] > from {
				t.Fatalf("message %d has links %v", from, to)
			}
		}
	})
}

func TestOpenTarGzHoldsTheFiles(t *testing.T) {
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	archive := tar.NewWriter(zipped)
	for name, file := range room("train/a", 1) {
		for _, n := range []string{name, "../" + name} {
			if err := archive.WriteHeader(&tar.Header{Name: n, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(file.Data))}); err != nil {
				t.Fatal(err)
			}
			if _, err := archive.Write(file.Data); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	folder, err := OpenTarGz(bytes.NewReader(packed.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	logs, err := ReadLogs(folder, "train")
	if err != nil || len(logs) != 1 || len(logs[0].Links) != 240 {
		t.Errorf("ReadLogs gave %d logs, %v", len(logs), err)
	}
	files, err := fs.Glob(folder, "*")
	if err != nil || len(files) != 1 {
		t.Errorf("the archive's root holds %q, %v", files, err)
	}
	if _, err := OpenTarGz(bytes.NewReader(packed.Bytes()[:packed.Len()/2])); err == nil {
		t.Error("half an archive was read as a whole")
	}
}

func TestFitLearnsAndRepeatsItself(t *testing.T) {
	plan := Plan{Trees: 12, Rate: 0.5, Ridge: 1, Seed: 3}
	logs := rooms(t, "a", "b", "c", "d")
	m := Fit(logs[:3], plan, nil)
	s := Evaluate(logs[3:], m)
	if got := s.Model.Others.F1(); got < 0.9 || got < s.Baseline.Others.F1()+0.1 {
		t.Errorf("F1 over links to another person is %.3f on a room as simple as can be; the baseline has %.3f", got, s.Baseline.Others.F1())
	}
	first, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(Fit(logs[:3], plan, nil))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same logs and plan gave another model (%v)", err)
	}
	var read Model
	if err := json.Unmarshal(first, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, Evaluate(logs[3:], &read)); diff != "" {
		t.Errorf("a stored model scores otherwise:\n%s", diff)
	}
}

func TestAModelOfAnotherVersionIsRefused(t *testing.T) {
	for _, text := range []string{`{}`, `{"version":1,"features":3}`, `[]`, `{"version":1,"features":52,"honest":[1],"trees":[]}`} {
		if err := json.Unmarshal([]byte(text), new(Model)); err == nil {
			t.Errorf("%s was read as a model", text)
		}
	}
}

func TestTalliesFollowTheProtocol(t *testing.T) {
	log := &Log{
		Items: []Item{{Author: 1}, {Author: 2}, {Author: 1}},
		named: map[int32][]int32{2: {2}},
	}
	for _, c := range []struct {
		from, to int32
		gold     []int32
		want     Tallies
	}{
		{1, 0, []int32{0}, Tallies{
			All: Tally{1, 1, 1}, Others: Tally{1, 1, 1}, Unnamed: Tally{1, 1, 1}, Persons: Tally{1, 1, 1}, Answers: Tally{1, 1, 1},
		}},
		{2, 1, []int32{0, 1}, Tallies{
			All: Tally{1, 1, 2}, Others: Tally{1, 1, 1}, Persons: Tally{1, 1, 1}, Answers: Tally{1, 1, 1},
		}},
		{2, 0, []int32{1}, Tallies{
			All: Tally{0, 1, 1}, Others: Tally{0, 0, 1}, Persons: Tally{0, 0, 1}, Answers: Tally{0, 0, 1},
		}},
		{1, 1, []int32{1}, Tallies{All: Tally{1, 1, 1}}},
	} {
		got := log.tallies(c.from, c.to, c.gold, log.namesSomebody(c.from))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("link %d → %d, gold %v (-want +got):\n%s", c.from, c.to, c.gold, diff)
		}
	}
}

// TestShippedModelStandsOnTrain checks the shipped model against the gold
// links it was fitted on, where they are at hand: it must do there at least
// what the model card says of logs it never saw.
func TestShippedModelStandsOnTrain(t *testing.T) {
	place := goldArchive(t)
	f, err := os.Open(place)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	folder, err := OpenTarGz(f)
	if err != nil {
		t.Fatal(err)
	}
	logs, err := ReadLogs(folder, "train")
	if err != nil {
		t.Fatal(err)
	}
	s := Evaluate(logs[:30], shipped(t))
	if a, b, c := s.Model.All.F1(), s.Model.Others.F1(), s.Model.Unnamed.F1(); a < 0.70 || b < 0.68 || c < 0.55 {
		t.Errorf("F1 is %.3f, %.3f, %.3f", a, b, c)
	}
}

// goldArchive finds the gold links by walking up from here, or skips.
func goldArchive(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		place := filepath.Join(dir, "shared", "data", "replies", "irc_disentangle_train_dev.tar.gz")
		if _, err := os.Stat(place); err == nil {
			return place
		}
		if filepath.Dir(dir) == dir {
			t.Skip("the gold links are not at hand: no shared/data/replies above this folder")
		}
		dir = filepath.Dir(dir)
	}
}
