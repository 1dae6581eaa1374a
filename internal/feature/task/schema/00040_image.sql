-- +goose Up
-- A picture of somebody's own that goes out with what a to-do says.
CREATE TABLE task_image (
    workspace BIGINT NOT NULL,
    task      BIGINT NOT NULL,
    n         BIGINT NOT NULL, -- from 1
    by_user   BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- the workspace's time
    picture   BYTEA  NOT NULL, -- JPEG, drawn anew
    PRIMARY KEY (workspace, task, n)
);
