-- +goose Up
-- How often what is remembered of people became untrue: somebody was erased.
ALTER TABLE community_counter ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
