-- +goose Up
-- What people are to do. Times are the workspace's, except changed.
CREATE TABLE task_item (
    workspace   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    key         TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    group_id    BIGINT NOT NULL, -- 0 for none
    member      BIGINT NOT NULL, -- number of a member; -1 for none
    title       TEXT   NOT NULL,
    why         TEXT   NOT NULL,
    wordings    TEXT   NOT NULL, -- JSON
    pictures    TEXT   NOT NULL, -- JSON
    link        TEXT   NOT NULL,
    selling     BIGINT NOT NULL,
    money       BIGINT NOT NULL,
    owner       BIGINT NOT NULL, -- 0 for nobody yet
    role        TEXT   NOT NULL,
    unit        BIGINT NOT NULL, -- of the group where there is one
    opened      BIGINT NOT NULL,
    starts      BIGINT NOT NULL,
    due         BIGINT NOT NULL, -- 0 for whenever
    until       BIGINT NOT NULL, -- 0 for never over
    playbook    TEXT   NOT NULL,
    run         TEXT   NOT NULL,
    step        TEXT   NOT NULL,
    proof_asked BIGINT NOT NULL,
    escalates   BIGINT NOT NULL, -- when it would be; 0 for never
    escalated   BIGINT NOT NULL, -- 0 where it was not
    lead        BIGINT NOT NULL, -- to whom it was
    state       TEXT   NOT NULL,
    settled_by  BIGINT NOT NULL,
    settled     BIGINT NOT NULL,
    wording     BIGINT NOT NULL,
    reason      TEXT   NOT NULL,
    note        TEXT   NOT NULL,
    proof       TEXT   NOT NULL,
    changed     BIGINT NOT NULL, -- by the wall
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX task_item_key ON task_item (workspace, key);
CREATE INDEX task_item_open ON task_item (workspace, state, due);
CREATE INDEX task_item_until ON task_item (workspace, state, until);
CREATE INDEX task_item_owner ON task_item (workspace, owner, state);
CREATE INDEX task_item_settled ON task_item (workspace, settled);
CREATE INDEX task_item_changed ON task_item (workspace, changed);
CREATE INDEX task_item_member ON task_item (workspace, member);

-- What happened to a to-do, in order.
CREATE TABLE task_story (
    workspace BIGINT NOT NULL,
    task      BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- the workspace's time
    by_user   BIGINT NOT NULL, -- 0 for the program
    what      TEXT   NOT NULL,
    other     BIGINT NOT NULL, -- user it went to; 0 for none
    reason    TEXT   NOT NULL,
    note      TEXT   NOT NULL,
    PRIMARY KEY (workspace, task, n)
);

-- Who is on duty when, each week.
CREATE TABLE task_shift (
    workspace BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    day       BIGINT NOT NULL, -- 0 for Sunday
    start_min BIGINT NOT NULL,
    end_min   BIGINT NOT NULL,
    PRIMARY KEY (workspace, user_id, day, start_min)
);

-- Addresses under which calendars read somebody's to-dos; only hashes are kept.
CREATE TABLE task_feed (
    workspace BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    hash      BYTEA  NOT NULL,
    created   BIGINT NOT NULL,
    PRIMARY KEY (workspace, user_id)
);
CREATE UNIQUE INDEX task_feed_hash ON task_feed (hash);
