-- +goose Up
-- Eras of the tables of what was seen: one lasts as long as networks may tell
-- again what they told; the newest and the one before are looked at.
CREATE TABLE inbox_era (
    era   BIGINT NOT NULL PRIMARY KEY,
    begun BIGINT NOT NULL
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
