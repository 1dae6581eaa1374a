-- +goose Up
-- Who came within a short while, and is to be greeted together.
CREATE TABLE playbook_gather (
    workspace BIGINT NOT NULL,
    book      BIGINT NOT NULL,
    start     TEXT   NOT NULL,
    group_id  BIGINT NOT NULL,
    member    BIGINT NOT NULL,
    fact      BIGINT NOT NULL, -- that told of it
    at        BIGINT NOT NULL,
    PRIMARY KEY (workspace, book, group_id, start, member)
);
CREATE INDEX playbook_run_member ON playbook_run (workspace, member) WHERE member <> 0;
