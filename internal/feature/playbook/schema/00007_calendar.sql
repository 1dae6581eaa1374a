-- +goose Up
-- What SOPs have done in a stretch of time: by when the runs of groups ended.
CREATE INDEX playbook_run_ended ON playbook_run (workspace, ended) WHERE ended <> 0 AND member = 0;

-- The address of somebody's calendar of what SOPs will do: whoever has it reads. Only
-- its hash is kept.
CREATE TABLE playbook_feed (
    workspace BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    hash      BYTEA  NOT NULL,
    created   BIGINT NOT NULL,
    PRIMARY KEY (workspace, user_id)
);
CREATE UNIQUE INDEX playbook_feed_hash ON playbook_feed (hash);
