-- +goose Up
-- When somebody wrote last, and when a group's first message was; 0 where it was
-- not measured since this column is there.
ALTER TABLE insight_author ADD COLUMN last_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE insight_group ADD COLUMN first_at BIGINT NOT NULL DEFAULT 0;
