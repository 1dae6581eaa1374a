-- +goose Up
-- Lines, and the words they are found by, moved into the file beside the
-- database: nobody who records messages waits for them there. They are made anew.
DROP TABLE chat_words;
DROP TABLE chat_line;
DROP TABLE chat_reading;

-- How far the index here was when something was taken off the list of what is
-- to be read: an index that is less far, or has another mark, is not this one.
CREATE TABLE chat_read (
    mark BIGINT NOT NULL PRIMARY KEY,
    step BIGINT NOT NULL
);
