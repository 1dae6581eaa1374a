package export

import (
	"bytes"
	"errors"
	"io"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// MaxLine is the longest line, in bytes of UTF-8, that is kept. A longer one
// is no chat line but a broken or hostile file.
const MaxLine = 1 << 20

// lineBuffer is what a line reader starts with; it grows to MaxLine when a
// line asks for it.
const lineBuffer = 64 << 10

// Lines walks through text line by line. Lines end in LF or CRLF, neither of
// which is part of the line. A line over MaxLine is never held in memory: it
// is told to the sink as a Skip and passed over.
//
//	lines := export.NewLines(r, "messages.tsv", sink)
//	for lines.Next() {
//		use(lines.Number(), lines.Bytes())
//	}
//	return lines.Err()
type Lines struct {
	src   io.Reader
	file  string
	sink  Sink
	buf   []byte
	start int // of what is not yet handed out
	end   int
	line  []byte
	n     int
	err   error // why reading ended; io.EOF when all is read
}

// NewLines reads lines from r. file names the file in skips, as in Skip.File.
// sink hears of lines that are too long; nil where nobody wants to.
func NewLines(r io.Reader, file string, sink Sink) *Lines {
	return &Lines{src: r, file: file, sink: sink, buf: make([]byte, lineBuffer)}
}

// Next moves to the next line and reports whether there is one.
func (l *Lines) Next() bool {
	for {
		if i := bytes.IndexByte(l.buf[l.start:l.end], '\n'); i >= 0 {
			l.take(l.start+i, 1)
			return true
		}
		if l.err != nil {
			if l.start == l.end || !errors.Is(l.err, io.EOF) {
				return false
			}
			l.take(l.end, 0) // the last line has no line end
			return true
		}
		if l.end-l.start > MaxLine {
			if !l.pass() {
				return false
			}
			continue
		}
		l.fill()
	}
}

// take makes the line that ends before end current; after it come skip bytes
// that belong to no line.
func (l *Lines) take(end, skip int) {
	line := l.buf[l.start:end]
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	l.line, l.start = line, end+skip
	l.n++
}

// fill reads more behind what is there, making room first.
func (l *Lines) fill() {
	if l.start > 0 {
		copy(l.buf, l.buf[l.start:l.end])
		l.start, l.end = 0, l.end-l.start
	}
	if l.end == len(l.buf) {
		bigger := make([]byte, 2*len(l.buf))
		copy(bigger, l.buf[:l.end])
		l.buf = bigger
	}
	n, err := l.src.Read(l.buf[l.end:])
	l.end += n
	l.err = err
}

// pass drops the line that has grown too long, up to and with its line end,
// and tells the sink. It reports whether reading may go on.
func (l *Lines) pass() bool {
	size := int64(0)
	for {
		i := bytes.IndexByte(l.buf[l.start:l.end], '\n')
		if i >= 0 {
			size += int64(i)
			l.start += i + 1
			break
		}
		size += int64(l.end - l.start)
		l.start, l.end = 0, 0
		if l.err != nil {
			break
		}
		l.end, l.err = l.src.Read(l.buf)
	}
	l.n++
	if l.sink == nil {
		return true
	}
	if err := l.sink.Skip(Skip{File: l.file, Line: l.n, Why: lineTooLong.With(size>>10, MaxLine>>10)}); err != nil {
		l.err = err
		return false
	}
	return true
}

// Bytes returns the current line. It is valid until Next is called.
func (l *Lines) Bytes() []byte { return l.line }

// Text returns the current line as a string of its own.
func (l *Lines) Text() string { return string(l.line) }

// Number returns the number of the current line, counting from 1.
func (l *Lines) Number() int { return l.n }

// Err returns why reading ended early: what the reader below or the sink
// failed with, or nil when every line was read.
func (l *Lines) Err() error {
	if errors.Is(l.err, io.EOF) {
		return nil
	}
	return l.err
}

var lineTooLong = i18n.Text{
	Hans: "这一行有 %[1]d KB，超过了 %[2]d KB 的上限，不像聊天记录，已跳过；其余各行照常读取。",
	Hant: "這一行有 %[1]d KB，超過 %[2]d KB 的上限，不像聊天紀錄，已略過；其他各行照常讀取。",
	En:   "This line is %[1]d KB long, over the limit of %[2]d KB for a chat line. It was skipped; all other lines were read.",
}
