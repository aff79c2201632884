-- Folded from districts' facts (services/intake/projections/definitions.py).
-- Versions of vocabularies and instruments stay as they were released; settings are the newest.

CREATE TABLE vocabulary_versions (
    release uuid PRIMARY KEY,
    vocabulary text NOT NULL,
    version integer NOT NULL,
    terms jsonb NOT NULL,
    UNIQUE (vocabulary, version)
);

CREATE TABLE instrument_versions (
    release uuid PRIMARY KEY,
    instrument text NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    UNIQUE (instrument, version)
);

CREATE TABLE operation_settings (
    operation text PRIMARY KEY,
    mode text NOT NULL,
    bagatelle_minutes integer NOT NULL,
    silent_weeks integer NOT NULL,
    consent_warning_days integer NOT NULL,
    fixed_traits jsonb NOT NULL
);
