package slack

import (
	"archive/zip"
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

var update = flag.Bool("update", false, "write the golden files anew, to be read before they are kept")

func format() export.Format { return Formats()[0] }

// workspaceFiles returns the sample workspace, without the files named.
func workspaceFiles(t testing.TB, without ...string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	root := filepath.Join("testdata", "export")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path) // path lies below root
		files[filepath.ToSlash(name)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range without {
		delete(files, name)
	}
	return files
}

func TestConform(t *testing.T) {
	files := workspaceFiles(t, "dms.json", "D01/2024-03-04.json")
	exporttest.Conform(t, format(), exporttest.Sample{Name: "pond export", Files: files})
}

func TestGolden(t *testing.T) {
	exporttest.Golden(t, "export.golden", exporttest.Told(exporttest.ReadFolder(t, format(), "pond export", workspaceFiles(t), export.Options{})), *update)
}

func TestAZipTellsTheSameAsTheFolder(t *testing.T) {
	files := workspaceFiles(t)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range files {
		w, err := z.Create("pond export Mar 1 2024/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	zipped := exporttest.Read(t, format(), "pond export.zip", b.Bytes(), export.Options{})
	if got, want := exporttest.Told(zipped), exporttest.Told(exporttest.ReadFolder(t, format(), "pond export", files, export.Options{})); got != want {
		t.Errorf("the ZIP tells\n%s\nthe folder\n%s", got, want)
	}
}

func TestReadableText(t *testing.T) {
	w := newWorkspace(exporttest.Folder(t, "x", workspaceFiles(t)), export.Options{}, &exporttest.Recorder{})
	w.names["U1"] = "梅"
	for text, want := range map[string]string{
		"plain":                                "plain",
		"<@U1> hi":                             "@梅 hi",
		"<@U2|otto> hi":                        "@otto hi",
		"<@U3>":                                "@U3",
		"<#C1|general>":                        "#general",
		"<#C1>":                                "#C1",
		"<!here> <!channel>":                   "@here @channel",
		"<!subteam^S1|@makers>":                "@makers",
		"<!date^1392734382^{date}|Feb 18>":     "Feb 18",
		"<https://a.test/b>":                   "https://a.test/b",
		"<https://a.test/b|a.test/b>":          "https://a.test/b",
		"<https://a.test/b|click here>":        "click here https://a.test/b",
		"<mailto:a@b.test|a@b.test>":           "mailto:a@b.test",
		"1 &lt; 2 &amp;&amp; 3 &gt; 2":         "1 < 2 && 3 > 2",
		"half < open":                          "half < open",
		"a < b > c":                            "a < b > c",
		"&amp;lt; is how one writes less-than": "&lt; is how one writes less-than",
	} {
		if got, _ := w.readable(text); got != want {
			t.Errorf("%q reads as %q; want %q", text, got, want)
		}
	}
	if _, who := w.readable("<@U1> <@U1> <@U2>"); len(who) != 2 {
		t.Errorf("mentions %v; each counts once", who)
	}
}

func TestTimesKeepTheirMicroseconds(t *testing.T) {
	for ts, want := range map[string]string{
		"1709510400.000100": "2024-03-04T00:00:00.0001Z", "1709510400": "2024-03-04T00:00:00Z", "1709510400.5": "2024-03-04T00:00:00.5Z",
	} {
		at, ok := instant(ts)
		if got := at.Format("2006-01-02T15:04:05.999999Z07:00"); !ok || got != want {
			t.Errorf("%s is %s, %t; want %s", ts, got, ok, want)
		}
	}
	for _, ts := range []string{"", "x", "1709510400.x", "-5.0", "1709510400.-1", "99999999999999"} {
		if at, ok := instant(ts); ok {
			t.Errorf("%q is read as %v", ts, at)
		}
	}
}

func TestBadRowsAndListsCostOnlyThemselves(t *testing.T) {
	files := workspaceFiles(t, "dms.json", "D01/2024-03-04.json")
	whole := exporttest.ReadFolder(t, format(), "x", files, export.Options{})
	files["general/2024-03-06.json"] = []byte("[\n{\"type\":5},\n{\"user\":\"U01\",\"text\":\"x\"},\n{\"type\":\"message\",\"text\":\"x\",\"ts\":\"1709700000.1\"},\n{\"type\":\"message\",\"user\":\"U01\",\"text\":\"kept\",\"ts\":\"1709700000.2\"},\n{\"type\":\"mess")
	files["general/2024-03-07.json"] = []byte("not json at all")
	files["general/2024-03-08.json"] = []byte(`[{"type":"message","user":"U01","text":"kept too","ts":"1709900000.2"}]`)
	rec := exporttest.ReadFolder(t, format(), "x", files, export.Options{})
	if rec.Err != nil || len(rec.Events) != len(whole.Events)+2 || len(rec.Skips) != 5 {
		t.Fatalf("%d events, %d skips, error %v: %s", len(rec.Events)-len(whole.Events), len(rec.Skips), rec.Err, exporttest.Told(rec))
	}
	for i, line := range []int{2, 3, 4, 6, 1} {
		if rec.Skips[i].Line != line {
			t.Errorf("skip %d is of line %d; want %d", i, rec.Skips[i].Line, line)
		}
	}
}

func TestWithoutListsOfUsersOrChannelsMessagesStay(t *testing.T) {
	files := workspaceFiles(t, "users.json")
	files["orphan/2024-03-04.json"] = files["猫/2024-03-04.json"]
	rec := exporttest.ReadFolder(t, format(), "x", files, export.Options{})
	found := false
	for _, g := range rec.Groups {
		found = found || g.Chat == "orphan"
		if g.Chat == "D01" {
			t.Error("a direct conversation was told as a group")
		}
	}
	if !found || rec.Err != nil {
		t.Errorf("the folder no list names is lost: %s", exporttest.Told(rec))
	}
}

func TestNamespace(t *testing.T) {
	rec := exporttest.ReadFolder(t, format(), "x", workspaceFiles(t), export.Options{})
	if got := rec.Groups[0].Namespace; got != "T77" {
		t.Errorf("namespace is %q; want the workspace's own, not a guest's", got)
	}
	rec = exporttest.ReadFolder(t, format(), "x", workspaceFiles(t), export.Options{Namespace: "mine"})
	if got := rec.Events[0].Namespace; got != "mine" {
		t.Errorf("namespace is %q; want the one asked for", got)
	}
}

func FuzzDay(f *testing.F) {
	f.Add([]byte(`[{"type":"message","user":"U1","text":"<@U2|x> &lt;","ts":"1709510400.0001","thread_ts":"1"}]`), []byte(`[{"id":"U1","team_id":"T"}]`))
	f.Add([]byte(`[{"subtype":"channel_join","user":"U1","inviter":"U2","ts":"1709510400.0001"}]`), []byte(`[{]`))
	f.Fuzz(func(t *testing.T, day, users []byte) {
		exporttest.Survive(t, format(), exporttest.MemoryFolder("x", map[string][]byte{
			"channels.json": []byte(`[{"id":"C1","name":"general"}]`), "users.json": users, "general/2024-03-04.json": day,
		}))
	})
}

func FuzzText(f *testing.F) {
	f.Add("<@U1|a> <#C|x> <!here> <http://x|y> &amp;")
	f.Add("<<>>|<")
	f.Fuzz(func(t *testing.T, text string) {
		w := newWorkspace(exporttest.MemoryFolder("x", nil), export.Options{}, &exporttest.Recorder{})
		w.readable(text)
	})
}
