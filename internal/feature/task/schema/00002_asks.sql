-- +goose Up
-- What a to-do asks of whoever does it, and what they answered.
ALTER TABLE task_item ADD COLUMN asks TEXT NOT NULL DEFAULT ''; -- JSON; '' for nothing
ALTER TABLE task_item ADD COLUMN choice BIGINT NOT NULL DEFAULT 0; -- from 1
ALTER TABLE task_item ADD COLUMN filled TEXT NOT NULL DEFAULT ''; -- JSON; '' for nothing
ALTER TABLE task_item ADD COLUMN receipt BIGINT NOT NULL DEFAULT 0; -- 1 where the network said so
