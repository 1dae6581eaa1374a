-- +goose Up
-- Programs ask for a group by its network's own id.
CREATE INDEX community_group_chat ON community_group (workspace, chat);
