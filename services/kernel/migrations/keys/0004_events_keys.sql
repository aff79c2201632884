-- The keys of volunteers, of those who register, and of texts about events: only events, whose vault holds them, can read them.
CREATE TABLE events_identity_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE events_record_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON events_identity_keys, events_record_keys TO {events_role};
