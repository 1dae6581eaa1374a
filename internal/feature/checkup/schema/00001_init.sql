-- +goose Up
-- A group that is asked about. form is the paper on which its first answers came:
-- the same paper sent again is the same group.
CREATE TABLE checkup_group (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    n         BIGINT NOT NULL, -- the how-manieth of its workspace
    name      TEXT   NOT NULL, -- empty while nobody gave it one
    named     BIGINT NOT NULL, -- how often it got another
    unit      BIGINT NOT NULL, -- 0 for head office
    group_id  BIGINT NOT NULL, -- as the rest of the house knows it; 0 while it does not
    form      TEXT   NOT NULL,
    made      BIGINT NOT NULL,
    tying     BIGINT NOT NULL, -- when somebody began to have it kept by hand, by the wall; 0 for nobody
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX checkup_group_form ON checkup_group (workspace, form);
CREATE UNIQUE INDEX checkup_group_known ON checkup_group (workspace, group_id) WHERE group_id <> 0;

-- What was answered on a day: the last word of the day holds.
CREATE TABLE checkup_check (
    workspace BIGINT NOT NULL,
    checkup   BIGINT NOT NULL,
    day       BIGINT NOT NULL, -- 20300102, in the workspace's zone
    at        BIGINT NOT NULL,
    by_user   BIGINT NOT NULL,
    people    TEXT   NOT NULL,
    age       TEXT   NOT NULL,
    spoke     TEXT   NOT NULL,
    posts     TEXT   NOT NULL,
    bought    TEXT   NOT NULL,
    open      TEXT   NOT NULL, -- who asked and has no answer
    state     TEXT   NOT NULL, -- what it was taken for then
    planned   BIGINT NOT NULL, -- when its things became to-dos; 0 for not yet
    PRIMARY KEY (workspace, checkup, day)
);
