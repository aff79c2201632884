-- Folded from intake's own log (services/intake/projections/situations.py).
-- One row an assessment; the three lists go together, one entry a topic.

CREATE TABLE situation_assessments (
    source uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    on_day date NOT NULL,
    recorded bigint NOT NULL,
    vocabulary_version integer,
    topics text[] NOT NULL,
    still text[] NOT NULL,
    severities text[] NOT NULL
);
CREATE INDEX situation_assessments_case ON situation_assessments (case_id);
