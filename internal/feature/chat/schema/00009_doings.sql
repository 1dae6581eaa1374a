-- +goose Up
-- What connections told of each author of a group: counted from when this column
-- is there.
ALTER TABLE chat_author ADD COLUMN messages BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chat_author ADD COLUMN last_at BIGINT NOT NULL DEFAULT 0;

-- Who wrote the latest message of a group; -1 unknown.
ALTER TABLE chat_count ADD COLUMN last_by BIGINT NOT NULL DEFAULT -1;

-- 1 where somebody was there when the group was first compared: nobody knows
-- since when. What was noted before is told by many having come at one moment.
ALTER TABLE chat_inside ADD COLUMN listed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX chat_inside_at ON chat_inside (workspace, group_id, at);
CREATE INDEX chat_inside_author ON chat_inside (workspace, group_id, author);
UPDATE chat_inside SET listed = 1 WHERE EXISTS (SELECT 1 FROM chat_inside o WHERE o.workspace = chat_inside.workspace
    AND o.group_id = chat_inside.group_id AND o.at = chat_inside.at AND o.who <> chat_inside.who);
