-- +goose Up
-- What runs did is found by its key alone: the table is its own index.
CREATE TABLE playbook_act_narrow (
    workspace BIGINT NOT NULL,
    run       BIGINT NOT NULL,
    n         BIGINT NOT NULL, -- grows
    at        BIGINT NOT NULL,
    step      TEXT   NOT NULL,
    what      TEXT   NOT NULL,
    why       TEXT   NOT NULL,
    PRIMARY KEY (workspace, run, n)
) WITHOUT ROWID;
INSERT INTO playbook_act_narrow (workspace, run, n, at, step, what, why) SELECT workspace, run, n, at, step, what, why FROM playbook_act;
DROP TABLE playbook_act;
ALTER TABLE playbook_act_narrow RENAME TO playbook_act;
CREATE INDEX playbook_act_at ON playbook_act (workspace, at);
