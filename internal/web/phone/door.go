package phone

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/web/console"
)

// Ports are tried in this order where the door stood nowhere yet: phones keep the
// address, so it should be the same tomorrow.
const (
	firstPort = 8090
	lastPort  = 8099
)

// Options are what a Door needs.
type Options struct {
	Net   Net // nil where phones need no door: they use the console's address
	Auth  *auth.Service
	Clock clock.Clock
	Rand  io.Reader // crypto/rand.Reader, except in tests
	Log   *slog.Logger
	Work  *run.Group // what listens ends with it
}

// Door is the second way into the console, for phones. It is safe for use by many
// goroutines.
type Door struct {
	net   Net
	auth  *auth.Service
	clock clock.Clock
	rand  io.Reader
	log   *slog.Logger
	work  *run.Group

	shell *console.Shell // set by Add
	seal  [32]byte       // of what a page has seen; set by Add, another one in every run
	pages http.Handler   // what is behind the door; set by Lead

	hinge sync.Mutex // held while the door is opened or shut; before mu

	mu      sync.Mutex // guards what follows
	open    *opened    // nil while it is shut
	knock   *knock     // nil before the first code
	strikes strikes
	pairing int    // phones that gave the right code and are not written down yet
	shut    reason // why it was shut last
}

// opened is the door while it stands open.
type opened struct {
	at     netip.AddrPort
	by     id.User
	listen net.Listener
	server *http.Server
	guests guests
	lost   bool // the computer is not found at the address any more
}

// reason is why the program shut the door by itself.
type reason string

const (
	byHand     reason = ""
	wrongCodes reason = "wrong-codes"
	nobodyCame reason = "nobody"
	broke      reason = "broke"
)

// NewDoor returns a door that is shut.
func NewDoor(o Options) *Door {
	return &Door{net: o.Net, auth: o.Auth, clock: o.Clock, rand: o.Rand, log: o.Log, work: o.Work, strikes: strikes{}}
}

// Lead says what is behind the door: the console's pages, before it first opens.
func (d *Door) Lead(pages http.Handler) { d.pages = pages }

var (
	notHere = i18n.Text{
		Hans: "这台电脑现在没有 %s 这个地址，可能换了网络。请刷新这一页再试。",
		Hant: "這台電腦現在沒有 %s 這個位址，可能換了網路。請重新整理這一頁再試。",
		En:   "This computer does not have the address %s now; it may be in another network. Reload this page and try again.",
	}
	cannotOpen = i18n.Text{
		Hans: "没有打开：地址 %s 用不了。可能被防火墙或安全软件拦了，请允许活水使用网络，再按一次。",
		Hant: "沒有打開：位址 %s 無法使用。可能被防火牆或安全軟體擋下，請允許活水使用網路，再按一次。",
		En:   "Phones could not be let in: the address %s cannot be used. A firewall or security program may be in the way; allow Huoshui to use the network and try again.",
	}
	isShut = i18n.Text{
		Hans: "已经关上了。要连手机，请先按“打开 10 分钟”。",
		Hant: "已經關上了。要連手機，請先按「打開 10 分鐘」。",
		En:   "Phones are shut out now. To pair one, press “Let phones in for 10 minutes” first.",
	}
)

