package house

import (
	"context"
	"crypto/rand"
	"net"
	"net/netip"
	"net/url"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/web/phone"
)

// LocalNet is the network this computer is in: the private addresses of its
// interfaces that are up.
type LocalNet struct{}

// Addresses lists them.
func (LocalNet) Addresses() ([]phone.Address, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var out []phone.Address
	for _, i := range all {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addrs, err := i.Addrs()
		if err != nil {
			continue // gone since the list was made
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil && phone.Private(p.Addr().Unmap()) {
				out = append(out, phone.Address{IP: p.Addr().Unmap(), Via: i.Name})
			}
		}
	}
	return out, nil
}

// Listen takes one of them.
func (LocalNet) Listen(ctx context.Context, at netip.AddrPort) (net.Listener, error) {
	return (&net.ListenConfig{}).Listen(ctx, "tcp4", at.String())
}

// fixedNet is one address that somebody chose, instead of looking.
type fixedNet struct {
	LocalNet
	at netip.AddrPort
}

// Addresses is the one, while the computer has it.
func (n fixedNet) Addresses() ([]phone.Address, error) {
	if n.at.Addr().IsLoopback() {
		return []phone.Address{{IP: n.at.Addr(), Via: "loopback"}}, nil
	}
	all, err := n.LocalNet.Addresses()
	for _, a := range all {
		if a.IP == n.at.Addr() {
			return []phone.Address{a}, nil
		}
	}
	return nil, err
}

// Listen takes the chosen port, whichever was asked for.
func (n fixedNet) Listen(ctx context.Context, _ netip.AddrPort) (net.Listener, error) {
	return n.LocalNet.Listen(ctx, n.at)
}

var badPhones = i18n.Text{
	Hans: "--phone-listen 要写成这台电脑在局域网里的 IPv4 地址加端口，比如 192.168.1.5:8090；现在是 %s。",
	Hant: "--phone-listen 要寫成這台電腦在區域網路裡的 IPv4 位址加連接埠，例如 192.168.1.5:8090；現在是 %s。",
	En:   "--phone-listen must be this computer's IPv4 address in its local network, with a port, such as 192.168.1.5:8090; it is %s.",
}

// PhoneNet is where phones are let in: at the one place that somebody chose, or
// wherever this computer is found for "". It fails with Invalid where the place is
// open to the world.
func PhoneNet(chosen string) (phone.Net, error) {
	if chosen == "" {
		return LocalNet{}, nil
	}
	at, err := netip.ParseAddrPort(chosen)
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, badPhones.With(chosen))
	}
	if ip := at.Addr(); at.Port() == 0 || !ip.Is4() || !phone.Private(ip) && !ip.IsLoopback() {
		return nil, fault.New(fault.Invalid, badPhones.With(chosen))
	}
	return fixedNet{at: at}, nil
}

// newDoor makes the phones' door, shut.
func (a *App) newDoor(o Serving, work *run.Group) *phone.Door {
	return phone.NewDoor(phone.Options{Net: o.Phones, Auth: a.Auth, Clock: a.DB.Clock, Rand: rand.Reader, Log: o.Log, Work: work})
}

// forPhones decides how phones reach a console that listens at l: by the address
// people use where there is one, else by a door of their own, if they may.
func (o *Serving) forPhones(l net.Addr) {
	at, err := netip.ParseAddrPort(l.String())
	switch {
	case o.BaseURL != nil:
		o.public = (&url.URL{Scheme: o.BaseURL.Scheme, Host: o.BaseURL.Host}).String()
	case err != nil || at.Addr().Unmap().IsLoopback():
		return
	case at.Addr().IsUnspecified():
		if all, err := (LocalNet{}).Addresses(); err == nil && len(all) > 0 {
			o.public = "http://" + netip.AddrPortFrom(phone.Sort(all)[0].IP, at.Port()).String()
		}
	default:
		o.public = "http://" + at.String()
	}
	o.Phones = nil
}
