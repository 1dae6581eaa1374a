-- +goose Up
-- By which rules find was folded; 0 for those of before there was a number.
ALTER TABLE shelf_piece ADD COLUMN folded BIGINT NOT NULL DEFAULT 0;
