package outward

import "net/netip"

// closed are the networks that are not the public internet, beside those that
// netip knows by itself (loopback, private, link-local, multicast, unspecified).
var closed = [...]netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),        // "this network"; Linux takes it for itself
	netip.MustParsePrefix("100.64.0.0/10"),    // shared by carriers; also metadata of some clouds
	netip.MustParsePrefix("168.63.129.16/32"), // the platform beside every machine of Azure
	netip.MustParsePrefix("192.0.0.0/24"),     // protocol assignments; 192.0.0.192 is metadata of Oracle
	netip.MustParsePrefix("192.0.2.0/24"),     // documentation
	netip.MustParsePrefix("192.88.99.0/24"),   // relays of 6to4
	netip.MustParsePrefix("198.18.0.0/15"),    // measuring
	netip.MustParsePrefix("198.51.100.0/24"),  // documentation
	netip.MustParsePrefix("203.0.113.0/24"),   // documentation
	netip.MustParsePrefix("240.0.0.0/4"),      // reserved, and broadcast
	netip.MustParsePrefix("::/96"),            // IPv4-compatible; ::1 and :: are in it
	netip.MustParsePrefix("64:ff9b:1::/48"),   // translation inside a network
	netip.MustParsePrefix("100::/64"),         // goes nowhere
	netip.MustParsePrefix("2001::/23"),        // protocol assignments; Teredo is in it
	netip.MustParsePrefix("2001:db8::/32"),    // documentation
	netip.MustParsePrefix("3fff::/20"),        // documentation
	netip.MustParsePrefix("5f00::/16"),        // segment routing
	netip.MustParsePrefix("fec0::/10"),        // site-local, as once was
}

// forms are the addresses that a may lead to: itself, and an IPv4 address that
// is wrapped into it.
func forms(a netip.Addr) []netip.Addr {
	a = a.WithZone("").Unmap()
	out := []netip.Addr{a}
	if a.Is4() {
		return out
	}
	b := a.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(a): // NAT64
		out = append(out, netip.AddrFrom4([4]byte(b[12:16])))
	case netip.MustParsePrefix("2002::/16").Contains(a): // 6to4
		out = append(out, netip.AddrFrom4([4]byte(b[2:6])))
	}
	return out
}

// leadsOut reports whether an address is on the public internet, in whatever
// form it is written.
func leadsOut(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" { // a zone is a port of this machine
		return false
	}
	for _, form := range forms(a) {
		if !form.IsGlobalUnicast() || form.IsPrivate() {
			return false
		}
		for _, p := range closed {
			if p.Contains(form) {
				return false
			}
		}
	}
	return true
}
