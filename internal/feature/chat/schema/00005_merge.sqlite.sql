-- +goose Up
-- The index merges its parts when sixteen of a size are there: merging four at a
-- time wrote every word twice as often.
INSERT INTO chat_words (chat_words, rank) VALUES ('automerge', 16);
