-- +goose Up
-- A sandbox is kept as a sample whose groups live: kind cannot say so, since
-- its check is as old as the table, and neither database changes one in place.
ALTER TABLE auth_workspace ADD COLUMN lives BIGINT NOT NULL DEFAULT 0;
