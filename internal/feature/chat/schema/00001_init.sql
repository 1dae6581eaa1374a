-- +goose Up
CREATE TABLE chat_import (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    state     TEXT   NOT NULL, -- running, done, undoing, undone, failed
    name      TEXT   NOT NULL, -- what the person calls it: the files' names
    source    TEXT   NOT NULL, -- JSON: where the files are, for resuming
    by_user   BIGINT NOT NULL,
    created   BIGINT NOT NULL,
    ended     BIGINT NOT NULL,
    bytes_done  BIGINT NOT NULL,
    bytes_total BIGINT NOT NULL,
    batches   BIGINT NOT NULL, -- batches committed; a resumed import goes on after them
    events    BIGINT NOT NULL,
    messages  BIGINT NOT NULL, -- recorded anew
    repeated  BIGINT NOT NULL, -- known from other imports
    skipped   BIGINT NOT NULL,
    formats   TEXT   NOT NULL, -- JSON: what each file was read as
    newest    BIGINT NOT NULL, -- latest event
    stamp     BIGINT NOT NULL, -- when the files say they were made; 0 where they do not
    reach     TEXT   NOT NULL, -- '' not asked or stamped, 'open' nobody spoke since, 'cut' only recorded to there
    stated    BIGINT NOT NULL, -- 1 where the files state who is person, bot or staff
    why       TEXT   NOT NULL, -- JSON: why it failed, in every language
    PRIMARY KEY (workspace, id)
);

CREATE TABLE chat_skip (
    workspace BIGINT NOT NULL,
    import    BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    file      TEXT   NOT NULL,
    line      BIGINT NOT NULL,
    why       TEXT   NOT NULL, -- JSON, in every language
    PRIMARY KEY (workspace, import, n)
);

-- month and key keep the key's index local: rows of one group and month lie
-- together however large the table grows.
CREATE TABLE chat_message (
    workspace BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    month     BIGINT NOT NULL, -- months since 1970, UTC
    key       BIGINT NOT NULL,
    import    BIGINT NOT NULL, -- the import it belongs to
    at        BIGINT NOT NULL,
    tie       BIGINT NOT NULL, -- order among messages of one time, as the source lists them
    author    BIGINT NOT NULL,
    kind      BIGINT NOT NULL,
    form      BIGINT NOT NULL,
    chars     BIGINT NOT NULL,
    answers   BIGINT NOT NULL, -- key of the message it answers; 0 none
    thread    TEXT   NOT NULL,
    body      TEXT   NOT NULL,
    PRIMARY KEY (workspace, group_id, month, key)
);

-- A message that another import brought first; it inherits when that is undone.
CREATE TABLE chat_repeat (
    workspace BIGINT NOT NULL,
    import    BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    month     BIGINT NOT NULL,
    key       BIGINT NOT NULL,
    PRIMARY KEY (workspace, group_id, month, key, import)
);

-- Where an import's messages lie, so that it can be undone without a scan.
CREATE TABLE chat_span (
    workspace BIGINT NOT NULL,
    import    BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    month     BIGINT NOT NULL,
    PRIMARY KEY (workspace, import, group_id, month)
);
