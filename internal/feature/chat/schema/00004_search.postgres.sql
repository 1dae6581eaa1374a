-- +goose Up
-- Messages in the order in which pages list them, by which they are searched.
-- doc says when: see lineOf.
CREATE TABLE chat_line (
    doc       BIGINT NOT NULL PRIMARY KEY,
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    month     BIGINT NOT NULL,
    key       BIGINT NOT NULL
);
CREATE INDEX chat_line_group ON chat_line (workspace, group_id, doc);

-- The words of a message, under the number of its line.
CREATE TABLE chat_words (
    rowid BIGINT NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
-- Words gather in a list that is merged when it has grown: one by one they would
-- cost ten times as much.
CREATE INDEX chat_words_words ON chat_words USING GIN (words) WITH (fastupdate = on, gin_pending_list_limit = 8192);

-- What is still to be read: messages told live, and whole months of imports.
CREATE TABLE chat_unread (
    workspace BIGINT NOT NULL,
    fact      BIGINT NOT NULL,
    body      BYTEA  NOT NULL,
    PRIMARY KEY (fact, workspace)
);
CREATE TABLE chat_unread_month (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    month     BIGINT NOT NULL,
    lost      BIGINT NOT NULL, -- 1: lines without a message go, 0: messages without a line get one
    after     BIGINT NOT NULL, -- how far it was read: the last doc or key
    round     BIGINT NOT NULL, -- counts how often it was begun
    PRIMARY KEY (lost, month, workspace, group_id)
);
CREATE INDEX chat_unread_month_group ON chat_unread_month (workspace, group_id);

-- By which rules words were cut; nothing where nothing was read yet.
CREATE TABLE chat_reading (
    version BIGINT NOT NULL PRIMARY KEY
);
