-- +goose Up
-- A summary of what was shared in groups.
CREATE TABLE shelf_piece (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    title     TEXT   NOT NULL,
    day       BIGINT NOT NULL, -- 20300102, in the workspace's zone
    unit      BIGINT NOT NULL, -- whose it is; 0 for head office
    everyone  BIGINT NOT NULL, -- 1 for all groups of the unit and below it
    sharer    TEXT   NOT NULL, -- who shared; '' for not said
    summary   TEXT   NOT NULL,
    link      TEXT   NOT NULL, -- '' for none
    find      TEXT   NOT NULL, -- title and summary as they are looked for
    archived  BIGINT NOT NULL, -- 1 for put away
    by_user   BIGINT NOT NULL, -- 0 for the program
    made      BIGINT NOT NULL,
    changed   BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

-- A group that a piece belongs to.
CREATE TABLE shelf_place (
    workspace BIGINT NOT NULL,
    piece     BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    PRIMARY KEY (workspace, piece, group_id)
);
