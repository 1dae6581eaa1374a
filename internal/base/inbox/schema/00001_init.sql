-- +goose Up
-- Eras of the tables of what was seen: one lasts as long as networks may tell
-- again what they told; the newest and the one before are looked at.
CREATE TABLE inbox_era (
    era   BIGINT NOT NULL PRIMARY KEY,
    begun BIGINT NOT NULL
);

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
);

-- What could not be routed, with the reason. body is emptied after seven days.
CREATE TABLE inbox_aside (
    workspace  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    lane       BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    chat       BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    why        TEXT   NOT NULL,
    key        TEXT   NOT NULL,
    body       BYTEA  NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX inbox_aside_at ON inbox_aside (at);

-- The same key with other content. body is emptied after seven days.
CREATE TABLE inbox_conflict (
    workspace  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    first      BIGINT NOT NULL, -- the event that was accepted under the key
    key        TEXT   NOT NULL,
    body       BYTEA  NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX inbox_conflict_at ON inbox_conflict (at);
