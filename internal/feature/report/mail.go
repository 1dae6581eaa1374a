package report

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/outward"
)

// letter is what is sent to one address.
type letter struct {
	Unit    id.Unit
	To      string `json:",omitempty"` // e-mail only
	Subject string `json:",omitempty"`
	Text    string // of a robot: markdown; of a hook: JSON
	HTML    string `json:",omitempty"`
	Until   int64  // milliseconds: later it is of no use
}

const (
	mailIn    = 20 * time.Second // for one message and its answer
	leastTLS  = tls.VersionTLS12
	mailAgent = "Huoshui"
)

// mailer sends e-mail by one server.
type mailer struct {
	m        Mail
	password string
	out      *outward.Client
	roots    *tls.Config // nil for the system's; a test has its own
}

// post sends a letter. The same key has the same Message-ID, so that a repeat can be
// known.
func (p *mailer) post(ctx context.Context, key string, l *letter, now time.Time) outbox.Result {
	msg, err := p.message(key, l, now)
	if err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "address", Why: "an address cannot be read"}
	}
	client, err := p.client()
	if err != nil {
		return outbox.Result{Outcome: outbox.Refuse, Code: "server", Why: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, mailIn)
	defer cancel()
	if err := client.DialWithContext(ctx); err != nil {
		return notConnected(err)
	}
	defer client.Close() //nolint:errcheck // the message was taken, or was not
	err = client.Send(msg)
	if msg.IsDelivered() { // whatever was said after it
		return outbox.Result{Outcome: outbox.Done}
	}
	return notSent(err)
}

func (p *mailer) message(key string, l *letter, now time.Time) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := errors.Join(msg.From(p.m.From), msg.To(l.To)); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(key))
	_, domain, _ := strings.Cut(p.m.From, "@")
	msg.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@" + domain)
	msg.SetDateWithValue(now)
	msg.Subject(l.Subject)
	msg.SetUserAgent(mailAgent)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, l.Text)
	if l.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	}
	return msg, nil
}

func (p *mailer) client() (*gomail.Client, error) {
	_, domain, _ := strings.Cut(p.m.From, "@")
	config := &tls.Config{ServerName: p.m.Host, MinVersion: leastTLS}
	if p.roots != nil {
		config.RootCAs = p.roots.RootCAs
	}
	policy := gomail.TLSMandatory
	dial := p.out.Dial
	switch p.m.Security {
	case Plain:
		policy = gomail.NoTLS
	case TLS:
		policy = gomail.NoTLS // it is there from the first byte
		dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := p.out.Dial(ctx, network, address)
			if err != nil {
				return nil, err
			}
			safe := tls.Client(conn, config)
			if err := safe.HandshakeContext(ctx); err != nil {
				_ = conn.Close() // the first error tells
				return nil, fmt.Errorf("speak TLS: %w", err)
			}
			return safe, nil
		}
	}
	options := []gomail.Option{gomail.WithPort(p.m.Port), gomail.WithTimeout(mailIn), gomail.WithHELO(domain), gomail.WithDialContextFunc(dial),
		gomail.WithTLSPolicy(policy), gomail.WithTLSConfig(config), gomail.WithoutNoop()}
	if p.m.User != "" {
		ways := []gomail.SMTPAuthType{gomail.SMTPAuthPlain, gomail.SMTPAuthLogin}
		if p.m.Security == Plain {
			ways = []gomail.SMTPAuthType{gomail.SMTPAuthCramMD5, gomail.SMTPAuthPlainNoEnc, gomail.SMTPAuthLoginNoEnc}
		}
		options = append(options, gomail.WithOpportunisticSMTPAuth(ways...), gomail.WithUsername(p.m.User), gomail.WithPassword(p.password))
	}
	return gomail.NewClient(p.m.Host, options...)
}

// notConnected is what is made of a server that could not be spoken to: certainly
// nothing was sent.
func notConnected(err error) outbox.Result {
	var dns *net.DNSError
	var timeout net.Error
	var cert *tls.CertificateVerificationError
	text := err.Error()
	switch {
	case errors.Is(err, outward.ErrInside):
		return outbox.Result{Outcome: outbox.Refuse, Code: "inside"}
	case errors.As(err, &cert):
		return outbox.Result{Outcome: outbox.Refuse, Code: "certificate", Why: cert.Err.Error()}
	case strings.Contains(text, "STARTTLS"):
		return outbox.Result{Outcome: outbox.Refuse, Code: "no-starttls"}
	case strings.Contains(text, "AUTH failed"), strings.Contains(text, "support SMTP AUTH"), strings.Contains(text, "535"):
		return outbox.Result{Outcome: outbox.Refuse, Code: "auth"}
	case errors.As(err, &dns):
		return outbox.Result{Outcome: outbox.NotDone, Code: "dns", Why: dns.Err}
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout():
		return outbox.Result{Outcome: outbox.NotDone, Code: "timeout"}
	}
	return outbox.Result{Outcome: outbox.NotDone, Code: "unreachable", Why: text}
}

// notSent is what is made of a message that the server did not take, or of which
// nobody knows.
func notSent(err error) outbox.Result {
	var send *gomail.SendError
	if !errors.As(err, &send) {
		return outbox.Result{Outcome: outbox.NotDone, Code: "unreachable"}
	}
	code := send.ErrorCode()
	result := outbox.Result{Outcome: outbox.NotDone, Code: fmt.Sprintf("SMTP %d", code)}
	switch {
	case code >= 500:
		result.Outcome = outbox.Refuse
	case code == 0 && (send.Reason == gomail.ErrSMTPDataClose || send.Reason == gomail.ErrSMTPReset || send.Reason == gomail.ErrAmbiguous):
		return outbox.Result{Outcome: outbox.Maybe, Code: "cut-off"} // it broke off while the answer was awaited
	case code == 0:
		result.Code = "unreachable"
	}
	if send.Reason == gomail.ErrSMTPRcptTo && result.Outcome == outbox.Refuse {
		result.Code = "no-such-address"
	}
	return result
}
