-- +goose Up
-- Who is in a group, as connections have told or a list has shown: the latest
-- move of each holds. People are known by a hash of their network's id, so that
-- whoever was forgotten is not found anew.
CREATE TABLE chat_inside (
    workspace   BIGINT NOT NULL,
    group_id    BIGINT NOT NULL,
    who         BIGINT NOT NULL,
    author      BIGINT NOT NULL, -- their number; -1 while nobody told of them
    inside      BIGINT NOT NULL, -- 1 in the group
    at          BIGINT NOT NULL, -- since when; 0 nothing is known
    found       BIGINT NOT NULL, -- key of the move that comparing found; 0 none
    found_at    BIGINT NOT NULL,
    found_after BIGINT NOT NULL, -- when they had moved before that, as was known
    found_in    BIGINT NOT NULL, -- 1 that move was a join
    doubt       BIGINT NOT NULL, -- when a list first showed otherwise; 0 none has
    doubted     BIGINT NOT NULL, -- the same by the wall's clock
    PRIMARY KEY (workspace, group_id, who)
);

-- How far a connection's groups were compared with their network.
CREATE TABLE chat_compared (
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    group_id   BIGINT NOT NULL,
    first      BIGINT NOT NULL, -- before this nothing was to be told
    upto       BIGINT NOT NULL, -- up to here nothing is missing
    listed     BIGINT NOT NULL, -- 1 who was there when it was first compared is noted
    PRIMARY KEY (workspace, connection, group_id)
);
