-- +goose Up
-- Which process holds a name, and until when unless it says so again.
CREATE TABLE lease_held (
    name  TEXT   NOT NULL PRIMARY KEY,
    owner TEXT   NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX lease_held_owner ON lease_held (owner);

-- Which process makes ids as which node. No id of a node is of a moment after
-- until, which is never moved back.
CREATE TABLE lease_node (
    node  BIGINT NOT NULL PRIMARY KEY,
    owner TEXT   NOT NULL,
    until BIGINT NOT NULL
);
