-- +goose Up
-- A phone that was paired is a session that holds at the phones' door and
-- nowhere else; the others hold everywhere but there.
ALTER TABLE auth_session ADD COLUMN device BIGINT NOT NULL DEFAULT 0; -- 0 for a browser
ALTER TABLE auth_session ADD COLUMN device_name TEXT NOT NULL DEFAULT '';

-- The door by which phones of the local network come in: one row, or none.
CREATE TABLE auth_door (
    one      BIGINT PRIMARY KEY CHECK (one = 1),
    at_start BIGINT NOT NULL, -- 1 where it opens by itself when the program starts
    address  TEXT   NOT NULL, -- where it stood last: address:port
    user_id  BIGINT NOT NULL  -- who opened it last
);
