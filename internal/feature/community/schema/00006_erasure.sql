-- +goose Up
-- Who is forgotten already, while the words they wrote are still being emptied:
-- whoever finishes it takes the row away.
CREATE TABLE community_erasure (
    workspace BIGINT NOT NULL,
    member    BIGINT NOT NULL,
    begun     BIGINT NOT NULL,
    PRIMARY KEY (workspace, member)
);
