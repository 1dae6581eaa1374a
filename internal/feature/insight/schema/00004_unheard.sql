-- +goose Up
-- Groups whose network does not tell what is said stand after those where nobody
-- ever spoke.
DROP INDEX insight_group_life;
CREATE INDEX insight_group_life ON insight_group (workspace, (CASE state WHEN 'thriving' THEN 0 WHEN 'steady' THEN 1 WHEN 'forming' THEN 2
    WHEN 'fading' THEN 3 WHEN 'quiet-buying' THEN 4 WHEN 'dormant' THEN 5 WHEN 'dead' THEN 6 WHEN 'ended' THEN 7 WHEN 'empty' THEN 8 ELSE 9 END), group_id);
