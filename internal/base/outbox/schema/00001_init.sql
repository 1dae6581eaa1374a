-- +goose Up
-- Everything that is to leave, and what became of it.
CREATE TABLE outbox_deed (
    workspace  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    lane       BIGINT NOT NULL, -- of connection and line; one process sends a lane
    connection BIGINT NOT NULL,
    line       TEXT   NOT NULL, -- what leaves in order: a chat, a hook
    key        TEXT   NOT NULL, -- the same key is the same deed
    action     TEXT   NOT NULL,
    body       BYTEA  NOT NULL, -- only whoever sends it looks inside
    state      TEXT   NOT NULL, -- waiting, sending, sent, refused, uncertain, human, unsupported, dropped
    due        BIGINT NOT NULL, -- not before, by the wall clock
    attempts   BIGINT NOT NULL,
    until      BIGINT NOT NULL, -- while sending: when it is uncertain unless something is heard
    created    BIGINT NOT NULL,
    ended      BIGINT NOT NULL, -- 0 while it is not settled
    native     TEXT   NOT NULL, -- what the network calls what was sent
    code       TEXT   NOT NULL, -- the network's word for why not
    why        TEXT   NOT NULL, -- the latest reason, for people
    fact       BIGINT NOT NULL, -- the fact that caused it; 0 where none did
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, key)
);
CREATE INDEX outbox_deed_open ON outbox_deed (lane, due, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_deed_line ON outbox_deed (workspace, connection, line, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_deed_state ON outbox_deed (workspace, state, id);
CREATE INDEX outbox_deed_native ON outbox_deed (workspace, connection, native);
