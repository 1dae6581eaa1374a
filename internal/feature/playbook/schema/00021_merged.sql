-- +goose Up
-- Whose a run was before two members were found to be one; 0 where they were not.
ALTER TABLE playbook_run ADD COLUMN was BIGINT NOT NULL DEFAULT 0;
CREATE INDEX playbook_run_was ON playbook_run (workspace, was) WHERE was <> 0;
