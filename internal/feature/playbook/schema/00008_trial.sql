-- +goose Up
-- An SOP tried over what has happened, or with simulated people. What came of it is
-- kept for a while, and can be made again.
CREATE TABLE playbook_trial (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    book      BIGINT NOT NULL,
    kind      TEXT   NOT NULL, -- replay, rehearsal
    state     TEXT   NOT NULL, -- running, done, stopped, failed
    by_user   BIGINT NOT NULL,
    created   BIGINT NOT NULL,
    beat      BIGINT NOT NULL, -- when it last told how far it is
    done      BIGINT NOT NULL,
    total     BIGINT NOT NULL,
    want      BYTEA  NOT NULL, -- JSON: what was tried
    result    BYTEA  NOT NULL, -- JSON: what came of it
    why       BYTEA  NOT NULL, -- JSON: why it failed, in every language
    PRIMARY KEY (workspace, id)
);
CREATE INDEX playbook_trial_book ON playbook_trial (workspace, book, id);
