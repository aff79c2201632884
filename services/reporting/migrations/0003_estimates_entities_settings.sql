-- Versioned tables as in 0002_projections.sql: estimates, supported entities, and the settings of operations.

CREATE TABLE estimate_versions (
    estimate text NOT NULL,
    operation text NOT NULL,
    indicator text NOT NULL,
    on_day date NOT NULL,
    female integer NOT NULL,
    male integer NOT NULL,
    non_binary integer NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (estimate, valid_from)
);
CREATE UNIQUE INDEX ON estimate_versions (estimate) WHERE valid_to IS NULL;
CREATE INDEX ON estimate_versions (operation, indicator, on_day);

CREATE TABLE entity_versions (
    entity uuid NOT NULL,
    operation text NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (entity, valid_from)
);
CREATE UNIQUE INDEX ON entity_versions (entity) WHERE valid_to IS NULL;
CREATE INDEX ON entity_versions (operation, on_day);

CREATE TABLE setting_versions (
    operation text NOT NULL,
    mode text NOT NULL,
    fixed_fields text[] NOT NULL,
    fixed_values text[] NOT NULL CHECK (cardinality(fixed_values) = cardinality(fixed_fields)),
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (operation, valid_from)
);
CREATE UNIQUE INDEX ON setting_versions (operation) WHERE valid_to IS NULL;
