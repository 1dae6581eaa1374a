package db

import (
	"context"
	"slices"
	"sync"
)

// gate lets one writer in at a time: SQLite has one. Those who say they come
// first do, but after mostFirst of them in a row one of the others has its turn.
type gate struct {
	mu          sync.Mutex
	busy        bool
	inARow      int
	first, rest []chan struct{}
}

const mostFirst = 3

// enter waits for the writer's turn. A nil error means that leave must follow.
func (g *gate) enter(ctx context.Context, comesFirst bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g.mu.Lock()
	if !g.busy {
		g.busy = true
		g.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	queue := &g.rest
	if comesFirst {
		queue = &g.first
	}
	*queue = append(*queue, turn)
	g.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(*queue, turn); i >= 0 {
		*queue = slices.Delete(*queue, i, i+1)
		return ctx.Err()
	}
	g.next() // the turn was given meanwhile: hand it on
	return ctx.Err()
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.next()
}

// next gives the turn to whoever is due; g.mu is held.
func (g *gate) next() {
	queue := &g.first
	if len(g.first) == 0 || len(g.rest) > 0 && g.inARow >= mostFirst {
		queue = &g.rest
	}
	if len(*queue) == 0 {
		g.busy, g.inARow = false, 0
		return
	}
	if queue == &g.first {
		g.inARow++
	} else {
		g.inARow = 0
	}
	turn := (*queue)[0]
	*queue = (*queue)[1:]
	close(turn)
}
