// Package outward is the one client by which the server calls addresses that
// people typed in: hooks, homeservers, whatever is connected.
//
// An address that leads inside — loopback, private, link-local, shared (CGNAT),
// metadata, unspecified, multicast and the like, for IPv4, IPv6 and the ways in
// which one is written as the other — is refused when it is dialled, after its
// name was looked up and for every redirect anew, so that a name that is
// something else the second time helps nobody. The owner of the installation may
// list networks that are allowed all the same.
//
// Needs: the resolver of the machine, unless it is given another.
// Never: goes through a proxy that the environment names: the proxy would do the
// dialling, and nobody would look where to.
package outward

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Resolver looks names up; net.DefaultResolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Options are what a Client is made with. Every field may be left out.
type Options struct {
	Allow     []netip.Prefix // networks that are allowed although they lead inside
	Resolver  Resolver
	Dial      func(ctx context.Context, network, address string) (net.Conn, error) // of an address that was let through
	Whole     time.Duration                                                        // for a request and its answer; 0 for no limit but the context's
	MaxAnswer int64                                                                // bytes of an answer's body; 0 for no limit
	Redirects int                                                                  // how many are followed
}

const (
	connectIn   = 10 * time.Second
	headersIn   = 30 * time.Second
	idleFor     = time.Minute
	maxIdle     = 100
	maxPerHost  = 32
	maxHeaders  = 64 << 10
	fallBackGap = 300 * time.Millisecond
)

// Client calls the outside.
type Client struct {
	allow    []netip.Prefix
	resolver Resolver
	dial     func(ctx context.Context, network, address string) (net.Conn, error)
	http     *http.Client
}

// New returns a client.
func New(o Options) *Client {
	c := &Client{allow: o.Allow, resolver: o.Resolver, dial: o.Dial}
	if c.resolver == nil {
		c.resolver = net.DefaultResolver
	}
	if c.dial == nil {
		// The second look is at what is really connected to: nothing above can
		// have put another address in between.
		c.dial = (&net.Dialer{Timeout: connectIn, FallbackDelay: fallBackGap, ControlContext: c.control}).DialContext
	}
	var transport http.RoundTripper = &http.Transport{DialContext: c.dialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: connectIn,
		ResponseHeaderTimeout: headersIn, IdleConnTimeout: idleFor, MaxIdleConns: maxIdle, MaxIdleConnsPerHost: 4, MaxConnsPerHost: maxPerHost,
		MaxResponseHeaderBytes: maxHeaders}
	if o.MaxAnswer > 0 {
		transport = bounded{transport, o.MaxAnswer}
	}
	c.http = &http.Client{Transport: transport, Timeout: o.Whole, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > o.Redirects {
			return http.ErrUseLastResponse
		}
		return checkScheme(r)
	}}
	return c
}

// HTTP is the client for those who know how to call what they call. Its limits
// are those of the Options.
func (c *Client) HTTP() *http.Client { return c.http }

// Do sends a request.
func (c *Client) Do(r *http.Request) (*http.Response, error) {
	if err := checkScheme(r); err != nil {
		return nil, err
	}
	return c.http.Do(r)
}

var (
	// ErrInside is that an address leads inside.
	ErrInside = errors.New("the address leads into this machine or its network")

	inside = i18n.Text{
		Hans: "地址 %s 指向本机或内网（%s），为了安全没有连接。确实要连的话，请安装的负责人用 --allow-networks 写明允许的网段。",
		Hant: "位址 %s 指向本機或內部網路（%s），為了安全沒有連線。確實要連的話，請安裝的負責人以 --allow-networks 寫明允許的網段。",
		En:   "The address %s leads into this machine or its own network (%s), so it was not called. If it is meant, the owner of the installation lists the network with --allow-networks.",
	}
	badScheme = i18n.Text{
		Hans: "地址要以 https:// 或 http:// 开头，里面不能有账号和密码。",
		Hant: "位址要以 https:// 或 http:// 開頭，裡面不能有帳號與密碼。",
		En:   "An address begins with https:// or http:// and holds no user and password.",
	}
	badNetworks = i18n.Text{
		Hans: "允许的网段要写成地址或网段，用逗号隔开，比如 10.0.0.0/8,192.168.1.5；现在是 %s。",
		Hant: "允許的網段要寫成位址或網段，以逗號隔開，例如 10.0.0.0/8,192.168.1.5；現在是 %s。",
		En:   "Allowed networks are addresses or networks separated by commas, such as 10.0.0.0/8,192.168.1.5; not %s.",
	}
)

func checkScheme(r *http.Request) error {
	if r.URL.Scheme != "https" && r.URL.Scheme != "http" || r.URL.User != nil || r.URL.Hostname() == "" {
		return fault.New(fault.Invalid, badScheme.With())
	}
	return nil
}

// ParseNetworks reads networks separated by commas, or fails with Invalid.
func ParseNetworks(s string) (out []netip.Prefix, err error) {
	for one := range strings.SplitSeq(s, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		p, err := netip.ParsePrefix(one)
		if err != nil {
			a, err := netip.ParseAddr(one)
			if err != nil || a.Zone() != "" {
				return nil, fault.New(fault.Invalid, badNetworks.With(s))
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// May is nil where an address may be called, else a Forbidden that wraps
// ErrInside. host is what stood in the address, for the sentence.
func (c *Client) May(host string, a netip.Addr) error {
	if leadsOut(a) {
		return nil
	}
	for _, form := range forms(a) {
		for _, p := range c.allow {
			if p.Contains(form) {
				return nil
			}
		}
	}
	return fault.Because(ErrInside, fault.Forbidden, inside.With(host, a.String()))
}

// Reach looks a host up and returns the addresses of it that may be called.
func (c *Client) Reach(ctx context.Context, host string) ([]netip.Addr, error) {
	all := []netip.Addr{}
	if a, err := netip.ParseAddr(host); err == nil {
		all = append(all, a)
	} else if all, err = c.resolver.LookupNetIP(ctx, "ip", host); err != nil {
		return nil, fmt.Errorf("look up %s: %w", host, err)
	}
	var out []netip.Addr
	var refused error
	for _, a := range all {
		if err := c.May(host, a); err != nil {
			refused = err
			continue
		}
		out = append(out, a)
	}
	switch {
	case len(out) > 0:
		return out, nil
	case refused != nil:
		return nil, refused
	}
	return nil, fmt.Errorf("look up %s: it has no address", host)
}

// dialContext connects to one of the addresses of a host that may be called.
// The name is looked up once, here, and never again.
func (c *Client) dialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, connectIn)
	defer cancel()
	where, err := c.Reach(ctx, host)
	if err != nil {
		return nil, err
	}
	var failed error
	for _, a := range where {
		conn, err := c.dial(ctx, network, net.JoinHostPort(a.String(), port))
		if err == nil {
			return conn, nil
		}
		failed = err
	}
	return nil, failed
}

// control looks at the address right before it is connected to.
func (c *Client) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	return c.May(at.Addr().String(), at.Addr())
}

// bounded cuts answers off that are too long.
type bounded struct {
	http.RoundTripper
	limit int64
}

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, b.limit), answer.Body}
	}
	return answer, err
}
