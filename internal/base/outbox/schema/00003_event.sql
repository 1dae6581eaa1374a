-- +goose Up
-- The event behind the fact that caused it; 0 where none did.
ALTER TABLE outbox_deed ADD COLUMN event BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_deed_event ON outbox_deed (workspace, event) WHERE event <> 0;
