-- +goose Up
-- The story of a to-do is found by its key alone: the table is its own index.
CREATE TABLE task_story_narrow (
    workspace BIGINT NOT NULL,
    task      BIGINT NOT NULL,
    n         BIGINT NOT NULL,
    at        BIGINT NOT NULL, -- the workspace's time
    by_user   BIGINT NOT NULL, -- 0 for the program
    what      TEXT   NOT NULL,
    other     BIGINT NOT NULL, -- user it went to; 0 for none
    reason    TEXT   NOT NULL,
    note      TEXT   NOT NULL,
    PRIMARY KEY (workspace, task, n)
) WITHOUT ROWID;
INSERT INTO task_story_narrow (workspace, task, n, at, by_user, what, other, reason, note) SELECT workspace, task, n, at, by_user, what, other, reason, note FROM task_story;
DROP TABLE task_story;
ALTER TABLE task_story_narrow RENAME TO task_story;
