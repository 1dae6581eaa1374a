-- +goose Up
-- What each import brought of a group's month: the lights of all its events and
-- the marks of its messages, as package measure encodes them.
CREATE TABLE insight_slice (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    month     BIGINT NOT NULL,
    part      BIGINT NOT NULL, -- the import
    seq       BIGINT NOT NULL, -- its batch
    lights    BYTEA  NOT NULL,
    marks     BYTEA  NOT NULL,
    PRIMARY KEY (workspace, group_id, month, part, seq)
);

-- The figures of a group as pages show them. Columns repeat what is sorted and
-- filtered by; figures holds everything.
CREATE TABLE insight_group (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    report_id TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    network   TEXT   NOT NULL,
    unit      BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    messages  BIGINT NOT NULL,
    people    BIGINT NOT NULL,
    active    BIGINT NOT NULL, -- people who spoke in 28 days
    members   BIGINT NOT NULL, -- −1 unknown
    last_at   BIGINT NOT NULL, -- last message by a person; 0 none
    state     TEXT   NOT NULL,
    census    TEXT   NOT NULL,
    together  BIGINT NOT NULL,
    risk      DOUBLE PRECISION NOT NULL, -- −1 unknown
    band      TEXT   NOT NULL,
    type      TEXT   NOT NULL, -- '' unknown
    waiting   BIGINT NOT NULL, -- unanswered questions
    need      BIGINT NOT NULL, -- how much it needs somebody today; larger is more
    health    DOUBLE PRECISION NOT NULL, -- −1 no score
    health_json TEXT NOT NULL,
    spark     TEXT   NOT NULL,
    slim      TEXT   NOT NULL, -- what the comparison with other groups needs
    figures   TEXT   NOT NULL,
    PRIMARY KEY (workspace, group_id)
);
CREATE INDEX insight_group_need ON insight_group (workspace, need);
CREATE INDEX insight_group_name ON insight_group (workspace, name);
CREATE INDEX insight_group_messages ON insight_group (workspace, messages);
CREATE INDEX insight_group_active ON insight_group (workspace, active);
CREATE INDEX insight_group_last ON insight_group (workspace, last_at);
CREATE INDEX insight_group_risk ON insight_group (workspace, risk);

CREATE TABLE insight_author (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    ord       BIGINT NOT NULL, -- smallest number of the member's identities
    standing  BIGINT NOT NULL,
    messages  BIGINT NOT NULL,
    PRIMARY KEY (workspace, group_id, ord)
);
CREATE INDEX insight_author_ord ON insight_author (workspace, ord, group_id, messages);

-- Who posts like a machine, and where.
CREATE TABLE insight_suspect (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    PRIMARY KEY (workspace, group_id, ord)
);
CREATE INDEX insight_suspect_ord ON insight_suspect (workspace, ord);

-- Groups whose figures must be measured anew.
CREATE TABLE insight_due (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    since     BIGINT NOT NULL,
    PRIMARY KEY (workspace, group_id)
);

CREATE TABLE insight_whole (
    workspace BIGINT NOT NULL PRIMARY KEY,
    at        BIGINT NOT NULL,
    whole     TEXT   NOT NULL
);
