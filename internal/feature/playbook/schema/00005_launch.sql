-- +goose Up
-- In which stage a group is reached, and whether that stage is still to come.
ALTER TABLE playbook_place ADD COLUMN stage BIGINT NOT NULL DEFAULT 1;
ALTER TABLE playbook_place ADD COLUMN waits BIGINT NOT NULL DEFAULT 0; -- 1 nothing is done here yet

-- How an SOP is let loose on its groups; the last time holds.
CREATE TABLE playbook_launch (
    workspace BIGINT NOT NULL,
    book      BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    state     TEXT   NOT NULL, -- asked, declined, going, stopped, done
    stage     BIGINT NOT NULL, -- that was reached; 0 none yet
    last      BIGINT NOT NULL,
    many      BIGINT NOT NULL, -- groups
    people    BIGINT NOT NULL,
    price     BIGINT NOT NULL, -- 1 it names one
    asked_by  BIGINT NOT NULL,
    asked     BIGINT NOT NULL,
    decided_by BIGINT NOT NULL, -- 0 where nobody had to
    why       TEXT   NOT NULL, -- it was declined
    released  BIGINT NOT NULL, -- when the stage was reached
    gap       BIGINT NOT NULL, -- after so long the next is reached by itself; 0 a person says when
    usual     DOUBLE PRECISION NOT NULL, -- how many leave a day, before
    away      BIGINT NOT NULL, -- how many have left since
    PRIMARY KEY (workspace, book)
);
