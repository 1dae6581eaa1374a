-- +goose Up
-- When a connection's groups were last compared with their network, and what of
-- it was found missing so far.
CREATE TABLE connection_compared (
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    at         BIGINT NOT NULL, -- 0 not to the end yet
    messages   BIGINT NOT NULL,
    moves      BIGINT NOT NULL,
    names      BIGINT NOT NULL,
    PRIMARY KEY (workspace, connection)
);
