-- Versioned table as in 0002_projections.sql, over positions of several sources' logs, of which ``source`` says which:
-- what answers the questions of an audit (projections/audit_evidence.py).

CREATE TABLE audit_evidence (
    evidence uuid NOT NULL,
    source text NOT NULL,
    what text NOT NULL,
    operation text,
    person uuid,
    case_id uuid,
    participation uuid,
    kind text,
    on_day date,
    number bigint,
    of_id uuid,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (evidence, valid_from)
);
CREATE UNIQUE INDEX ON audit_evidence (evidence) WHERE valid_to IS NULL;
CREATE INDEX ON audit_evidence (person) WHERE person IS NOT NULL;
CREATE INDEX ON audit_evidence (participation) WHERE participation IS NOT NULL;
CREATE INDEX ON audit_evidence (operation) WHERE operation IS NOT NULL;
