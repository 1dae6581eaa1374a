-- +goose Up
-- How often a chain was written to: who worked something out of it sees whether it
-- still is what they saw.
ALTER TABLE chain_list ADD COLUMN rev BIGINT NOT NULL DEFAULT 0;
-- Lines that are over a limit or stand there twice.
ALTER TABLE chain_list ADD COLUMN watch BIGINT NOT NULL DEFAULT 0;

-- A chain that was removed: whoever comes by an old link is told so.
CREATE TABLE chain_removed (
    workspace BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    unit      BIGINT NOT NULL, -- whose it was; 0 for head office
    at        BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
