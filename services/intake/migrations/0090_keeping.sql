-- What must be kept, and until when (services/intake/projections/keeping.py): facts of districts and reporting.

CREATE TABLE esf_last_payments (
    payment uuid PRIMARY KEY,
    operation text NOT NULL,
    on_day date NOT NULL
);

-- known: up to which position of intake's log participations were counted.
CREATE TABLE operation_submissions (
    submission uuid PRIMARY KEY,
    operation text NOT NULL,
    as_of date NOT NULL,
    known bigint NOT NULL
);
CREATE INDEX operation_submissions_operation ON operation_submissions (operation);

-- Persons whose data are kept and not worked on; folded from intake's own log (projections/restrictions.py).
CREATE TABLE restrictions (
    case_id uuid PRIMARY KEY,
    person uuid NOT NULL,
    grounds text NOT NULL,
    starts date NOT NULL
);
CREATE INDEX restrictions_person ON restrictions (person);
