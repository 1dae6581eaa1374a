-- +goose Up
-- Staff and bots are few among many people.
CREATE INDEX community_identity_unlike ON community_identity (workspace, member) WHERE (by_hand > 1 OR stated > 1 OR judged = 1);
