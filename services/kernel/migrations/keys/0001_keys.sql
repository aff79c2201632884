-- The keys of persons, wrapped by the district's key, which is not in any database.
-- A destroyed key leaves its row behind with no key in it, so that it is never made again.
CREATE TABLE identity_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE record_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity_keys, record_keys TO {intake_role};
GRANT SELECT ON record_keys TO {reporting_role};
