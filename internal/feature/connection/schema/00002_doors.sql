-- +goose Up
-- What only the program can read, sealed for this workspace and connection;
-- empty where a connection has no secret.
ALTER TABLE connection_door ADD COLUMN secrets BYTEA NOT NULL DEFAULT '';
-- Since when nothing leaves or comes in by it, and why; 0 while it works.
ALTER TABLE connection_door ADD COLUMN paused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE connection_door ADD COLUMN paused_why TEXT NOT NULL DEFAULT '';
-- Since when every attempt fails; 0 where the last one did not.
ALTER TABLE connection_door ADD COLUMN failing BIGINT NOT NULL DEFAULT 0;
-- Grows whenever what a process has to know of it changes.
ALTER TABLE connection_door ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
