-- +goose Up
-- Whether the list a row is of names ordinary members (1), or only whose export
-- it is and who runs the group (0), which says nothing of who else is in it.
ALTER TABLE community_listed ADD COLUMN plain BIGINT NOT NULL DEFAULT 1;
