-- +goose Up
CREATE TABLE auth_workspace (
    id      BIGINT PRIMARY KEY,
    name    TEXT   NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('own', 'sample')),
    zone    TEXT   NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE auth_user (
    id       BIGINT PRIMARY KEY,
    login    TEXT   NOT NULL UNIQUE,
    name     TEXT   NOT NULL,
    password TEXT   NOT NULL, -- PHC string of argon2id; '' where none was set
    lang     TEXT   NOT NULL, -- '' where the browser decides
    created  BIGINT NOT NULL
);

CREATE TABLE auth_unit (
    workspace BIGINT NOT NULL REFERENCES auth_workspace (id),
    id        BIGINT NOT NULL,
    parent    BIGINT NOT NULL, -- 0 for head office
    kind      TEXT   NOT NULL CHECK (kind IN ('head', 'region', 'store', 'adviser')),
    name      TEXT   NOT NULL,
    created   BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

-- One head office a workspace.
CREATE UNIQUE INDEX auth_unit_head ON auth_unit (workspace) WHERE kind = 'head';

CREATE TABLE auth_grant (
    workspace BIGINT NOT NULL REFERENCES auth_workspace (id),
    user_id   BIGINT NOT NULL REFERENCES auth_user (id),
    role      TEXT   NOT NULL CHECK (role IN ('owner', 'operator', 'agent', 'viewer')),
    unit      BIGINT NOT NULL,
    created   BIGINT NOT NULL,
    PRIMARY KEY (workspace, user_id),
    FOREIGN KEY (workspace, unit) REFERENCES auth_unit (workspace, id)
);

CREATE INDEX auth_grant_user ON auth_grant (user_id);

CREATE TABLE auth_session (
    token   BYTEA  PRIMARY KEY, -- SHA-256 of what the browser holds
    user_id BIGINT NOT NULL REFERENCES auth_user (id),
    csrf    TEXT   NOT NULL,
    created BIGINT NOT NULL,
    seen    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX auth_session_user ON auth_session (user_id);
CREATE INDEX auth_session_expires ON auth_session (expires);

CREATE TABLE auth_link (
    token     BYTEA  PRIMARY KEY, -- SHA-256 of what the address holds
    purpose   TEXT   NOT NULL CHECK (purpose IN ('signin', 'invite', 'password')),
    workspace BIGINT NOT NULL, -- of an invitation, else 0
    role      TEXT   NOT NULL, -- of an invitation, else ''
    unit      BIGINT NOT NULL, -- of an invitation, else 0
    user_id   BIGINT NOT NULL, -- whom it signs in, else 0
    name      TEXT   NOT NULL, -- whom an invitation is meant for, as typed
    made_by   BIGINT NOT NULL, -- 0 for the command line
    created   BIGINT NOT NULL,
    expires   BIGINT NOT NULL,
    used_at   BIGINT NOT NULL  -- 0 while unused
);

CREATE INDEX auth_link_workspace ON auth_link (workspace, created);
CREATE INDEX auth_link_user ON auth_link (user_id);
CREATE INDEX auth_link_expires ON auth_link (expires);

CREATE TABLE auth_attempt (
    subject BYTEA  NOT NULL, -- SHA-256 of kind and login or address
    span    BIGINT NOT NULL, -- when the window began
    n       BIGINT NOT NULL,
    PRIMARY KEY (subject, span)
);

CREATE INDEX auth_attempt_span ON auth_attempt (span);
