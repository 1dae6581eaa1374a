package report

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	crand "crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// post is a mail server on this machine that does as a test says.
type post struct {
	t    *testing.T
	port int
	cert tls.Certificate

	mu       sync.Mutex
	plain    bool   // it offers no STARTTLS
	password string // "" for no AUTH
	refuse   string // the answer to RCPT
	busy     string // the answer to what was written
	cut      bool   // it hangs up where it should say that it took a message
	got      []received
}

type received struct {
	from, to, user string
	safe           bool
	body           []byte
}

func (p *post) set(fn func(p *post)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fn(p)
}

func (p *post) mails() []received {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]received{}, p.got...)
}

func certificate(t *testing.T, name string) (tls.Certificate, *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), crand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{name}, NotBefore: time.Unix(0, 0), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(crand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, leaf
}

// newPost opens a mail server; wrapped speaks TLS from the first byte.
func newPost(k *desk, wrapped bool) *post {
	k.t.Helper()
	cert, leaf := certificate(k.t, "smtp.example")
	k.roots.AddCert(leaf)
	p := &post{t: k.t, cert: cert}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	k.must(err)
	p.port = l.Addr().(*net.TCPAddr).Port
	if wrapped {
		l = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12})
	}
	k.t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c, wrapped)
		}
	}()
	return p
}

// talk is one conversation.
type talk struct {
	*post
	conn net.Conn
	r    *bufio.Reader
	is   received
}

func (s *talk) say(format string, args ...any) { _, _ = fmt.Fprintf(s.conn, format+"\r\n", args...) }

func (p *post) serve(c net.Conn, safe bool) {
	s := &talk{post: p, conn: c, r: bufio.NewReader(c), is: received{safe: safe}}
	defer func() { _ = s.conn.Close() }()
	s.say("220 smtp.example")
	for {
		line, err := s.r.ReadString('\n')
		if err != nil || !s.answer(strings.TrimSpace(line)) {
			return
		}
	}
}

func (s *talk) answer(line string) bool {
	word, rest, _ := strings.Cut(line, " ")
	s.mu.Lock()
	plain, password, refuse := s.plain, s.password, s.refuse
	s.mu.Unlock()
	switch strings.ToUpper(word) {
	case "EHLO":
		s.say("250-smtp.example")
		if !plain && !s.is.safe {
			s.say("250-STARTTLS")
		}
		if password != "" {
			s.say("250-AUTH PLAIN")
		}
		s.say("250 8BITMIME")
	case "STARTTLS":
		s.say("220 go ahead")
		safe := tls.Server(s.conn, &tls.Config{Certificates: []tls.Certificate{s.cert}, MinVersion: tls.VersionTLS12})
		s.conn, s.r, s.is.safe = safe, bufio.NewReader(safe), true
	case "AUTH":
		_, blob, _ := strings.Cut(rest, " ")
		text, _ := base64.StdEncoding.DecodeString(blob)
		parts := strings.Split(string(text), "\x00")
		if len(parts) != 3 || parts[2] != password {
			s.say("535 no")
			return true
		}
		s.is.user = parts[1]
		s.say("235 yes")
	case "MAIL":
		s.is.from = rest
		s.say("250 ok")
	case "RCPT":
		if refuse != "" {
			s.say("%s", refuse)
			return true
		}
		s.is.to = rest
		s.say("250 ok")
	case "DATA":
		return s.data()
	case "QUIT":
		s.say("221 bye")
		return false
	default:
		s.say("250 ok")
	}
	return true
}

func (s *talk) data() bool {
	s.say("354 go on")
	var body bytes.Buffer
	for {
		line, err := s.r.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		body.WriteString(strings.TrimPrefix(line, "."))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy != "" {
		s.say("%s", s.busy)
		return true
	}
	s.is.body = body.Bytes()
	s.got = append(s.got, s.is)
	if s.cut {
		return false
	}
	s.say("250 taken")
	return true
}

// read takes a letter apart: its head, its text and its page.
func (r *received) read(t *testing.T) (head mail.Header, text, page string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		all, _ := io.ReadAll(quotedprintable.NewReader(m.Body))
		return m.Header, string(all), ""
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextPart() // decodes quoted-printable
		if err != nil {
			return m.Header, text, page
		}
		all, _ := io.ReadAll(part)
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			page = string(all)
		} else {
			text = string(all)
		}
	}
}

