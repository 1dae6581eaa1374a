-- +goose Up
-- What is to be done later. rest is 0 while a job waits for its time, a moment
-- of the wall clock while it rests after a failure, and -1 once it is set aside.
CREATE TABLE job_waiting (
    workspace BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    key       TEXT   NOT NULL, -- the same key is the same job
    id        BIGINT NOT NULL,
    due       BIGINT NOT NULL, -- by the workspace's own clock
    rest      BIGINT NOT NULL,
    attempts  BIGINT NOT NULL,
    why       TEXT   NOT NULL, -- why it failed the last time
    body      BYTEA  NOT NULL, -- only whoever does it looks inside
    PRIMARY KEY (workspace, kind, key)
);
CREATE INDEX job_waiting_due ON job_waiting (workspace, due, id) WHERE rest = 0;
CREATE INDEX job_waiting_rest ON job_waiting (rest, workspace, id) WHERE rest <> 0;
