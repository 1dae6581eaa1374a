-- +goose Up
-- Who did what, and when. A row is written with the deed itself, in one commit,
-- and never changed or removed.
CREATE TABLE audit_entry (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- by the wall clock
    by_kind   TEXT   NOT NULL, -- staff, program, token
    actor     BIGINT NOT NULL, -- whose account, which token; 0 for the program
    action    TEXT   NOT NULL,
    subject   TEXT   NOT NULL, -- the id of what it was done to, as people see it; '' where there is none
    detail    TEXT   NOT NULL, -- JSON: words of the program's own, ids and numbers
    PRIMARY KEY (workspace, id)
);
CREATE INDEX audit_entry_actor ON audit_entry (workspace, by_kind, actor, id);
CREATE INDEX audit_entry_action ON audit_entry (workspace, action, id);
CREATE INDEX audit_entry_subject ON audit_entry (workspace, subject, id);
