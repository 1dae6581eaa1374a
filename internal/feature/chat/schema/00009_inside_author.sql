-- +goose Up
-- Who is in a group, in the order of their numbers.
CREATE INDEX chat_inside_author ON chat_inside (workspace, group_id, author);
