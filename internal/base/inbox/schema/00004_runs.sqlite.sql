-- +goose Up
-- On SQLite, keys on their last place: packed by the hundred thousand, each run in
-- its own order, so that no page is written twice. A run counts once it stands in
-- inbox_run, whose filter says which keys are surely not in it. On PostgreSQL only
-- a backup from SQLite brings some.
CREATE TABLE inbox_run (
    run    BIGINT NOT NULL PRIMARY KEY,
    era    BIGINT NOT NULL, -- the newest of its keys
    keys   BIGINT NOT NULL,
    filter BYTEA  NOT NULL
);
CREATE TABLE inbox_packed (
    run       BIGINT NOT NULL,
    workspace BIGINT NOT NULL,
    h1        BIGINT NOT NULL,
    h2        BIGINT NOT NULL,
    content   BIGINT NOT NULL,
    event     BIGINT NOT NULL,
    PRIMARY KEY (run, workspace, h1, h2)
) WITHOUT ROWID;
