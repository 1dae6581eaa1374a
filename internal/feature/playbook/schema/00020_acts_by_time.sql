-- +goose Up
-- What runs did in a day, whichever runs they are: it grows at its end only.
CREATE INDEX playbook_act_at ON playbook_act (workspace, at);
