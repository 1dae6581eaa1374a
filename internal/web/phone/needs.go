package phone

import (
	"context"
	"net"
	"net/netip"
)

// Net is the network this computer is in.
type Net interface {
	// Addresses lists where phones of the local network find this computer, in any
	// order; none where it is in no such network.
	Addresses() ([]Address, error)

	// Listen takes an address of the list. It may choose another port than the one
	// asked for, which may be 0; it fails where the port is taken.
	Listen(ctx context.Context, at netip.AddrPort) (net.Listener, error)
}

// Address is one place in a local network.
type Address struct {
	IP  netip.Addr
	Via string // the interface, as this computer calls it: "Wi-Fi", "en0"
}
