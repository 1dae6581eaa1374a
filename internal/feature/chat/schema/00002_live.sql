-- +goose Up
-- What a connection tells is kept as one import that never ends (state 'live').
CREATE TABLE chat_live (
    workspace  BIGINT NOT NULL,
    connection BIGINT NOT NULL,
    import     BIGINT NOT NULL,
    PRIMARY KEY (workspace, connection)
);

-- What was said in a group by live connections, kept as it is recorded.
CREATE TABLE chat_count (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    messages  BIGINT NOT NULL, -- different messages; edits and deletions change nothing
    people    BIGINT NOT NULL, -- different authors
    last_at   BIGINT NOT NULL, -- latest message
    PRIMARY KEY (workspace, group_id)
);
CREATE TABLE chat_author (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    author    BIGINT NOT NULL,
    PRIMARY KEY (workspace, group_id, author)
);

-- The latest edit or deletion of a message that is still to come.
CREATE TABLE chat_change (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    key       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    event     BIGINT NOT NULL, -- breaks ties
    gone      BIGINT NOT NULL, -- 1 deleted: nothing brings it back
    body      TEXT   NOT NULL,
    PRIMARY KEY (workspace, key, group_id)
);

-- When a message was last edited, and whether it was deleted. body is as people
-- see it now.
ALTER TABLE chat_message ADD COLUMN edited BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chat_message ADD COLUMN gone BIGINT NOT NULL DEFAULT 0;
