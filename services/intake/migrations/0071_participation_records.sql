-- Folded from intake's own log (services/intake/projections/participation_records.py); versions as in reporting.

CREATE TABLE participation_records (
    participation uuid NOT NULL,
    person uuid NOT NULL,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    state text NOT NULL,
    entry_date date NOT NULL,
    exit_date date,
    employment text,
    unknown text[] NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (participation, valid_from)
);
CREATE UNIQUE INDEX ON participation_records (participation) WHERE valid_to IS NULL;
CREATE INDEX ON participation_records (operation, entry_date) WHERE valid_to IS NULL AND unknown <> ARRAY[]::text[];
