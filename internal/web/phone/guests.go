package phone

import (
	"context"
	"net"
	"sync"

	"github.com/huoshui/huoshui/internal/base/id"
)

// guests are the requests of paired phones that are under way, so that what a
// phone still has open ends with its session.
type guests struct {
	mu   sync.Mutex // guards next and open
	next int
	open map[id.Device]map[int]context.CancelFunc
}

// enter returns a context that ends when the phone is shown out. leave is called
// when the request is done.
func (g *guests) enter(ctx context.Context, phone id.Device) (_ context.Context, leave func()) {
	ctx, cancel := context.WithCancel(ctx)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open == nil {
		g.open = map[id.Device]map[int]context.CancelFunc{}
	}
	if g.open[phone] == nil {
		g.open[phone] = map[int]context.CancelFunc{}
	}
	g.next++
	n := g.next
	g.open[phone][n] = cancel
	return ctx, func() {
		cancel()
		g.mu.Lock()
		defer g.mu.Unlock()
		if delete(g.open[phone], n); len(g.open[phone]) == 0 {
			delete(g.open, phone)
		}
	}
}

// showOut ends whatever a phone has under way.
func (g *guests) showOut(phone id.Device) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, cancel := range g.open[phone] {
		cancel()
	}
}

// mostConns is how many connections the door holds at a time: some phones with six
// each. Whoever comes then waits. mostOfOne is how many come from one address: who
// is not paired and never hangs up keeps nobody else out.
const (
	mostConns = 100
	mostOfOne = 25
)

// narrow is a listener that holds no more than so many connections at a time.
type narrow struct {
	net.Listener
	room chan struct{}
	done chan struct{}
	once sync.Once

	mu   sync.Mutex // guards from
	from map[string]int
}

func newNarrow(l net.Listener) *narrow {
	return &narrow{Listener: l, room: make(chan struct{}, mostConns), done: make(chan struct{}), from: map[string]int{}}
}

// Accept waits for room, and then for somebody who comes.
func (l *narrow) Accept() (net.Conn, error) {
	select {
	case l.room <- struct{}{}:
	case <-l.done:
		return nil, net.ErrClosed
	}
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			<-l.room
			return nil, err
		}
		who, _, _ := net.SplitHostPort(c.RemoteAddr().String())
		if l.enter(who) {
			return &held{Conn: c, leave: func() { l.leave(who); <-l.room }}, nil
		}
		_ = c.Close() // they have enough
	}
}

// enter counts somebody who comes; false where as many are there from there.
func (l *narrow) enter(who string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if who != "" && l.from[who] >= mostOfOne {
		return false
	}
	l.from[who]++
	return true
}

func (l *narrow) leave(who string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.from[who]--; l.from[who] <= 0 {
		delete(l.from, who)
	}
}

// Close ends the listening, also of who waits for room.
func (l *narrow) Close() error {
	l.once.Do(func() { close(l.done) })
	return l.Listener.Close()
}

// held is a connection that gives its room back once.
type held struct {
	net.Conn
	once  sync.Once
	leave func()
}

// Close closes the connection.
func (c *held) Close() error {
	defer c.once.Do(c.leave)
	return c.Conn.Close()
}
