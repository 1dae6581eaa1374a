-- +goose Up
-- What a group is for and how it is spoken to; group 0 stands for the workspace.
CREATE TABLE community_profile (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    life      TEXT   NOT NULL, -- '' for a long-term group
    tone      TEXT   NOT NULL, -- '' for any
    PRIMARY KEY (workspace, group_id)
);

-- What SOPs may name of a group; group 0 holds what stands where a group has none.
CREATE TABLE community_column (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    value     TEXT   NOT NULL, -- never ''
    PRIMARY KEY (workspace, group_id, name)
);

-- A table that somebody sent and has not agreed to yet; one for each person.
CREATE TABLE community_sheet (
    workspace BIGINT NOT NULL,
    by_user   BIGINT NOT NULL,
    made      BIGINT NOT NULL,
    name      TEXT   NOT NULL, -- of the file
    body      TEXT   NOT NULL, -- JSON
    PRIMARY KEY (workspace, by_user)
);
