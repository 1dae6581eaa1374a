-- +goose Up
-- What messages that were edited or deleted read like now. It stands beside the
-- slices, which are never changed, and is laid over them where they are read.
CREATE TABLE insight_amend (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    key       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    tie       BIGINT NOT NULL,
    gone      BIGINT NOT NULL, -- 1 deleted: nothing brings it back
    mark      BYTEA  NOT NULL,
    PRIMARY KEY (workspace, group_id, key)
);
