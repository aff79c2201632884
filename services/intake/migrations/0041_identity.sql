-- Which case is a person's? Asked by the search.
CREATE INDEX cases_person ON cases (person);

-- Folded from intake's own log (services/intake/projections/open_joins.py).
CREATE TABLE open_joins (
    contact uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    actor text NOT NULL,
    cause uuid NOT NULL
);
