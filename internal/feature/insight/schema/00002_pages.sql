-- +goose Up
-- The little of figures and whole that the list of groups shows, so that a page
-- of 50 rows need not read everything. '' where it was not written yet: then
-- pages read the long form.
ALTER TABLE insight_group ADD COLUMN brief TEXT NOT NULL DEFAULT '';
ALTER TABLE insight_whole ADD COLUMN brief TEXT NOT NULL DEFAULT '';
