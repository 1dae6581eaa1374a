-- +goose Up
-- How often the SOPs of a workspace have changed: who keeps them ready looks anew.
CREATE TABLE playbook_stamp (
    workspace BIGINT NOT NULL PRIMARY KEY,
    n         BIGINT NOT NULL
);
