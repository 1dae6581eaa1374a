-- +goose Up
-- What people here have written down of somebody, as one network names them:
-- whoever is merged brings it along.
CREATE TABLE community_note (
    workspace BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    friend    BIGINT NOT NULL, -- 1 a friend or customer: may be written to privately
    month     BIGINT NOT NULL, -- of their birthday; 0 not known
    day       BIGINT NOT NULL,
    lunar     BIGINT NOT NULL, -- 1 by the Chinese calendar
    leap      BIGINT NOT NULL, -- 1 in a leap month
    PRIMARY KEY (workspace, ord)
);

CREATE TABLE community_tag (
    workspace BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    tag       TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (workspace, ord, tag)
);
CREATE INDEX community_tag_tag ON community_tag (workspace, tag);
