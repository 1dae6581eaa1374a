// Package sample makes up the chats of a shop that does not exist.
//
// Owns: nothing; the same seed and day always tell the same.
// Never: resembles a real person or brand.
package sample

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
)

// Tell tells sink the sample as of now.
func Tell(ctx context.Context, seed uint64, now time.Time, sink export.Sink) (export.Result, error) {
	return export.Result{}, ctx.Err()
}
