-- +goose Up
-- Narrow, and the key alone: a row is looked up or refused, never listed.
CREATE TABLE inbox_seen (
    workspace BIGINT NOT NULL,
    era       BIGINT NOT NULL,
    h1        BIGINT NOT NULL, -- 128 bits of the hash of connection and key
    h2        BIGINT NOT NULL,
    content   BIGINT NOT NULL, -- 64 bits of the hash of what was told
    event     BIGINT NOT NULL,
    PRIMARY KEY (workspace, era, h1, h2)
) WITHOUT ROWID;
