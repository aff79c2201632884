-- Folded from intake's own log (services/intake/projections/{case_persons,participation_links,open_joins}.py).

CREATE TABLE case_persons (
    person uuid PRIMARY KEY,
    case_id uuid NOT NULL
);

CREATE TABLE participation_links (
    edge text PRIMARY KEY,
    case_id uuid NOT NULL,
    participation uuid NOT NULL,
    participant uuid NOT NULL,
    operation text NOT NULL
);
CREATE INDEX participation_links_participation ON participation_links (participation);

CREATE TABLE open_joins (
    contact uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    actor text NOT NULL,
    cause uuid NOT NULL
);
