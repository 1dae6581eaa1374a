package house

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/known"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// replyError is the published share of inferred answers that are wrong where
// nobody is named, from the card of package link: one less a precision of .69.
const replyError = 0.31

// Formats lists every format of chat export that can be read.
func Formats() []export.Format { return known.Formats() }

// Models reads the numbers that come with the program.
func Models() (diagnose.Models, error) {
	links, err := link.Shipped()
	if err != nil {
		return diagnose.Models{}, err
	}
	dying, err := risk.Shipped()
	if err != nil {
		return diagnose.Models{}, fmt.Errorf("read the risk model: %w", err)
	}
	return diagnose.Models{Risk: dying, Links: links, ReplyError: replyError}, nil
}

// Diagnosing is what somebody wants judged.
type Diagnosing struct {
	diagnose.Options
	Paths     []string
	Namespace string
	Now       time.Time
	Progress  export.Progress // nil for none
}

// Diagnose reads exports and judges the groups in them, without a database.
func Diagnose(ctx context.Context, want Diagnosing) (*diagnose.Diagnosis, error) {
	models, err := Models()
	if err != nil {
		return nil, err
	}
	book := diagnose.NewBook(want.Now, want.AsOf)
	opt := export.Options{Zone: want.Zone, Namespace: want.Namespace, Now: want.Now}
	if _, err := export.ReadPaths(ctx, want.Paths, Formats(), opt, book, want.Progress); err != nil {
		return nil, err
	}
	return book.Judge(ctx, want.Options, models)
}
