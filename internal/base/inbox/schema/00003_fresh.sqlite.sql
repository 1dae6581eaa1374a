-- +goose Up
-- On SQLite, the keys that were accepted last, in their order, on their way into
-- inbox_seen: there each stands on another page, here all are on a few. On
-- PostgreSQL only a backup from SQLite brings some, and they move on at once.
CREATE TABLE inbox_fresh (
    n         INTEGER PRIMARY KEY,
    workspace BIGINT NOT NULL,
    era       BIGINT NOT NULL,
    h1        BIGINT NOT NULL,
    h2        BIGINT NOT NULL,
    content   BIGINT NOT NULL,
    event     BIGINT NOT NULL
);
