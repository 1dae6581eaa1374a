-- +goose Up
-- Whether somebody has answered 「谁是你们的人?」 for the workspace.
CREATE TABLE community_staff (
    workspace BIGINT NOT NULL PRIMARY KEY,
    answered  BIGINT NOT NULL,
    by_user   BIGINT NOT NULL
);
