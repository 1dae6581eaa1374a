-- +goose Up
-- At most one row: that this installation was restored from a backup. While
-- state is 'restoring' it is not whole; while 'held' nothing leaves by itself.
CREATE TABLE hold_state (
    one      BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    state    TEXT   NOT NULL CHECK (state IN ('restoring', 'held', 'released')),
    since    BIGINT NOT NULL, -- when the restore began
    backup   BIGINT NOT NULL, -- when the backup it came from was made
    released BIGINT NOT NULL, -- 0 while it is held
    by_whom  TEXT   NOT NULL  -- who released it
);
