-- +goose Up
-- A run that goes on is written where it stands: with room left in its page no index
-- has to follow.
ALTER TABLE playbook_run SET (fillfactor = 70);
