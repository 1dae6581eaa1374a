-- +goose Up
-- What the members of a group see between its messages: who came, who went, what
-- it is called now.
CREATE TABLE sandbox_notice (
    workspace BIGINT NOT NULL,
    chat      TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    person    TEXT   NOT NULL, -- who came or went, or did it
    kind      BIGINT NOT NULL, -- event.Kind: Join, Leave, Remove, GroupRenamed, GroupDismissed
    actor     TEXT   NOT NULL, -- who brought or removed them; '' nobody
    words     TEXT   NOT NULL, -- the scene of a join, the new name
    PRIMARY KEY (workspace, chat, at, person, kind)
);

-- Faults that happen once, and what is known of them.
ALTER TABLE sandbox_world ADD COLUMN lose    BIGINT NOT NULL DEFAULT 0; -- how many happenings are still to be kept from adapters
ALTER TABLE sandbox_world ADD COLUMN twice   BIGINT NOT NULL DEFAULT 0; -- how many are still to be told twice
ALTER TABLE sandbox_world ADD COLUMN lost    BIGINT NOT NULL DEFAULT 0; -- how many were kept from adapters
ALTER TABLE sandbox_world ADD COLUMN watched BIGINT NOT NULL DEFAULT 0; -- when somebody last looked, by the wall
