-- +goose Up
CREATE TABLE community_group (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    key       TEXT   NOT NULL, -- network, namespace and chat, as one key
    network   TEXT   NOT NULL,
    namespace TEXT   NOT NULL,
    chat      TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    unit      BIGINT NOT NULL, -- who in the organisation it belongs to; 0 head office
    listed    BIGINT NOT NULL, -- 1 where a member list is known
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, key)
);

-- A person as one network names them. ord is dense per workspace: figures,
-- bitmaps and day records name people by it.
CREATE TABLE community_identity (
    workspace BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    key       TEXT   NOT NULL,
    network   TEXT   NOT NULL,
    native_id TEXT   NOT NULL, -- '' for someone known by name in one chat only
    name      TEXT   NOT NULL,
    stated    BIGINT NOT NULL, -- what files say: 0 nothing, 1 person, 2 bot, 3 staff
    by_hand   BIGINT NOT NULL, -- what somebody here said; overrides
    judged    BIGINT NOT NULL, -- 1 where they post like a machine
    self      BIGINT NOT NULL, -- made an export
    owner     BIGINT NOT NULL, -- owns a group
    member    BIGINT NOT NULL, -- several identities may be one member
    PRIMARY KEY (workspace, ord),
    UNIQUE (workspace, key)
);
CREATE INDEX community_identity_member ON community_identity (workspace, member);

CREATE TABLE community_counter (
    workspace BIGINT NOT NULL PRIMARY KEY,
    next_ord  BIGINT NOT NULL
);

-- What each import says of a person; identities are the sum of these.
CREATE TABLE community_sighting (
    workspace BIGINT NOT NULL,
    import    BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    name_at   BIGINT NOT NULL,
    stated    BIGINT NOT NULL,
    self      BIGINT NOT NULL,
    owner     BIGINT NOT NULL,
    PRIMARY KEY (workspace, import, ord)
);
CREATE INDEX community_sighting_ord ON community_sighting (workspace, ord);

-- What each import says of a group, and how far it reaches.
CREATE TABLE community_group_sighting (
    workspace BIGINT NOT NULL,
    import    BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    name_at   BIGINT NOT NULL,
    newest    BIGINT NOT NULL, -- the latest event of the group in it
    until     BIGINT NOT NULL, -- latest stamp of the files that tell of it
    open      BIGINT NOT NULL, -- 1 where one of them has no stamp
    PRIMARY KEY (workspace, import, group_id)
);
CREATE INDEX community_group_sighting_group ON community_group_sighting (workspace, group_id);

-- Who a member list names.
CREATE TABLE community_listed (
    workspace BIGINT NOT NULL,
    import    BIGINT NOT NULL,
    group_id  BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    PRIMARY KEY (workspace, import, group_id, ord)
);
CREATE INDEX community_listed_group ON community_listed (workspace, group_id);

CREATE TABLE community_merge (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    into_member BIGINT NOT NULL,
    moved     TEXT   NOT NULL, -- JSON: ord → member before
    by_user   BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    undone    BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
