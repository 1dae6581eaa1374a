-- +goose Up
-- One row for each workspace that has a sandbox. Whoever changes anything in it
-- locks this row first, so that happenings are numbered in the order they commit.
CREATE TABLE sandbox_world (
    workspace BIGINT NOT NULL PRIMARY KEY,
    next      BIGINT NOT NULL, -- the next number for a group, person, picture or happening
    town      BIGINT NOT NULL, -- seed of the simulated people's names and habits
    down      BIGINT NOT NULL, -- 1 while adapters cannot reach the platform
    losing    BIGINT NOT NULL, -- 1 while it forgets to tell adapters what happens
    limited   BIGINT NOT NULL  -- adapters' deeds are refused until then, by the wall
);

CREATE TABLE sandbox_clock (
    workspace BIGINT NOT NULL PRIMARY KEY,
    speed     BIGINT NOT NULL,
    wall      BIGINT NOT NULL, -- when it was last set; 0 never
    shown     BIGINT NOT NULL, -- what it showed then
    paused    BIGINT NOT NULL,
    seen      BIGINT NOT NULL  -- when anybody last lived by it, by the wall
);

CREATE TABLE sandbox_group (
    workspace BIGINT NOT NULL,
    chat      TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    profile   TEXT   NOT NULL, -- rich, wecom, poor
    owner     TEXT   NOT NULL,
    code      TEXT   NOT NULL, -- what people scan to join
    made      BIGINT NOT NULL,
    dismissed BIGINT NOT NULL, -- 0: it lives
    seq       BIGINT NOT NULL, -- number of the newest message
    last      BIGINT NOT NULL, -- when anything happened last
    plan      TEXT   NOT NULL, -- JSON: what its crowd is like; '' where it has none
    crowd     TEXT   NOT NULL, -- JSON: where its crowd stands
    PRIMARY KEY (workspace, chat)
);
CREATE UNIQUE INDEX sandbox_group_by_code ON sandbox_group (workspace, code);

CREATE TABLE sandbox_person (
    workspace BIGINT NOT NULL,
    person    TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    kind      TEXT   NOT NULL, -- crowd, staff, player, account
    PRIMARY KEY (workspace, person)
);

CREATE TABLE sandbox_member (
    workspace BIGINT NOT NULL,
    chat      TEXT   NOT NULL,
    person    TEXT   NOT NULL,
    joined    BIGINT NOT NULL,
    gone      BIGINT NOT NULL, -- 0: is there
    muted     BIGINT NOT NULL, -- nobody hears them until then
    banned    BIGINT NOT NULL,
    seen      BIGINT NOT NULL, -- number of the newest message they have seen
    PRIMARY KEY (workspace, chat, person)
);

CREATE TABLE sandbox_message (
    workspace BIGINT NOT NULL,
    chat      TEXT   NOT NULL,
    seq       BIGINT NOT NULL,
    person    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    form      BIGINT NOT NULL,
    body      TEXT   NOT NULL, -- as it was first said
    reads     TEXT   NOT NULL, -- as it reads now
    edits     BIGINT NOT NULL, -- how often it was edited
    answers   BIGINT NOT NULL, -- number of the message it answers; 0 none
    media     TEXT   NOT NULL,
    deleted   BIGINT NOT NULL, -- when; then nothing of what was said is kept
    PRIMARY KEY (workspace, chat, seq)
);

CREATE TABLE sandbox_edit (
    workspace BIGINT NOT NULL,
    chat      TEXT   NOT NULL,
    seq       BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    person    TEXT   NOT NULL,
    body      TEXT   NOT NULL,
    PRIMARY KEY (workspace, chat, seq, n)
);

CREATE TABLE sandbox_reaction (
    workspace BIGINT NOT NULL,
    chat      TEXT   NOT NULL,
    seq       BIGINT NOT NULL,
    person    TEXT   NOT NULL,
    sign      TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (workspace, chat, seq, person, sign)
);

CREATE TABLE sandbox_media (
    workspace BIGINT NOT NULL,
    media     TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    type      TEXT   NOT NULL,
    data      BYTEA  NOT NULL,
    PRIMARY KEY (workspace, media)
);

-- What adapters had done or prepared, by the key they gave, so that the same
-- deed is the same deed.
CREATE TABLE sandbox_deed (
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    key        TEXT   NOT NULL,
    chat       TEXT   NOT NULL,
    state      TEXT   NOT NULL, -- done, waiting, declined
    deed       TEXT   NOT NULL, -- JSON, while it waits
    result     TEXT   NOT NULL, -- JSON, when it is done
    at         BIGINT NOT NULL, -- by the workspace's clock
    PRIMARY KEY (workspace, connection, key)
);
CREATE INDEX sandbox_deed_waiting ON sandbox_deed (workspace, state, chat);

CREATE TABLE sandbox_account (
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    person     TEXT   NOT NULL,
    profile    TEXT   NOT NULL, -- of the groups that it makes
    mark       BIGINT NOT NULL, -- all up to this happening was handed on
    PRIMARY KEY (workspace, connection)
);

-- What happened, for each connection whose account was there: written with it.
CREATE TABLE sandbox_told (
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    n          BIGINT NOT NULL,
    key        TEXT   NOT NULL,
    event      BYTEA  NOT NULL,
    PRIMARY KEY (workspace, connection, n)
);
