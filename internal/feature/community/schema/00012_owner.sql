-- +goose Up
-- Who owns a group, as its network says.
CREATE TABLE community_owner (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    PRIMARY KEY (workspace, group_id)
);
