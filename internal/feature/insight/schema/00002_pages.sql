-- +goose Up
-- The little of figures and whole that the list of groups shows, so that a page
-- of 50 rows need not read everything. '' where it was not written yet: then
-- pages read the long form.
ALTER TABLE insight_group ADD COLUMN brief TEXT NOT NULL DEFAULT '';
ALTER TABLE insight_whole ADD COLUMN brief TEXT NOT NULL DEFAULT '';

-- The orders people sort by, each with the tie-breaker: the first screen of a
-- list is the first 50 entries.
DROP INDEX insight_group_need;
DROP INDEX insight_group_name;
DROP INDEX insight_group_messages;
DROP INDEX insight_group_active;
DROP INDEX insight_group_last;
DROP INDEX insight_group_risk;
CREATE INDEX insight_group_need ON insight_group (workspace, need, group_id);
CREATE INDEX insight_group_name ON insight_group (workspace, name, group_id);
CREATE INDEX insight_group_messages ON insight_group (workspace, messages, group_id);
CREATE INDEX insight_group_active ON insight_group (workspace, active, group_id);
CREATE INDEX insight_group_last ON insight_group (workspace, last_at, group_id);
CREATE INDEX insight_group_risk ON insight_group (workspace, risk, group_id);
CREATE INDEX insight_group_members ON insight_group (workspace, members, group_id);
CREATE INDEX insight_group_type ON insight_group (workspace, type, group_id);
CREATE INDEX insight_group_waiting ON insight_group (workspace, waiting, group_id);
CREATE INDEX insight_group_life ON insight_group (workspace, (CASE state WHEN 'thriving' THEN 0 WHEN 'steady' THEN 1 WHEN 'forming' THEN 2
    WHEN 'fading' THEN 3 WHEN 'quiet-buying' THEN 4 WHEN 'dormant' THEN 5 WHEN 'dead' THEN 6 WHEN 'ended' THEN 7 ELSE 8 END), group_id);
CREATE INDEX insight_group_state ON insight_group (workspace, state, need, group_id);
CREATE INDEX insight_group_at ON insight_group (workspace, at);
CREATE INDEX insight_group_unit ON insight_group (workspace, unit, state, census, need, at);

-- All that a list chooses, sorts and counts by: filters look through 5,000
-- groups in it without reading what is kept of each.
CREATE INDEX insight_group_narrow ON insight_group (workspace, state, census, unit, need, type, band, active, members, risk, waiting,
    last_at, messages, group_id, name);
