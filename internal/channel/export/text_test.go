package export

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

const (
	hansChat = "2025-03-02 09:15 小满: 今天的面包还有吗?我下午三点过去拿。\n2025-03-02 09:16 店长: 有的,给您留两份。\n"
	hantChat = "2025-03-02 09:15 小滿: 今天的麵包還有嗎?我下午三點過去拿。\n2025-03-02 09:16 店長: 有的,幫您留兩份。\n"
)

func encoded(t testing.TB, c charset, text string) []byte {
	t.Helper()
	var out []byte
	var err error
	switch c {
	case gb18030:
		out, err = simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	case big5:
		out, err = traditionalchinese.Big5.NewEncoder().Bytes([]byte(text))
	case utf16LE:
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))
	case utf16BE:
		out, err = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))
	default:
		out = []byte(text)
	}
	if err != nil {
		t.Fatalf("encoding the sample: %v", err)
	}
	return out
}

func decoded(t testing.TB, r io.Reader) string {
	t.Helper()
	out, err := io.ReadAll(newTextReader(r))
	if err != nil {
		t.Fatalf("decoding: %v", err)
	}
	return string(out)
}

// TestTextIsReadInAnyCharset: what was written is read, however it was stored.
func TestTextIsReadInAnyCharset(t *testing.T) {
	late := strings.Repeat("plain line of an old log, seven bits only\n", 5000) + hansChat
	cases := []struct {
		name   string
		stored []byte
		want   string
	}{
		{"UTF-8", []byte(hansChat), hansChat},
		{"UTF-8 with a mark", []byte(utf8Mark + hansChat), hansChat},
		{"only a mark", []byte(utf8Mark), ""},
		{"UTF-16 LE with a mark", append([]byte{0xff, 0xfe}, encoded(t, utf16LE, hansChat)...), hansChat},
		{"UTF-16 BE with a mark", append([]byte{0xfe, 0xff}, encoded(t, utf16BE, hansChat)...), hansChat},
		{"UTF-16 LE without", encoded(t, utf16LE, hansChat), hansChat},
		{"UTF-16 BE without", encoded(t, utf16BE, hansChat), hansChat},
		{"GB18030, simplified", encoded(t, gb18030, hansChat), hansChat},
		{"GB18030, traditional", encoded(t, gb18030, hantChat), hantChat},
		{"GB18030 with an emoji", encoded(t, gb18030, hansChat+"谢谢😀\n"), hansChat + "谢谢😀\n"},
		{"Big5", encoded(t, big5, hantChat), hantChat},
		{"GB18030 that begins after 200 KB", encoded(t, gb18030, late), late},
		{"UTF-8 that begins after 200 KB", []byte(late), late},
		{"GBK that looks like UTF-8", encoded(t, gb18030, "联通"), "联通"},
		{"Latin in UTF-8", []byte("café, déjà vu\n"), "café, déjà vu\n"},
		{"Russian in UTF-8", []byte("Привет\n"), "Привет\n"},
		{"UTF-8 with one broken byte", []byte(hansChat + "\xff" + hansChat), hansChat + "\uFFFD" + hansChat},
		{"UTF-8 cut in a character", []byte(hansChat)[:len(hansChat)-2], hansChat[:len(hansChat)-4] + "\uFFFD\uFFFD"},
		{"a NUL in text", []byte("a\x00b\n"), "a\uFFFDb\n"},
		{"nothing", nil, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for name, r := range map[string]io.Reader{
				"at once":       bytes.NewReader(c.stored),
				"byte by byte":  iotest.OneByteReader(bytes.NewReader(c.stored)),
				"half by half":  iotest.HalfReader(bytes.NewReader(c.stored)),
				"data with EOF": iotest.DataErrReader(bytes.NewReader(c.stored)),
			} {
				if got := decoded(t, r); got != c.want {
					t.Errorf("%s: got %.80q (%d bytes), want %.80q (%d bytes)", name, got, len(got), c.want, len(c.want))
				}
			}
		})
	}
}

// TestEverydayWordsDecide: where a line is sound in both Chinese charsets, the
// one whose characters people use is taken.
func TestEverydayWordsDecide(t *testing.T) {
	common := everydayRunes()
	both := 0
	for _, c := range []struct {
		charset charset
		line    string
	}{
		{gb18030, "今天的面包还有吗"}, {gb18030, "有的给您留两份"}, {gb18030, "谢谢老板"}, {gb18030, "明天几点开门"},
		{big5, "今天的麵包還有嗎"}, {big5, "有的幫您留兩份"}, {big5, "謝謝老闆"}, {big5, "明天幾點開門"}, {big5, "我們一起去買菜吧"},
	} {
		stored := encoded(t, c.charset, c.line)
		if readAs(gb18030, stored, common).sound() && readAs(big5, stored, common).sound() {
			both++
		}
		if got := narrowCharset(stored); got != c.charset {
			t.Errorf("%q is taken for charset %d, not %d", c.line, got, c.charset)
		}
	}
	if both < 4 {
		t.Errorf("only %d of the lines are sound in both charsets; the claim is hardly tested", both)
	}
}

