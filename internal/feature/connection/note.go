package connection

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// note writes into the record what whoever is at work under ctx did.
func (s *Service) note(ctx context.Context, tx *db.Tx, ws id.Workspace, what audit.Action, subject string, more audit.Detail) error {
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: what, Subject: subject, Detail: more})
}

// Again lets a deed leave once more that was refused or is uncertain: a person
// has decided. It fails with NotFound.
func (s *Service) Again(ctx context.Context, ws id.Workspace, d outbox.Deed) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := outbox.Again(ctx, tx, ws, d.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.DeedAgain, id.Show(d.ID), audit.Detail{Was: string(d.State)})
	})
}

// Drop decides against a deed that has not left, or that is uncertain. It fails
// with NotFound.
func (s *Service) Drop(ctx context.Context, ws id.Workspace, d outbox.Deed) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := outbox.Drop(ctx, tx, ws, d.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, ws, audit.DeedDropped, id.Show(d.ID), audit.Detail{Was: string(d.State)})
	})
}
