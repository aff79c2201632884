-- Folded from intake's own log (services/intake/projections/duplicates.py): who is one person, by opaque ids.

CREATE TABLE person_edges (
    edge uuid PRIMARY KEY,
    person uuid NOT NULL,
    other uuid NOT NULL,
    grounds text,
    recorded timestamptz NOT NULL,
    actor text NOT NULL
);
CREATE INDEX person_edges_person ON person_edges (person);
CREATE INDEX person_edges_other ON person_edges (other);

CREATE TABLE settled_pairs (
    link uuid PRIMARY KEY,
    person uuid NOT NULL,
    other uuid NOT NULL
);
