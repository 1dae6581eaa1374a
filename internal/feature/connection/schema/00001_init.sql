-- +goose Up
-- A door to a network, or a source of events.
CREATE TABLE connection_door (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    network   TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    settings  TEXT   NOT NULL, -- JSON, without secrets
    created   BIGINT NOT NULL,
    closed    BIGINT NOT NULL, -- 0 while it is open
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX connection_door_name ON connection_door (workspace, network, name);

-- What programs show instead of a password. Only a hash of the token is kept.
CREATE TABLE connection_token (
    hash       BYTEA  NOT NULL PRIMARY KEY,
    workspace  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    connection BIGINT NOT NULL, -- as which source it posts
    name       TEXT   NOT NULL,
    scopes     TEXT   NOT NULL, -- separated by commas
    created    BIGINT NOT NULL,
    revoked    BIGINT NOT NULL  -- 0 while it is good
);
CREATE INDEX connection_token_workspace ON connection_token (workspace, id);
