-- On whose data nobody works, and who is one with whom: intake's facts,
-- services/referral/projections/known_restrictions.py, services/contracts/folds/restrictions.py.

CREATE TABLE restrictions (
    subject uuid PRIMARY KEY,
    person uuid NOT NULL,
    grounds text NOT NULL,
    starts date NOT NULL
);

CREATE TABLE person_edges (
    edge uuid PRIMARY KEY,
    person uuid NOT NULL,
    other uuid NOT NULL
);
CREATE INDEX person_edges_person ON person_edges (person);
CREATE INDEX person_edges_other ON person_edges (other);

-- Intake's log is read once more from its beginning: restrictions and links of before stand in it. Every fold of it says
-- the same again.
DELETE FROM reader_positions WHERE reader = 'referral.projections' AND source = 'intake';
