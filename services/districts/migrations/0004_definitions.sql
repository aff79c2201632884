-- Folded from districts' own log (services/districts/projections/definitions.py).
-- Versions of vocabularies and instruments stay as they were released; settings are the newest.

CREATE TABLE vocabulary_versions (
    release uuid PRIMARY KEY,
    vocabulary text NOT NULL,
    version integer NOT NULL,
    released timestamptz NOT NULL,
    definition jsonb NOT NULL,
    UNIQUE (vocabulary, version)
);

CREATE TABLE instrument_versions (
    release uuid PRIMARY KEY,
    instrument text NOT NULL,
    version integer NOT NULL,
    released timestamptz NOT NULL,
    definition jsonb NOT NULL,
    UNIQUE (instrument, version)
);

CREATE TABLE operation_settings (
    operation text PRIMARY KEY,
    definition jsonb NOT NULL
);
