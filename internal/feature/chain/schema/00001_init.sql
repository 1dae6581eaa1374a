-- +goose Up
-- A sign-up chain that somebody pasted.
CREATE TABLE chain_list (
    workspace  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    title      TEXT   NOT NULL,
    day        BIGINT NOT NULL, -- 20300102, in the workspace's zone
    unit       BIGINT NOT NULL, -- whose it is; 0 for head office
    group_id   BIGINT NOT NULL, -- of those kept by hand; 0 for none
    from_chain BIGINT NOT NULL, -- which it was begun from; 0 for none
    example    BIGINT NOT NULL, -- 1 for one to look at
    head       TEXT   NOT NULL, -- products, places, limits and what was asked of them, JSON
    source     TEXT   NOT NULL, -- the text that was pasted last
    people     BIGINT NOT NULL, -- rows that stand in it
    asks       BIGINT NOT NULL, -- rows and products that a person has to look at
    by_user    BIGINT NOT NULL,
    made       BIGINT NOT NULL,
    changed    BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

-- What one person wants.
CREATE TABLE chain_row (
    workspace BIGINT NOT NULL,
    chain     BIGINT NOT NULL,
    seq       BIGINT NOT NULL,
    body      TEXT   NOT NULL, -- as it was read, and what a person said instead, JSON
    taken     BIGINT NOT NULL, -- when it was fetched; 0 for not yet
    PRIMARY KEY (workspace, chain, seq)
);
