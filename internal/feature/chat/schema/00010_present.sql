-- +goose Up
-- Who is in a group is counted by this index alone.
DROP INDEX chat_inside_author;
CREATE INDEX chat_inside_author ON chat_inside (workspace, group_id, author, inside);
CREATE INDEX chat_compared_group ON chat_compared (workspace, group_id, listed);
