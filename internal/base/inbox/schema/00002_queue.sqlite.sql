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

-- What waits to be routed. Rows of one chat are in one lane, in the order in
-- which they were accepted; routed rows are gone.
CREATE TABLE inbox_waiting (
    lane       BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    chat       BIGINT NOT NULL, -- hash of the chat
    attempts   BIGINT NOT NULL,
    replayed   BIGINT NOT NULL, -- the id it was accepted under first, where a person put it back; else 0
    key        TEXT   NOT NULL,
    body       BYTEA  NOT NULL,
    PRIMARY KEY (lane, id)
) WITHOUT ROWID;
