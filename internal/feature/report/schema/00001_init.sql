-- +goose Up
-- What became of the steps of a day, counted. It can be made anew from runs and
-- to-dos at any time.
CREATE TABLE report_day (
    workspace BIGINT NOT NULL,
    day       BIGINT NOT NULL, -- days since 1970-01-01, in the workspace's zone
    unit      BIGINT NOT NULL,
    group_id  BIGINT NOT NULL, -- 0 for none
    person    BIGINT NOT NULL, -- 0 for the program, and nobody yet
    book      BIGINT NOT NULL,
    step      TEXT   NOT NULL,
    human     BIGINT NOT NULL,
    outcome   TEXT   NOT NULL,
    reason    TEXT   NOT NULL, -- of what was left out
    n         BIGINT NOT NULL,
    PRIMARY KEY (workspace, day, unit, group_id, person, book, step, human, outcome, reason)
);

-- Until when it was counted: at is the workspace's time, wall that of the wall.
CREATE TABLE report_seen (
    workspace BIGINT NOT NULL PRIMARY KEY,
    at        BIGINT NOT NULL,
    wall      BIGINT NOT NULL
);

-- When and to whom the report of a unit goes. Addresses with a secret are sealed.
CREATE TABLE report_plan (
    workspace BIGINT NOT NULL,
    unit      BIGINT NOT NULL,
    enabled   BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- minutes into the day
    workdays  BIGINT NOT NULL,
    lang      TEXT   NOT NULL,
    mails     TEXT   NOT NULL, -- JSON
    sealed    BYTEA  NOT NULL, -- of the addresses that hold a secret
    hook      BIGINT NOT NULL,
    robot     BIGINT NOT NULL,
    PRIMARY KEY (workspace, unit)
);

-- What became of the report of a unit on a day: its row is why there is no second.
CREATE TABLE report_sent (
    workspace BIGINT NOT NULL,
    unit      BIGINT NOT NULL,
    day       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    what      TEXT   NOT NULL, -- sent, late, missed, nobody
    deeds     TEXT   NOT NULL, -- JSON: keys in the outbox
    PRIMARY KEY (workspace, unit, day)
);

-- By which server e-mail leaves.
CREATE TABLE report_mail (
    workspace BIGINT NOT NULL PRIMARY KEY,
    host      TEXT   NOT NULL,
    port      BIGINT NOT NULL,
    user_name TEXT   NOT NULL,
    sealed    BYTEA  NOT NULL,
    sender    TEXT   NOT NULL,
    security  TEXT   NOT NULL -- starttls, tls, plain
);

-- On which day somebody was last reminded in private.
CREATE TABLE report_reminder (
    workspace BIGINT NOT NULL,
    person    BIGINT NOT NULL,
    day       BIGINT NOT NULL,
    PRIMARY KEY (workspace, person)
);
