package phone

import (
	"errors"
	"net"
	"testing"
)

// queue is a listener to whom connections come in an order.
type queue struct {
	net.Listener
	come []net.Conn
}

func (q *queue) Accept() (net.Conn, error) {
	if len(q.come) == 0 {
		return nil, net.ErrClosed
	}
	c := q.come[0]
	q.come = q.come[1:]
	return c, nil
}

// caller is a connection from an address.
type caller struct {
	net.Conn
	from string
	hung bool
}

func (c *caller) RemoteAddr() net.Addr {
	return &net.TCPAddr{IP: net.ParseIP(c.from), Port: 1}
}

func (c *caller) Close() error {
	c.hung = true
	return nil
}

// TestOneAddressKeepsNobodyElseOut: who holds all the connections they get leaves
// room for a phone, and has room again once they hang up.
func TestOneAddressKeepsNobodyElseOut(t *testing.T) {
	q := &queue{}
	for range 2 * mostConns {
		q.come = append(q.come, &caller{from: "192.168.1.66"})
	}
	greedy := q.come[mostOfOne].(*caller)
	q.come = append(q.come, &caller{from: "192.168.1.7"})
	l := newNarrow(q)
	var in []net.Conn
	for {
		c, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			break
		}
		in = append(in, c)
	}
	if len(in) != mostOfOne+1 || !greedy.hung || in[mostOfOne].RemoteAddr().String() != "192.168.1.7:1" {
		t.Fatalf("%d came in", len(in))
	}
	for range 2 {
		_ = in[0].Close()
	}
	for range 2 {
		q.come = append(q.come, &caller{from: "192.168.1.66"})
	}
	if _, err := l.Accept(); err != nil {
		t.Error("who hung up has no room again")
	}
	if _, err := l.Accept(); err == nil {
		t.Error("who hung up twice has room for two")
	}
	if len(l.room) != mostOfOne+1 {
		t.Errorf("%d hold room", len(l.room))
	}
}
