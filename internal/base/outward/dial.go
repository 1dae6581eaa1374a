package outward

import (
	"context"
	"net"
)

// Dial connects to a host that is no web server, such as one for e-mail, by the
// same rules: an address that leads inside is refused unless it is allowed. The
// error then wraps ErrInside.
func (c *Client) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	return c.dialContext(ctx, network, address)
}