// TestSmallReadsLoseNothing reads with buffers too small for a character.
// TestLinesThatEndInCRAlone end like all others; a CR among lines that end in
// LF is part of what was said.
func TestLinesThatEndInCRAlone(t *testing.T) {
	mac := strings.ReplaceAll(strings.Repeat(hansChat, 2000), "\n", "\r")
	for name, c := range map[string]struct{ stored, want string }{
		"utf-8":        {mac, strings.Repeat(hansChat, 2000)},
		"gb18030":      {string(encoded(t, gb18030, mac)), strings.Repeat(hansChat, 2000)},
		"utf-16":       {"\xff\xfe" + string(encoded(t, utf16LE, mac)), strings.Repeat(hansChat, 2000)},
		"crlf":         {"a\r\nb\r\n", "a\r\nb\r\n"},
		"a cr in lf":   {"a\rb\nc\n", "a\rb\nc\n"},
		"later in lf":  {hansChat + "a\rb\n", hansChat + "a\rb\n"},
		"the last one": {"a\r", "a\r"},
	} {
		if got := decoded(t, strings.NewReader(c.stored)); got != c.want {
			t.Errorf("%s: %d bytes for %d: %.60q", name, len(got), len(c.want), got)
		}
	}
}

func TestSmallReadsLoseNothing(t *testing.T) {
	stored := []byte("x\xff\xfe\x00" + hansChat)
	want := "x\uFFFD\uFFFD\uFFFD" + hansChat
	for _, size := range []int{1, 2, 3, 7, 63, 64, 65} {
		r := newTextReader(bytes.NewReader(stored))
		var got []byte
		buf := make([]byte, size)
		for {
			n, err := r.Read(buf)
			got = append(got, buf[:n]...)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if string(got) != want {
			t.Errorf("in reads of %d bytes: got %q", size, got)
		}
	}
}

// TestReadErrorsArePassedOn: a failing disk is no end of file.
func TestReadErrorsArePassedOn(t *testing.T) {
	broken := errors.New("the disk broke")
	for _, text := range []string{"", "plain", hansChat, "\xff\xff"} {
		r := io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))
		if _, err := io.ReadAll(newTextReader(r)); !errors.Is(err, broken) {
			t.Errorf("after %q: got error %v", text, err)
		}
	}
}

// TestSoundTextStaysAsItIs: decoding changes no UTF-8 without NUL or mark whose
// lines end in LF.
func TestSoundTextStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := "。\n" + strings.ReplaceAll(rapid.String().Draw(t, "text"), "\x00", "")
		chunk := rapid.IntRange(1, 200).Draw(t, "chunk")
		r := newTextReader(&chunked{data: []byte(text), size: chunk})
		got, err := io.ReadAll(r)
		if err != nil || string(got) != text {
			t.Fatalf("got %q, %v; want %q", got, err, text)
		}
	})
}

type chunked struct {
	data []byte
	size int
}

func (c *chunked) Read(p []byte) (int, error) {
	if len(c.data) == 0 {
		return 0, io.EOF
	}
	n := copy(p, c.data[:min(c.size, len(c.data))])
	c.data = c.data[n:]
	return n, nil
}

// FuzzText claims that whatever is stored, what is read is sound text, and
// the same however it arrives.
func FuzzText(f *testing.F) {
	for _, c := range []charset{utf8Text, utf16LE, utf16BE, gb18030} {
		f.Add(encoded(f, c, hansChat))
	}
	f.Add(encoded(f, big5, hantChat))
	f.Add([]byte("\xff\xfe"))
	f.Add([]byte("a\x00\xff"))
	f.Fuzz(func(t *testing.T, stored []byte) {
		whole := decoded(t, bytes.NewReader(stored))
		if !utf8.ValidString(whole) || strings.ContainsRune(whole, 0) {
			t.Errorf("what was read is no sound text: %q", whole)
		}
		if len(stored) < 2000 {
			if slow := decoded(t, iotest.OneByteReader(bytes.NewReader(stored))); slow != whole {
				t.Errorf("byte by byte it reads %q, at once %q", slow, whole)
			}
		}
	})
}