// Open opens the door at one of the computer's addresses, with a fresh code for
// user's phone; where it is open there already it only gets a fresh code. It fails
// with Forbidden, with Conflict where the computer has no such address any more,
// and with Unavailable where it cannot be listened at.
func (d *Door) Open(ctx context.Context, user id.User, ip netip.Addr) error {
	d.hinge.Lock()
	defer d.hinge.Unlock()
	if err := d.auth.MustOwn(ctx, user); err != nil {
		return err
	}
	code, err := d.newCode(user)
	if err != nil {
		return err
	}
	if o := d.standing(); o == nil || o.at.Addr() != ip {
		if err := d.swing(ctx, user, ip); err != nil {
			return err
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.knock, d.shut = code, byHand
	return nil
}

// swing opens the door at ip, and shuts it where it stood. The hinge is held.
func (d *Door) swing(ctx context.Context, user id.User, ip netip.Addr) error {
	all, err := d.net.Addresses()
	if err != nil {
		return fmt.Errorf("look for this computer's addresses: %w", err)
	}
	if !slices.ContainsFunc(all, func(a Address) bool { return a.IP == ip }) {
		return fault.New(fault.Conflict, notHere.With(ip.String()))
	}
	d.drop(byHand)
	l, at, err := d.listen(ctx, ip)
	if err != nil {
		return fault.Because(err, fault.Unavailable, cannotOpen.With(ip.String()))
	}
	if err := d.auth.NoteDoorOpened(ctx, user, at.String()); err != nil {
		return errors.Join(err, l.Close())
	}
	d.begin(l, at, user)
	return nil
}

// listen takes the port where the door stood last, else one of a few that are
// always tried in the same order, else any.
func (d *Door) listen(ctx context.Context, ip netip.Addr) (net.Listener, netip.AddrPort, error) {
	kept, err := d.auth.Door(ctx)
	if err != nil {
		return nil, netip.AddrPort{}, err
	}
	var ports []uint16
	if was, err := netip.ParseAddrPort(kept.Address); err == nil {
		ports = append(ports, was.Port())
	}
	for p := uint16(firstPort); p <= lastPort; p++ {
		ports = append(ports, p)
	}
	var l net.Listener
	for _, port := range append(ports, 0) {
		if l, err = d.net.Listen(ctx, netip.AddrPortFrom(ip, port)); err == nil {
			break
		}
	}
	if err != nil {
		return nil, netip.AddrPort{}, err
	}
	at, err := netip.ParseAddrPort(l.Addr().String())
	if err != nil {
		return nil, netip.AddrPort{}, errors.Join(err, l.Close())
	}
	return newNarrow(l), netip.AddrPortFrom(at.Addr().Unmap(), at.Port()), nil
}

// begin lets phones in at l.
func (d *Door) begin(l net.Listener, at netip.AddrPort, user id.User) {
	o := &opened{at: at, by: user, listen: l}
	o.server = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { d.meet(o, w, r) }),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Minute, IdleTimeout: time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(d.log.Handler(), slog.LevelWarn)}
	d.mu.Lock()
	d.open = o
	d.mu.Unlock()
	d.work.Go("serve phones", func(ctx context.Context) error {
		stop := context.AfterFunc(ctx, func() { _ = o.server.Close() }) // the listener is what matters
		defer stop()
		err := o.server.Serve(l)
		if errors.Is(err, http.ErrServerClosed) || d.unhang(o, broke) == nil {
			return nil // shut on purpose
		}
		return err
	})
}

// newCode draws a code that nobody can guess.
func (d *Door) newCode(user id.User) (*knock, error) {
	var b [4]byte
	for {
		if _, err := io.ReadFull(d.rand, b[:]); err != nil {
			return nil, fmt.Errorf("take randomness: %w", err)
		}
		if n := binary.BigEndian.Uint32(b[:]); n < 1<<32/codes*codes { // each code as likely as the others
			return &knock{code: codeOf(n), user: user, until: d.clock.Now().Add(CodeLife)}, nil
		}
	}
}

// NewCode makes a fresh code for a phone of user's; the one before is worth
// nothing then. It fails with Forbidden, and with Conflict where the door is shut.
func (d *Door) NewCode(ctx context.Context, user id.User) error {
	if err := d.auth.MustOwn(ctx, user); err != nil {
		return err
	}
	code, err := d.newCode(user)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open == nil {
		return fault.New(fault.Conflict, isShut.With())
	}
	d.knock = code
	return nil
}

// Close shuts the door at once, for every phone. It fails with Forbidden.
func (d *Door) Close(ctx context.Context, user id.User) error {
	d.hinge.Lock()
	defer d.hinge.Unlock()
	if err := d.auth.MustOwn(ctx, user); err != nil {
		return err
	}
	if !d.drop(byHand) {
		return nil
	}
	return d.auth.NoteDoorClosed(ctx, user, "")
}

// drop shuts the door at once and reports whether it was open. The hinge is held.
func (d *Door) drop(why reason) bool {
	o := d.unhang(nil, why)
	if o == nil {
		return false
	}
	_ = o.server.Close() // the listener is closed whatever it says
	return true
}

// unhang takes the door away, if it is the one meant, or whichever it is for nil.
func (d *Door) unhang(meant *opened, why reason) *opened {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := d.open
	if o == nil || meant != nil && o != meant {
		return nil
	}
	d.open, d.knock, d.shut = nil, nil, why
	return o
}

// shutAfter shuts the door when the answers under way have been given, and writes
// down why.
func (d *Door) shutAfter(ctx context.Context, meant *opened, why reason) error {
	o := d.unhang(meant, why)
	if o == nil {
		return nil
	}
	_ = o.listen.Close() // nobody new from now on
	d.work.Go("shut phones out", func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
		defer cancel()
		_ = o.server.Shutdown(ctx) // what does not end by itself is ended now
		_ = o.server.Close()
		return nil
	})
	return d.auth.NoteDoorClosed(context.WithoutCancel(ctx), o.by, string(why))
}

// Shut shuts the door because the program ends.
func (d *Door) Shut() {
	d.hinge.Lock()
	defer d.hinge.Unlock()
	d.drop(byHand)
}

// standing is the door while it is open, else nil.
func (d *Door) standing() *opened {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open
}
