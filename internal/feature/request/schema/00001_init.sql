-- +goose Up
-- What other departments want. Times are the workspace's.
CREATE TABLE request_item (
    workspace  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    by_user    BIGINT NOT NULL,
    department TEXT   NOT NULL, -- as it is counted
    ask        TEXT   NOT NULL, -- JSON: what is wanted
    digest     TEXT   NOT NULL, -- of the draft; '' where it is too short
    state      TEXT   NOT NULL,
    filed      BIGINT NOT NULL,
    changed    BIGINT NOT NULL,
    slot       BIGINT NOT NULL, -- 0 where it has none
    turn       BIGINT NOT NULL, -- how often it was given slots
    reason     TEXT   NOT NULL,
    note       TEXT   NOT NULL,
    result     BIGINT NOT NULL, -- -1 until somebody said
    news       BIGINT NOT NULL, -- 1 where the requester has not said that they know
    PRIMARY KEY (workspace, id)
);
CREATE INDEX request_item_state ON request_item (workspace, state, changed);
CREATE INDEX request_item_by ON request_item (workspace, by_user, changed);
CREATE INDEX request_item_digest ON request_item (workspace, digest, filed);

-- The slots that were given out, one for each group.
CREATE TABLE request_slot (
    workspace  BIGINT NOT NULL,
    request    BIGINT NOT NULL,
    group_id   BIGINT NOT NULL, -- 0 for the workspace's Moments
    channel    TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    week       TEXT   NOT NULL, -- its Monday
    department TEXT   NOT NULL,
    todo       TEXT   NOT NULL, -- open, done or missed
    PRIMARY KEY (workspace, request, group_id)
);
CREATE INDEX request_slot_week ON request_slot (workspace, week);

-- What happened to a request, in order.
CREATE TABLE request_story (
    workspace BIGINT NOT NULL,
    request   BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    by_user   BIGINT NOT NULL, -- 0 for the program
    what      TEXT   NOT NULL,
    slot      BIGINT NOT NULL, -- 0 where it is about none
    reason    TEXT   NOT NULL,
    note      TEXT   NOT NULL,
    PRIMARY KEY (workspace, request, n)
);

CREATE TABLE request_settings (
    workspace BIGINT NOT NULL,
    body      TEXT   NOT NULL, -- JSON
    changed   BIGINT NOT NULL,
    PRIMARY KEY (workspace)
);
