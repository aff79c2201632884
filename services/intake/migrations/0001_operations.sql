-- Folded from districts' facts (services/intake/projections/operations.py).

CREATE TABLE operations (
    operation text PRIMARY KEY,
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
    catalogue_version integer NOT NULL,
    exit_days integer NOT NULL,
    followup_from_months integer NOT NULL,
    followup_to_months integer NOT NULL
);
