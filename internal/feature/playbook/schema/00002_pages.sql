-- +goose Up
-- The runs of an SOP, for its page.
CREATE INDEX playbook_run_book ON playbook_run (workspace, book, id);
