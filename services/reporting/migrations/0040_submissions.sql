-- What was handed in. Its facts never change, so that rows need no versions; what became of a submission is a row for each
-- step, and superseded is whom an approved one replaces.

CREATE TABLE submissions (
    submission uuid PRIMARY KEY,
    operation text NOT NULL,
    as_of date NOT NULL,
    period text,
    known_at timestamptz,
    positions jsonb NOT NULL,
    journal_size bigint NOT NULL,
    catalogue text NOT NULL,
    catalogue_version integer NOT NULL,
    catalogue_content text NOT NULL,
    document text NOT NULL,
    digest text NOT NULL,
    checkpoint text NOT NULL,
    replaces uuid,
    actor text NOT NULL,
    recorded timestamptz NOT NULL,
    sequence bigint NOT NULL
);
CREATE INDEX ON submissions (operation, as_of);
CREATE INDEX ON submissions (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE submission_steps (
    step uuid PRIMARY KEY,
    submission uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('approved', 'returned', 'withdrawn')),
    ground text CHECK ((ground IS NOT NULL) = (state = 'returned')),
    actor text NOT NULL,
    recorded timestamptz NOT NULL,
    sequence bigint NOT NULL
);
CREATE INDEX ON submission_steps (submission, sequence);
