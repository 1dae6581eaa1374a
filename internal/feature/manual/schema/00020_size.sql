-- +goose Up
ALTER TABLE manual_group ADD COLUMN shut BIGINT NOT NULL DEFAULT 0;    -- when a person closed it to newcomers; 0 while it takes them
ALTER TABLE manual_group ADD COLUMN counted BIGINT NOT NULL DEFAULT 0; -- when somebody last said how many people are in it
ALTER TABLE manual_group ADD COLUMN since BIGINT NOT NULL DEFAULT 0;   -- who was noted as having come since then, less who went
ALTER TABLE manual_group ADD COLUMN came BIGINT NOT NULL DEFAULT 0;    -- the day on which somebody was last noted as having come, and how many: 203001020007
ALTER TABLE manual_group ADD COLUMN unnamed BIGINT NOT NULL DEFAULT 0; -- how many of those who came that day are in the count, and are still to be noted by name
ALTER TABLE manual_group ADD COLUMN arrived BIGINT NOT NULL DEFAULT 0; -- the day for which what came in was last put into words, and how often: 2030010201

-- What a workspace wants of its groups; absent while it has changed nothing.
CREATE TABLE manual_setting (
    workspace BIGINT NOT NULL PRIMARY KEY,
    shops     BIGINT NOT NULL, -- 1 where it runs shops
    full_at   BIGINT NOT NULL  -- from how many people on a group is full
);

-- The shops of a workspace with the areas they have groups in; an area may be ''.
CREATE TABLE manual_place (
    workspace BIGINT NOT NULL,
    shop      TEXT   NOT NULL,
    area      TEXT   NOT NULL,
    PRIMARY KEY (workspace, shop, area)
);
