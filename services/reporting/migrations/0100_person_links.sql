-- A versioned table as in 0002_projections.sql, over positions of intake's log: which persons are one. The key is the
-- pair's id, or the participation that a case was linked with.
CREATE TABLE person_links (
    link uuid NOT NULL,
    one uuid NOT NULL,
    other uuid NOT NULL,
    duplicate boolean NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (link, valid_from)
);
CREATE UNIQUE INDEX ON person_links (link) WHERE valid_to IS NULL;
