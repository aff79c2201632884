-- Folded from districts' own log (services/districts/projections).

CREATE TABLE operations (
    operation text PRIMARY KEY,
    operation_id uuid NOT NULL,
    name text NOT NULL,
    starts date NOT NULL,
    ends date NOT NULL,
    catalogue text NOT NULL,
    specific_objective text NOT NULL
);

CREATE TABLE operation_releases (
    release uuid PRIMARY KEY,
    operation text NOT NULL,
    catalogue text NOT NULL,
    catalogue_version integer NOT NULL
);

CREATE TABLE sozialraeume (
    sozialraum text PRIMARY KEY,
    opened timestamptz NOT NULL
);
