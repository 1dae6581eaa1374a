-- +goose Up
-- A group that a person made here.
CREATE TABLE manual_group (
    workspace  BIGINT NOT NULL,
    group_id   BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    chat       TEXT   NOT NULL,
    keeper     BIGINT NOT NULL, -- who runs it; 0 for nobody in particular
    note       TEXT   NOT NULL,
    made       BIGINT NOT NULL,
    pasted     BIGINT NOT NULL, -- when the latest of what was copied was said; 0 for nothing yet
    dismissed  BIGINT NOT NULL, -- 0 while it is there
    PRIMARY KEY (workspace, group_id)
);

-- What somebody said of a group's day; -1 for what they left empty.
CREATE TABLE manual_figure (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    day       BIGINT NOT NULL, -- 20300102, in the workspace's zone
    people    BIGINT NOT NULL, -- in it at the time
    joined    BIGINT NOT NULL,
    gone      BIGINT NOT NULL,
    messages  BIGINT NOT NULL, -- roughly
    spoke     BIGINT NOT NULL, -- people who did, roughly
    by_user   BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- by the wall
    PRIMARY KEY (workspace, group_id, day)
);

-- What happened, as people wrote it down, until it is handed on; afterwards only
-- that it was, so that the same is not told twice.
CREATE TABLE manual_told (
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    key        TEXT   NOT NULL,
    n          BIGINT NOT NULL, -- in this order
    body       BYTEA  NOT NULL, -- the event; empty once it is told
    told       BIGINT NOT NULL, -- 0 while it waits
    PRIMARY KEY (workspace, connection, key)
);
CREATE INDEX manual_told_waiting ON manual_told (connection) WHERE told = 0;
CREATE INDEX manual_told_over ON manual_told (workspace, told);
