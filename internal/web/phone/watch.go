package phone

import (
	"context"
	"fmt"
	"net/netip"
	"slices"

	"github.com/huoshui/huoshui/internal/base/fault"
)

// Watch looks after the door now and then: whether the computer is still found
// where it stands, and whether it is of use to anybody.
func (d *Door) Watch(ctx context.Context) error {
	o := d.standing()
	if o == nil {
		return nil
	}
	all, err := d.net.Addresses()
	if err != nil {
		return fmt.Errorf("look for this computer's addresses: %w", err)
	}
	gone := !slices.ContainsFunc(all, func(a Address) bool { return a.IP == o.at.Addr() })
	d.mu.Lock()
	o.lost = gone
	waiting := d.knock.live(d.clock.Now()) || d.pairing > 0
	d.mu.Unlock()
	if waiting {
		return nil
	}
	n, err := d.auth.CountDevices(ctx)
	if err != nil || n > 0 {
		return err
	}
	return d.shutAfter(ctx, o, nobodyCame)
}

// Restore opens the door at the start of the program, without a code, where its
// owner wished so, phones are paired, and the computer is found where it was.
func (d *Door) Restore(ctx context.Context) error {
	d.hinge.Lock()
	defer d.hinge.Unlock()
	kept, err := d.auth.Door(ctx)
	if err != nil || !kept.AtStart || d.net == nil {
		return err
	}
	n, err := d.auth.CountDevices(ctx)
	if err != nil || n == 0 {
		return err
	}
	was, err := netip.ParseAddrPort(kept.Address)
	if err != nil {
		return nil //nolint:nilerr // it never stood anywhere
	}
	err = d.swing(ctx, kept.By, was.Addr())
	switch fault.KindOf(err) {
	case fault.Conflict, fault.Forbidden: // another network, or who wished so owns nothing any more: shut is right
		return nil
	}
	return err
}
