-- Folded from intake's own log (services/intake/projections/strengths.py).
-- One row an assessment; items and answers go together.

CREATE TABLE strength_assessments (
    assessment uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    on_day date NOT NULL,
    recorded bigint NOT NULL,
    instrument text NOT NULL,
    instrument_version integer NOT NULL,
    stage text NOT NULL,
    items text[] NOT NULL,
    answers integer[] NOT NULL
);
CREATE INDEX strength_assessments_case ON strength_assessments (case_id);
