-- +goose Up
-- Most to-dos are about nobody in particular, for ever of use, or open: their rows
-- need not stand in indexes that are asked about the others.
DROP INDEX task_item_until;
DROP INDEX task_item_settled;
DROP INDEX task_item_member;
CREATE INDEX task_item_until ON task_item (workspace, state, until) WHERE until > 0;
CREATE INDEX task_item_settled ON task_item (workspace, settled) WHERE settled > 0;
CREATE INDEX task_item_member ON task_item (workspace, member) WHERE member >= 0;
