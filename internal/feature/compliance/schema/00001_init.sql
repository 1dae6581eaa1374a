-- +goose Up
-- The limits of a workspace (grp 0), and of groups that differ. JSON.
CREATE TABLE compliance_settings (
    workspace BIGINT NOT NULL,
    grp       BIGINT NOT NULL,
    body      TEXT   NOT NULL,
    changed   BIGINT NOT NULL,
    PRIMARY KEY (workspace, grp)
);

-- How far a group is, and what it is for.
CREATE TABLE compliance_group (
    workspace BIGINT NOT NULL,
    grp       BIGINT NOT NULL,
    kind      TEXT   NOT NULL, -- '' for a long-term group
    opened    BIGINT NOT NULL, -- 1: a person says that selling may begin
    welcomed  BIGINT NOT NULL, -- touches that welcomed
    posts     BIGINT NOT NULL, -- touches that did not sell
    PRIMARY KEY (workspace, grp)
);

-- What passed, for the counts, and only for as long as these reach back.
CREATE TABLE compliance_touch (
    workspace  BIGINT NOT NULL,
    key        TEXT   NOT NULL,
    at         BIGINT NOT NULL, -- by the workspace's clock
    grp        BIGINT NOT NULL,
    member     BIGINT NOT NULL,
    person     BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    selling    BIGINT NOT NULL,
    call_all   BIGINT NOT NULL,
    PRIMARY KEY (workspace, key)
);
CREATE INDEX compliance_touch_group ON compliance_touch (workspace, grp, at);
CREATE INDEX compliance_touch_member ON compliance_touch (workspace, member, at);
CREATE INDEX compliance_touch_person ON compliance_touch (workspace, person, at);
CREATE INDEX compliance_touch_connection ON compliance_touch (workspace, connection, at);
CREATE INDEX compliance_touch_at ON compliance_touch (workspace, at);

-- What was decided of a touch, and why: one row for each answer it was given.
CREATE TABLE compliance_decision (
    workspace BIGINT NOT NULL,
    key       TEXT   NOT NULL,
    rule      TEXT   NOT NULL, -- the severest that stopped it; '' where it passed
    at        BIGINT NOT NULL, -- the last time, by the workspace's clock
    first     BIGINT NOT NULL,
    times     BIGINT NOT NULL,
    grp       BIGINT NOT NULL,
    member    BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    selling   BIGINT NOT NULL,
    origin    TEXT   NOT NULL,
    campaign  TEXT   NOT NULL,
    outcome   BIGINT NOT NULL,
    rules     BIGINT NOT NULL, -- all that stopped it, as bits
    until     BIGINT NOT NULL, -- 0 where nobody knows
    most      BIGINT NOT NULL,
    used      BIGINT NOT NULL,
    PRIMARY KEY (workspace, key, rule)
);
CREATE INDEX compliance_decision_at ON compliance_decision (workspace, at);
CREATE INDEX compliance_decision_group ON compliance_decision (workspace, grp, at);
CREATE INDEX compliance_decision_member ON compliance_decision (workspace, member, at);

-- What members agreed to, or refused. The latest of a purpose holds.
CREATE TABLE compliance_consent (
    workspace BIGINT NOT NULL,
    member    BIGINT NOT NULL,
    purpose   TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    given     BIGINT NOT NULL,
    source    TEXT   NOT NULL, -- a word of the program's own
    PRIMARY KEY (workspace, member, purpose, at)
);

-- What is stopped now: everything, or what sells, in a group or (grp 0) in all.
CREATE TABLE compliance_stop (
    workspace BIGINT NOT NULL,
    grp       BIGINT NOT NULL,
    what      TEXT   NOT NULL,
    since     BIGINT NOT NULL,
    until     BIGINT NOT NULL, -- 0 until somebody says otherwise
    by_user   BIGINT NOT NULL,
    PRIMARY KEY (workspace, grp, what)
);

-- How many of a hundred members get nothing of a campaign, to compare with.
CREATE TABLE compliance_holdout (
    workspace BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    percent   BIGINT NOT NULL,
    PRIMARY KEY (workspace, name)
);

-- Evenings of campaigns, and the Mondays of weeks with a sale; grp 0 for all.
CREATE TABLE compliance_day (
    workspace BIGINT NOT NULL,
    grp       BIGINT NOT NULL,
    what      TEXT   NOT NULL,
    day       BIGINT NOT NULL, -- since 1970-01-01
    PRIMARY KEY (workspace, what, day, grp)
);
