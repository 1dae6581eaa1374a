package risk

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// folders are the communities of the shared data, in the order of the card.
var folders = []string{"gitter_fcc", "zulip_lean", "zulip_ct", "zulip_bytecode", "zulip_isabelle", "zulip_ncar", "irc_qtox"}

// sharedChat returns the folder of shared chat archives, or skips the test.
func sharedChat(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, "shared", "data", "chat")
		if _, err := os.Stat(path); err == nil {
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("the shared chat archives are not on this machine, so nothing can be fitted or measured on them")
		}
		dir = up
	}
}

// communities reads every shared archive once.
func communities(t testing.TB) []Community {
	t.Helper()
	root := sharedChat(t)
	var out []Community
	for _, name := range folders {
		out = append(out, Community{Name: name, Groups: readArchive(t, filepath.Join(root, name))})
	}
	return out
}

// readArchive is a small reader of Huoshui archives, enough for these tests.
func readArchive(t testing.TB, dir string) []History {
	t.Helper()
	kinds := map[string]string{}
	raw, err := os.ReadFile(filepath.Join(dir, "users.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for row := range strings.SplitSeq(string(raw), "\n") {
		if f := strings.Split(row, "\t"); len(f) >= 3 {
			kinds[f[0]] = f[2]
		}
	}
	file, err := os.Open(filepath.Join(dir, "messages.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	byGroup := map[string]*History{}
	end := int64(0)
	scan := bufio.NewScanner(zip)
	scan.Buffer(make([]byte, 1<<20), 1<<26)
	for scan.Scan() {
		f := strings.SplitN(scan.Text(), "\t", 5)
		at, err := strconv.ParseInt(f[1], 10, 64)
		if err != nil {
			continue // the header
		}
		end = max(end, at)
		if f[3] != "msg" && f[3] != "me" {
			continue
		}
		h := byGroup[f[0]]
		if h == nil {
			h = &History{Group: f[0]}
			byGroup[f[0]] = h
		}
		author, err := strconv.ParseUint(f[2], 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		h.Points = append(h.Points, Point{At: at, Author: uint32(author), Person: kinds[f[2]] == "person"})
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	var out []History
	for _, h := range byGroup {
		h.End = end
		sort.SliceStable(h.Points, func(i, j int) bool { return h.Points[i].At < h.Points[j].At })
		out = append(out, *h)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Group < out[j].Group })
	return out
}
