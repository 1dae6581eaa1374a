-- +goose Up
-- Words lie in the row of their line: one row to write for a message, and one
-- index less. They are made anew.
DROP TABLE chat_words;
TRUNCATE chat_line, chat_reading;
ALTER TABLE chat_line ADD COLUMN words TSVECTOR; -- none where the message is gone or says no word
CREATE INDEX chat_line_words ON chat_line USING GIN (words) WITH (fastupdate = on, gin_pending_list_limit = 8192);
