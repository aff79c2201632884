-- Folded from intake's own log (services/intake/projections/incomplete_participations.py).

CREATE TABLE incomplete_participations (
    participation uuid PRIMARY KEY,
    person uuid NOT NULL,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    state text NOT NULL,
    entry_date date NOT NULL,
    missing text[] NOT NULL
);
