-- +goose Up
-- An SOP of a workspace, and whether it runs.
CREATE TABLE playbook_book (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    name      TEXT   NOT NULL, -- what others call it by
    title     TEXT   NOT NULL,
    state     TEXT   NOT NULL, -- off, on, paused
    version   BIGINT NOT NULL, -- the newest
    created   BIGINT NOT NULL,
    by_user   BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX playbook_book_name ON playbook_book (workspace, name);

-- What an SOP says. A version is never changed: runs under way go by it.
CREATE TABLE playbook_version (
    workspace BIGINT NOT NULL,
    book      BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    text      TEXT   NOT NULL,
    created   BIGINT NOT NULL,
    by_user   BIGINT NOT NULL,
    PRIMARY KEY (workspace, book, n)
);

-- In which groups an SOP runs; 0 for the workspace as a whole.
CREATE TABLE playbook_place (
    workspace BIGINT NOT NULL,
    book      BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    paused    BIGINT NOT NULL, -- 1: nothing is done here meanwhile
    fields    BYTEA  NOT NULL, -- JSON: what was filled in for it
    PRIMARY KEY (workspace, book, group_id)
);
CREATE INDEX playbook_place_group ON playbook_place (workspace, group_id);

-- A run: an SOP on its way with one subject. member is 0 where it is about the
-- group. An occasion is what it began by: the same one begins it once.
CREATE TABLE playbook_run (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    book      BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    member    BIGINT NOT NULL,
    occasion  TEXT   NOT NULL,
    turn      BIGINT NOT NULL, -- how many of its subject came before
    begun     BIGINT NOT NULL,
    ended     BIGINT NOT NULL, -- 0 while it is under way
    held      BIGINT NOT NULL, -- 1: a person has paused it
    why       TEXT   NOT NULL, -- it ended
    parent    BIGINT NOT NULL, -- the run that called it and waits; 0 for none
    called    TEXT   NOT NULL, -- by which of its steps
    state     BYTEA  NOT NULL, -- JSON
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX playbook_run_occasion ON playbook_run (workspace, book, group_id, member, occasion);
CREATE INDEX playbook_run_open ON playbook_run (workspace, group_id, member) WHERE ended = 0;

-- What runs have done and left out, in order.
CREATE TABLE playbook_act (
    workspace BIGINT NOT NULL,
    run       BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    step      TEXT   NOT NULL,
    what      TEXT   NOT NULL,
    why       TEXT   NOT NULL,
    PRIMARY KEY (workspace, run, n)
);
