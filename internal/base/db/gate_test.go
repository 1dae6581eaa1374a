package db

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
)

func TestAcceptGoesFirstAndNobodyStarves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		if err := g.enter(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		var order []string // written by whoever has the turn
		come := func(name string, comesFirst bool) {
			go func() {
				if err := g.enter(t.Context(), comesFirst); err != nil {
					t.Error(err)
					return
				}
				order = append(order, name)
				g.leave()
			}()
			synctest.Wait()
		}
		come("import", false)
		come("undo", false)
		for range 5 {
			come("accept", true)
		}
		g.leave()
		synctest.Wait()
		want := []string{"accept", "accept", "accept", "import", "accept", "accept", "undo"}
		if !slices.Equal(order, want) {
			t.Errorf("the turns were %v, want %v", order, want)
		}
	})
}

func TestWhoGivesUpWaitingLosesNobodysTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		if err := g.enter(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		gone := make(chan error, 1)
		go func() { gone <- g.enter(ctx, true) }()
		synctest.Wait()
		cancel()
		if err := <-gone; err == nil {
			t.Fatal("a writer that gave up was let in")
		}
		g.leave()
		if err := g.enter(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		g.leave()
		if g.busy || len(g.first)+len(g.rest) > 0 {
			t.Errorf("the gate is left %+v", &g)
		}
	})
}
