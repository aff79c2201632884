-- Examinations (projections/mandates.py, projections/samples.py): who may see evidence of persons, and what was read.
-- All periods include both ends.

CREATE TABLE mandates (
    mandate uuid PRIMARY KEY,
    staff uuid NOT NULL,
    operations text[] NOT NULL,
    audited_from date NOT NULL,
    audited_to date NOT NULL,
    expires date NOT NULL,
    granted_by text NOT NULL,
    granted timestamptz NOT NULL
);
CREATE INDEX mandates_staff ON mandates (staff);

CREATE TABLE mandate_revocations (
    mandate uuid PRIMARY KEY,
    revoked_by text NOT NULL,
    revoked timestamptz NOT NULL
);

CREATE TABLE evidence_reads (
    reading uuid PRIMARY KEY,
    mandate uuid NOT NULL,
    operation text NOT NULL,
    kind text NOT NULL,
    code text,
    participation uuid,
    case_id uuid,
    actor text NOT NULL,
    recorded timestamptz NOT NULL
);
CREATE INDEX evidence_reads_recorded ON evidence_reads (recorded);

CREATE TABLE samples (
    sample uuid PRIMARY KEY,
    operation text NOT NULL,
    as_of date NOT NULL,
    seed bigint NOT NULL,
    size integer NOT NULL,
    population integer NOT NULL,
    drawn_by text NOT NULL,
    drawn timestamptz NOT NULL
);
