-- +goose Up
-- The order in which messages told live were routed, within their group; 0 for
-- what an import brought.
ALTER TABLE chat_message ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
