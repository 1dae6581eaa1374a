-- +goose Up
-- 1: nobody knows yet how many usually leave, and usual is what is taken instead.
ALTER TABLE playbook_launch ADD COLUMN assumed BIGINT NOT NULL DEFAULT 0;
