-- The keys of people at work: only districts, whose vault holds their names, can read them.
CREATE TABLE districts_identity_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE districts_record_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON districts_identity_keys, districts_record_keys TO {districts_role};