func (k *desk) server(p *post, security string, more func(m *Mail)) {
	k.t.Helper()
	m := Mail{Host: "smtp.example", Port: p.port, From: "report@hs.example", Security: security}
	if more != nil {
		more(&m)
	}
	k.must(k.s.SetMail(k.t.Context(), k.ws, m, ""))
}

// TestLettersArrive by each way a server is spoken to.
func TestLettersArrive(t *testing.T) {
	for _, security := range []string{STARTTLS, TLS, Plain} {
		k := onSQLite(t)
		p := newPost(k, security == TLS)
		p.set(func(p *post) { p.password, p.plain = "pässword 1", security == Plain })
		k.must(k.s.SetMail(t.Context(), k.ws, Mail{Host: "smtp.example", Port: p.port, User: "qinghe", From: "report@hs.example", Security: security}, "pässword 1"))
		r, err := k.s.TryMail(t.Context(), k.ws, i18n.ZhHans, "wang@hs.example")
		if err != nil || r.Outcome != outbox.Done {
			t.Errorf("%s: %+v, %v", security, r, err)
			continue
		}
		got := p.mails()[0]
		head, text, _ := got.read(t)
		subject, _ := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
		if got.safe != (security != Plain) || got.user != "qinghe" || !strings.Contains(got.from, "<report@hs.example>") || !strings.Contains(got.to, "<wang@hs.example>") ||
			subject != "活水试发的一封邮件" || !strings.Contains(text, "不用回复") || !strings.HasSuffix(head.Get("Message-ID"), "@hs.example>") || head.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("%s: %+v %q %q %v", security, got.safe, subject, text, head)
		}
	}
}

// TestWhatAServerSays becomes what is done about it, and words.
func TestWhatAServerSays(t *testing.T) {
	for name, c := range map[string]struct {
		post func(p *post)
		mail func(m *Mail)
		code string
		want outbox.Outcome
	}{
		"no STARTTLS":             {func(p *post) { p.plain = true }, nil, "no-starttls", outbox.Refuse},
		"a wrong password":        {func(p *post) { p.password = "right" }, func(m *Mail) { m.User = "x" }, "auth", outbox.Refuse},
		"no such address":         {func(p *post) { p.refuse = "550 no such user" }, nil, "no-such-address", outbox.Refuse},
		"busy":                    {func(p *post) { p.refuse = "451 later" }, nil, "SMTP 451", outbox.NotDone},
		"taken for spam":          {func(p *post) { p.busy = "554 spam" }, nil, "SMTP 554", outbox.Refuse},
		"full":                    {func(p *post) { p.busy = "452 full" }, nil, "SMTP 452", outbox.NotDone},
		"hangs up":                {func(p *post) { p.cut = true }, nil, "cut-off", outbox.Maybe},
		"another's name":          {nil, func(m *Mail) { m.Host = "127.0.0.1" }, "certificate", outbox.Refuse},
		"leads inside":            {nil, func(m *Mail) { m.Host = "inside.example" }, "inside", outbox.Refuse},
		"nobody listens":          {nil, func(m *Mail) { m.Port = 1 }, "unreachable", outbox.NotDone},
		"no such name":            {nil, func(m *Mail) { m.Host = "nowhere.example" }, "unreachable", outbox.NotDone},
		"TLS where there is none": {nil, func(m *Mail) { m.Security = TLS }, "unreachable", outbox.NotDone},
	} {
		k := onSQLite(t)
		p := newPost(k, false)
		if c.post != nil {
			p.set(c.post)
		}
		m := Mail{Host: "smtp.example", Port: p.port, From: "report@hs.example", Security: STARTTLS}
		if c.mail != nil {
			c.mail(&m)
		}
		k.must(k.s.SetMail(t.Context(), k.ws, m, "wrong"))
		r, err := k.s.TryMail(t.Context(), k.ws, i18n.ZhHans, "wang@hs.example")
		if err != nil || r.Outcome != c.want || r.Code != c.code {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if strings.Contains(r.Why, "wang@") {
			t.Errorf("%s: an address is told: %s", name, r.Why)
		}
	}
}
