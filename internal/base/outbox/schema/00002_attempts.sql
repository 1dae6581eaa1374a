-- +goose Up
-- What became of each attempt, unless the first was enough: then the deed tells.
CREATE TABLE outbox_attempt (
    workspace BIGINT NOT NULL,
    deed      BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    outcome   BIGINT NOT NULL,
    due       BIGINT NOT NULL, -- when it is tried again; 0 where it is not
    code      TEXT   NOT NULL,
    why       TEXT   NOT NULL,
    PRIMARY KEY (workspace, deed, n)
);
CREATE INDEX outbox_deed_connection ON outbox_deed (workspace, connection, id);
