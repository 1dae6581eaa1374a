package export

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// textReader turns stored text into sound UTF-8: without a byte order mark,
// every byte part of a well-formed character, no NUL. Bytes that are part of
// none become U+FFFD. The charset is judged where the first byte over 127
// stands, however far down that is. Lines that end in CR alone, as tables saved
// for old Macs do, end in LF.
type textReader struct {
	src     *bufio.Reader
	text    io.Reader // src, or what decodes it once it turned out to be other than UTF-8
	next    func(*textReader, []byte) (int, error)
	rest    []byte // sound text that did not fit
	restBuf []byte
	tail    [utf8.UTFMax]byte // the beginning of a character cut by the last read
	tailLen int
	mac     bool // CR ends the lines
}

func newTextReader(r io.Reader) *textReader {
	src := bufio.NewReaderSize(r, windowSize)
	return &textReader{src: src, text: src, next: (*textReader).readHead}
}

func (t *textReader) Read(p []byte) (int, error) {
	if len(t.rest) > 0 {
		n := copy(p, t.rest)
		t.rest = t.rest[n:]
		return n, nil
	}
	if len(p) < 64 { // too small to hold what mending may need
		small := make([]byte, 512)
		n, err := t.next(t, small)
		m := copy(p, small[:n])
		if m < n {
			t.rest = append(small[m:n:n], t.rest...)
			err = t.later(err)
		}
		return m, err
	}
	return t.next(t, p)
}

// readHead judges what only the start of a file can tell.
func (t *textReader) readHead(p []byte) (int, error) {
	head, err := t.src.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return 0, err
	}
	if c, ok := wideCharset(head); ok {
		if text, err := c.encoding().NewDecoder().Bytes(head[:len(head)&^1]); err == nil {
			t.mac = onlyCR(text)
		}
		t.become(c, nil)
		return t.next(t, p)
	}
	t.mac = onlyCR(head)
	if bytes.HasPrefix(head, []byte(utf8Mark)) {
		_, _ = t.src.Discard(len(utf8Mark)) // peeked, so it is there
		t.next = (*textReader).readText
		return t.next(t, p)
	}
	t.next = (*textReader).readASCII
	return t.next(t, p)
}

// readASCII passes text on until a byte over 127 asks for a decision.
func (t *textReader) readASCII(p []byte) (int, error) {
	n, err := t.src.Read(p)
	i := firstHigh(p[:n])
	if i == n {
		return t.sound(p, n, err)
	}
	ahead, _ := t.src.Peek(windowSize) // an error comes back when it is read
	window := append(bytes.Clone(p[i:n]), ahead...)
	if c := narrowCharset(window[:min(len(window), windowSize)]); c != utf8Text {
		t.become(c, bytes.Clone(p[i:n]))
		return t.sound(p, i, nil) // what came before is plain in any charset
	}
	t.next = (*textReader).readText
	return t.sound(p, n, err)
}

// become makes the rest of the text, and pushed before it, be read in charset c.
func (t *textReader) become(c charset, pushed []byte) {
	src := io.MultiReader(bytes.NewReader(pushed), t.src)
	t.text = transform.NewReader(src, c.encoding().NewDecoder())
	t.next = (*textReader).readText
}

// readText reads what is UTF-8 already, though not always sound.
func (t *textReader) readText(p []byte) (int, error) {
	n := copy(p, t.tail[:t.tailLen])
	t.tailLen = 0
	m, err := t.text.Read(p[n:])
	return t.sound(p, n+m, err)
}

// sound makes p[:n], read with err, sound UTF-8.
func (t *textReader) sound(p []byte, n int, err error) (int, error) {
	if err == nil {
		cut := cutOff(p[:n])
		t.tailLen = copy(t.tail[:], p[n-cut:n])
		n -= cut
	}
	t.endLines(p[:n])
	if utf8.Valid(p[:n]) && bytes.IndexByte(p[:n], 0) < 0 {
		return n, err
	}
	return t.mend(p, n, err)
}

// endLines makes CR end the lines of text in which nothing else does.
func (t *textReader) endLines(p []byte) {
	for i := 0; t.mac && i < len(p); i++ {
		if p[i] == '\r' {
			p[i] = '\n'
		}
	}
}

// onlyCR reports whether the start of a text has lines and all of them end in CR.
func onlyCR(head []byte) bool {
	i := bytes.IndexByte(head, '\r')
	return i >= 0 && i < len(head)-1 && bytes.IndexByte(head, '\n') < 0 // after the last byte LF may follow
}

// mend replaces what is no text in p[:n]. What no longer fits waits in rest,
// and so does the error.
func (t *textReader) mend(p []byte, n int, err error) (int, error) {
	out := t.restBuf[:0]
	for text := p[:n]; len(text) > 0; {
		r, size := utf8.DecodeRune(text)
		if r == 0 {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
		text = text[size:]
	}
	t.restBuf = out
	m := copy(p, out)
	t.rest = out[m:]
	if len(t.rest) > 0 {
		err = t.later(err)
	}
	return m, err
}

// later keeps an error until what was read before it is handed out.
func (t *textReader) later(err error) error {
	if err != nil {
		t.next = func(*textReader, []byte) (int, error) { return 0, err }
	}
	return nil
}

// cutOff returns how many bytes at the end of p begin a character that goes on.
func cutOff(p []byte) int {
	for i := 1; i < utf8.UTFMax && i <= len(p); i++ {
		if b := p[len(p)-i]; utf8.RuneStart(b) {
			if !utf8.FullRune(p[len(p)-i:]) {
				return i
			}
			return 0
		}
	}
	return 0
}

// firstHigh returns where the first byte over 127 stands in p, or len(p).
func firstHigh(p []byte) int {
	i := 0
	for ; i+8 <= len(p); i += 8 {
		if binary.LittleEndian.Uint64(p[i:])&0x8080808080808080 != 0 {
			break
		}
	}
	for ; i < len(p); i++ {
		if p[i] >= utf8.RuneSelf {
			return i
		}
	}
	return i
}
