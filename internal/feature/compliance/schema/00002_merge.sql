-- +goose Up
-- Which members are one person, and since when by the workspace's clock: what is
-- known of the one holds for the other.
CREATE TABLE compliance_merge (
    workspace   BIGINT NOT NULL,
    from_member BIGINT NOT NULL,
    into_member BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (workspace, from_member)
);
CREATE INDEX compliance_merge_into ON compliance_merge (workspace, into_member);
