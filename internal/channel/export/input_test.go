package export_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

func zipped(t testing.TB, data string) []byte {
	t.Helper()
	var buf bytes.Buffer
	zw := gzip.NewWriter(&buf)
	if _, err := io.WriteString(zw, data); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// file is a name and its content within an archive.
type file struct {
	name string
	data []byte
}

func archiveOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, f := range files {
		w, err := zw.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func open(t testing.TB, name string, data []byte, lim export.Limits) (*export.Source, error) {
	t.Helper()
	s, err := export.FromReader(name, bytes.NewReader(data), int64(len(data)), lim)
	if err == nil {
		t.Cleanup(func() { _ = s.Close() })
	}
	return s, err
}

func readAll(t testing.TB, in export.Input, name string) (string, error) {
	t.Helper()
	rc, err := in.Open(name)
	if err != nil {
		return "", err
	}
	defer rc.Close()
	got, err := io.ReadAll(rc)
	return string(got), err
}

// wantFault checks the kind of err, and that its sentence holds every word in
// every language.
func wantFault(t testing.TB, err error, kind fault.Kind, words ...string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Fatalf("got error %v of kind %d; want kind %d", err, fault.KindOf(err), kind)
	}
	for _, l := range i18n.Langs {
		for _, w := range words {
			if said := fault.Public(err).In(l); !strings.Contains(said, w) {
				t.Errorf("%s: %q does not say %q", l, said, w)
			}
		}
	}
}

func TestCompressionIsSeenByContent(t *testing.T) {
	for _, name := range []string{"chat.txt", "chat.txt.gz", "chat.txt.GZ"} {
		for _, data := range [][]byte{[]byte("hello\n"), zipped(t, "hello\n"), append(zipped(t, "hel"), zipped(t, "lo\n")...)} {
			s, err := open(t, name, data, export.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := readAll(t, s, "")
			if got != "hello\n" || err != nil || s.Name() != "chat.txt" || len(s.Skips()) != 0 {
				t.Errorf("%s: read %q, %v; name %q; skips %v", name, got, err, s.Name(), s.Skips())
			}
		}
	}
}

// TestATruncatedGzipKeepsWhatCameBefore, and says that the rest is missing.
func TestATruncatedGzipKeepsWhatCameBefore(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	for text.Len() < 3<<20 {
		text.WriteByte(byte('a' + rng.IntN(26)))
	}
	whole := zipped(t, text.String())
	for _, cut := range []int{3, 12, 1000, len(whole) / 2, len(whole) - 4} {
		s, err := open(t, "log.gz", whole[:cut], export.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := readAll(t, s, "")
		if err != nil || !strings.HasPrefix(text.String(), got) {
			t.Fatalf("cut at %d: error %v, %d bytes", cut, err, len(got))
		}
		if len(got) < text.Len()*cut/len(whole)*9/10-70_000 {
			t.Errorf("cut at %d of %d: only %d bytes were kept", cut, len(whole), len(got))
		}
		if skips := s.Skips(); len(skips) != 1 || !strings.Contains(skips[0].Why.In("en"), "“log.gz” is cut short") {
			t.Errorf("cut at %d: skips %v", cut, skips)
		}
	}
}

func TestADamagedGzipKeepsWhatCameBefore(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	text := make([]byte, 2<<20)
	for i := range text {
		text[i] = byte('a' + rng.IntN(26))
	}
	data := zipped(t, string(text))
	for i := range 64 {
		data[len(data)/2+i] = 0xff
	}
	s, err := open(t, "log.gz", data, export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAll(t, s, "")
	if err != nil || len(got) < len(text)/3 || len(s.Skips()) != 1 {
		t.Errorf("error %v, %d bytes, skips %v", err, len(got), s.Skips())
	}
}

func TestWhatFollowsAGzipIsTold(t *testing.T) {
	s, err := open(t, "log.gz", append(zipped(t, "all of it\n"), "trailing rubbish"...), export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAll(t, s, "")
	if got != "all of it\n" || err != nil || len(s.Skips()) != 1 || !strings.Contains(s.Skips()[0].Why.In("en"), "follows") {
		t.Errorf("read %q, %v, skips %v", got, err, s.Skips())
	}
}

// TestBombsAreRefused: a small file that becomes a huge one ends in a fault
// that names it, and long before it is all decompressed.
func TestBombsAreRefused(t *testing.T) {
	zeros := strings.Repeat("\x00", 8<<20)
	gz := zipped(t, zeros)
	lim := export.Limits{From: 1 << 20, Ratio: 100}
	t.Run("gzip", func(t *testing.T) {
		s, err := open(t, "bomb.gz", gz, lim)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readAll(t, s, "")
		wantFault(t, err, fault.Limited, "bomb", "100")
		if len(got) > 3*4<<20 {
			t.Errorf("%d bytes were decompressed", len(got))
		}
	})
	t.Run("zip that owns up", func(t *testing.T) {
		_, err := open(t, "bomb.zip", archiveOf(t, file{"a.txt", []byte(zeros)}), lim)
		wantFault(t, err, fault.Limited, "bomb.zip", "100")
	})
	t.Run("zip that lies", func(t *testing.T) {
		data := archiveOf(t, file{"a.txt", []byte(zeros)})
		at := bytes.LastIndex(data, []byte("PK\x01\x02"))
		copy(data[at+24:], []byte{10, 0, 0, 0}) // the stated size
		s, err := open(t, "bomb.zip", data, lim)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readAll(t, s, "a.txt")
		if len(got) > 4<<20 || (err == nil && len(s.Skips()) == 0) {
			t.Errorf("%d bytes, error %v, skips %v", len(got), err, s.Skips())
		}
	})
	t.Run("total size", func(t *testing.T) {
		_, err := open(t, "big.zip", archiveOf(t, file{"a.txt", []byte(zeros)}), export.Limits{Bytes: 1 << 20})
		wantFault(t, err, fault.Limited, "big.zip")
		s, err := open(t, "big.gz", gz, export.Limits{Bytes: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		_, err = readAll(t, s, "")
		wantFault(t, err, fault.Limited, "big")
	})
	t.Run("number of files", func(t *testing.T) {
		_, err := open(t, "many.zip", archiveOf(t, file{"a", nil}, file{"b", nil}, file{"c", nil}), export.Limits{Entries: 2})
		wantFault(t, err, fault.Limited, "many.zip", "2")
	})
	t.Run("not a bomb", func(t *testing.T) {
		s, err := open(t, "fine.gz", gz, export.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		rc, err := s.OpenRaw("")
		if err != nil {
			t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, rc); n != int64(len(zeros)) || err != nil {
			t.Errorf("%d bytes, error %v", n, err)
		}
	})
}

// TestNoPathLeavesTheArchive: such names are passed over with the reason.
func TestNoPathLeavesTheArchive(t *testing.T) {
	bad := []string{"../up.txt", "a/../../up.txt", "/etc/up.txt", `C:\up.txt`, `..\up.txt`, `a\..\..\up.txt`}
	files := []file{{"good/a.txt", []byte("a")}, {"good/./b.txt", []byte("b")}, {`good\c.txt`, []byte("c")}}
	for _, name := range bad {
		files = append(files, file{name, []byte("evil")})
	}
	s, err := open(t, "x.zip", archiveOf(t, files...), export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a.txt", "b.txt", "c.txt"}, s.Names()); d != "" {
		t.Error(d)
	}
	if s.Name() != "good" {
		t.Errorf("named %q, not after the folder in it", s.Name())
	}
	if len(s.Skips()) != len(bad) {
		t.Errorf("%d skips for %d unsafe names: %v", len(s.Skips()), len(bad), s.Skips())
	}
}

func TestAZipIsAFolder(t *testing.T) {
	name, err := simplifiedchinese.GBK.NewEncoder().String("烘焙群/聊天.txt")
	if err != nil {
		t.Fatal(err)
	}
	s, err := open(t, "x.dat", archiveOf(t,
		file{"__MACOSX/._a", []byte("junk")}, file{".DS_Store", []byte("junk")},
		file{name, []byte("hello")}, file{"烘焙群/log.txt.gz", zipped(t, "packed")}), export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"log.txt", "聊天.txt"}, s.Names()); d != "" {
		t.Error(d)
	}
	for name, want := range map[string]string{"聊天.txt": "hello", "log.txt": "packed"} {
		if got, err := readAll(t, s, name); got != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	_, err = s.Open("other.txt")
	wantFault(t, err, fault.NotFound, "other.txt", "烘焙群")
}

func TestABrokenZipIsSaidToBe(t *testing.T) {
	data := archiveOf(t, file{"a.txt", []byte("hello")})
	_, err := open(t, "half.zip", data[:len(data)-10], export.Limits{})
	wantFault(t, err, fault.Invalid, "half.zip")
}

func TestALockedFileIsPassedOver(t *testing.T) {
	data := archiveOf(t, file{"open.txt", []byte("a")}, file{"shut.txt", []byte("b")})
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	data[at+8] |= 1 // the flag for a password
	s, err := open(t, "x.zip", data, export.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Names(), []string{"open.txt"}) || len(s.Skips()) != 1 {
		t.Errorf("names %v, skips %v", s.Names(), s.Skips())
	}
}

// TestClosingEarlyStopsTheGoroutine, whether or not the reader was closed.
func TestClosingEarlyStopsTheGoroutine(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	text := make([]byte, 4<<20)
	for i := range text {
		text[i] = byte('a' + rng.IntN(26))
	}
	data := zipped(t, string(text))
	before := runtime.NumGoroutine()
	for i := range 20 {
		s, err := open(t, "log.gz", data, export.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		rc, err := s.Open("")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(rc, make([]byte, i*10_000)); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			_ = rc.Close()
		}
		if err := errors.Join(s.Close(), rc.Close()); err != nil {
			t.Error(err)
		}
	}
	// Close waits for the work to end; the runtime may count its goroutine for a
	// moment longer.
	for range 1_000_000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}
