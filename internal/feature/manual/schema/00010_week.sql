-- +goose Up
-- What somebody said of a group's week; -1 for what they left empty.
CREATE TABLE manual_week (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    week      BIGINT NOT NULL, -- 203001: ISO, in the workspace's zone
    people    BIGINT NOT NULL, -- in it when that was filled in
    spoke     BIGINT NOT NULL, -- members who said something
    sent      BIGINT NOT NULL, -- what was sent by us
    asked     BIGINT NOT NULL, -- who asked or bought
    day       BIGINT NOT NULL, -- on which it was filled in last: 20300102
    by_user   BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- by the wall
    PRIMARY KEY (workspace, group_id, week)
);
CREATE INDEX manual_week_of ON manual_week (workspace, week);
