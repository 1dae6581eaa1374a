package run_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huoshui/huoshui/internal/base/run"
)

func TestStopWaitsForTheLastCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls, ended := 0, false
		g := run.NewGroup(t.Context(), slog.New(slog.DiscardHandler))
		g.Every(time.Minute, "count", func(context.Context) error {
			calls++
			return errors.New("a failure does not end the loop")
		})
		g.Go("wait", func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(time.Second) // virtual: work that takes time to stop
			ended = true
			return nil
		})
		time.Sleep(2*time.Minute + time.Second)
		g.Stop()
		g.Stop()
		if calls != 3 || !ended {
			t.Errorf("calls = %d, want 3: at once and after each of two minutes; ended = %v", calls, ended)
		}
	})
}
