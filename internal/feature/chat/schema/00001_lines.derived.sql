-- +goose Up
-- Messages in the order in which pages list them, by which they are searched.
-- doc says when: see lineOf.
CREATE TABLE chat_line (
    doc       INTEGER PRIMARY KEY,
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    month     BIGINT NOT NULL,
    key       BIGINT NOT NULL
);
CREATE INDEX chat_line_group ON chat_line (workspace, group_id, doc);

-- The words of a message, under the number of its line. Of the words themselves
-- only the index is kept; its parts are merged when sixteen of a size are there.
CREATE VIRTUAL TABLE chat_words USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
INSERT INTO chat_words (chat_words, rank) VALUES ('automerge', 16);

-- By which rules words were cut, of which database, and how often something was
-- written since.
CREATE TABLE chat_reading (
    version BIGINT NOT NULL,
    mark    BIGINT NOT NULL PRIMARY KEY,
    step    BIGINT NOT NULL
);
