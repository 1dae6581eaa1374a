-- +goose Up
-- A picture that somebody sent to prove that a to-do was done.
CREATE TABLE task_picture (
    workspace BIGINT NOT NULL,
    task      BIGINT NOT NULL,
    by_user   BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- the workspace's time
    picture   BYTEA  NOT NULL, -- JPEG, drawn anew
    PRIMARY KEY (workspace, task)
);
