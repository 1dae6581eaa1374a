-- +goose Up
-- Facts that a hearer has not heard yet. A row goes in the transaction in which
-- the hearer acts on it.
CREATE TABLE herald_waiting (
    hearer    TEXT   NOT NULL,
    id        BIGINT NOT NULL,
    workspace BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    event     BIGINT NOT NULL,
    attempts  BIGINT NOT NULL,
    due       BIGINT NOT NULL, -- not before; −1 set aside after too many attempts
    why       TEXT   NOT NULL,
    body      BYTEA  NOT NULL,
    PRIMARY KEY (hearer, id)
);
